using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Custom;

namespace B24App.Links;

/// <summary>Which way a thing goes in a preset.</summary>
public enum Direction
{
    /// <summary>It stays where it is.</summary>
    Stays,

    /// <summary>From the inviter to who accepted.</summary>
    AToB,

    /// <summary>From who accepted to the inviter.</summary>
    BToA,

    /// <summary>Both ways.</summary>
    Both,
}

/// <summary>A ready agreement: directions only, no groups and no people.</summary>
/// <param name="Name">Its word in settings and addresses.</param>
/// <param name="Tasks">New tasks.</param>
/// <param name="Comments">Comments.</param>
/// <param name="Fields">Direction of each field; a field that is not named stays.</param>
public sealed record Preset(string Name, Direction Tasks, Direction Comments, ImmutableSortedDictionary<Field, Direction> Fields);

/// <summary>What an administrator chooses for his own half after he picked a preset.</summary>
public sealed record HalfChoices
{
    /// <summary>Which of his tasks leave; used only where the preset lets his tasks leave.</summary>
    public TaskFilter Filter { get; init; } = TaskFilter.Nothing;

    /// <summary>Group for the partner's tasks.</summary>
    public long TargetGroup { get; init; }

    /// <summary>Title of the group as the partner sees it.</summary>
    public string PublishedGroupTitle { get; init; } = "";

    /// <summary>Responsible for the partner's tasks; 0 for the relay account.</summary>
    public long DefaultResponsible { get; init; }

    /// <summary>Comments that begin with this stay inside.</summary>
    public string InternalPrefix { get; init; } = "";

    /// <summary>What to do when the partner deletes an item.</summary>
    public DeletePolicy OnPartnerDelete { get; init; } = DeletePolicy.MarkAndKeep;

    /// <summary>People are matched by e-mail hashes.</summary>
    public bool MatchesUsersByEmail { get; init; } = true;

    /// <summary>Custom fields that take part.</summary>
    public ImmutableArray<CustomField> CustomFields { get; init; } = [];

    /// <summary>Also what came from other partners leaves.</summary>
    public bool SendsPartnersMirrors { get; init; }

    /// <summary>Largest file in megabytes; an answer never allows more than what it answers.</summary>
    public int LargestFile { get; init; } = FileLimits.Usual;
}

/// <summary>The presets as tables.</summary>
public static class Presets
{
    /// <summary>
    /// A client (A) files, a provider (B) works. The wording, priority and tags are the client's; both move the deadline and
    /// the status; planned dates are the provider's promise. Who works on it is each side's own affair; the hours
    /// go to the client, for reading.
    /// </summary>
    public static Preset Support { get; } = new("support", Direction.AToB, Direction.Both, Table(
        (Field.Title, Direction.AToB),
        (Field.Description, Direction.AToB),
        (Field.Deadline, Direction.Both),
        (Field.PlannedDates, Direction.BToA),
        (Field.Priority, Direction.AToB),
        (Field.Tags, Direction.AToB),
        (Field.Status, Direction.Both),
        (Field.Control, Direction.AToB),
        (Field.Responsible, Direction.Stays),
        (Field.Parent, Direction.AToB),
        (Field.Observers, Direction.Stays),
        (Field.Accomplices, Direction.Stays),
        (Field.Stage, Direction.Stays),
        (Field.CrmLinks, Direction.Stays),
        (Field.CustomFields, Direction.Both),
        (Field.Elapsed, Direction.BToA),
        (Field.Results, Direction.Both),
        (Field.Checklist, Direction.Both),
        (Field.Files, Direction.Both),
        (Field.Calls, Direction.Stays),
        (Field.Letters, Direction.Stays),
        (Field.Meetings, Direction.Stays),
        (Field.CardComments, Direction.Stays),
        (Field.ToDos, Direction.Stays),
        (Field.Chats, Direction.Stays),
        (Field.Forms, Direction.Stays),
        (Field.PairsByMail, Direction.Stays),
        (Field.PairsByPhone, Direction.Stays),
        (Field.Recordings, Direction.Stays),
        (Field.CardFiles, Direction.Stays)));

    /// <summary>
    /// B follows what A does and answers nothing. Control stays: a completion at B would wait for a creator who never hears of it.
    /// </summary>
    public static Preset OneWay { get; } = new("oneWay", Direction.AToB, Direction.AToB, Table(
        (Field.Title, Direction.AToB),
        (Field.Description, Direction.AToB),
        (Field.Deadline, Direction.AToB),
        (Field.PlannedDates, Direction.AToB),
        (Field.Priority, Direction.AToB),
        (Field.Tags, Direction.AToB),
        (Field.Status, Direction.AToB),
        (Field.Control, Direction.Stays),
        (Field.Responsible, Direction.Stays),
        (Field.Parent, Direction.AToB),
        (Field.Observers, Direction.Stays),
        (Field.Accomplices, Direction.Stays),
        (Field.Stage, Direction.Stays),
        (Field.CrmLinks, Direction.Stays),
        (Field.CustomFields, Direction.AToB),
        (Field.Elapsed, Direction.Stays),
        (Field.Results, Direction.AToB),
        (Field.Checklist, Direction.AToB),
        (Field.Files, Direction.AToB),
        (Field.Calls, Direction.Stays),
        (Field.Letters, Direction.Stays),
        (Field.Meetings, Direction.Stays),
        (Field.CardComments, Direction.Stays),
        (Field.ToDos, Direction.Stays),
        (Field.Chats, Direction.Stays),
        (Field.Forms, Direction.Stays),
        (Field.PairsByMail, Direction.Stays),
        (Field.PairsByPhone, Direction.Stays),
        (Field.Recordings, Direction.Stays),
        (Field.CardFiles, Direction.Stays)));

    /// <summary>Equal partners: both file, both edit everything but who watches and who helps, their boards and what hangs on their CRM.</summary>
    public static Preset Partners { get; } = new("partners", Direction.Both, Direction.Both, Table(
        [.. Enum.GetValues<Field>().Select(field => (field, Personal.Contains(field) ? Direction.Stays : Direction.Both))]));

    // Who watches and who helps, the boards and the CRM are each side's own affair: they cross where an administrator says so.
    private static ImmutableArray<Field> Personal =>
    [
        Field.Observers, Field.Accomplices, Field.Stage, Field.CrmLinks, Field.Calls, Field.Letters, Field.Meetings, Field.CardComments, Field.ToDos, Field.Chats, Field.Forms,
        Field.PairsByMail, Field.PairsByPhone, Field.Recordings, Field.CardFiles,
    ];

    /// <summary>All of them, in the order the page offers them.</summary>
    public static ImmutableArray<Preset> All { get; } = [Support, OneWay, Partners];

    /// <summary>The preset of a name, or null.</summary>
    public static Preset? Named(string name) => All.FirstOrDefault(preset => preset.Name == name);

    /// <summary>The half of one side by a preset and its administrator's choices.</summary>
    public static Half Half(Preset preset, Side side, HalfChoices choices) => new()
    {
        SendsTasks = Leaves(preset.Tasks, side),
        TakesTasks = Leaves(preset.Tasks, side.Other()),
        SendsComments = Leaves(preset.Comments, side),
        TakesComments = Leaves(preset.Comments, side.Other()),
        SendsFields = Fields(preset, side),
        TakesFields = Fields(preset, side.Other()),
        Filter = Leaves(preset.Tasks, side) ? choices.Filter : TaskFilter.Nothing,
        TargetGroup = choices.TargetGroup,
        PublishedGroupTitle = choices.PublishedGroupTitle,
        DefaultResponsible = choices.DefaultResponsible,
        InternalPrefix = choices.InternalPrefix,
        OnPartnerDelete = choices.OnPartnerDelete,
        MatchesUsersByEmail = choices.MatchesUsersByEmail,
        CustomFields = choices.CustomFields,
        SendsPartnersMirrors = choices.SendsPartnersMirrors,
        LargestFile = choices.LargestFile,
    };

    /// <summary>Both halves at once, for who chooses for both.</summary>
    public static (Half A, Half B) Pair(Preset preset, HalfChoices a, HalfChoices b) => (Half(preset, Side.A, a), Half(preset, Side.B, b));

    /// <summary>The half that answers a published half exactly: takes what it sends and sends what it takes.</summary>
    public static Half Answer(PublishedHalf published, HalfChoices choices) => new()
    {
        LargestFile = published.LargestFile,
        SendsTasks = published.TakesTasks,
        TakesTasks = published.SendsTasks,
        SendsComments = published.TakesComments,
        TakesComments = published.SendsComments,
        SendsFields = published.TakesFields,
        TakesFields = published.SendsFields,
        Filter = published.TakesTasks ? choices.Filter : TaskFilter.Nothing,
        TargetGroup = choices.TargetGroup,
        PublishedGroupTitle = choices.PublishedGroupTitle,
        DefaultResponsible = choices.DefaultResponsible,
        InternalPrefix = choices.InternalPrefix,
        OnPartnerDelete = choices.OnPartnerDelete,
        MatchesUsersByEmail = published.MatchesUsersByEmail && choices.MatchesUsersByEmail,
        CustomFields = choices.CustomFields,
    };

    private static bool Leaves(Direction direction, Side side) => direction == Direction.Both || direction == (side == Side.A ? Direction.AToB : Direction.BToA);

    private static ImmutableSortedSet<Field> Fields(Preset preset, Side from) =>
        [.. preset.Fields.Where(field => Leaves(field.Value, from)).Select(field => field.Key)];

    private static ImmutableSortedDictionary<Field, Direction> Table(params (Field Field, Direction Direction)[] rows) =>
        rows.ToImmutableSortedDictionary(row => row.Field, row => row.Direction);
}
