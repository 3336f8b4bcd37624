using B24App.Bitrix24.Calls;

namespace B24App.Portals;

/// <summary>What asking the OAuth host and the portal said about a claim.</summary>
internal abstract record VisitOutcome;

/// <summary>The sender is who he says he is.</summary>
/// <param name="Known">The portal as we knew it before; null for a new one.</param>
/// <param name="Install">Who came, with confirmed addresses.</param>
/// <param name="Line">The way to the portal by his own token, for as long as his visit lasts.</param>
internal sealed record Confirmed(Portal? Known, VerifiedInstall Install, PortalLine Line) : VisitOutcome;

/// <summary>The claim is not believed.</summary>
internal sealed record TurnedAway(VisitRefusal Reason) : VisitOutcome;

/// <summary>Nobody could be asked now.</summary>
internal sealed record NotNow(DateTimeOffset Until) : VisitOutcome;

/// <summary>Why a claim is not believed.</summary>
internal enum VisitRefusal
{
    /// <summary>It names an OAuth host that is not on our list; nobody was asked.</summary>
    StrangeOAuthHost,

    /// <summary>The OAuth host does not know the token.</summary>
    TokenRefused,

    /// <summary>The token belongs to another application than ours.</summary>
    OtherApplication,

    /// <summary>The token belongs to another portal than claimed, or this registration is pinned to another.</summary>
    OtherPortal,

    /// <summary>The portal does not answer its own user.</summary>
    PortalRefused,

    /// <summary>The app has to be installed by an administrator first.</summary>
    NeedsAdministrator,
}
