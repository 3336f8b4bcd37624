using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Plan;
using B24App.Store;

namespace B24App.Apply;

/// <summary>What an intent writes.</summary>
public enum IntentKind
{
    /// <summary>A new mirror of a task.</summary>
    CreateTask,

    /// <summary>Changed fields of a task.</summary>
    UpdateTask,

    /// <summary>One step of a status (RULES 20).</summary>
    SetStatus,

    /// <summary>Our frame in a description.</summary>
    Frame,

    /// <summary>Removal of a mirror, where the link says so.</summary>
    DeleteTask,

    /// <summary>The relay account takes a role that brings it into the task chat (RULES 26).</summary>
    JoinChat,

    /// <summary>A new comment, or one part of it.</summary>
    AddComment,

    /// <summary>A changed comment.</summary>
    EditComment,

    /// <summary>A withdrawn comment.</summary>
    DeleteComment,

    /// <summary>A line of our own (RULES 9).</summary>
    AddNote,

    /// <summary>A file goes from portal to portal; what carries it comes after it in the lane.</summary>
    CarryFile,

    /// <summary>A new line of a checklist.</summary>
    AddLine,

    /// <summary>A changed line of a checklist.</summary>
    ChangeLine,

    /// <summary>A removed line of a checklist.</summary>
    RemoveLine,

    /// <summary>A task goes to another column of its kanban.</summary>
    MoveStage,

    /// <summary>A new record of time.</summary>
    AddTime,

    /// <summary>A corrected record of time.</summary>
    ChangeTime,

    /// <summary>A removed record of time.</summary>
    RemoveTime,

    /// <summary>A new result.</summary>
    AddResult,

    /// <summary>A changed result.</summary>
    ChangeResult,

    /// <summary>A removed result.</summary>
    RemoveResult,

    /// <summary>A file that arrived late is attached to a task that was written without it.</summary>
    AttachFile,

    /// <summary>A new entry in the timeline of a paired card.</summary>
    AddEntry,

    /// <summary>A letter in the timeline of a paired card is marked as done.</summary>
    CompleteEntry,

    /// <summary>A changed entry of a paired card.</summary>
    EditEntry,

    /// <summary>A removed entry of a paired card.</summary>
    RemoveEntry,

    /// <summary>The files of an entry of a paired card, all named at once.</summary>
    FillEntry,
}

/// <summary>Life of an intent.</summary>
public enum IntentState
{
    /// <summary>Not left yet.</summary>
    Waiting,

    /// <summary>Leaving: after a crash its outcome is unknown.</summary>
    Leaving,

    /// <summary>It left and no answer came: look before repeating (RULES 15).</summary>
    Unknown,

    /// <summary>It happened.</summary>
    Settled,

    /// <summary>The portal refused it; a person can replay it.</summary>
    Parked,

    /// <summary>Overtaken before it left; planned anew.</summary>
    Void,

    /// <summary>It was parked; what it stood for was planned anew.</summary>
    Replayed,

    /// <summary>It was parked; a person said that it need not happen.</summary>
    Dropped,
}

/// <summary>The part of an intent that holds texts: encrypted while unsettled, deleted afterwards (RULES 36).</summary>
public sealed record IntentBody
{
    /// <summary>REST method; for comments chosen when it leaves, because the card may change until then.</summary>
    public string Method { get; init; } = "";

    /// <summary>Parameters of the method.</summary>
    public JsonNode? Parameters { get; init; }

    /// <summary>Text of a comment or note.</summary>
    public string Text { get; init; } = "";

    /// <summary>Prints of the side the values come from, by field: the look the plan was made on (RULES 2).</summary>
    public ImmutableSortedDictionary<Field, string> FromPrints { get; init; } = ImmutableSortedDictionary<Field, string>.Empty;

    /// <summary>Neutral form of what is sent, by field: an answer is believed for a field only if it shows this.</summary>
    public ImmutableSortedDictionary<Field, string?> SentNeutral { get; init; } = ImmutableSortedDictionary<Field, string?>.Empty;

    /// <summary>
    /// Merged fields of which the other side's half is written after this one: what that side added is not agreed before it crossed, so
    /// this half moves no baseline, and a plan made between the two merges once more.
    /// </summary>
    public ImmutableArray<Field> FirstHalves { get; init; } = [];

    /// <summary>Item the written thing stands for, on the side it comes from; for people and journals.</summary>
    public string FromItem { get; init; } = "";

    /// <summary>Print of a comment's text on the side it comes from.</summary>
    public string FromPrint { get; init; } = "";

    /// <summary>Print of a part as it is written, on the side it goes to.</summary>
    public string ToPrint { get; init; } = "";

    /// <summary>Seconds that this adds to the time spent on the task.</summary>
    public long More { get; init; }

    /// <summary>Further comments that crossed in the same message.</summary>
    public ImmutableArray<long> Others { get; init; } = [];

    /// <summary>Tokens of the files that are written with it.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The files of a comment are written too: those that are named take the place of what stands there.</summary>
    public bool RewritesFiles { get; init; }

    /// <summary>The text of a mirror stays what it is while its files are written; <see cref="Text"/> is what it says when one of them stays behind.</summary>
    public bool TextStays { get; init; }

    /// <summary>The portal did not take the files: the words alone are written, with the reason.</summary>
    public bool WithoutFiles { get; init; }

    /// <summary>How often a file broke off on its way.</summary>
    public int Breaks { get; init; }

    /// <summary>Status that a step leads to; of the last step <see cref="FromPrints"/> says what it stands for.</summary>
    public int Status { get; init; }

    /// <summary>Writes it as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Reads it back.</summary>
    public static IntentBody FromJson(string json) => JsonSerializer.Deserialize<IntentBody>(json)!;

    /// <summary>The call, for kinds whose method is fixed.</summary>
    public Command ToCommand() => new(Method, Parameters?.DeepClone()) { IsWrite = true, Positional = Parameters is JsonArray };

    /// <summary>The body that makes a command again.</summary>
    public static IntentBody Of(Command command) => new() { Method = command.Method, Parameters = command.Parameters };
}

/// <summary>A verdict made concrete: one call to one portal, written down before it is made.</summary>
public sealed record Intent
{
    /// <summary>Our number; 0 before it is written.</summary>
    public IntentId Id { get; init; }

    /// <summary>Order in its lane.</summary>
    public long Position { get; init; }

    /// <summary>The family of the task: intents of one lane leave in order (RULES 14).</summary>
    public required string Lane { get; init; }

    /// <summary>Mapping it writes.</summary>
    public required MappingId Mapping { get; init; }

    /// <summary>Mapping of the task it belongs to.</summary>
    public required MappingId Task { get; init; }

    /// <summary>The link.</summary>
    public required LinkId Link { get; init; }

    /// <summary>The portal that is called.</summary>
    public required PortalId Portal { get; init; }

    /// <summary>Its side of the link.</summary>
    public required Side Side { get; init; }

    /// <summary>What it writes.</summary>
    public required IntentKind Kind { get; init; }

    /// <summary>Its content.</summary>
    public required IntentBody Body { get; init; }

    /// <summary>The mark it plants, so that it can be found again.</summary>
    public string Marker { get; init; } = "";

    /// <summary>Newest message known in the target discussion before it left (RULES 16).</summary>
    public long NewestKnown { get; init; }

    /// <summary>Contract it was planned under; checked again when it leaves (RULES 5).</summary>
    public required int Contract { get; init; }

    /// <summary>Where it stands.</summary>
    public IntentState State { get; init; } = IntentState.Waiting;

    /// <summary>Tries so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When it last left.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>It leaves no earlier.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>When it was planned.</summary>
    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>The run it was written by; 0 for live work.</summary>
    public long Run { get; init; }

    /// <summary>Between the name of a lane and the number of a note that is held out of it.</summary>
    public const string Held = "~";

    /// <summary>A note that waits for its link outside of its lane.</summary>
    public bool IsHeld => Lane.Contains(Held, StringComparison.Ordinal);

    /// <summary>Writes a line of a checklist.</summary>
    public bool IsLine => Kind is IntentKind.AddLine or IntentKind.ChangeLine or IntentKind.RemoveLine;

    /// <summary>Writes a record of time or a result.</summary>
    public bool IsPart => Kind is IntentKind.AddTime or IntentKind.ChangeTime or IntentKind.RemoveTime or IntentKind.AddResult or IntentKind.ChangeResult or IntentKind.RemoveResult;

    /// <summary>Writes an entry of a timeline.</summary>
    public bool IsEntry => Kind is IntentKind.AddEntry or IntentKind.CompleteEntry or IntentKind.EditEntry or IntentKind.RemoveEntry or IntentKind.FillEntry;

    /// <summary>
    /// One of many small writes into one task, each with a row of its own: none of them says anything about another one, so they may leave in one request.
    /// </summary>
    public bool IsSmall => IsLine || IsPart;

    /// <summary>Writes over what stands in a task, so it is worth only as much as the look it was planned on.</summary>
    public bool Overwrites => Kind is IntentKind.UpdateTask or IntentKind.SetStatus or IntentKind.Frame or IntentKind.ChangeLine or IntentKind.RemoveLine or IntentKind.MoveStage;

    /// <summary>Writes words of our own beside an item of the same portal; nothing crosses.</summary>
    public bool IsOwn => Kind is IntentKind.Frame or IntentKind.JoinChat or IntentKind.AddNote;

    /// <summary>Side of the item it was planned on: only that portal reads of it by that item's name.</summary>
    public Side FromSide => IsOwn ? Side : Side.Other();

    /// <summary>Writes a discussion.</summary>
    public bool IsTalk => Kind is IntentKind.AddComment or IntentKind.AddNote or IntentKind.EditComment or IntentKind.DeleteComment;
}
