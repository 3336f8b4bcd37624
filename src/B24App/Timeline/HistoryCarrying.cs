using B24App.Backfill;
using B24App.Confirm;
using B24App.Links;
using B24App.Record;
using B24App.Stations;

namespace B24App.Timeline;

/// <summary>
/// The carrying part of a run over the history of a pair: it says "look at this entry" for a few at a time, oldest first, and reads off the rows of the stations
/// how far each has come. It plans and writes nothing itself, so a run cannot do what live work would not, and cannot double it.
/// </summary>
public sealed class HistoryCarrying(TaskStores stores, HistoryStore history, LinkBook links, RunGate gate)
{
    /// <summary>Entries under way at once, of all runs together.</summary>
    public const int MostUnderWay = 50;

    /// <summary>One step; returns when to go on, or null when nothing is left.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, int active)
    {
        await Settle(run);
        if (run.State != RunState.Running)
        {
            return Now; // stopped by a person: what is under way ends
        }

        if (await stores.Mappings.Find(run.Pair) is not { State: MappingState.Live })
        {
            await stores.Write(connection => BackfillStore.Move(connection, run.Id, [run.State], RunState.Cancelled, Now));
            return Now;
        }

        if (await gate.WhyNot(run, await links.Find(run.Link)) is { } why)
        {
            await stores.Write(connection => BackfillStore.Say(connection, run.Id, why.ToString()));
            return gate.Again(why);
        }

        var room = Math.Min(MostUnderWay - await history.UnderWay(), MostUnderWay / Math.Max(1, active));
        var next = room <= 0 ? [] : await history.Items(run.Id, ItemState.Waits, room);
        if (next.Count > 0)
        {
            using var bulk = Bulk.Enter(run.Id);
            await stores.Write(connection =>
            {
                BackfillStore.Say(connection, run.Id, "");
                for (var i = 0; i < next.Count; i++)
                {
                    HistoryStore.Put(connection, run.Id, next[i], ItemState.Looking, "", default, Now);
                    stores.Dirty.Mark(
                        connection, new Hint(run.Portal, Items.KindOf(next[i]), Items.IdOf(next[i]), Hint.Anything), "backfill", notBefore: Now - TimeSpan.FromMilliseconds(next.Count - i)); // what was written first is looked at first
                }
            });
            return Now;
        }

        return (await history.Items(run.Id, ItemState.Looking, 1)).Count > 0 ? Now : null;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    /// <summary>Reads off how far the entries under way have come.</summary>
    internal async Task Settle(BackfillRun run)
    {
        var moved = (await history.Facts(run)).Select(row => (row.Item, Next: row.Facts.Next(new RunItem(0, ItemState.Looking)))).Where(pair => pair.Next.State != ItemState.Looking).ToList();
        if (moved.Count > 0)
        {
            await stores.Write(connection => moved.ForEach(pair => HistoryStore.Put(connection, run.Id, pair.Item, pair.Next.State, pair.Next.Reason, pair.Next.Mapping, Now)));
        }
    }
}
