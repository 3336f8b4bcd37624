using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Limits;

/// <summary>
/// Everything one portal limits, kept by us so that we stop before it says no. One per portal, shared by all its lines:
/// the portal counts requests per address they come from. It never waits; it says when.
/// </summary>
public sealed class PortalGate
{
    private static readonly TimeSpan OverloadPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan[] Backoff = [.. new[] { 1, 2, 4, 8, 15, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, MethodTime> _methods;
    private RateLimit _limit;
    private Bucket _bucket;
    private DateTimeOffset? _closedUntil;
    private DateTimeOffset? _overloadedUntil;
    private int _refusedInRow;

    /// <summary>Opens a gate, fresh or as remembered; after an unclean stop half the bucket counts as spent.</summary>
    public PortalGate(RateLimit limit, TimeProvider clock, GateSnapshot? remembered = null, bool cleanStop = true)
    {
        _limit = limit;
        _clock = clock;
        _bucket = remembered?.Bucket ?? new Bucket(0, clock.GetUtcNow());
        _closedUntil = remembered?.ClosedUntil;
        _overloadedUntil = remembered?.OverloadedUntil;
        _methods = new Dictionary<string, MethodTime>(
            remembered?.Methods ?? new Dictionary<string, MethodTime>(), StringComparer.OrdinalIgnoreCase);
        if (!cleanStop)
        {
            var now = clock.GetUtcNow();
            _bucket = new Bucket(Math.Max(limit.Drain(_bucket, now).Level, limit.Capacity / 2), now);
        }
    }

    /// <summary>The portal's tariff became known or changed.</summary>
    public void Use(RateLimit limit)
    {
        lock (_lock)
        {
            _bucket = _limit.Drain(_bucket, _clock.GetUtcNow());
            _limit = limit;
        }
    }

    /// <summary>What the gate must remember; cheap enough for once a second.</summary>
    public GateSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new GateSnapshot(_bucket, _closedUntil, _overloadedUntil, new Dictionary<string, MethodTime>(_methods));
        }
    }

    /// <summary>Why a call of this method may not leave now, or null; nothing is taken.</summary>
    public Outcome? Refuses(string method, Urgency urgency)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (_overloadedUntil > now)
            {
                return new NoAccess(AccessTrouble.Overloaded, "OVERLOAD_LIMIT");
            }

            var fits = MethodLedger.FitsAt(_methods.GetValueOrDefault(method), urgency, now);
            return fits > now ? new Later(fits, LaterReason.MethodParked) : null;
        }
    }

    /// <summary>Takes one request out of the bucket; an outcome means it was not taken.</summary>
    public Outcome? Take(Urgency urgency)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (_overloadedUntil > now)
            {
                return new NoAccess(AccessTrouble.Overloaded, "OVERLOAD_LIMIT");
            }

            if (_closedUntil is { } closed && closed > now && closed - now <= MethodLedger.LongestPark) // farther away: the clock was set back
            {
                return new Later(closed, LaterReason.RateLimited);
            }

            _bucket = _limit.Drain(_bucket, now);
            var fits = _limit.FitsAt(_bucket, urgency, now);
            if (fits > now)
            {
                return new Later(fits, LaterReason.GateClosed);
            }

            _bucket = _bucket with { Level = _bucket.Level + 1 };
            return null;
        }
    }

    /// <summary>How long a call of this method usually takes.</summary>
    public TimeSpan Expected(string method)
    {
        lock (_lock)
        {
            return _methods.GetValueOrDefault(method) is { } known && known.Average > TimeSpan.Zero ? known.Average : MethodLedger.FirstGuess;
        }
    }

    /// <summary>The portal answered a request, so it is not refusing them in a row.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            _refusedInRow = 0;
        }
    }

    /// <summary>The portal answered a call of this method.</summary>
    public void Measured(string method, TimeSpan duration, double? operating, DateTimeOffset? resetAt)
    {
        lock (_lock)
        {
            _refusedInRow = 0;
            _methods[method] = MethodLedger.Measured(_methods.GetValueOrDefault(method), duration, operating, resetAt);
        }
    }

    /// <summary>HTTP 429: this one method is blocked, the rest of the portal is not.</summary>
    public Later Park(string method, DateTimeOffset? resetAt)
    {
        lock (_lock)
        {
            var parked = MethodLedger.Parked(_methods.GetValueOrDefault(method), resetAt, _clock.GetUtcNow());
            _methods[method] = parked;
            return new Later(parked.ParkedUntil!.Value, LaterReason.MethodParked);
        }
    }

    /// <summary>HTTP 503: somebody filled the bucket; it leaks while we are silent, longer each time in a row.</summary>
    public Later Close(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            var pause = retryAfter ?? Backoff[Math.Min(_refusedInRow, Backoff.Length - 1)];
            _refusedInRow++;
            _bucket = new Bucket(Math.Max(_limit.Drain(_bucket, now).Level, _limit.Capacity * 0.9), now);
            _closedUntil = now + pause;
            return new Later(_closedUntil.Value, LaterReason.RateLimited);
        }
    }

    /// <summary>OVERLOAD_LIMIT: only the vendor's support lifts it, so silence and one probe an hour.</summary>
    public NoAccess Overload()
    {
        lock (_lock)
        {
            _overloadedUntil = _clock.GetUtcNow() + OverloadPause;
            return new NoAccess(AccessTrouble.Overloaded, "OVERLOAD_LIMIT");
        }
    }
}
