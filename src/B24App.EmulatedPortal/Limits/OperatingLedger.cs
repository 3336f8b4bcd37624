using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Limits;

/// <summary>
/// Execution time per app and method in ten buckets of a minute. The call that crosses the line still succeeds, the next
/// one is refused until enough buckets have fallen out (b24restdocs: limits.md). Used under the portal's gate.
/// </summary>
internal sealed class OperatingLedger
{
    private static readonly TimeSpan Bucket = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(string Account, string Method), List<(DateTimeOffset Start, TimeSpan Spent)>> _rows = new();

    /// <summary>Refuses a method that has used up its time.</summary>
    public void Check((string Account, string Method) key, DateTimeOffset now, TimeSpan limit)
    {
        if (Read(key, now).Spent >= limit)
        {
            throw new RestError("OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.", 429);
        }
    }

    public void Add((string Account, string Method) key, DateTimeOffset now, TimeSpan cost)
    {
        if (!_rows.TryGetValue(key, out var buckets))
        {
            _rows[key] = buckets = [];
        }

        if (buckets.Count > 0 && now < buckets[^1].Start + Bucket)
        {
            buckets[^1] = (buckets[^1].Start, buckets[^1].Spent + cost);
        }
        else
        {
            buckets.Add((now, cost));
        }
    }

    /// <summary>Time spent in the window, and when its oldest bucket falls out.</summary>
    public (TimeSpan Spent, DateTimeOffset? ResetAt) Read((string Account, string Method) key, DateTimeOffset now)
    {
        if (!_rows.TryGetValue(key, out var buckets))
        {
            return (TimeSpan.Zero, null);
        }

        buckets.RemoveAll(bucket => bucket.Start + Window <= now);
        if (buckets.Count == 0)
        {
            _rows.Remove(key);
            return (TimeSpan.Zero, null);
        }

        return (buckets.Aggregate(TimeSpan.Zero, (sum, bucket) => sum + bucket.Spent), buckets[0].Start + Window);
    }

    public void Clear() => _rows.Clear();
}
