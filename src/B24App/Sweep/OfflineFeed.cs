using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Events;
using B24App.Look;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Sweep;

/// <summary>
/// The offline queue (tasks.md §6.3): what happened since the last time, whatever became of the online events. Rows are reserved,
/// stored here, and only then cleared. Where the plan does not reserve, nothing is read: reading with deletion would lose rows when
/// the process dies in between, and the sweep finds the same.
/// </summary>
public sealed class OfflineFeed(Inbox inbox, SeenDates dates) : ISweepRider
{
    private const int MostRows = 500;
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    // Reservations whose answer may have been lost: of an earlier run, or of a call without an answer.
    private readonly ConcurrentDictionary<PortalId, bool> _settled = new();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Command>> Questions(Portal portal) => Task.FromResult<IReadOnlyList<Command>>(
        portal.Capabilities.ReservesOfflineEvents != true ? []
        : _settled.ContainsKey(portal.Id) ? [EventCommands.ReserveOffline(MostRows)]
        : [EventCommands.ReservedOffline(), EventCommands.ReserveOffline(MostRows)]);

    /// <inheritdoc/>
    public IReadOnlyList<Command> Store(IDbConnection connection, Portal portal, IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            return [];
        }

        _settled.TryRemove(portal.Id, out _);
        var rows = outcomes.OfType<Answer>().SelectMany(answer => OfflineEvent.ListFrom(answer.Result)).Where(row => row.Process.Length > 0).ToList();
        foreach (var row in rows)
        {
            Store(connection, portal, row);
        }

        if (outcomes.All(outcome => outcome is Answer) && rows.Count == 0)
        {
            _settled[portal.Id] = true;
        }

        return [.. rows.Select(row => row.Process).Distinct(StringComparer.Ordinal).Select(EventCommands.ClearOffline)];
    }

    /// <inheritdoc/>
    public Task Confirmed(Portal portal, IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Count > 0 && outcomes.All(outcome => outcome is Answer))
        {
            _settled[portal.Id] = true;
        }

        return Task.CompletedTask;
    }

    private void Store(IDbConnection connection, Portal portal, OfflineEvent row)
    {
        if (TaskNotice.From(row.Event, row.Pairs) is not { } notice)
        {
            return; // a row may come without its object (EVENT_DATA false); the lists of the same batch show it
        }

        // Newcomers are judged by the list of the same batch, which shows their group: the rest of the portal costs no look.
        var needless = notice.Kind == DirtyKind.Task && (!SweepStore.IsMapped(connection, portal.Id, notice.Task) || WasSeen(portal.Id, notice, row.At));
        inbox.Add(
            connection, portal.Id, row.Event, notice.Item, JsonSerializer.Serialize(row.Pairs), "offline",
            needless ? null : new Hint(portal.Id, notice.Kind, notice.Task, notice.Name));
    }

    private bool WasSeen(PortalId portal, TaskNotice notice, DateTimeOffset? at) =>
        notice.Name != Hint.Deleted && at is { } happened && dates.Of(portal, notice.Task) is { } seen && seen.At >= happened + Resolution;
}
