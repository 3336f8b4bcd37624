using B24App.Store;

namespace B24App.Notices;

/// <summary>Something that stops the exchange, or waits for a person, on one portal.</summary>
/// <param name="Portal">Whose administrators can do something about it.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Link">The link; 0 when it is the whole portal.</param>
/// <param name="Reason">Name of a reason, where the kind has one.</param>
/// <param name="Subject">Name of the link.</param>
/// <param name="Count">How many items; 0 when nothing is counted.</param>
public sealed record Cause(PortalId Portal, string Kind, LinkId Link, string Reason, string Subject, long Count)
{
    /// <summary>The relay account has no access.</summary>
    public const string Relay = "relay";

    /// <summary>A link is held until somebody answers.</summary>
    public const string Held = "held";

    /// <summary>The partner's portal cannot be reached by us.</summary>
    public const string Partner = "partner";

    /// <summary>The partner ended the link, or removed the app with all its data.</summary>
    public const string Left = "left";

    /// <summary>A partner accepted an invitation and waits for the word of the inviter.</summary>
    public const string Confirm = "confirm";

    /// <summary>A partner proposes to let more cross.</summary>
    public const string Proposal = "proposal";

    /// <summary>The portal refused what was to be written.</summary>
    public const string Refused = "refused";

    /// <summary>The relay account was removed from chats.</summary>
    public const string Seat = "seat";

    /// <summary>The daily cap of a link is used up.</summary>
    public const string Cap = "cap";

    /// <summary>All kinds, in the order in which a page lists them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Relay, Held, Refused, Seat, Partner, Left, Confirm, Proposal, Cap];

    /// <summary>What makes it one cause: told once, and once more when it is over.</summary>
    public string Key => $"{Kind}:{Link.Value}:{(Kind is Partner or Left ? "" : Reason)}"; // why a partner is away may change meanwhile

    /// <summary>Screen of the app where it is mended, and the id it opens with.</summary>
    public (string Screen, long Id) Screen => Kind switch
    {
        Relay => ("settings", 0),
        Refused or Seat => ("undelivered", 0),
        _ => ("links", Link.Value),
    };

    /// <summary>Kind and reason of a stored key.</summary>
    public static Cause Of(PortalId portal, string key, string subject)
    {
        var parts = key.Split(':');
        return new Cause(portal, parts[0], new LinkId(long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)), parts[2], subject, 0);
    }
}
