using System.Text.Json;

namespace B24App.Bitrix24.Calls;

/// <summary>What became of one command. Everything the platform can do is a value here; exceptions are bugs.</summary>
public abstract record Outcome;

/// <summary>The portal did it and said so.</summary>
/// <param name="Result">The value of <c>result</c>.</param>
/// <param name="Total">The count of all rows, where the method counts.</param>
/// <param name="Next">The <c>start</c> of the next page, absent on the last one.</param>
/// <param name="PortalTime">The portal's own "now" when it finished (<c>time.date_finish</c>).</param>
public sealed record Answer(JsonElement Result, int? Total, int? Next, DateTimeOffset? PortalTime) : Outcome
{
    /// <summary>The kind only: a result may hold texts of people.</summary>
    public override string ToString() => nameof(Answer);
}

/// <summary>The portal said no, and nothing happened.</summary>
/// <param name="Kind">What a "no" of this sort asks of the caller.</param>
/// <param name="Code">The platform's code as sent; in the v2 task API often only a number.</param>
/// <param name="Text">The platform's sentence, localised, possibly with HTML; not for logs.</param>
/// <param name="Status">The HTTP status; 200 for a refusal inside a batch.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Text, int Status) : Outcome
{
    /// <summary>Kind and code, without the sentence.</summary>
    public override string ToString() => $"{nameof(Refusal)} {Kind} {Code}";
}

/// <summary>It is certain that nothing happened, and the same command may be tried again later.</summary>
/// <param name="NotBefore">The earliest moment worth another try.</param>
/// <param name="Reason">Why not now.</param>
public sealed record Later(DateTimeOffset NotBefore, LaterReason Reason) : Outcome;

/// <summary>It left and no usable answer came: it may have happened.</summary>
/// <param name="Why">A short technical reason without any content of the call.</param>
public sealed record Unknown(string Why) : Outcome;

/// <summary>Nothing happened, and nothing will until a person does something.</summary>
/// <param name="Trouble">What stands in the way.</param>
/// <param name="Code">The platform's code as sent.</param>
public sealed record NoAccess(AccessTrouble Trouble, string Code) : Outcome;

/// <summary>What a "no" of the portal is about.</summary>
public enum RefusalKind
{
    /// <summary>None of the other kinds; read the code.</summary>
    Other,

    /// <summary>The parameters are wrong for this item; repeating them cannot help.</summary>
    Validation,

    /// <summary>The item does not exist or this user cannot see it: the portal rarely tells which.</summary>
    NotFound,

    /// <summary>The user behind the token may not do this.</summary>
    Denied,

    /// <summary>The application lacks a scope.</summary>
    MissingScope,

    /// <summary>This portal has no such method.</summary>
    UnknownMethod,

    /// <summary>The idempotency key was used with another body (REST 3.0, HTTP 422): look for what it made.</summary>
    KeyReused,
}

/// <summary>Why a command did not leave, or left and was turned away untouched.</summary>
public enum LaterReason
{
    /// <summary>Our own account of the portal's request rate says no.</summary>
    GateClosed,

    /// <summary>The portal answered that requests come too fast.</summary>
    RateLimited,

    /// <summary>This method used up its execution time for this application.</summary>
    MethodParked,

    /// <summary>No connection came about.</summary>
    Unreachable,

    /// <summary>The batch ended before this command's turn.</summary>
    NotExecuted,

    /// <summary>The token must be renewed and the OAuth host cannot do that now.</summary>
    TokenUnavailable,

    /// <summary>The portal points elsewhere and the OAuth host does not confirm the new address (yet).</summary>
    Moved,
}

/// <summary>What must be mended by a person before the portal can be called again.</summary>
public enum AccessTrouble
{
    /// <summary>The pair of tokens is dead; an administrator opening the app gives a new one.</summary>
    Expired,

    /// <summary>The application is not installed on the portal any more.</summary>
    Uninstalled,

    /// <summary>The user behind the token is dismissed.</summary>
    UserDismissed,

    /// <summary>The administrator closed the application for this user.</summary>
    UserBarred,

    /// <summary>The portal's plan or subscription does not include REST.</summary>
    SubscriptionEnded,

    /// <summary>The portal is closed or deleted.</summary>
    PortalDeleted,

    /// <summary>The portal was blocked for overload; only the vendor's support lifts that.</summary>
    Overloaded,

    /// <summary>The OAuth host does not accept our client id or secret.</summary>
    ClientRefused,

    /// <summary>The portal's address is not one we may connect to.</summary>
    AddressRefused,
}

/// <summary>Who waits for the answer: a person's change just made, or work that can take its time.</summary>
public enum Urgency
{
    /// <summary>A change a person made just now.</summary>
    Live,

    /// <summary>Sweep, backfill, census; leaves part of the portal's limits to live work.</summary>
    Bulk,
}
