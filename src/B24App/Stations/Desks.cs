using System.Collections.Concurrent;
using B24App.Bitrix24.Calls;
using B24App.Portals;
using B24App.Store;

namespace B24App.Stations;

/// <summary>
/// One desk per portal and urgency, where questions and writes wait together: what waits at the same moment leaves in one batch, a lone
/// command leaves at once (RULES 29). A desk has one call under way, so a slow portal gathers its own batch and delays nobody
/// else.
/// </summary>
public sealed class Desks(PortalLines lines, TimeProvider clock, Record.Patience patience)
{
    private readonly TimeProvider _clock = clock;
    private readonly Record.Patience _patience = patience;

    private readonly ConcurrentDictionary<(PortalId Portal, Urgency Urgency), Desk> _desks = new();
    private readonly ConcurrentDictionary<PortalId, bool> _oneByOne = new();
    private readonly AsyncLocal<IDisposable?> _beginning = new();
    private int _corks;

    /// <summary>Hands a command in; completes with its outcome.</summary>
    public async Task<Outcome> Ask(PortalId portal, Command command) => (await Ask(portal, [command]))[0];

    /// <summary>Hands commands in that must stay in order; completes with their outcomes.</summary>
    public Task<IReadOnlyList<Outcome>> Ask(PortalId portal, IReadOnlyList<Command> commands)
    {
        var slip = new Slip(commands);
        var desk = _desks.GetOrAdd((portal, Record.Bulk.Run == 0 ? Urgency.Live : Urgency.Bulk), key => new Desk(this, key.Portal, key.Urgency));
        desk.Take(slip);
        _beginning.Value?.Dispose();
        return slip.Done;
    }

    /// <summary>While a cork is held nothing leaves, so that all who are about to ask leave together.</summary>
    public IDisposable Cork() => new CorkHeld(this);

    /// <summary>A flow begins: nothing leaves until it has asked its first question or ended, so that flows that begin together leave together.</summary>
    public IDisposable Begin() => _beginning.Value = new CorkHeld(this);

    /// <summary>
    /// The flow is about to wait for something else than a portal, for example for its turn: nobody waits for its first question any more.
    /// Those it waits for may themselves be waiting to leave.
    /// </summary>
    public void StandAside() => _beginning.Value?.Dispose();

    private void Uncork()
    {
        if (Interlocked.Decrement(ref _corks) == 0)
        {
            foreach (var desk in _desks.Values)
            {
                desk.Start();
            }
        }
    }

    private sealed class CorkHeld : IDisposable
    {
        private Desks? _desks;

        public CorkHeld(Desks desks)
        {
            _desks = desks;
            Interlocked.Increment(ref desks._corks);
        }

        public void Dispose() => Interlocked.Exchange(ref _desks, null)?.Uncork();
    }

    // Continuations run inside the completion on purpose: those who go on with another question hand it in before the next
    // batch is packed.
    private sealed class Slip(IReadOnlyList<Command> commands)
    {
        private readonly TaskCompletionSource<IReadOnlyList<Outcome>> _done = new();

        public IReadOnlyList<Command> Commands { get; } = commands;

        public Task<IReadOnlyList<Outcome>> Done => _done.Task;

        public void Finish(IReadOnlyList<Outcome> outcomes) => _done.TrySetResult(outcomes);

        public void Fail(Exception failure) => _done.TrySetException(failure);
    }

    private sealed class Desk(Desks owner, PortalId portal, Urgency urgency)
    {
        private readonly Queue<Slip> _waiting = new();
        private readonly Queue<long> _left = new();
        private bool _busy;

        public void Take(Slip slip)
        {
            lock (_waiting)
            {
                _waiting.Enqueue(slip);
            }

            Start();
        }

        public void Start()
        {
            lock (_waiting)
            {
                if (_busy || _waiting.Count == 0 || Volatile.Read(ref owner._corks) > 0)
                {
                    return;
                }

                _busy = true;
            }

            _ = Task.Run(Serve);
        }

        private async Task Serve()
        {
            do
            {
                await WaitForCompany();
            }
            while (TakeAll() is { Count: > 0 } slips && await Serve(slips));
        }

        private async Task WaitForCompany()
        {
            while (_left.TryPeek(out var first) && owner._clock.GetElapsedTime(first) > TimeSpan.FromSeconds(1))
            {
                _left.Dequeue();
            }

            if (Gathering.Wait(_left.Count, owner._patience.Gathering) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, owner._clock);
            }
        }

        private List<Slip> TakeAll()
        {
            lock (_waiting)
            {
                List<Slip> slips = Volatile.Read(ref owner._corks) > 0 ? [] : [.. _waiting];
                if (slips.Count > 0)
                {
                    _waiting.Clear();
                }

                _busy = slips.Count > 0;
                return slips;
            }
        }

        private async Task<bool> Serve(List<Slip> slips)
        {
            _left.Enqueue(owner._clock.GetTimestamp());
            try
            {
                var commands = slips.SelectMany(slip => slip.Commands).ToList();
                var outcomes = await owner.Call(portal, commands, urgency);
                using (owner.Cork())
                {
                    var at = 0;
                    foreach (var slip in slips)
                    {
                        slip.Finish([.. outcomes.Skip(at).Take(slip.Commands.Count)]);
                        at += slip.Commands.Count;
                    }
                }
            }
#pragma warning disable CA1031 // A bug in a call belongs to those who wait for it; the desk serves on.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                slips.ForEach(slip => slip.Fail(failure));
            }

            return true;
        }
    }

    private async Task<IReadOnlyList<Outcome>> InLists(PortalLine line, PortalId portal, List<Command> commands)
    {
        var merged = MergedLooks.Of(commands);
        if (merged.Commands.Count == commands.Count || _oneByOne.ContainsKey(portal))
        {
            return await line.Call(commands, Urgency.Bulk, CancellationToken.None);
        }

        var split = merged.Split(await line.Call(merged.Commands, Urgency.Bulk, CancellationToken.None));
        var open = Enumerable.Range(0, commands.Count).Where(i => split[i] is null).ToList();
        if (open.Count > 0)
        {
            _oneByOne[portal] = true;
            var singly = await line.Call([.. open.Select(i => commands[i])], Urgency.Bulk, CancellationToken.None);
            for (var i = 0; i < open.Count; i++)
            {
                split[open[i]] = singly[i];
            }
        }

        return [.. split.Select(outcome => outcome!)];
    }

    private async Task<IReadOnlyList<Outcome>> Call(PortalId portal, List<Command> commands, Urgency urgency)
    {
        var line = await lines.For(portal);
        if (line is null)
        {
            var later = new Later(_clock.GetUtcNow() + _patience.NoAccess, LaterReason.TokenUnavailable);
            return [.. commands.Select(_ => later)];
        }

        var asked = lines.Now;
        var outcomes = urgency == Urgency.Bulk ? await InLists(line, portal, commands) : await line.Call(commands, urgency, CancellationToken.None);
        if (outcomes.OfType<NoAccess>().FirstOrDefault() is { } trouble)
        {
            await lines.Lost(portal, trouble, asked);
        }

        return [.. outcomes.Select(outcome => outcome is Later { Reason: LaterReason.GateClosed or LaterReason.RateLimited } later
            ? later with { NotBefore = Gathering.Together(later.NotBefore) }
            : outcome)];
    }
}
