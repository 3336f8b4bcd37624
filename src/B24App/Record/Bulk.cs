namespace B24App.Record;

/// <summary>
/// The run that the work under way belongs to. It flows with the work like a trace does: what is marked, written down or asked meanwhile
/// is of the run, stands behind live work at the portal and does not count for the fuse.
/// </summary>
public static class Bulk
{
    /// <summary>A look at what is most likely the echo of a run: it stands behind live work, but what it finds is live.</summary>
    public const long Echo = -1;

    private static readonly AsyncLocal<long> Flowing = new();

    /// <summary>Number of the run, or <see cref="Echo"/>; 0 for live work.</summary>
    public static long Run => Flowing.Value;

    /// <summary>Number of the run that what is written down now belongs to; 0 for live work.</summary>
    public static long Owner => Math.Max(0, Flowing.Value);

    /// <summary>What runs until the handle is disposed belongs to this run.</summary>
    public static IDisposable Enter(long run)
    {
        var before = Flowing.Value;
        Flowing.Value = run;
        return new Left(before);
    }

    private sealed class Left(long before) : IDisposable
    {
        public void Dispose() => Flowing.Value = before;
    }
}
