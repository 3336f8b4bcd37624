using System.Collections.Immutable;
using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Users;
using B24App.Look;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Timeline;

/// <summary>Reads an entry of a timeline whole, with the cards it stands in: one request of its own portal.</summary>
public sealed class TimelineReader(Desks desks, TimeProvider clock, Patience patience)
{
    private static readonly string[] Whole = ["*", "COMMUNICATIONS", "FILES"];

    /// <summary>Reads an activity or a comment by its name.</summary>
    /// <param name="portal">Where it stands.</param>
    /// <param name="item">Its name.</param>
    /// <param name="isMissed">A list did not show it: "nothing" then needs the word of the portal that we are an administrator (RULES 22).</param>
    public async Task<Looked<CrossingEntry>> Look(PortalId portal, string item, bool isMissed = false)
    {
        var id = Items.IdOf(item);
        Command[] questions = item[0] == 'a' ? [ActivityCommands.ByIds([id], Whole), ActivityCommands.Bindings(id)] : [TimelineCommands.Get(id), TimelineCommands.Bindings(id)];
        var outcomes = await desks.Ask(portal, isMissed ? [.. questions, UserCommands.Profile()] : questions);
        if (outcomes.FirstOrDefault(outcome => outcome is Later or NoAccess or Unknown) is { } trouble)
        {
            return new Looked<CrossingEntry>.NotNow(trouble is Later later && later.NotBefore > clock.GetUtcNow() ? later.NotBefore : clock.GetUtcNow() + (trouble is Unknown ? patience.UnknownOutcome : patience.NoAccess));
        }

        if (outcomes.OfType<Refusal>().FirstOrDefault() is { } refusal)
        {
            return refusal.Kind == RefusalKind.NotFound && (!isMissed || IsAdmin(outcomes[2])) ? new Looked<CrossingEntry>.Nothing() : new Looked<CrossingEntry>.Refused(refusal);
        }

        var cards = ((Answer)outcomes[1]).Result;
        return (item[0] == 'a' ? Activity(id, ((Answer)outcomes[0]).Result, CrmRef.OfActivity(cards)) : Comment(((Answer)outcomes[0]).Result, CrmRef.OfTimeline(cards))) is { } entry
            ? new Looked<CrossingEntry>.Seen(entry)
            : new Looked<CrossingEntry>.Refused(new Refusal(RefusalKind.Denied, "", "", 200)); // the portal knows where it stands and does not show it
    }

    private static bool IsAdmin(Outcome profile) => profile is Answer answer && Wire.Member(answer.Result, "ADMIN") is { } admin && Wire.Flag(admin) == true;

    private static CrossingEntry? Activity(long id, JsonElement result, IReadOnlyList<CrmRef> cards)
    {
        var row = Wire.Rows(result).FirstOrDefault(found => ActivityWire.From(found)?.Id == id);
        if (row.ValueKind != JsonValueKind.Object || ActivityWire.From(row) is not { } activity)
        {
            return null;
        }

        return new CrossingEntry
        {
            Name = Items.Activity(id),
            Kind = EntryKinds.Of(activity.TypeId, activity.Provider),
            Subject = activity.Subject ?? "",
            Text = activity.Description ?? "",
            IsHtml = activity.DescriptionType == 3 || LooksLikeHtml(activity.Description),
            Place = Wire.Member(row, "LOCATION") is { } place ? Wire.Text(place) ?? "" : "",
            Direction = activity.Direction,
            IsCompleted = activity.IsCompleted,
            Start = activity.Start,
            End = activity.End,
            Deadline = activity.Deadline,
            Made = activity.Created,
            Author = activity.ResponsibleId > 0 && activity.TypeId is 1 or 2 ? activity.ResponsibleId : activity.AuthorId,
            Responsible = activity.ResponsibleId,
            Editor = activity.EditorId,
            Addresses = Addresses(row),
            Files = FilesOf(activity.Files),
            Cards = Keys(cards),
            IsOurs = activity.Originator == CopyText.Originator,
        };
    }

    private static CrossingEntry? Comment(JsonElement result, IReadOnlyList<CrmRef> cards) => TimelineCommentWire.From(result) is not { } comment ? null : new CrossingEntry
    {
        Name = Items.Remark(comment.Id),
        Kind = EntryKind.Comment,
        Text = comment.Text ?? "",
        Author = comment.AuthorId,
        Made = comment.Created,
        Files = FilesOf(comment.Files),
        Cards = Keys(cards),
    };

    /// <summary>Files as a plan knows them.</summary>
    internal static ImmutableArray<EntryFile> FilesOf(ImmutableArray<CardFile> files) => [.. files.Select(file => new EntryFile(file.Id, file.Name, file.Size, file.Url))];

    // The documents contradict one another about the number for HTML, so the content decides (crm.md §0).
    internal static bool LooksLikeHtml(string? text) => text is not null && text.Contains("</", StringComparison.Ordinal) && text.Contains('>', StringComparison.Ordinal);

    private static ImmutableArray<string> Addresses(JsonElement row) => Wire.Member(row, "COMMUNICATIONS") is not { } communications ? [] :
        [.. Wire.Rows(communications).Select(one => Wire.Member(one, "VALUE") is { } value ? Wire.Text(value) : null).OfType<string>().Where(value => value.Contains('@', StringComparison.Ordinal)).Distinct()];

    private static ImmutableArray<CrmKey> Keys(IReadOnlyList<CrmRef> refs) => [.. refs.Select(one => new CrmKey(one.Type, one.Id)).Distinct()];
}
