using B24App.Adoption;
using B24App.LeakTest;
using B24App.Links;
using B24App.Stations;
using B24App.Timeline;

namespace B24App.Backfill;

/// <summary>What a run does in each of its states; gathered so that the work names one thing.</summary>
public sealed record RunSteps(Reading Reading, Listening Listening, Collecting Collecting, Carrying Carrying, Undoing Undoing, Adopting Adopting, HistoryReading HistoryReading, HistoryCarrying HistoryCarrying, HistoryUndoing HistoryUndoing);

/// <summary>Turns the runs, one step each. All it knows is in the store, so a run goes on where it stood whatever ended the process.</summary>
public sealed class BackfillWork(TaskStores stores, BackfillStore runs, LinkBook links, RunSteps steps, WorkSignal signal) : IWork
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<long, DateTimeOffset> _rests = [];
    private readonly NextTurn _next = new();

    /// <summary>Takes every run one step on; returns when more is due.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var now = stores.Clock.GetUtcNow();
        if (_next.IsLater(now))
        {
            return _next.At; // every flow that ends wakes everybody; once a second is enough to ask the store
        }

        var later = await steps.Adopting.Go();
        var moving = await runs.Moving();
        if (moving.Count == 0)
        {
            return later;
        }

        foreach (var run in moving.Where(run => _rests.GetValueOrDefault(run.Id) <= now || run.State is not (RunState.Dry or RunState.Undoing)))
        {
            _rests[run.Id] = await Step(run, moving.Count, ct);
        }

        signal.Wake();
        return _next.After(now, Pace);
    }

    private async Task<DateTimeOffset> Step(BackfillRun run, int moving, CancellationToken ct)
    {
        var link = await links.Find(run.Link);
        if (link is null)
        {
            await Move(run, RunState.Cancelled);
            return default;
        }

        // The dry run asks what would cross if the link ran; while nobody has accepted, what would cross to somebody who takes it all.
        var asked = link with { State = LinkState.Active, Contract = link.B.Value == 0 ? link.Contract with { B = Contracts.TakesAllOf(link.Contract.A) } : link.Contract };
        var (again, end) = run.State switch
        {
            RunState.Dry when run.Kind == RunKind.History => (await steps.HistoryReading.Go(run, link), RunState.Ready),
            RunState.Undoing when run.Kind == RunKind.History => (await steps.HistoryUndoing.Go(run), RunState.Undone),
            _ when run.Kind == RunKind.History => (await steps.HistoryCarrying.Go(run, moving), RunState.Done),
            RunState.Dry when run.Kind == RunKind.Adoption => (await steps.Collecting.Go(run, link, ct), RunState.Ready),
            RunState.Dry => (await steps.Reading.Go(run, asked, ct) ?? (run.Kind == RunKind.LeakTest ? await steps.Listening.Go(run, asked) : null), RunState.Ready),
            RunState.Undoing => (await steps.Undoing.Go(run), RunState.Undone),
            _ => (await steps.Carrying.Go(run, moving), RunState.Done),
        };
        if (again is null)
        {
            await Move(run, end);
        }

        return again ?? default;
    }

    private Task Move(BackfillRun run, RunState to) => stores.Write(connection => BackfillStore.Move(connection, run.Id, [run.State], to, stores.Clock.GetUtcNow()));
}
