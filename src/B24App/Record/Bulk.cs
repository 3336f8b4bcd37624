namespace B24App.Record;

/// <summary>
/// The run that the work under way belongs to. It flows with the work like a trace does: what is marked, written down or asked meanwhile
/// is of the run, stands behind live work at the portal and does not count for the fuse.
/// </summary>
public static class Bulk
{
    private static readonly AsyncLocal<long> Flowing = new();

    /// <summary>Number of the run; 0 for live work.</summary>
    public static long Run => Flowing.Value;

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
