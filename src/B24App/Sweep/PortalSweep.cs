using System.Data;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Portals;
using B24App.Bitrix24.Tasks;
using B24App.Drills;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Sweep;

/// <summary>
/// One sweep of one portal (RULES 30): reads what changed and what was talked about since the checkpoint, by date and not by group,
/// and says "look at this". It reads only; the checkpoint moves in the commit that stores the hints.
/// </summary>
public sealed class PortalSweep(TaskStores stores, PortalLines lines, SweepStore sweeps, TalkWindows windows, SeenDates dates, IEnumerable<ISweepRider> riders)
{
    private const int MostPages = 20;

    /// <summary>Sweeps a portal.</summary>
    /// <returns>When to go on, or null when all was read.</returns>
    public async Task<DateTimeOffset?> Run(Portal portal, IReadOnlyList<Link> links, CancellationToken ct)
    {
        if (await lines.Reading(portal.Id) is not { } line)
        {
            return Now + stores.Patience.NoAccess;
        }

        var known = await sweeps.Of(portal.Id);
        if (known.Count == 0)
        {
            switch (await First(line, links, ct))
            {
                case { } first:
                    known = [new Checkpoint(SweepKind.Task, first, false, null, null), new Checkpoint(SweepKind.Talk, first, false, null, null)];
                    break;
                default:
                    return Now + stores.Patience.NoAccess;
            }
        }

        var readings = known.Select(checkpoint => new Reading(checkpoint, stores.Patience.Overlap)).ToList();
        var rides = new List<Ride>();
        foreach (var rider in riders)
        {
            rides.Add(new Ride(rider, await rider.Questions(portal)));
        }

        var again = await Read(line, readings, rides, ct);
        await Store(portal, links, readings, rides);
        await Confirm(portal, rides, ct);
        return again ?? (readings.TrueForAll(reading => reading.Walk.IsOver) ? null : Now);
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    // Never our clock: a link began by ours, so the portal is asked once what time it has.
    private async Task<DateTimeOffset?> First(ReadingLine line, IReadOnlyList<Link> links, CancellationToken ct) =>
        (await line.Call([PortalCommands.ServerTime()], Urgency.Bulk, ct))[0] is Answer answer && (Wire.Date(answer.Result) ?? answer.PortalTime) is { } there
            ? there - (Now - links.Min(link => link.ActiveSince))
            : null;

    private async Task<DateTimeOffset?> Read(ReadingLine line, List<Reading> readings, List<Ride> rides, CancellationToken ct)
    {
        for (var page = 0; page < MostPages && readings.Exists(reading => reading.IsOpen); page++)
        {
            var asked = readings.Where(reading => reading.IsOpen).Select(reading => (Reading: reading, Questions: reading.Walk.Questions())).ToList();
            Command[] alongside = page == 0 ? [.. rides.SelectMany(ride => ride.Questions)] : [];
            var answers = await line.Call([.. asked.SelectMany(pair => pair.Questions), .. alongside], Urgency.Bulk, ct);
            IReadOnlyList<Outcome> outcomes = [.. answers.Take(answers.Count - alongside.Length)];
            var at = outcomes.Count;
            foreach (var ride in page == 0 ? rides : [])
            {
                ride.Outcomes = [.. answers.Skip(at).Take(ride.Questions.Count)];
                at += ride.Questions.Count;
            }

            at = 0;
            foreach (var (reading, questions) in asked)
            {
                reading.Take([.. outcomes.Skip(at).Take(questions.Count)]);
                at += questions.Count;
            }

            if (outcomes.FirstOrDefault(outcome => outcome is not (Answer or Refusal)) is { } trouble)
            {
                return trouble is Later later && later.NotBefore > Now ? later.NotBefore : Now + stores.Patience.NoAccess;
            }
        }

        return null;
    }

    private async Task Store(Portal portal, IReadOnlyList<Link> links, List<Reading> readings, List<Ride> rides)
    {
        var changed = readings.Single(reading => reading.Checkpoint.Kind == SweepKind.Task);
        var rows = changed.Rows.DistinctBy(row => row.Id).ToList();
        var spoken = readings.Single(reading => reading.Checkpoint.Kind == SweepKind.Talk);
        IReadOnlyList<long> ids = [.. rows.Select(row => row.Id)];
        var mapped = await sweeps.Mapped(portal.Id, ids);
        var judged = await sweeps.Judged(portal.Id, ids);
        var doors = links.SelectMany(link => new[] { new Door(link, Side.A), new Door(link, Side.B) }).Where(door => door.Link.Portal(door.From) == portal.Id).ToList();
        var home = OriginHash.Of(portal.Member);
        if (Drill.Without(Guard.CheckpointInCommit))
        {
            await stores.Write(connection => readings.ForEach(reading => SweepStore.Put(connection, portal.Id, reading.Next())));
        }

        Drill.At(DrillStep.SweepRead);
        if (Drill.Without(Guard.Sweep))
        {
            await stores.Write(connection => SweepStore.Swept(connection, portal.Id, Now, whole: true, found: false));
            return;
        }

        await stores.Write(connection =>
        {
            var found = false;
            foreach (var row in rows)
            {
                var date = changed.Walk.DateOf(row);
                var known = judged.TryGetValue(row.Id, out var before) ? before : (SeenDate?)null;
                var verdict = ListedTasks.Judge(row, date, mapped.Contains(row.Id), known, dates.Of(portal.Id, row.Id), doors, home);
                Say(connection, portal.Id, row, verdict);
                found |= verdict is RowVerdict.Look;
                if (changed.Began is { } at && known?.Covers(date) != true)
                {
                    SweepStore.Judge(connection, portal.Id, row.Id, new SeenDate(date, at));
                }
            }

            SweepStore.Swept(connection, portal.Id, Now, readings.TrueForAll(reading => reading.Walk.IsOver), found);
            TalkWindows.Refresh(connection, portal.Id);
            foreach (var row in spoken.Rows)
            {
                TalkWindows.Active(connection, portal.Id, row.Id, spoken.Walk.DateOf(row));
            }

            windows.Mark(connection, portal.Id, Now);
            foreach (var reading in readings)
            {
                SweepStore.Put(connection, portal.Id, reading.Next());
            }

            SweepStore.Forget(connection, portal.Id, changed.Walk.Floor - stores.Patience.Overlap);
            foreach (var ride in rides)
            {
                ride.After = ride.Rider.Store(connection, portal, ride.Outcomes);
            }
        });
    }

    // What came is on disk: now the portal may forget it.
    private async Task Confirm(Portal portal, List<Ride> rides, CancellationToken ct)
    {
        Command[] all = [.. rides.SelectMany(ride => ride.After)];
        if (all.Length == 0 || await lines.For(portal.Id) is not { } line)
        {
            return;
        }

        var outcomes = await line.Call(all, Urgency.Bulk, ct);
        var at = 0;
        foreach (var ride in rides)
        {
            await ride.Rider.Confirmed(portal, [.. outcomes.Skip(at).Take(ride.After.Count)]);
            at += ride.After.Count;
        }
    }

    // A rider in the course of a sweep.
    private sealed class Ride(ISweepRider rider, IReadOnlyList<Command> questions)
    {
        public ISweepRider Rider { get; } = rider;

        public IReadOnlyList<Command> Questions { get; } = questions;

        public IReadOnlyList<Outcome> Outcomes { get; set; } = [];

        public IReadOnlyList<Command> After { get; set; } = [];
    }

    private void Say(IDbConnection connection, PortalId portal, TaskWire row, RowVerdict verdict)
    {
        switch (verdict)
        {
            case RowVerdict.Look:
                stores.Dirty.Mark(connection, new Hint(portal, DirtyKind.Task, row.Id, Hint.Anything), "sweep");
                break;
            case RowVerdict.Outside(var reasons):
                foreach (var (link, why) in reasons)
                {
                    stores.Ledger.Skip(connection, portal, link, Items.Task(row.Id), why);
                }

                break;
            default:
                break;
        }
    }

    // One walk in the course of a sweep.
    private sealed class Reading
    {
        private readonly List<TaskWire> _rows = [];
        private bool _failed;

        public Reading(Checkpoint checkpoint, TimeSpan overlap)
        {
            Checkpoint = checkpoint;
            Began = checkpoint.WalkBegan;
            var fresh = new DateWalk(checkpoint.Kind == SweepKind.Task ? DateWalk.Changed : DateWalk.Activity, checkpoint.ReadTo - overlap);
            Walk = checkpoint.Walk?.Again() ?? (checkpoint.Backward ? fresh.Back() : fresh);
        }

        public Checkpoint Checkpoint { get; }

        public DateWalk Walk { get; private set; }

        public DateTimeOffset? Began { get; private set; }

        public IReadOnlyList<TaskWire> Rows => _rows;

        public bool IsOpen => !Walk.IsOver && !_failed;

        public void Take(IReadOnlyList<Outcome> outcomes)
        {
            if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } no)
            {
                // A portal that cannot filter or sort this way may still list the newest first.
                (Walk, _failed) = no is Refusal && !Walk.IsBackward ? (Walk.Back(), false) : (Walk, true);
                return;
            }

            Began ??= ((Answer)outcomes[0]).PortalTime;
            var (next, rows) = Walk.Read([.. outcomes.Select(outcome => TaskWire.ListFrom(((Answer)outcome).Result))]);
            Walk = next;
            _rows.AddRange(rows);
        }

        // Until a walk is over its checkpoint stays; the walk itself goes on where it stands.
        public Checkpoint Next() => (Walk.IsOver, Began) switch
        {
            (true, _) => new Checkpoint(Checkpoint.Kind, Began ?? Checkpoint.ReadTo, Walk.IsBackward, null, null),
            (_, null) => Checkpoint with { Backward = Walk.IsBackward },
            _ => Checkpoint with { Backward = Walk.IsBackward, Walk = Walk, WalkBegan = Began },
        };
    }
}
