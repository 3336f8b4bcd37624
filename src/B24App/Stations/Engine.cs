using System.Collections.Concurrent;
using B24App.Apply;
using B24App.Balance;
using B24App.Confirm;
using B24App.DeadLetters;
using B24App.Drills;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using B24App.SubItems;
using B24App.Telemetry;
using B24App.Timeline;

namespace B24App.Stations;

/// <summary>
/// Turns the stations: takes what is due and sets each lane going, side by side. One lane is worked on by one flow at a time, so
/// order holds and a bad item stops only itself.
/// </summary>
public sealed partial class Engine(
    TaskStores stores, PortalStore portals, Newcomers newcomers, MirroredTasks mirrored, TalkStation talk, PartStation parts, TimelineStation timeline, Sender sender, LinkWatch watch, Replay replay, DailyCaps caps,
    WorkSignal signal, ILogger<Engine> log) : IWork
{
    private const int MostLanes = 500;
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Task> _flows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _resting = new(StringComparer.Ordinal);
    private DateTimeOffset _last;
    private volatile bool _stopping;
    private bool _recovered;

    /// <summary>Starts everything that is due; returns the next moment at which more becomes due.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var now = stores.Clock.GetUtcNow(); // from before the start: what falls due during it must not fall between the two questions
        await Start();
        return await NextDue(now);
    }

    /// <summary>Turns until nothing that is due is left and every flow has ended; for tests and an orderly stop.</summary>
    public async Task<DateTimeOffset?> TurnUntilIdle()
    {
        DateTimeOffset now;
        do
        {
            await Task.WhenAll(_flows.Values);
            now = stores.Clock.GetUtcNow();
        }
        while (await Start() > 0 || !_flows.IsEmpty);

        return await NextDue(now);
    }

    private async Task<DateTimeOffset?> NextDue(DateTimeOffset after) =>
        Earlier(Earlier(await stores.Dirty.NextDue(after), await stores.Outbox.NextDue(after)), _resting.Values.Where(until => until > after).Cast<DateTimeOffset?>().Min());

    /// <summary>Begins nothing new and lets what is under way come to its end, so that a stop leaves no outcome unknown.</summary>
    public async Task Finish(CancellationToken ct)
    {
        _stopping = true;
        await Task.WhenAll(_flows.Values).WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<int> Start()
    {
        if (_stopping)
        {
            return 0;
        }

        if (!_recovered)
        {
            await stores.Outbox.Recover(stores.Patience.UnknownOutcome);
            _last = await stores.NewestMoment();
            _recovered = true;
        }

        await MindTheClock();
        await watch.Look();
        var members = (await portals.All()).ToDictionary(portal => portal.Id, portal => portal.Member);
        using (stores.Desks.Cork())
        {
            return await StartSending(members) + await StartLooking(members);
        }
    }

    // Moments of the future are left in the store when the machine's clock is set back, also while we were down; nothing may wait for them.
    private async Task MindTheClock()
    {
        var now = stores.Clock.GetUtcNow();
        if (now + AfterTrouble < _last)
        {
            await stores.Write(connection =>
            {
                DirtyStore.ClockSetBack(connection, now);
                OutboxStore.ClockSetBack(connection, now, stores.Patience.UnknownOutcome);
            });
            _resting.Clear();
        }

        _last = now;
    }

    private async Task<int> StartSending(Dictionary<PortalId, string> members)
    {
        var started = 0;
        foreach (var lane in (await stores.Outbox.Due(MostLanes, members.GetValueOrDefault)).GroupBy(intent => intent.Lane))
        {
            var intents = lane.ToList();
            started += Begin(lane.Key, () => sender.Work(intents), trouble => stores.Write(connection =>
                OutboxStore.Doubt(connection, intents[0], stores.Clock.GetUtcNow() + AfterTrouble, trouble)));
        }

        return started;
    }

    private async Task<int> StartLooking(Dictionary<PortalId, string> members)
    {
        var started = 0;
        var inDoubt = await stores.Outbox.InDoubt();
        foreach (var item in await stores.Dirty.Due(MostLanes))
        {
            if (!members.TryGetValue(item.Portal, out var member))
            {
                await stores.Done(item);
                continue;
            }

            var mapped = await stores.Mappings.OfItem(item.Portal, item.Name);
            var lane = LaneOf(item, member, mapped);
            if (inDoubt.Contains(lane) && !Drill.Without(Guard.LaneWaits))
            {
                continue; // the lane waits; its resolution wakes us
            }

            started += Begin(lane, () => Look(item, lane, member), _ => stores.Postpone(item, AfterTrouble));
        }

        return started;
    }

    private static string LaneOf(DirtyItem item, string member, IReadOnlyList<Mapping> mapped) =>
        mapped.Count > 0 ? mapped[0].Family
        : item.IsEntry ? $"entry:{item.Portal.Value}:{item.Name}" // in which card it stands only a look tells
        : Marker.For(OriginHash.Of(member), item.Task).ToString();

    // Read once more with the lane in hand: a flow that ended meanwhile may have done the item, mapped it, or left the lane in doubt.
    private async Task Look(DirtyItem read, string lane, string member)
    {
        if (await stores.Dirty.StillDue(read) is not { } item)
        {
            return;
        }

        var mapped = await stores.Mappings.OfItem(item.Portal, item.Name);
        if (LaneOf(item, member, mapped) != lane || ((await stores.Outbox.InDoubt()).Contains(lane) && !Drill.Without(Guard.LaneWaits)))
        {
            return;
        }

        await Look(item, mapped);
    }

    private async Task Look(DirtyItem item, IReadOnlyList<Mapping> mapped)
    {
        using var span = Signals.Source.StartActivity("look");
        span?.SetTag("b24app.portal", item.Portal.Value).SetTag("b24app.kind", item.Kind.ToString()).SetTag("b24app.feed", item.Feed);
        using var bulk = Bulk.Enter(item.Run);
        mapped = item.IsEntry ? mapped : await replay.OfItem(item, mapped);
        using var counted = LookTally.Enter(item.Run != 0 ? null : new LookTally(item, [.. mapped.Select(mapping => mapping.Link).Distinct()]));
        if (item.Run == 0 && await caps.Rest(mapped) is { } tomorrow)
        {
            await stores.PostponeUntil(item, tomorrow);
            return;
        }

        if (await portals.Find(item.Portal) is not { Runs: true } portal)
        {
            await stores.Postpone(item, stores.Patience.NoAccess);
            return;
        }

        var work = (item.Kind, mapped.Count) switch
        {
            (DirtyKind.Talk, _) => talk.Work(item, portal, mapped),
            (DirtyKind.Parts, _) => parts.Work(item, portal, mapped),
            (DirtyKind.Activity or DirtyKind.Remark, _) => timeline.Work(item, portal, mapped),
            (_, 0) => newcomers.Work(item, portal),
            _ => mirrored.Work(item, portal, mapped),
        };
        await work;
    }

    private int Begin(string lane, Func<Task> work, Func<string, Task> afterTrouble)
    {
        if (Rests(lane))
        {
            return 0;
        }

        var gate = new TaskCompletionSource();
        if (_stopping || !_flows.TryAdd(lane, gate.Task))
        {
            return 1; // busy: what is due waits for the flow that is under way
        }

        _ = Run();
        return 1;

        async Task Run()
        {
            using var beginning = stores.Desks.Begin();
            try
            {
                await work();
            }
#pragma warning disable CA1031 // The outermost edge of a lane: a bug here must not stop the others; it is logged and the lane tried again.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LaneFailed(lane, failure);
                await Remember(lane, () => afterTrouble(failure.GetType().Name));
            }
            finally
            {
                _flows.TryRemove(lane, out _);
                gate.SetResult();
                signal.Wake();
            }
        }
    }

    // The store may fail again when it is to remember the trouble. What is due stays due then, so the lane rests in memory: the portals would
    // be asked without end while the disk is full.
    private async Task Remember(string lane, Func<Task> trouble)
    {
        try
        {
            await trouble();
        }
#pragma warning disable CA1031 // As above: the lane is tried again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LaneFailed(lane, failure);
            _resting[lane] = stores.Clock.GetUtcNow() + AfterTrouble;
        }
    }

    private bool Rests(string lane) => _resting.TryGetValue(lane, out var until) && (until > stores.Clock.GetUtcNow() || !_resting.TryRemove(lane, out _));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    [LoggerMessage(LogLevel.Error, "lane.failed {Lane}")]
    private partial void LaneFailed(string lane, Exception failure);
}
