using System.Collections.Immutable;
using B24App.Store;

namespace B24App.Journal;

/// <summary>How one line of the journal ended.</summary>
public enum LineResult
{
    /// <summary>Any of them.</summary>
    Any,

    /// <summary>It happened.</summary>
    Done,

    /// <summary>Decided, and on its way.</summary>
    Waiting,

    /// <summary>It stays, with a reason.</summary>
    Skipped,

    /// <summary>A portal refused it.</summary>
    Refused,

    /// <summary>Something about a link or a person's act.</summary>
    News,
}

/// <summary>What a line speaks of.</summary>
public enum LineKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A task.</summary>
    Task,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A link.</summary>
    Link,
}

/// <summary>Which lines of a portal's journal are asked for.</summary>
public sealed record JournalQuery(PortalId Portal)
{
    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only this link.</summary>
    public LinkId Link { get; init; }

    /// <summary>Only this kind.</summary>
    public LineKind Kind { get; init; }

    /// <summary>Only with this result.</summary>
    public LineResult Result { get; init; }

    /// <summary>Only this task of the portal, with its discussion; 0 for all.</summary>
    public long Task { get; init; }

    /// <summary>Only lines whose detail holds this text, or whose reason or link is one of the following.</summary>
    public string Text { get; init; } = "";

    /// <summary>Names of reasons whose sentences hold the text.</summary>
    public ImmutableArray<string> TextReasons { get; init; } = [];

    /// <summary>Links whose names hold the text.</summary>
    public ImmutableArray<LinkId> TextLinks { get; init; } = [];

    /// <summary>Only lines older than this number: the last one of the page before.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>
    /// Also what says nothing about the exchange: what the portal or we ourselves wrote into a discussion. Shown for one task, and to who
    /// asks for what was not sent.
    /// </summary>
    public bool WithTalkOfPortals => (Task != 0 && !OnlyExchange) || Result == LineResult.Skipped || IsOne;

    /// <summary>Leaves such lines out for one task too: an employee wants to know what became of his words.</summary>
    public bool OnlyExchange { get; init; }

    /// <summary>One line is asked for by its number.</summary>
    internal bool IsOne { get; init; }

    /// <summary>Nothing narrows the journal.</summary>
    public bool IsWhole => From is null && Until is null && Link.Value == 0 && Kind == LineKind.Any && Result == LineResult.Any && Task == 0 && Text.Length == 0;
}

/// <summary>One line as the page shows it: the last word on an item, with what stands on both sides.</summary>
/// <param name="Row">The row.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Task">The portal's own task; 0 for none.</param>
/// <param name="IsComment">The line speaks of a comment of that task.</param>
/// <param name="Partner">The task's counterpart over the same link; null when there is none.</param>
public sealed record JournalLine(JournalRow Row, LineResult Result, long Task, bool IsComment, PartnerTask? Partner);

/// <summary>The task on the other side. Its number stands in the mirror too, so both sides may know it (RULES 9).</summary>
/// <param name="Portal">Where it stands.</param>
/// <param name="Task">Its number there.</param>
public sealed record PartnerTask(PortalId Portal, long Task);
