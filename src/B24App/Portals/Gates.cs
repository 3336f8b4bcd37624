using System.Collections.Concurrent;
using System.Text.Json;
using B24App.Bitrix24.Limits;
using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>One gate per portal, shared by all who call it; what gates remember outlives a restart (RULES 32).</summary>
public sealed class Gates(Database database, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalGate>>> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _saved = new(StringComparer.Ordinal);
    private bool _stoppedInOrder = true;

    /// <summary>The gate of the portal with this <c>member_id</c>.</summary>
    public Task<PortalGate> Of(string member) =>
        _gates.GetOrAdd(member, key => new Lazy<Task<PortalGate>>(() => Load(key))).Value;

    /// <summary>Takes note of how the last run ended, and that this one has not ended yet.</summary>
    public async Task Start() => _stoppedInOrder = await database.Write(store =>
    {
        var stopped = store.ExecuteScalar<long>("SELECT stopped FROM run WHERE id = 1") != 0;
        store.Execute("UPDATE run SET stopped = 0 WHERE id = 1");
        return stopped;
    });

    /// <summary>Saves the gates that changed since the last time.</summary>
    public async Task Save()
    {
        var changed = new List<(string Member, string Json)>();
        foreach (var (member, gate) in _gates)
        {
            if (gate is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                var json = JsonSerializer.Serialize((await gate.Value).Snapshot());
                if (_saved.GetValueOrDefault(member) != json)
                {
                    changed.Add((member, json));
                }
            }
        }

        if (changed.Count == 0)
        {
            return;
        }

        await database.Write(store =>
        {
            store.Execute("UPDATE portal SET gate = @Json WHERE member_id = @Member", changed.Select(gate => new { gate.Json, gate.Member }));
        });
        changed.ForEach(gate => _saved[gate.Member] = gate.Json);
    }

    /// <summary>Saves all and notes that the run ended in order.</summary>
    public async Task Stop()
    {
        await Save();
        await database.Write(store =>
        {
            store.Execute("UPDATE run SET stopped = 1 WHERE id = 1");
        });
    }

    private async Task<PortalGate> Load(string member)
    {
        var row = await database.Read(store => store.QueryFirstOrDefaultAsync<Row>(
            "SELECT gate AS Gate, license_family AS LicenseFamily FROM portal WHERE member_id = @member", new { member }));
        var remembered = row is { Gate.Length: > 0 } ? JsonSerializer.Deserialize<GateSnapshot>(row.Gate) : null;
        return new PortalGate(RateLimit.ForLicence(row?.LicenseFamily), clock, remembered, _stoppedInOrder || row is null);
    }

    private sealed class Row
    {
        public string Gate { get; init; } = "";

        public string LicenseFamily { get; init; } = "";
    }
}
