namespace B24App.Plan.Parts;

/// <summary>A record of time or a result as one side of a link shows it.</summary>
/// <param name="Id">Its number on that side.</param>
/// <param name="Print">Print of what it says there; of our own copies without the date we may have written into the text.</param>
/// <param name="Sent">Print it would have on the other side, written by us.</param>
public sealed record SeenPart(long Id, string Print, string Sent)
{
    /// <summary>Day of the work in neutral form; empty where parts have none.</summary>
    public string Day { get; init; } = "";

    /// <summary>When it was entered; null where the portal does not tell.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>What it says in a form that both sides share, by which people's own double entries are recognised; empty when it says too little.</summary>
    public string Likeness { get; init; } = "";

    /// <summary>Written by the relay account and names somebody of the partner: never somebody's news.</summary>
    public bool IsOurs { get; init; }

    /// <summary>A result that starts with the link's prefix for what stays inside.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Its content, for who writes it into the other side.</summary>
    public PartContent Content { get; init; } = PartContent.Empty;
}

/// <summary>What a part says, as it would be written into the other side.</summary>
/// <param name="Named">Text that names the author, for a copy.</param>
/// <param name="Bare">Text without a name, for going back to where the part was first written.</param>
public sealed record PartContent(string Named, string Bare)
{
    /// <summary>Seconds of a record of time.</summary>
    public long Seconds { get; init; }

    /// <summary>Day of the work.</summary>
    public DateTimeOffset? WorkedAt { get; init; }

    /// <summary>Comment of the old card that is the result; 0 on the new one.</summary>
    public long Comment { get; init; }

    /// <summary>Print of the text as a comment would have it, to find the comment it was made from.</summary>
    public string CommentPrint { get; init; } = "";

    /// <summary>Carries files.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Nothing.</summary>
    public static PartContent Empty { get; } = new("", "");
}

/// <summary>A part that both sides have, or that is on its way to one.</summary>
/// <param name="Row">Number of the row.</param>
/// <param name="Origin">Side it was first written on.</param>
/// <param name="A">Its number on side A; 0 while it is on its way there.</param>
/// <param name="B">Its number on side B.</param>
/// <param name="PrintA">What side A showed when both last agreed; while on its way there, what was sent. Behind an <c>@</c> the day of the work, once seen.</param>
/// <param name="PrintB">The same of side B.</param>
public sealed record KnownPart(long Row, Side Origin, long A, long B, string PrintA, string PrintB)
{
    /// <summary>Mapping of the comment or note that is the result on the old card; 0 for none.</summary>
    public long Carrier { get; init; }

    /// <summary>Its number on a side.</summary>
    public long On(Side side) => side == Side.A ? A : B;

    /// <summary>Its print on a side, without the day.</summary>
    public string Print(Side side) => Baseline(side).Split('@')[0];

    /// <summary>The day on a side when both last agreed; empty when none was seen.</summary>
    public string Day(Side side) => Baseline(side) is var text && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? text[(at + 1)..] : "";

    /// <summary>Print and day as they are stored.</summary>
    public static string BaselineOf(string print, string day) => day.Length == 0 ? print : $"{print}@{day}";

    /// <summary>The same row with another number and baseline on a side.</summary>
    public KnownPart With(Side side, long id, string baseline) => side == Side.A ? this with { A = id, PrintA = baseline } : this with { B = id, PrintB = baseline };

    /// <summary>The stored baseline of a side.</summary>
    public string Baseline(Side side) => side == Side.A ? PrintA : PrintB;

    /// <summary>A row with both numbers.</summary>
    public bool IsWhole => A > 0 && B > 0;
}
