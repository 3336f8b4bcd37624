using B24App.Plan.Text;

namespace B24App.Plan;

/// <summary>What of a task or comment did not cross, for the note that says so.</summary>
public enum NotCarried
{
    /// <summary>Files and pictures.</summary>
    Files,

    /// <summary>The checklist.</summary>
    Checklist,

    /// <summary>Time entries.</summary>
    Time,

    /// <summary>Observers and accomplices.</summary>
    Participants,

    /// <summary>The kanban stage.</summary>
    Stage,

    /// <summary>Repetition: each spawned task crosses as itself.</summary>
    Repetition,

    /// <summary>Reminders.</summary>
    Reminders,

    /// <summary>Results.</summary>
    Results,

    /// <summary>Custom fields.</summary>
    CustomFields,

    /// <summary>Links that work only inside the partner's portal.</summary>
    Links,
}

/// <summary>Carried fields by the names a person knows them by.</summary>
public enum FieldName
{
    /// <summary>Title.</summary>
    Title,

    /// <summary>Description.</summary>
    Description,

    /// <summary>Deadline.</summary>
    Deadline,

    /// <summary>Planned start.</summary>
    PlannedStart,

    /// <summary>Planned end.</summary>
    PlannedEnd,

    /// <summary>Priority.</summary>
    Priority,

    /// <summary>Tags.</summary>
    Tags,

    /// <summary>Status.</summary>
    Status,

    /// <summary>Task control.</summary>
    Control,

    /// <summary>Responsible person.</summary>
    Responsible,

    /// <summary>Parent task.</summary>
    Parent,

    /// <summary>Files.</summary>
    Files,

    /// <summary>Checklist.</summary>
    Checklist,

    /// <summary>Observers.</summary>
    Observers,

    /// <summary>Accomplices.</summary>
    Accomplices,

    /// <summary>Custom fields.</summary>
    CustomFields,

    /// <summary>Kanban stage.</summary>
    Stage,

    /// <summary>CRM links.</summary>
    CrmLinks,

    /// <summary>Record of time.</summary>
    Elapsed,

    /// <summary>Result.</summary>
    Results,
}

/// <summary>
/// Every note we write into a discussion (RULES 9), in the language of the portal that shows it.
/// Each note starts with a sign that only we put there, so that people see at once who speaks.
/// </summary>
public sealed class Notes
{
    /// <summary>The sign in front of every note.</summary>
    public const string Sign = "ℹ️ ";

    private readonly NoteWords words;

    private Notes(NoteWords words) => this.words = words;

    /// <summary>The table of a language.</summary>
    public static Notes In(Language language) => new(language == Language.Ru ? NoteWords.Ru : NoteWords.En);

    /// <summary>A comment was edited at the partner and the copy here can no longer be changed.</summary>
    public string EditedAtPartner(string author, string company, string newText) =>
        $"{Sign}{Fill(words.EditedAtPartner, Who(author, company))}\n{newText}";

    /// <summary>The copy of a result was edited at the partner; here it is a person's comment and stays as it is.</summary>
    public string ResultEdited(string company, string newText) => $"{Sign}{Fill(words.ResultEdited, PlainName.Of(company))}\n{newText}";

    /// <summary>The files of a comment that crossed among others were changed at the partner.</summary>
    public string FilesChanged(string author, string company, IReadOnlyList<string> names) =>
        $"{Sign}{Fill(words.FilesChanged, Who(author, company))} {(names.Count == 0 ? words.NoFiles : string.Join(", ", names.Select(PlainName.Of)))}";

    /// <summary>A comment whose files changed was written anew, and what it takes the place of could not be removed.</summary>
    public string OlderStays(string company) => Sign + Fill(words.OlderStays, PlainName.Of(company));

    /// <summary>A comment was deleted at the partner.</summary>
    public string CommentDeletedAtPartner(string author, string company) => Sign + Fill(words.CommentDeleted, Who(author, company));

    /// <summary>The task was deleted at the partner; this one stays.</summary>
    public string TaskDeletedAtPartner(string company) => Sign + Fill(words.TaskDeleted, PlainName.Of(company));

    /// <summary>What did not cross.</summary>
    public string NotCarried(IReadOnlyCollection<NotCarried> what) =>
        Sign + Fill(words.NotCarried, string.Join(", ", what.Distinct().Order().Select(part => words.Parts[part])));

    /// <summary>What did not cross, and why.</summary>
    public string NotCarried(NotCarried what, Reason why) => $"{Sign}{Fill(words.NotCarried, words.Parts[what])} {Reasons.In(words.Language).Of(why)}";

    /// <summary>Both sides changed a field; the losing value is kept here.</summary>
    public string Conflict(FieldName field, string losingValue) => $"{Sign}{Fill(words.Conflict, words.Fields[field])}\n{losingValue}";

    /// <summary>The partner has the task.</summary>
    public string Acknowledged(string company, string? taskUrl) =>
        Sign + Fill(words.Acknowledged, PlainName.Of(company)) + (taskUrl is not null && WebAddress.IsSafe(taskUrl) ? " " + taskUrl : "");

    /// <summary>A comment of this side, or a part of it, could not be written at the partner.</summary>
    public string CommentRefused(string company, Reason why) =>
        $"{Sign}{Fill(words.CommentRefused, PlainName.Of(company))} {Reasons.In(words.Language).Of(why)}";

    /// <summary>A change from the partner was refused by this portal.</summary>
    public string Refused(FieldName field, Reason why) => $"{Sign}{Fill(words.Refused, words.Fields[field])} {Reasons.In(words.Language).Of(why)}";

    /// <summary>Earlier comments are hidden from the relay account.</summary>
    public string EarlierCommentsHidden() => Sign + words.EarlierHidden;

    /// <summary>The task left the link.</summary>
    public string LeftLink(string company) => Sign + Fill(words.LeftLink, PlainName.Of(company));

    /// <summary>The link ended and this mirror stays.</summary>
    public string LinkEnded(string company) => Sign + Fill(words.LinkEnded, PlainName.Of(company));

    /// <summary>The run that brought this mirror was taken back; the mirror stays, because people have worked on it.</summary>
    public string TakenBack(string company) => Sign + Fill(words.TakenBack, PlainName.Of(company));

    /// <summary>Somebody ended the mirroring of this task.</summary>
    public string MirroringStopped(string company) => Sign + Fill(words.MirroringStopped, PlainName.Of(company));

    /// <summary>The task is back in the link.</summary>
    public string CameBack(string company) => Sign + Fill(words.CameBack, PlainName.Of(company));

    /// <summary>A file of a task stays behind.</summary>
    public string FileStays(string name, long size, Reason why) => Sign + FileLine(name, size, why);

    /// <summary>A file of a comment stays behind: a line of the comment.</summary>
    public string FileLine(string name, long size, Reason why) =>
        $"{Fill(words.FileStays, size > 0 ? $"{Named(name)} ({FileNames.Size(size, words.Language)})" : Named(name))} {Reasons.In(words.Language).Of(why)}";

    /// <summary>The name of a file, or what stands in its place when nobody said it.</summary>
    public string Named(string name) => name.Length > 0 ? PlainName.Of(name) : words.NoName;

    /// <summary>A file that had stayed behind came later.</summary>
    public string FileArrived(string name) => Sign + Fill(words.FileArrived, PlainName.Of(name));

    /// <summary>The first line of a digest of waiting comments.</summary>
    public string DigestOf(int count) => Sign + Fill(words.Digest, count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Head of a digest of comments that are older than the exchange.</summary>
    public string EarlierOf(int count) => Sign + Fill(words.Earlier, count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Whether a text is one of our notes, by its sign. The mapping is the proof; this is for tasks whose mapping is gone.</summary>
    public static bool IsNote(string text) => text.TrimStart().StartsWith('ℹ');

    private static string Who(string author, string company) => $"{PlainName.Of(author)} ({PlainName.Of(company)})";

    private static string Fill(string sentence, string value) => sentence.Replace("{0}", value, StringComparison.Ordinal);
}
