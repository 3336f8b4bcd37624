using System.Collections.Immutable;
using System.Globalization;

namespace B24App.Plan.Carry;

/// <summary>An activity or a comment of a timeline, as its portal shows it now.</summary>
public sealed record SeenEntry
{
    /// <summary>Most timelines one activity may stand in (crm.md §2.1).</summary>
    public const int MostBindings = 100;

    /// <summary>Its name in rows, see <see cref="Activity"/> and <see cref="Comment"/>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>1 incoming, 2 outgoing, 0 none.</summary>
    public int Direction { get; init; }

    /// <summary>Responsible; of a comment its author.</summary>
    public long Responsible { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When it was written down, which may be later than it happened.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Whose it is; null when the portal did not say.</summary>
    public CrmKey? Owner { get; init; }

    /// <summary>Timelines it stands in.</summary>
    public required ImmutableArray<CrmKey> Bindings { get; init; }

    /// <summary>A copy we made.</summary>
    public bool IsOurCopy { get; init; }

    /// <summary>A comment of a timeline.</summary>
    public bool IsComment => Kind == EntryKind.Comment;

    /// <summary>Name of an activity.</summary>
    public static string Activity(long id) => "a" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Name of a comment of a timeline.</summary>
    public static string Comment(long id) => "c" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id inside a name.</summary>
    public static long IdOf(string name) => long.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>How it will look after these steps, so that the next rule is planned on what this one leaves.</summary>
    public SeenEntry After(IEnumerable<CarryStep> steps)
    {
        var (bindings, owner) = (Bindings.ToList(), Owner);
        foreach (var step in steps)
        {
            switch (step.Act)
            {
                case CarryAct.Bind or CarryAct.Rebind when !bindings.Contains(step.Card):
                    bindings.Add(step.Card);
                    break;
                case CarryAct.Unbind or CarryAct.Release:
                    bindings.Remove(step.Card);
                    owner = IsComment && owner == step.Card && bindings.Count > 0 || bindings.Count == 1 ? bindings[0] : owner;
                    break;
                default:
                    break;
            }
        }

        return this with { Bindings = [.. bindings], Owner = owner };
    }
}

/// <summary>Whether the source of entries could be read.</summary>
public enum SourceState
{
    /// <summary>It is there.</summary>
    There,

    /// <summary>The portal shows no such record.</summary>
    Gone,

    /// <summary>The portal does not let us read it.</summary>
    Unreadable,

    /// <summary>The portal could not be asked; in a moment it can.</summary>
    NotNow,
}

/// <summary>A record whose timeline entries are carried from, with what it is tied to.</summary>
/// <param name="Key">The record.</param>
/// <param name="State">Whether it could be read.</param>
/// <param name="Targets">Records it is tied to, as the rule chooses them.</param>
/// <param name="IsMarked">It has the mark the rule asks for; true when it asks for none.</param>
/// <param name="IsReturned">Its dismissal by the rule was taken back, and the mark was not set anew since.</param>
public sealed record SeenSource(CrmKey Key, SourceState State, ImmutableArray<CrmKey> Targets, bool IsMarked, bool IsReturned = false);

/// <summary>What we did with an entry before, under any rule.</summary>
/// <param name="Put">Timelines we put it into.</param>
/// <param name="Left">Timelines we took it out of for good.</param>
/// <param name="Copied">Timelines we wrote a copy into.</param>
/// <param name="Released">Timelines we took it out of for a moment: once is enough, whether the owner changed by it or not.</param>
public sealed record PastDeeds(ImmutableArray<CrmKey> Put, ImmutableArray<CrmKey> Left, ImmutableArray<CrmKey> Copied, ImmutableArray<CrmKey> Released)
{
    /// <summary>Nothing yet.</summary>
    public static PastDeeds None { get; } = new([], [], [], []);
}
