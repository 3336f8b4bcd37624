using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan;

namespace B24App.Links;

/// <summary>The contract in English.</summary>
internal sealed class ContractWordsEn : ContractWords
{
    private static readonly ImmutableDictionary<Field, string> Fields = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create(Field.Title, "title"),
        KeyValuePair.Create(Field.Description, "description"),
        KeyValuePair.Create(Field.Deadline, "deadline"),
        KeyValuePair.Create(Field.PlannedDates, "planned dates"),
        KeyValuePair.Create(Field.Priority, "priority"),
        KeyValuePair.Create(Field.Tags, "tags"),
        KeyValuePair.Create(Field.Status, "status"),
        KeyValuePair.Create(Field.Control, "creator's control"),
        KeyValuePair.Create(Field.Responsible, "responsible person"),
        KeyValuePair.Create(Field.Parent, "parent task"),
        KeyValuePair.Create(Field.Checklist, "checklists"),
        KeyValuePair.Create(Field.Observers, "observers"),
        KeyValuePair.Create(Field.Accomplices, "participants"),
        KeyValuePair.Create(Field.CustomFields, "custom fields"),
        KeyValuePair.Create(Field.Stage, "kanban stages"),
        KeyValuePair.Create(Field.CrmLinks, "links to CRM records"),
        KeyValuePair.Create(Field.Elapsed, "time entries"),
        KeyValuePair.Create(Field.Results, "results"),
        KeyValuePair.Create(Field.Calls, "calls of paired cards"),
        KeyValuePair.Create(Field.Letters, "letters of paired cards"),
        KeyValuePair.Create(Field.Meetings, "meetings of paired cards"),
        KeyValuePair.Create(Field.CardComments, "comments of paired cards"),
        KeyValuePair.Create(Field.ToDos, "to-dos of paired cards"),
        KeyValuePair.Create(Field.Chats, "chats of paired cards (that they took place, without their words)"),
        KeyValuePair.Create(Field.Forms, "filled forms of paired cards"),
        KeyValuePair.Create(Field.PairsByMail, "pairs of cards with the same e-mail"),
        KeyValuePair.Create(Field.PairsByPhone, "pairs of cards with the same telephone"),
        KeyValuePair.Create(Field.Recordings, "recordings of calls of paired cards"),
        KeyValuePair.Create(Field.CardFiles, "files of letters, meetings, to-dos and comments of paired cards"),
        KeyValuePair.Create(Field.Files, "files"),
    ]);

    public static ContractWordsEn Words { get; } = new();

    public override string Nothing => "Nothing crosses.";

    public override string NoNewTasks => "New tasks do not cross.";

    public override string NoFields => "Changes of mirrored tasks do not cross.";

    public override string Comments => "Comments cross, with the author's name and company.";

    public override string NoComments => "Comments do not cross.";

    public override string PartnersMirrors => "What came from other partners crosses too, over at most three portals.";

    public override string PartnersChoice => "those the partner chose";

    public override string EveryGroup => "from every group of the portal";

    public override string NoGroup => "no group is chosen, so none for now";

    public override string NoTarget => "The partner's tasks are created outside groups.";

    public override string RelayResponsible => "When nobody matches, the relay account is responsible.";

    public override string Matching => "People are recognised by equal e-mails. The addresses themselves do not cross: only hashes are compared.";

    public override string NoMatching => "People are not matched by e-mail.";

    public override string OldComments => "Comments written before a task entered the exchange, or while it was outside, do not cross by themselves.";

    public override string ReRead => "Discussions active in 7 days are compared all the time, in 90 days once a day, older ones on demand.";

    public override string Changes => "Either side may narrow the exchange at once; for more to cross, the other side has to agree.";

    public override ImmutableArray<string> NotCarried { get; } =
    [
        "repetition (each task it creates crosses as itself)", "reminders",
    ];

    public override string Title(int number, string partner, string domain) => $"Contract {number} with the portal \"{partner}\"{(partner == domain ? "" : $" ({domain})")}";

    public override string NewTasks(string which) => $"New tasks: {which}. Title and description always cross.";

    public override string PartnersTarget(string groupTitle) => $"At the partner they are created in the group {Quoted(groupTitle)}.";

    public override string PartnersWholePortal(int? tasksIn30Days) => $"from every group of the partner ({tasksIn30Days ?? 0} in 30 days)";

    public override string LargestFile(int megabytes) => $"Files above {megabytes} MB and programs stay where they are; a line with name and size says so.";

    public override string CustomFields(IReadOnlyCollection<string> titles) => $"Custom fields that cross: {List(titles)}.";

    public override string Named(Field field) => Fields[field];

    public override string FieldsAre(IEnumerable<Field> fields) => $"Changes of: {List(fields.Select(field => Fields[field]))}.";

    public override string CardsAre(IEnumerable<Field> fields) => $"Of paired CRM cards: {List(fields.Select(field => Fields[field].Replace(" of paired cards", "", StringComparison.Ordinal)))}.";

    public override string OfGroups(IReadOnlyCollection<string> groups) => $"{(groups.Count == 1 ? "from the group" : "from the groups")} {List(groups)}";

    public override string WithTags(IEnumerable<string> tags) => $"with one of the tags {List(tags)}";

    public override string OfPeople(IEnumerable<string> people) => $"with responsible {List(people)}";

    public override string Target(string group) => $"The partner's tasks are created in the group {group}.";

    public override string Responsible(string person) => $"When nobody matches, {person} is responsible.";

    public override string Prefix(string prefix) => $"Comments that begin with {Quoted(prefix)} stay inside.";

    public override string WhenPartnerDeletes(DeletePolicy policy) => policy switch
    {
        DeletePolicy.RemoveMirror => "When the partner deletes a task, your copy is deleted too.",
        DeletePolicy.Keep => "When the partner deletes a task, nothing changes here.",
        _ => "When the partner deletes a task, yours stays with a mark.",
    };

    public override string WhenYouDelete(DeletePolicy policy) => policy switch
    {
        DeletePolicy.RemoveMirror => "When you delete a task, the partner's copy is deleted too.",
        DeletePolicy.Keep => "When you delete a task, nothing changes at the partner.",
        _ => "When you delete a task, the partner's stays with a mark.",
    };

    public override string Number(long id) => string.Create(CultureInfo.InvariantCulture, $"#{id}");

    public override string Quoted(string title) => $"\"{title}\"";
}
