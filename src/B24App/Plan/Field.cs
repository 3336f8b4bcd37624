namespace B24App.Plan;

/// <summary>A carried field of a task. Planned dates travel as a pair, because a portal takes them only together.</summary>
public enum Field
{
    /// <summary>Title; always carried.</summary>
    Title,

    /// <summary>Description in BBCode; always carried.</summary>
    Description,

    /// <summary>Deadline, floored to the minute.</summary>
    Deadline,

    /// <summary>Planned start and end, as one value.</summary>
    PlannedDates,

    /// <summary>Priority 0, 1 or 2.</summary>
    Priority,

    /// <summary>Tags, merged as a set.</summary>
    Tags,

    /// <summary>Real status 2..6.</summary>
    Status,

    /// <summary>TASK_CONTROL: completion waits for the creator. Carried at creation and as a field.</summary>
    Control,

    /// <summary>Responsible person, through user matching.</summary>
    Responsible,

    /// <summary>Parent task, when the parent is mirrored too.</summary>
    Parent,

    /// <summary>Checklists, planned as one field and written line by line.</summary>
    Checklist,

    /// <summary>Observers (auditors), through user matching; merged as a set.</summary>
    Observers,

    /// <summary>Accomplices, through user matching; merged as a set.</summary>
    Accomplices,

    /// <summary>Column of the kanban, by its name.</summary>
    Stage,

    /// <summary>Records of the CRM the task hangs on: lines with their addresses in our frame.</summary>
    CrmLinks,

    /// <summary>Custom fields that both sides named alike; decided one by one.</summary>
    CustomFields,

    /// <summary>Records of time, each paired by its number: a station of its own carries them.</summary>
    Elapsed,

    /// <summary>Results, each paired by its number: a station of its own carries them.</summary>
    Results,

    /// <summary>Files of the task, merged as a set; the contract lets those of comments cross by the same word.</summary>
    Files,

    /// <summary>Calls in the timelines of paired cards. This and all that follow are words about cards; no task has them.</summary>
    Calls,

    /// <summary>Letters in the timelines of paired cards.</summary>
    Letters,

    /// <summary>Meetings in the timelines of paired cards.</summary>
    Meetings,

    /// <summary>Comments in the timelines of paired cards.</summary>
    CardComments,

    /// <summary>To-dos in the timelines of paired cards.</summary>
    ToDos,

    /// <summary>Talks in open channels, told of in the timelines of paired cards; their words stay.</summary>
    Chats,

    /// <summary>Filled forms in the timelines of paired cards.</summary>
    Forms,

    /// <summary>Cards with the same e-mail are paired by themselves.</summary>
    PairsByMail,

    /// <summary>Cards with the same telephone are paired by themselves.</summary>
    PairsByPhone,

    /// <summary>Recordings of calls in the timelines of paired cards.</summary>
    Recordings,

    /// <summary>Files of letters, meetings, to-dos and comments in the timelines of paired cards.</summary>
    CardFiles,
}

/// <summary>What the words of a contract are about.</summary>
public static class FieldKinds
{
    /// <summary>It is a word about cards; no task has it.</summary>
    public static bool IsOfCards(this Field field) => field >= Field.Calls;
}

/// <summary>The sides of a link. A is the portal that invited, B the one that accepted; neither is a source or a target.</summary>
public enum Side
{
    /// <summary>The portal that invited.</summary>
    A,

    /// <summary>The portal that accepted.</summary>
    B,
}

/// <summary>Turns a side around.</summary>
public static class Sides
{
    /// <summary>The side across.</summary>
    public static Side Other(this Side side) => side == Side.A ? Side.B : Side.A;
}
