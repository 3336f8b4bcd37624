using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Bitrix24.Crm;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Text;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>An entry as it will stand at the partner.</summary>
/// <param name="Form">What it becomes.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Text">Text, the author's line first.</param>
public sealed record EntryText(EntryForm Form, string Subject, string Text);

/// <summary>Writes entries of timelines down as calls. A mirror is ours: its first line says whose words it holds, of which company and from when.</summary>
public sealed class TimelineWriter(TaskStores stores, Translation translation, PeopleDirectory people)
{
    private const int LongestText = 30_000;

    /// <summary>True while an entry of ours may stand at a portal without our knowing its number.</summary>
    public Task<bool> IsWriting(PortalId portal) => stores.Db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE portal_id = @portal AND kind = 'addentry' AND settled_at = 0 AND state IN ('leaving', 'unknown'))", new { portal }));

    /// <summary>The end of an entry on the side it was written on.</summary>
    /// <param name="portal">Its portal.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="withFiles">Its files cross too.</param>
    public MappingEnd End(PortalId portal, CrossingEntry entry, bool withFiles) => new(portal, entry.Name, ImmutableSortedDictionary<string, string>.Empty
        .Add("text", EntryCrossing.Print(entry)).Add("done", EntryCrossing.ShowsDone(entry) ? "Y" : "").Add(MappingEnd.Files, withFiles ? EntryFiles.Print(entry) : ""), false);

    /// <summary>What an entry says at the partner; all is looked up in our own store.</summary>
    public async Task<EntryText> Of(Link link, Side from, Portal portal, Portal target, CrossingEntry entry, EntryForm form)
    {
        var language = Translation.Of(target);
        var name = await people.NameOf(portal.Id, entry.Author) ?? "";
        var byline = Byline.Of(new BylineFacts(name, portal.Name) { OriginalTime = entry.At }, Dialect.Task, language);
        var plain = entry.IsHtml ? PlainHtml.Of(entry.Text) : entry.Text;
        var text = Byline.Guard((await translation.Text(plain.Length > LongestText ? plain[..LongestText] : plain, link, from)).Text, Dialect.Task);
        var subject = entry.Subject.Trim();
        var lines = form == EntryForm.Comment && subject.Length > 0 ? new[] { byline, subject, entry.Place.Trim(), text } : [byline, text];
        return new EntryText(form, subject.Length > 0 ? subject : TagStrip.Of(byline), string.Join('\n', lines.Where(line => line.Length > 0)));
    }

    /// <summary>Writes the call down that makes a mirror; of a letter the one that completes it too.</summary>
    public void Add(IDbConnection connection, Link link, Mapping pair, Side from, Portal target, MappingId mapping, CrossingEntry entry, EntryText crossing, bool inDoubt)
    {
        var card = CardOf(pair, from.Other());
        var marker = MarkerOf(pair, entry.Name);
        var command = crossing.Form switch
        {
            EntryForm.Comment => TimelineCommands.Add(card, crossing.Text),
            EntryForm.ToDo => ActivityCommands.AddToDo(card, entry.Deadline!.Value, crossing.Subject, crossing.Text, target.RelayUser),
            _ => ActivityCommands.Add(Fields(card, target, entry, crossing, marker)),
        };
        stores.Outbox.Add(connection, Intent(link, pair, from, target, mapping, IntentKind.AddEntry, IntentBody.Of(command) with
        {
            Text = crossing.Form == EntryForm.Comment ? crossing.Text : "",
            FromItem = entry.Name,
        }) with
        {
            Marker = marker,
            State = inDoubt ? IntentState.Unknown : IntentState.Waiting,
        }, target.Member);
        stores.Ledger.Intent(connection, link.Portal(from), link.Id, entry.Name, command.Method);
        if (EntryCrossing.NeedsMark(entry))
        {
            var fields = new JsonObject { ["ORIGINATOR_ID"] = CopyText.Originator, ["ORIGIN_ID"] = marker };
            if (EntryCrossing.NeedsCompletion(entry))
            {
                fields["COMPLETED"] = "Y";
            }

            After(connection, link, pair, from, target, mapping, entry, fields);
        }
        else if (EntryCrossing.NeedsCompletion(entry))
        {
            Complete(connection, link, pair, from, target, mapping, entry);
        }
    }

    /// <summary>Writes the call down that marks a mirror as done.</summary>
    public void Complete(IDbConnection connection, Link link, Mapping pair, Side from, Portal target, MappingId mapping, CrossingEntry entry) =>
        After(connection, link, pair, from, target, mapping, entry, new JsonObject { ["COMPLETED"] = "Y" });

    private void After(IDbConnection connection, Link link, Mapping pair, Side from, Portal target, MappingId mapping, CrossingEntry entry, JsonObject fields) =>
        stores.Outbox.Add(connection, Intent(link, pair, from, target, mapping, IntentKind.CompleteEntry, new IntentBody { Parameters = fields, FromItem = entry.Name }), target.Member);

    /// <summary>Writes the call down that changes a mirror.</summary>
    public void Edit(IDbConnection connection, Link link, Mapping pair, Mapping mapping, Portal target, CrossingEntry entry, EntryText crossing)
    {
        connection.Execute(
            "UPDATE outbox SET state = 'void', settled_at = @now, outcome = 'replanned', body = x'' WHERE mapping_id = @id AND kind = 'editentry' AND state = 'waiting' AND settled_at = 0",
            new { id = mapping.Id, now = stores.Clock.GetUtcNow().ToUnixTimeMilliseconds() });
        var print = EntryCrossing.Print(entry);
        var moves = crossing.Form == EntryForm.ToDo && entry is { Deadline: not null, IsCompleted: false };
        MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new("text", print)]);
        stores.Outbox.Add(connection, Intent(link, pair, mapping.Origin, target, mapping.Id, IntentKind.EditEntry, new IntentBody
        {
            Text = crossing.Text,
            Method = moves ? ActivityCommands.ToDoUpdate : "",
            Parameters = moves ? new JsonObject { ["SUBJECT"] = crossing.Subject, ["DEADLINE"] = Moment(entry.Deadline) } : new JsonObject { ["SUBJECT"] = crossing.Subject },
            FromItem = entry.Name,
            FromPrint = print,
        }), target.Member);
    }

    /// <summary>Writes the call down that brings the files of an entry to its mirror; what they are, is asked when it leaves.</summary>
    /// <param name="connection">The commit.</param>
    /// <param name="link">The link.</param>
    /// <param name="pair">Mapping of the cards.</param>
    /// <param name="from">Side of the entry.</param>
    /// <param name="target">Portal of the mirror.</param>
    /// <param name="mapping">Mapping of the entry.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="crossing">What it says at the partner.</param>
    /// <param name="textStays">The mirror says that already.</param>
    public void Fill(IDbConnection connection, Link link, Mapping pair, Side from, Portal target, MappingId mapping, CrossingEntry entry, EntryText crossing, bool textStays)
    {
        var waited = connection.Execute(
            "UPDATE outbox SET state = 'void', settled_at = @now, outcome = 'replanned', body = x'' WHERE mapping_id = @id AND kind = 'fillentry' AND state = 'waiting' AND settled_at = 0",
            new { id = mapping, now = stores.Clock.GetUtcNow().ToUnixTimeMilliseconds() }) > 0;
        MappingStore.PutPrints(connection, mapping, from, [new(MappingEnd.Files, EntryFiles.Print(entry))]);
        stores.Outbox.Add(connection, Intent(link, pair, from, target, mapping, IntentKind.FillEntry, new IntentBody { Text = crossing.Text, TextStays = textStays && !waited, FromItem = entry.Name }), target.Member);
        stores.Ledger.Intent(connection, link.Portal(from), link.Id, entry.Name, nameof(IntentKind.FillEntry));
    }

    /// <summary>Writes the call down that removes a mirror.</summary>
    public void Remove(IDbConnection connection, Link link, Mapping pair, Mapping mapping, Portal target) => stores.Outbox.Add(
        connection, Intent(link, pair, mapping.Origin, target, mapping.Id, IntentKind.RemoveEntry, new IntentBody { FromItem = mapping.End(mapping.Origin)?.Item ?? "" }), target.Member);

    /// <summary>The card of a pair on a side.</summary>
    internal static CrmRef CardOf(Mapping pair, Side side) => CrmKey.Read(pair.End(side)!.Item) is { } key ? new CrmRef(key.Type, key.Id) : default;

    // The pair is named as well: of one entry two portals may hold a mirror each.
    private static string MarkerOf(Mapping pair, string item) => string.Create(CultureInfo.InvariantCulture, $"entry:{pair.Family["card:".Length..].Split(':')[0]}:{pair.Id.Value}:{item}");

    private static Intent Intent(Link link, Mapping pair, Side from, Portal target, MappingId mapping, IntentKind kind, IntentBody body) => new()
    {
        Lane = pair.Family,
        Mapping = mapping,
        Task = pair.Id,
        Link = link.Id,
        Portal = target.Id,
        Side = from.Other(),
        Kind = kind,
        Contract = link.Contract.Number,
        Body = body,
    };

    private static JsonObject Fields(CrmRef card, Portal target, CrossingEntry entry, EntryText crossing, string marker) => new()
    {
        ["OWNER_TYPE_ID"] = card.Type,
        ["OWNER_ID"] = card.Id,
        ["TYPE_ID"] = crossing.Form == EntryForm.Call ? 2 : 4,
        ["SUBJECT"] = crossing.Subject,
        ["DESCRIPTION"] = crossing.Text,
        ["DESCRIPTION_TYPE"] = 2,
        ["DIRECTION"] = entry.Direction is 1 or 2 ? entry.Direction : 1,
        ["START_TIME"] = Moment(entry.At),
        ["END_TIME"] = Moment(entry.End ?? entry.At),
        ["COMPLETED"] = crossing.Form == EntryForm.Call && entry.IsCompleted ? "Y" : "N",
        ["RESPONSIBLE_ID"] = target.RelayUser,
        ["COMMUNICATIONS"] = crossing.Form == EntryForm.Call
            ? new JsonArray(new JsonObject { ["ENTITY_TYPE_ID"] = card.Type, ["ENTITY_ID"] = card.Id })
            : new JsonArray([.. entry.Addresses.Select(address => (JsonNode)new JsonObject { ["TYPE"] = "EMAIL", ["VALUE"] = address, ["ENTITY_TYPE_ID"] = card.Type, ["ENTITY_ID"] = card.Id })]),
        ["ORIGINATOR_ID"] = CopyText.Originator,
        ["ORIGIN_ID"] = marker,
    };

    private static string? Moment(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
}
