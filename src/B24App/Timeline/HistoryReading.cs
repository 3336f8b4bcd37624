using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Text;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.Timeline;

/// <summary>
/// The reading part of a run over the history of a pair: lists what stands in the card and stores a verdict for each entry; the verdicts are those of live work,
/// except that age does not matter. It writes nothing to a portal.
/// </summary>
public sealed class HistoryReading(TaskStores stores, PortalStore portals, HistoryStore history, CopyStore copies, CopyReading reading)
{
    private const int RoundsOfTurn = 5;

    /// <summary>What is read of the activities of a card, with the words that a comparison needs.</summary>
    internal static readonly string[] Select = [.. ActivityCommands.Facts, "DEADLINE", "FILES", "SUBJECT", "DESCRIPTION", "DESCRIPTION_TYPE", "END_TIME"];

    /// <summary>Reads on; returns when to go on, or null at the end.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, Link link)
    {
        if (await stores.Mappings.Find(run.Pair) is not { State: MappingState.Live } pair || await portals.Find(run.Portal) is not { } portal)
        {
            await stores.Write(connection => BackfillStore.Move(connection, run.Id, [run.State], RunState.Cancelled, Now));
            return Now;
        }

        using var bulk = Bulk.Enter(run.Id);
        if (await portals.Find(link.Portal(run.Side.Other())) is not { } partner)
        {
            return Now + stores.Patience.NoAccess;
        }

        return await copies.Position(run.Id, run.Side.Other()) is null && await Own(run, link, pair, portal, partner) is { } later ? later : await reading.Go(run, link, pair, portal, partner);
    }

    /// <summary>Entries of one page, each with the mark of the system that made it.</summary>
    internal static IReadOnlyList<(CrossingEntry Entry, (string Originator, string Key) Origin)> Entries(Answer activities, Answer comments) =>
    [
        .. ActivityWire.ListFrom(activities.Result).Select(row => (Of(row), (row.Originator, row.Origin))),
        .. TimelineCommentWire.ListFrom(comments.Result).Select(row => (Of(row), ("", ""))),
    ];

    // The own card: a verdict for each entry, and what would cross is kept for the comparison.
    private async Task<DateTimeOffset?> Own(BackfillRun run, Link link, Mapping pair, Portal portal, Portal partner)
    {
        var card = TimelineWriter.CardOf(pair, run.Side);
        for (var round = 0; round < RoundsOfTurn; round++)
        {
            var (after, from) = await history.Position(run.Id);
            var outcomes = await stores.Desks.Ask(run.Portal, [ActivityCommands.In([card], after, Select), TimelineCommands.TextsOf(card, from)]);
            if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
            {
                await stores.Write(connection => BackfillStore.Say(connection, run.Id, (trouble is Refusal ? Reason.Unreadable : Reason.PortalUnreachable).ToString()));
                return trouble is Later later && later.NotBefore > Now ? later.NotBefore : Now + stores.Patience.NoAccess;
            }

            var (activities, comments) = ((Answer)outcomes[0], (Answer)outcomes[1]);
            var entries = new List<(CrossingEntry Entry, ComparedEntry Facts)>();
            foreach (var (entry, origin) in Entries(activities, comments))
            {
                entries.Add((entry, await reading.Of(link, run.Side, pair, portal, partner, entry, origin)));
            }

            await stores.Write(connection =>
            {
                foreach (var (entry, facts) in entries)
                {
                    var item = Judge(entry, portal, connection.IsMapped(portal.Id, entry.Name), field => link.Contract.Carries(run.Side, field));
                    HistoryStore.Add(connection, run, item);
                    if (item.State == ItemState.Waits)
                    {
                        copies.Add(connection, run.Id, run.Side, portal.Member, entry.Name, facts);
                    }
                }

                BackfillStore.Say(connection, run.Id, "");
            });
            if (ActivityWire.NextAfter(activities.Result) is null && comments.Next is null)
            {
                return null;
            }
        }

        return Now;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private static HistoryItem Judge(CrossingEntry entry, Portal portal, bool isMapped, Func<Field, bool> carries)
    {
        var isOurs = EntryCrossing.MayBeOurs(entry) && portal.IsOurs(entry.Author) && Byline.TryRead(entry.Text, out _, out _);
        Reason? stays = isMapped ? Reason.EntryMirrored : isOurs ? Reason.OurEcho : EntryCrossing.Stays(entry, DateTimeOffset.MinValue, carries);
        var files = stays is null && carries(EntryFiles.WordOf(entry.Kind)) ? entry.Files.Length : 0;
        return new HistoryItem(
            entry.Name, entry.Kind, stays is null ? ItemState.Waits : ItemState.Stays, stays?.ToString() ?? "", entry.Made, EntryCrossing.MostWrites(entry) + (files > 0 ? 1 : 0), files);
    }

    private static CrossingEntry Of(ActivityWire row) => new()
    {
        Name = Items.Activity(row.Id),
        Kind = EntryKinds.Of(row.TypeId, row.Provider),
        Subject = row.Subject ?? "",
        Text = row.Description ?? "",
        IsHtml = row.DescriptionType == 3 || TimelineReader.LooksLikeHtml(row.Description),
        Direction = row.Direction,
        IsCompleted = row.IsCompleted,
        Start = row.Start,
        End = row.End,
        Deadline = row.Deadline,
        Made = row.Created,
        Author = row.ResponsibleId > 0 && row.TypeId is 1 or 2 ? row.ResponsibleId : row.AuthorId,
        IsOurs = row.Originator == CopyText.Originator,
        Files = TimelineReader.FilesOf(row.Files),
    };

    private static CrossingEntry Of(TimelineCommentWire row) => new() { Name = Items.Remark(row.Id), Kind = EntryKind.Comment, Text = row.Text ?? "", Made = row.Created, Author = row.AuthorId, Files = TimelineReader.FilesOf(row.Files) };
}
