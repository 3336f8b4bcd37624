namespace B24App.EmulatedPortal.Limits;

/// <summary>
/// The leaky bucket of a portal: each request adds one, so many leak a second, above the brim is 503. Counted per source
/// address: all apps of one server share it (b24restdocs: limits.md).
/// </summary>
internal sealed class RequestBucket
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Level, DateTimeOffset At)> _levels = new(StringComparer.Ordinal);

    /// <summary>Takes one request in; false when the bucket is full.</summary>
    public bool Admit(string source, DateTimeOffset now, bool enterprise)
    {
        var (leak, brim) = enterprise ? (5.0, 250.0) : (2.0, 50.0);
        lock (_lock)
        {
            var (level, at) = _levels.GetValueOrDefault(source, (0, now));
            level = Math.Max(0, level - Math.Max(0, (now - at).TotalSeconds) * leak);
            var admitted = level + 1 <= brim;
            _levels[source] = (admitted ? level + 1 : level, now);
            return admitted;
        }
    }

    public void Empty()
    {
        lock (_lock)
        {
            _levels.Clear();
        }
    }
}
