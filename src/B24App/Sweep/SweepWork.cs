using System.Collections.Concurrent;
using B24App.Links;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Sweep;

/// <summary>Sweeps every portal that has a running link when it is due, side by side; nobody waits for a slow one.</summary>
public sealed partial class SweepWork(
    PortalStore portals, LinkBook links, Exchanges exchanges, PortalSweep sweep, Census census, WorkSignal signal, TimeProvider clock, Patience patience, ILogger<SweepWork> log) : IWork
{
    private const int SideBySide = 16;

    // When a portal asked to be left alone, and until when: said in the future, it was said by a clock that was set back.
    private readonly ConcurrentDictionary<PortalId, (DateTimeOffset Said, DateTimeOffset Until)> _notBefore = new();
    private readonly NextTurn _next = new();

    /// <summary>Sweeps what is due; returns the next moment at which something is.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_next.IsLater(now))
        {
            return _next.At; // woken: who woke us is asked for in a moment
        }

        await exchanges.Look();
        var rounds = await exchanges.All();
        var due = new List<Stop>();
        DateTimeOffset? next = null;
        foreach (var stop in await Stops(rounds, now))
        {
            if (stop.At <= now)
            {
                due.Add(stop);
            }
            else if (next is null || stop.At < next)
            {
                next = stop.At;
            }
        }

        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct }, async (stop, token) => await Visit(stop, token));
        if (due.Count > 0)
        {
            signal.Wake();
        }

        var soon = _next.After(clock.GetUtcNow(), patience.SweepPace);
        return due.Count > 0 || next < soon ? soon : next;
    }

    private async Task<List<Stop>> Stops(IReadOnlyDictionary<PortalId, PortalRounds> rounds, DateTimeOffset now)
    {
        var stops = new List<Stop>();
        var running = (await links.All()).Where(link => link.Runs).ToList();
        foreach (var portal in await portals.All())
        {
            var mine = running.Where(link => link.A == portal.Id || link.B == portal.Id).ToList();
            if (!portal.Runs || mine.Count == 0)
            {
                continue;
            }

            var round = rounds.GetValueOrDefault(portal.Id);
            var exchanged = mine.Select(link => link.ActiveSince).Append(round?.Exchanged ?? DateTimeOffset.MinValue).Max(); // a link that begins is an exchange
            var sweepAt = SweepSchedule.Next(round?.Swept, exchanged, now, patience);
            var censusAt = SweepSchedule.NextCensus(round?.Censused, now, patience);
            var at = _notBefore.TryGetValue(portal.Id, out var wait) && wait.Said <= now ? wait.Until : censusAt < sweepAt ? censusAt : sweepAt;
            stops.Add(new Stop(portal, mine, at, censusAt <= now));
        }

        return stops;
    }

    private async Task Visit(Stop stop, CancellationToken ct)
    {
        var again = await sweep.Run(stop.Portal, stop.Links, ct);
        if (again is null && stop.Counts)
        {
            again = await census.Run(stop.Portal, stop.Links, ct);
        }

        if (again is { } until)
        {
            _notBefore[stop.Portal.Id] = (clock.GetUtcNow(), until);
        }
        else
        {
            _notBefore.TryRemove(stop.Portal.Id, out _);
        }

        Swept(stop.Portal.Id.Value, again is null);
    }

    private sealed record Stop(Portal Portal, IReadOnlyList<Link> Links, DateTimeOffset At, bool Counts);

    [LoggerMessage(LogLevel.Debug, "sweep.done portal {Portal}, whole {Whole}")]
    private partial void Swept(long portal, bool whole);
}
