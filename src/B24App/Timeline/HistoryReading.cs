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
public sealed class HistoryReading(TaskStores stores, PortalStore portals, HistoryStore history)
{
    private const int RoundsOfTurn = 5;

    private static readonly string[] Select = [.. ActivityCommands.Facts, "DEADLINE", "FILES"];

    /// <summary>Reads on; returns when to go on, or null at the end.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, Link link)
    {
        if (await stores.Mappings.Find(run.Pair) is not { State: MappingState.Live } pair || await portals.Find(run.Portal) is not { } portal)
        {
            await stores.Write(connection => BackfillStore.Move(connection, run.Id, [run.State], RunState.Cancelled, Now));
            return Now;
        }

        using var bulk = Bulk.Enter(run.Id);
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
            var entries = ActivityWire.ListFrom(activities.Result).Select(Of).Concat(TimelineCommentWire.ListFrom(comments.Result).Select(Of)).ToList();
            await stores.Write(connection =>
            {
                foreach (var entry in entries)
                {
                    HistoryStore.Add(connection, run, Judge(entry, portal, connection.IsMapped(portal.Id, entry.Name), field => link.Contract.Carries(run.Side, field)));
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
        IsCompleted = row.IsCompleted,
        Deadline = row.Deadline,
        Made = row.Created,
        Author = row.AuthorId,
        IsOurs = row.Originator == CopyText.Originator,
        Files = TimelineReader.FilesOf(row.Files),
    };

    private static CrossingEntry Of(TimelineCommentWire row) => new() { Name = Items.Remark(row.Id), Kind = EntryKind.Comment, Text = row.Text ?? "", Made = row.Created, Author = row.AuthorId, Files = TimelineReader.FilesOf(row.Files) };
}
