using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Events;

/// <summary>
/// The offline queues of a portal's apps: one record for each object and event, with the time of the last change, until a
/// reader takes it (b24restdocs: api-reference/events/offline-events.md). Used under the portal's gate.
/// </summary>
internal sealed class OfflineQueue
{
    /// <summary>How long a reserved record is kept for its reader.</summary>
    public static readonly TimeSpan ReservationLife = TimeSpan.FromDays(30);

    private readonly List<OfflineRow> _rows = [];
    private long _lastId;
    private long _lastProcess;

    /// <summary>Writes down what happened; false when it is the source's own doing.</summary>
    public bool Record(EventBinding binding, PortalEvent happened)
    {
        if (binding.Connector.Length > 0 && happened.Portal.Switches.RestAuthConnector && happened.Source is { } source
            && source.Connector == binding.Connector && source.ClientId == binding.ClientId)
        {
            return false;
        }

        // A record that a reader holds is no longer free to move: a new change makes a second one.
        var message = OfflineRow.MessageIdOf(happened.Code, happened.Data);
        var row = _rows.Find(row => row.ProcessId.Length == 0 && row.ClientId == binding.ClientId
            && row.Connector == binding.Connector && row.MessageId == message);
        if (row is null)
        {
            row = new OfflineRow
            {
                Id = ++_lastId,
                ClientId = binding.ClientId,
                Event = happened.Code,
                Connector = binding.Connector,
                MessageId = message,
                Data = happened.Data,
            };
            _rows.Add(row);
        }

        row.At = happened.At;
        return true;
    }

    /// <summary>Records of one queue, reserved ones included, by id.</summary>
    public IEnumerable<OfflineRow> Of(string clientId, string connector, DateTimeOffset now)
    {
        Expire(now);
        return _rows.Where(row => row.ClientId == clientId && row.Connector == connector);
    }

    /// <summary>Records one reader holds, whatever their queue.</summary>
    public IReadOnlyList<OfflineRow> HeldBy(string clientId, string processId, DateTimeOffset now)
    {
        Expire(now);
        return processId.Length == 0 ? [] : [.. _rows.Where(row => row.ClientId == clientId && row.ProcessId == processId)];
    }

    /// <summary>A name for a new reader.</summary>
    public string NewProcess(Portal portal) => OfflineRow.Digest(portal.MemberId + Php.Text(++_lastProcess));

    /// <summary>Keeps records for one reader and hides them from the others.</summary>
    public static void Reserve(IEnumerable<OfflineRow> rows, string processId, DateTimeOffset now)
    {
        foreach (var row in rows.Where(row => row.ProcessId != processId))
        {
            row.ProcessId = processId;
            row.ReservedAt = now;
            row.IsError = false;
        }
    }

    /// <summary>Removes records.</summary>
    public void Remove(IReadOnlyCollection<OfflineRow> rows) => _rows.RemoveAll(rows.Contains);

    /// <summary>Removes everything that was kept for an app.</summary>
    public void Forget(string clientId) => _rows.RemoveAll(row => row.ClientId == clientId);

    private void Expire(DateTimeOffset now) =>
        _rows.RemoveAll(row => row.ProcessId.Length > 0 && row.ReservedAt + ReservationLife <= now);
}
