using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Users;
using B24App.Plan.Carry;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Stations;

namespace B24App.Carry;

/// <summary>What became of a copy.</summary>
/// <param name="Outcome">Answer of the last call.</param>
/// <param name="Made">Its id.</param>
/// <param name="IsComment">It is a comment.</param>
/// <param name="NeedsCompletion">It is a letter that is still to be completed.</param>
/// <param name="Stays">Why none was written.</param>
public sealed record WrittenCopy(Outcome Outcome, long Made = 0, bool IsComment = false, bool NeedsCompletion = false, CarryReason Stays = CarryReason.None);

/// <summary>
/// Writes copies. Calls and letters become activities with our mark, which is looked for before every writing; all else becomes a comment, which
/// has no mark and is known by its text. A letter is recorded open and completed afterwards: completed at once, it would be sent (crm.md §1.5).
/// </summary>
public sealed class CopyWriter(Desks desks, CarryDeeds deeds)
{
    /// <summary>Writes one copy, unless it is there.</summary>
    public async Task<WrittenCopy> Write(Portal portal, CarryIntent intent)
    {
        if ((await deeds.Of(portal.Id, [intent.Item])).GetValueOrDefault(intent.Item)?.Any(deed => deed is { Act: CarryAct.Copy, IsUndone: false } && deed.Card == intent.Card) == true)
        {
            return new WrittenCopy(new Unknown(""), Stays: CarryReason.Already);
        }

        return intent.Item[0] == 'c' ? await OfComment(portal, intent) : await OfActivity(portal, intent);
    }

    private async Task<WrittenCopy> OfComment(Portal portal, CarryIntent intent)
    {
        var outcome = await desks.Ask(portal.Id, TimelineCommands.Get(SeenEntry.IdOf(intent.Item)));
        return outcome is Answer answer && TimelineCommentWire.From(answer.Result) is { } comment
            ? await Comment(portal, intent, CopyText.Of(await NameOf(portal, comment.AuthorId), comment.Created, comment.Text ?? "", Words(portal)))
            : new WrittenCopy(outcome);
    }

    private async Task<WrittenCopy> OfActivity(Portal portal, CarryIntent intent)
    {
        var id = SeenEntry.IdOf(intent.Item);
        var outcomes = await desks.Ask(portal.Id, [
            ActivityCommands.Marked(CopyText.Originator, CopyText.Origin(intent.Item, intent.Card)),
            ActivityCommands.ByIds([id], ["*", "COMMUNICATIONS"]),
        ]);
        if (outcomes[0] is not Answer marked || outcomes[1] is not Answer answer)
        {
            return new WrittenCopy(outcomes.First(outcome => outcome is not Answer));
        }

        var origin = CopyText.Origin(intent.Item, intent.Card);
        var row = Wire.Rows(answer.Result).Select(found => (Row: found, Read: ActivityWire.From(found))).FirstOrDefault(pair => pair.Read?.Id == id);
        if (ActivityWire.ListFrom(marked.Result).FirstOrDefault(found => found.Originator == CopyText.Originator && found.Origin == origin) is { } there)
        {
            return new WrittenCopy(marked, there.Id, NeedsCompletion: row.Read is { TypeId: 4, IsCompleted: true } && !there.IsCompleted);
        }

        if (row.Read is not { } original)
        {
            return new WrittenCopy(new Refusal(RefusalKind.NotFound, "NOT_FOUND", "", 200));
        }

        var text = CopyText.Of(await NameOf(portal, original.AuthorId), original.Start ?? original.Created, "", Words(portal));
        var addresses = Addresses(row.Row);
        if (EntryKinds.Of(original.TypeId, original.Provider) is not (EntryKind.Call or EntryKind.Letter) || (original.TypeId == 4 && addresses.Count == 0))
        {
            return await Comment(portal, intent, $"{text}\n{original.Subject}\n{original.Description}".TrimEnd());
        }

        var made = await desks.Ask(portal.Id, ActivityCommands.Add(Fields(intent, original, text, addresses)));
        return made is Answer done && Wire.Id(done.Result) is > 0 and var copy ? new WrittenCopy(made, copy, NeedsCompletion: original is { TypeId: 4, IsCompleted: true }) : new WrittenCopy(made is Answer ? new Unknown("no id") : made);
    }

    private static JsonObject Fields(CarryIntent intent, ActivityWire original, string text, IReadOnlyList<string> addresses) => new()
    {
        ["OWNER_TYPE_ID"] = intent.Card.Type,
        ["OWNER_ID"] = intent.Card.Id,
        ["TYPE_ID"] = original.TypeId,
        ["SUBJECT"] = string.IsNullOrWhiteSpace(original.Subject) ? text.Split('\n')[0] : original.Subject,
        ["DESCRIPTION"] = original.DescriptionType == 3 ? $"<p>{WebUtility.HtmlEncode(text)}</p>{original.Description}" : $"{text}\n{original.Description}",
        ["DESCRIPTION_TYPE"] = original.DescriptionType is 1 or 2 or 3 ? original.DescriptionType : 1,
        ["DIRECTION"] = original.Direction,
        ["START_TIME"] = Moment(original.Start ?? original.Created),
        ["END_TIME"] = Moment(original.End ?? original.Start ?? original.Created),
        ["COMPLETED"] = original is { TypeId: 2, IsCompleted: true } ? "Y" : "N",
        ["RESPONSIBLE_ID"] = original.ResponsibleId,
        ["COMMUNICATIONS"] = original.TypeId == 4
            ? new JsonArray([.. addresses.Select(address => (JsonNode)new JsonObject { ["TYPE"] = "EMAIL", ["VALUE"] = address, ["ENTITY_TYPE_ID"] = intent.Card.Type, ["ENTITY_ID"] = intent.Card.Id })])
            : new JsonArray(new JsonObject { ["ENTITY_TYPE_ID"] = intent.Card.Type, ["ENTITY_ID"] = intent.Card.Id }),
        ["ORIGINATOR_ID"] = CopyText.Originator,
        ["ORIGIN_ID"] = CopyText.Origin(intent.Item, intent.Card),
    };

    // A comment whose answer was lost is found by its text: with author and time in it, no two are alike by accident.
    private async Task<WrittenCopy> Comment(Portal portal, CarryIntent intent, string text)
    {
        if (intent.Attempts > 0)
        {
            var listed = await desks.Ask(portal.Id, TimelineCommands.NewestOf(EntryReader.Ref(intent.Card)));
            if (listed is not Answer rows)
            {
                return new WrittenCopy(listed, IsComment: true);
            }

            if (TimelineCommentWire.ListFrom(rows.Result).FirstOrDefault(comment => portal.IsOurs(comment.AuthorId) && Neutral(comment.Text) == Neutral(text)) is { } there)
            {
                return new WrittenCopy(listed, there.Id, IsComment: true);
            }
        }

        var made = await desks.Ask(portal.Id, TimelineCommands.Add(EntryReader.Ref(intent.Card), text));
        return new WrittenCopy(made, made is Answer answer ? Wire.Id(answer.Result) ?? 0 : 0, IsComment: true);
    }

    private async Task<string> NameOf(Portal portal, long user) =>
        user > 0 && await desks.Ask(portal.Id, UserCommands.Get(new JsonObject { ["ID"] = user }, 0)) is Answer answer && UserWire.ListFrom(answer.Result).FirstOrDefault(person => person.Id == user) is { } found
            ? found.DisplayName
            : $"#{user.ToString(CultureInfo.InvariantCulture)}";

    private static List<string> Addresses(System.Text.Json.JsonElement row) => Wire.Member(row, "COMMUNICATIONS") is not { } communications ? [] :
        [.. Wire.Rows(communications).Select(one => Wire.Member(one, "VALUE") is { } value ? Wire.Text(value) : null).OfType<string>().Where(value => value.Contains('@', StringComparison.Ordinal)).Distinct()];

    private static string? Moment(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    private static string Neutral(string? text) => string.Concat((text ?? "").Where(letter => !char.IsWhiteSpace(letter)));

    private static Language Words(Portal portal) => portal.Language == "ru" ? Language.Ru : Language.En;
}
