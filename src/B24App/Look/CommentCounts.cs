using System.Collections.Concurrent;
using B24App.Bitrix24.Tasks;
using B24App.Record;
using B24App.Store;

namespace B24App.Look;

/// <summary>
/// How many comments the look of a run showed on an old card, kept for the reading of its discussion a moment later. Asked again beside each list, the counters
/// would take a place in its batch, and fifty lists would need two requests. Only in memory: without it they are asked again.
/// </summary>
public sealed class CommentCounts(TimeProvider clock)
{
    private const int MostKept = 2_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(PortalId Portal, long Task), (DateTimeOffset At, int All, int Service)> _seen = new();

    /// <summary>A task was looked at; only what a run is at is kept.</summary>
    public void Saw(PortalId portal, TaskWire task)
    {
        if (Bulk.Owner == 0 || task is not { CommentsCount: { } all, ServiceCommentsCount: { } service, ChatId: null or 0 })
        {
            return;
        }

        if (_seen.Count >= MostKept)
        {
            _seen.Clear();
        }

        _seen[(portal, task.Id)] = (clock.GetUtcNow(), all, service);
    }

    /// <summary>The counters of a task, once; null where none were seen lately.</summary>
    public (int All, int Service)? Take(PortalId portal, long task) =>
        _seen.TryRemove((portal, task), out var seen) && (clock.GetUtcNow() - seen.At).Duration() < Lasts ? (seen.All, seen.Service) : null;
}
