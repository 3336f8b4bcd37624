using System.Globalization;

namespace B24App.Rig;

/// <summary>What a comment is to the rig.</summary>
internal enum SaidKind
{
    /// <summary>Its text occurs once in the world.</summary>
    Unique,

    /// <summary>"ok", like many others.</summary>
    Equal,

    /// <summary>Begins with the internal prefix: it must stay.</summary>
    Internal,
}

/// <summary>Whether a comment has to stand at the partner.</summary>
internal enum Crosses
{
    /// <summary>Once.</summary>
    Yes,

    /// <summary>It was said while the task passed a border of the link: both are right.</summary>
    Perhaps,

    /// <summary>It was said while the task was outside (RULES 8).</summary>
    Never,
}

/// <summary>A comment a person wrote.</summary>
internal sealed class Said
{
    public required int Portal { get; init; }

    public required long Id { get; init; }

    public required long Author { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The word that its text holds now.</summary>
    public required string Token { get; set; }

    public required SaidKind Kind { get; set; }

    /// <summary>Number of the calm before it was said.</summary>
    public required int Calm { get; init; }

    public Crosses Crosses { get; set; }

    /// <summary>Words that its text held before it was edited.</summary>
    public List<string> Former { get; } = [];

    /// <summary>Its author took it back.</summary>
    public bool Gone { get; set; }

    /// <summary>Number of the calm before its author last changed it or took it back; -1 for never.</summary>
    public int Changed { get; set; } = -1;

    /// <summary>It was internal first, so it came later than its place says.</summary>
    public bool CameLater { get; set; }

    /// <summary>Has one line of its own at the partner, of which its place is known.</summary>
    public bool KeepsItsPlace => Kind == SaidKind.Unique && Crosses == Crosses.Yes && !Gone && !CameLater && Former.Count == 0;
}

/// <summary>A value a person gave a field.</summary>
internal sealed record Written(int Portal, string Value, int Calm);

/// <summary>A task a person filed.</summary>
internal sealed class Filed
{
    public required int Portal { get; init; }

    public required long Task { get; init; }

    /// <summary>Stands in its description for good, here and in the mirror.</summary>
    public required string Token { get; init; }

    /// <summary>Where its mirror belongs, or null for a private task.</summary>
    public required int? Partner { get; init; }

    /// <summary>What the partner does when it is deleted here, and otherwise.</summary>
    public required bool RemovesMirror { get; init; }

    /// <summary>Number of the calm before it was filed.</summary>
    public required int Calm { get; init; }

    /// <summary>What people wrote, by field, in order.</summary>
    public Dictionary<string, List<Written>> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Its discussion, in the order people spoke.</summary>
    public List<Said> Talk { get; } = [];

    /// <summary>Its lines, hours and files.</summary>
    public List<Part> Parts { get; } = [];

    /// <summary>Where a person deleted it.</summary>
    public int? GoneAt { get; set; }

    /// <summary>All was quiet once while it was inside the link: its mirror stood then.</summary>
    public bool HasCrossed { get; set; }

    /// <summary>It stands in another group than the link's.</summary>
    public bool IsOutside { get; set; }

    /// <summary>Number of the calm before it last passed the border of the link; -1 for never.</summary>
    public int Border { get; set; } = -1;

    /// <summary>Number of the calm before it left the link: until it is back, nothing that is written is agreed.</summary>
    public int Left { get; set; }

    /// <summary>How often it left the link and stayed outside over a calm.</summary>
    public int Leaves { get; set; }

    /// <summary>Whether a change of a comment may have been met by nobody: the task left the link before all was quiet again, and outside nothing crosses (RULES 8).</summary>
    public bool LeftWith(Said said) => IsOutside && said.Changed == Border;

    /// <summary>Writes down what a person wrote.</summary>
    public void Wrote(string field, int portal, string value, int calm)
    {
        if (!Fields.TryGetValue(field, out var written))
        {
            Fields[field] = written = [];
        }

        written.Add(new Written(portal, value, IsOutside || Border == calm ? Left : calm));
    }
}

/// <summary>The rig's own book of what people did. It knows nothing of the app's store.</summary>
internal sealed class Book
{
    private int _last;

    public List<Filed> Tasks { get; } = [];

    /// <summary>How often all was quiet and equal: what was written in different times between calms cannot have met.</summary>
    public int Calm { get; private set; }

    /// <summary>Texts that must never be seen on another portal, with the portal they belong to.</summary>
    public Dictionary<string, int> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>A word that was never used before; the full stop keeps c1 from being found in c12.</summary>
    public string Word(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{++_last}.");

    /// <summary>All was quiet.</summary>
    public void AllIsCalm()
    {
        foreach (var filed in Tasks.Where(filed => filed.IsOutside && filed.Border == Calm && filed.Calm < Calm))
        {
            filed.Leaves++;
        }

        foreach (var filed in Tasks)
        {
            filed.HasCrossed |= filed is { Partner: not null, IsOutside: false, GoneAt: null };
        }

        Calm++;
    }
}
