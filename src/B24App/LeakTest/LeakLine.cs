namespace B24App.LeakTest;

/// <summary>What a leak test looks at.</summary>
public enum LeakKind
{
    /// <summary>A task with its title, description and the fields the contract names.</summary>
    Task,

    /// <summary>A comment or message.</summary>
    Message,

    /// <summary>A file of a task, of a message or of a result.</summary>
    File,

    /// <summary>A result.</summary>
    Result,

    /// <summary>A record of time with its words.</summary>
    Time,
}

/// <summary>What would become of it.</summary>
public enum LeakVerdict
{
    /// <summary>It would leave.</summary>
    Leaves,

    /// <summary>It would be held, for a reason.</summary>
    Stays,

    /// <summary>It has left already.</summary>
    Left,

    /// <summary>It could not be read, so nothing can be said of it: it would leave once the relay account may read it.</summary>
    Unread,
}

/// <summary>One thing, whether it would leave, and why.</summary>
/// <param name="Task">Its task on the own portal.</param>
/// <param name="Item">What it is there: <c>t51</c>, <c>c77</c>, <c>m12930</c>; of a file the item that carries it and its number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Verdict">What would become of it.</param>
/// <param name="Why">Name of a reason; of what leaves one of <see cref="LeakWhy"/>.</param>
public sealed record LeakLine(long Task, string Item, LeakKind Kind, LeakVerdict Verdict, string Why)
{
    /// <summary>Longest piece of a text that is kept.</summary>
    public const int LongestText = 160;

    /// <summary>Title, first words or name.</summary>
    public string Text { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public string Author { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Size of a file in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Number of its row; 0 before it is stored.</summary>
    public long Id { get; init; }
}

/// <summary>What lets a thing out.</summary>
public static class LeakWhy
{
    /// <summary>The filter of the own half takes the task.</summary>
    public const string InFilter = "InFilter";

    /// <summary>The contract lets comments leave.</summary>
    public const string CommentsCross = "CommentsCross";

    /// <summary>The contract lets files leave.</summary>
    public const string FilesCross = "FilesCross";

    /// <summary>The contract lets hours and results leave.</summary>
    public const string PartsCross = "PartsCross";

    /// <summary>Hours leave, words that stay inside do not.</summary>
    public const string HoursOnly = "HoursOnly";

    /// <summary>What hangs on a result that is no message names no file that could be read (decision 0041).</summary>
    public const string FilesOfResult = "FilesOfResult";

    /// <summary>It stands at the partner.</summary>
    public const string Crossed = "Crossed";
}

/// <summary>How many things of a kind have which end.</summary>
public sealed record LeakCount(LeakKind Kind, LeakVerdict Verdict, string Why, int Count);
