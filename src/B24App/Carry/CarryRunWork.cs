using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>
/// Turns the runs. The preview reads sources and what stands in their timelines and plans it; the run itself only says "look at this" to the entries
/// that would be carried, so it can do nothing that live work would not (decision 0019). All it knows is in the store.
/// </summary>
public sealed class CarryRunWork(CarryStores stores, CarryRuns runs, CarryUndo undo, EntryReader entries, TieReader ties, PortalStore portals, Desks desks, WorkSignal signal) : IWork
{
    private const int OpenAtOnce = 1000;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<long, DateTimeOffset> _rests = [];
    private readonly NextTurn _next = new();

    /// <summary>Takes every run one step on; returns when more is due.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        if (_next.IsLater(Now))
        {
            return _next.At;
        }

        var moving = await runs.Moving();
        if (moving.Count == 0)
        {
            return null;
        }

        foreach (var run in moving.Where(run => _rests.GetValueOrDefault(run.Id) <= Now))
        {
            ct.ThrowIfCancellationRequested();
            if (await portals.Find(run.Portal) is { Runs: true })
            {
                using var bulk = Bulk.Enter(Bulk.Echo);
                await Step(run);
            }
        }

        signal.Wake();
        return _next.After(Now, Pace);
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private Task Step(CarryRun run) => run.State switch
    {
        RunState.Dry => Read(run),
        RunState.Running => Mark(run),
        _ => TakeBack(run),
    };

    private async Task Read(CarryRun run)
    {
        var rule = run.Previewed;
        var outcomes = await desks.Ask(run.Portal, run.Walk.Questions(() => RecordCommands.Newest(rule.Tie.Source), stretch => RecordCommands.Between(rule.Tie.Source, stretch.After, stretch.UpTo, ["id"])));
        if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
        {
            await Rest(run, trouble);
            return;
        }

        var (walk, records) = run.Walk.Read([.. outcomes.Cast<Answer>().Select(answer => RecordWire.ListFrom(answer.Result))], record => record.Id);
        var sources = (await ties.Read(run.Portal, [new TieQuestion(rule, [.. records.Select(record => record.Id)])]))[0];
        var tied = await stores.Db.Read(connection => Task.FromResult(Returned.Among(
            connection, run.Portal, run.Rule, rule, sources.Values.Where(source => source is { State: SourceState.There, IsMarked: true, Targets.IsEmpty: false }))));
        var listed = sources.Values.Any(source => source.State == SourceState.NotNow) ? null : await entries.Listed(run.Portal, [.. tied.Select(source => source.Key)]);
        var there = listed is null ? null : await There(run.Portal, rule.Tie.Target, tied, listed);
        if (listed is null || there is null)
        {
            await Rest(run, new Later(Now + (5 * stores.Patience.Settling), LaterReason.GateClosed));
            return;
        }

        var found = Plan(rule, tied, listed, there, await stores.Deeds.Of(run.Portal, [.. listed.Values.SelectMany(rows => rows).Select(entry => entry.Name).Distinct()]));
        var counts = new Dictionary<string, int>
        {
            ["sources"] = sources.Count,
            [nameof(CarryReason.NoTarget)] = sources.Values.Count(source => source is { IsMarked: true, Targets.IsEmpty: true }),
            [nameof(CarryReason.NotMarked)] = sources.Values.Count(source => !source.IsMarked),
        };
        await stores.Db.Write(connection =>
        {
            CarryRuns.Read(connection, run, walk, counts, found);
            if (walk.IsOver)
            {
                CarryRuns.Move(connection, run.Id, [RunState.Dry], RunState.Ready, Now);
            }
        });
    }

    // Only targets at which something of their sources may stand already are read.
    private async Task<IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>>?> There(
        PortalId portal, int target, IReadOnlyList<SeenSource> tied, IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>> listed)
    {
        var times = await entries.Times(portal, [.. listed.Values.SelectMany(rows => rows).Where(entry => !entry.IsComment).Select(entry => SeenEntry.IdOf(entry.Name)).Distinct()], target);
        IReadOnlyCollection<CrmKey> Of(Func<SeenEntry, bool> isWanted) => [.. tied.Where(source => listed[source.Key].Any(isWanted)).SelectMany(source => source.Targets).Distinct()];
        return times is null ? null : await entries.Listed(portal, Of(entry => !entry.IsComment && times.GetValueOrDefault(SeenEntry.IdOf(entry.Name), 1) > 0), Of(entry => entry.IsComment));
    }

    // What an entry stands in is put together from the lists of both ends, at a fiftieth of the price of asking for each.
    private static List<(string Item, CarryReason Verdict)> Plan(
        CarryRule rule, IReadOnlyList<SeenSource> tied, IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>> listed, IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>> there,
        IReadOnlyDictionary<string, IReadOnlyList<CarryDeed>> deeds)
    {
        var cards = there.SelectMany(pair => pair.Value.Select(entry => (entry.Name, pair.Key))).ToLookup(pair => pair.Name, pair => pair.Key);
        var sources = tied.ToDictionary(source => source.Key);
        return [.. listed.SelectMany(pair => pair.Value.Select(entry => (Source: pair.Key, Entry: entry))).GroupBy(pair => pair.Entry.Name).Select(group =>
        {
            var entry = group.First().Entry;
            var owner = entry.Owner is { } owned ? (CrmKey[])[owned] : [];
            entry = entry with { Bindings = [.. owner, .. group.Select(pair => pair.Source).Concat(cards[entry.Name]).Distinct().Except(owner)] };
            return (entry.Name, CarryPlanner.Plan(rule, entry, sources.Values, CarryDeeds.Past(deeds.GetValueOrDefault(entry.Name))).Reason);
        })];
    }

    private async Task Mark(CarryRun run)
    {
        var counts = await runs.Counts(run);
        var room = (int)Math.Max(0, OpenAtOnce - counts.UnderWay);
        await stores.Db.Write(connection =>
        {
            var some = connection.Query<string>("SELECT item FROM carry_run_item WHERE run_id = @id AND verdict = 'None' AND stage = 0 LIMIT @room", new { id = run.Id, room }).ToList();
            foreach (var item in some)
            {
                stores.Dirty.Mark(connection, run.Portal, item, "run", run.Id);
            }

            connection.Execute("UPDATE carry_run_item SET stage = 1 WHERE run_id = @id AND item = @item", some.Select(item => new { id = run.Id, item }));
            if (some.Count == 0 && counts is { Left: 0, UnderWay: 0 })
            {
                CarryRuns.Move(connection, run.Id, [RunState.Running], RunState.Done, Now);
            }
        });
    }

    private async Task TakeBack(CarryRun run)
    {
        var counts = await runs.Counts(run);
        await stores.Db.Write(connection =>
        {
            var some = connection.Query<string>(
                "SELECT item FROM carry_run_item WHERE run_id = @id AND verdict = 'None' AND stage < 2 LIMIT @room", new { id = run.Id, room = (int)Math.Max(0, OpenAtOnce - counts.UnderWay) }).ToList();
            var asked = some.Where(item => undo.Entry(connection, run.Portal, item, run.Id)).ToList();
            connection.Execute("UPDATE carry_run_item SET stage = 2 WHERE run_id = @id AND item = @item", asked.Select(item => new { id = run.Id, item }));
            if (some.Count == 0 && counts.UnderWay == 0)
            {
                CarryRuns.Move(connection, run.Id, [RunState.Undoing], RunState.Undone, Now);
            }
        });
    }

    private async Task Rest(CarryRun run, Outcome trouble)
    {
        var until = trouble is Later later && later.NotBefore > Now ? later.NotBefore : Now + (trouble is Later ? Pace : stores.Patience.UnknownOutcome);
        _rests[run.Id] = until;
        await stores.Db.Write(connection =>
        {
            connection.Execute("UPDATE carry_run SET reason = @reason WHERE id = @id", new { id = run.Id, reason = trouble is Later ? "" : nameof(CarryReason.SourceUnreadable) });
        });
    }
}
