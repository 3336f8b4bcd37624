using B24App.Store;

namespace B24App.Record;

/// <summary>What a dirty item is about: a task's fields or its discussion (RULES 14).</summary>
public enum DirtyKind
{
    /// <summary>Fields of one task.</summary>
    Task,

    /// <summary>Discussion of one task.</summary>
    Talk,

    /// <summary>Records of time and results of one task.</summary>
    Parts,

    /// <summary>One activity of the CRM.</summary>
    Activity,

    /// <summary>One comment in a timeline of the CRM.</summary>
    Remark,
}

/// <summary>"Look at this." Events, sweeps, buttons and robots all end as hints; none of them is believed for content.</summary>
/// <param name="Portal">Where the item stands.</param>
/// <param name="Kind">Fields or discussion.</param>
/// <param name="Task">Task id on that portal.</param>
/// <param name="Names">
/// What the hint named: <c>add</c>, <c>deleted</c>, <c>m12930</c> (message), <c>c77</c> (forum comment). A hint that names only
/// things we just wrote ourselves needs no look (RULES 29). <see cref="Anything"/> asks for a look in any case.
/// </param>
public sealed record Hint(PortalId Portal, DirtyKind Kind, long Task, string Names)
{
    /// <summary>Name of the item.</summary>
    public string Item => Kind switch
    {
        DirtyKind.Activity => Items.Activity(Task),
        DirtyKind.Remark => Items.Remark(Task),
        _ => Items.Task(Task),
    };

    /// <summary>A look is due whatever was named.</summary>
    public const string Anything = "*";

    /// <summary>Before the name of a forum comment that the portal said was deleted.</summary>
    public const string Without = "-";

    /// <summary>The task was created.</summary>
    public const string Added = "add";

    /// <summary>The portal said the task was deleted: half of the proof that it is gone (RULES 22).</summary>
    public const string Deleted = "deleted";

    /// <summary>The census did not find the task: the other way to that half (RULES 22).</summary>
    public const string Missing = "missing";
}

/// <summary>A row of <c>dirty</c>; its last hint is known by a number (<see cref="HintNumber"/>).</summary>
public sealed record DirtyItem(PortalId Portal, DirtyKind Kind, long Task, DateTimeOffset DueAt, long LastHint, string Feed, string Names)
{
    /// <summary>The names its hints carried, without repetition.</summary>
    public IReadOnlyList<string> AllNames { get; } = Names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Name of the item.</summary>
    public string Name => new Hint(Portal, Kind, Task, "").Item;

    /// <summary>An entry of a timeline.</summary>
    public bool IsEntry => Kind is DirtyKind.Activity or DirtyKind.Remark;

    /// <summary>True when a portal told us to look; otherwise we look by ourselves, as the sweep does.</summary>
    public bool IsTold => Feed is "event" or "offline" or "messenger";

    /// <summary>First hint of this round.</summary>
    public DateTimeOffset HintedAt { get; init; }

    /// <summary>The run that asked for the look; 0 when anything live did.</summary>
    public long Run { get; init; }
}
