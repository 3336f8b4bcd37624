namespace B24App.Portals;

/// <summary>
/// Bounds what strangers can make us ask the OAuth hosts (RULES 27): a bucket per sender's address, and one for all strangers
/// together. A portal that proves itself by its application token is not bounded here.
/// </summary>
internal sealed class VisitLimit(TimeProvider clock)
{
    private const int MostSenders = 10_000;
    private static readonly (double Capacity, double PerSecond) Sender = (10, 0.2);
    private static readonly (double Capacity, double PerSecond) Everybody = (60, 1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Level, DateTimeOffset At)> _senders = new(StringComparer.Ordinal);
    private (double Level, DateTimeOffset At) _all;

    /// <summary>Takes one question; a moment means: not before then.</summary>
    public DateTimeOffset? Take(string sender)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var mine = Drained(_senders.GetValueOrDefault(sender), Sender.PerSecond, now);
            var all = Drained(_all, Everybody.PerSecond, now);
            var wait = Math.Max((mine + 1 - Sender.Capacity) / Sender.PerSecond, (all + 1 - Everybody.Capacity) / Everybody.PerSecond);
            if (wait > 0)
            {
                return now + TimeSpan.FromSeconds(wait);
            }

            if (_senders.Count >= MostSenders)
            {
                Prune(now);
            }

            _senders[sender] = (mine + 1, now);
            _all = (all + 1, now);
            return null;
        }
    }

    private void Prune(DateTimeOffset now)
    {
        foreach (var idle in _senders.Where(sender => Drained(sender.Value, Sender.PerSecond, now) <= 0).Select(sender => sender.Key).ToList())
        {
            _senders.Remove(idle);
        }
    }

    private static double Drained((double Level, DateTimeOffset At) bucket, double perSecond, DateTimeOffset now) =>
        Math.Max(0, bucket.Level - ((now - bucket.At).TotalSeconds * perSecond));
}
