using B24App.Store;

namespace B24App.Journal;

/// <summary>
/// One line of a portal's journal. It belongs to that portal alone, even when it speaks of a link (RULES 5), so it may name
/// this portal's own groups and people but never the partner's.
/// </summary>
public sealed record JournalRow
{
    /// <summary>Our number; 0 before it is written. Newer rows have larger numbers.</summary>
    public long Id { get; init; }

    /// <summary>Whose row it is.</summary>
    public required PortalId Portal { get; init; }

    /// <summary>Link it speaks of; 0 for none.</summary>
    public LinkId Link { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>event, verdict, intent, receipt, note or link.</summary>
    public required string Station { get; init; }

    /// <summary>Item in short form, like <c>t51</c> or <c>t51/m12930</c>; empty for none.</summary>
    public string Item { get; init; } = "";

    /// <summary>Why, as a word of a fixed list.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The rest, for people.</summary>
    public string Detail { get; init; } = "";
}
