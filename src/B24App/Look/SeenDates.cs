using System.Collections.Concurrent;
using B24App.Bitrix24.Tasks;
using B24App.Store;

namespace B24App.Look;

/// <summary>
/// How recent the newest look at each task was, in the portal's own dates, so that the sweep does not ask for what an event already
/// showed. Only in memory: after a restart the sweep looks once more.
/// </summary>
public sealed class SeenDates
{
    private const int MostKept = 50_000;

    private readonly ConcurrentDictionary<(PortalId Portal, long Task), SeenDate> _seen = new();

    /// <summary>A task was looked at.</summary>
    public void Saw(PortalId portal, TaskWire task)
    {
        if (task is not { ChangedDate: { } changed, SeenAt: { } at })
        {
            return;
        }

        if (_seen.Count >= MostKept)
        {
            _seen.Clear(); // costs one look each, and happens to nobody who is not a giant
        }

        _seen[(portal, task.Id)] = new SeenDate(changed, at);
    }

    /// <summary>What the newest look at a task showed, or null.</summary>
    public SeenDate? Of(PortalId portal, long task) => _seen.TryGetValue((portal, task), out var seen) ? seen : null;
}

/// <summary>A date of change that was seen, and the portal's clock when it showed it.</summary>
/// <param name="Changed">CHANGED_DATE as shown.</param>
/// <param name="At">The portal's "now" when it was shown.</param>
public readonly record struct SeenDate(DateTimeOffset Changed, DateTimeOffset At)
{
    // Dates have whole seconds: within the second it shows, a task may change again without its date telling.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>True when nothing that this date of change stands for can have been missed.</summary>
    public bool Covers(DateTimeOffset changed) => Changed >= changed && At >= changed + Resolution;
}
