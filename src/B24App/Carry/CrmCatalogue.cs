using System.Collections.Concurrent;
using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Stations;
using B24App.Store;

namespace B24App.Carry;

/// <summary>A smart process of a portal.</summary>
/// <param name="Type">Number of its type.</param>
/// <param name="Title">What the portal calls it.</param>
public sealed record SmartProcess(int Type, string Title);

/// <summary>What the CRM of a portal consists of, for those who choose from it; asked again after ten minutes.</summary>
public sealed class CrmCatalogue(Desks desks, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    // Longer a person does not wait for names; the answer is kept for the next look.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const int PageSize = 50;

    // Leads, deals, contacts, companies, both invoices, quotes, orders and both kinds of documents to sign (crm.md §0).
    private static readonly int[] BuiltIn = [1, 2, 3, 4, 5, 31, 7, 14, 36, 39];

    private readonly ConcurrentDictionary<PortalId, (DateTimeOffset At, IReadOnlyList<SmartProcess> Processes)> _processes = new();
    private readonly ConcurrentDictionary<(PortalId Portal, int Type), (DateTimeOffset At, IReadOnlyList<RecordField> Fields)> _fields = new();

    /// <summary>Smart processes of a portal; none while it cannot be asked.</summary>
    public async Task<IReadOnlyList<SmartProcess>> Processes(PortalId portal) =>
        await Known(_processes, portal, portal, RecordCommands.Types(), Processes) ?? [];

    /// <summary>Every type of records whose timelines hold activities; null while the portal cannot tell, or has more than it tells at once.</summary>
    public async Task<IReadOnlyList<int>?> Types(PortalId portal) =>
        await Known(_processes, portal, portal, RecordCommands.Types(), Processes) is { Count: < PageSize } processes ? [.. BuiltIn.Concat(processes.Select(process => process.Type)).Distinct()] : null;

    /// <summary>Fields of the records of a type; null while the portal cannot be asked.</summary>
    public Task<IReadOnlyList<RecordField>?> Fields(PortalId portal, int type) => Known(_fields, (portal, type), portal, RecordCommands.Fields(type), RecordField.ListFrom);

    // Only what was answered is kept, so a portal that could not be asked is asked again by the next who looks.
    private async Task<IReadOnlyList<T>?> Known<TKey, T>(
        ConcurrentDictionary<TKey, (DateTimeOffset At, IReadOnlyList<T> Rows)> known, TKey key, PortalId portal, Command command, Func<JsonElement, IReadOnlyList<T>> read)
        where TKey : notnull
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(key, out var kept) && now - kept.At < Kept)
        {
            return kept.Rows;
        }

        try
        {
            return await Asked().WaitAsync(Patience, clock);
        }
        catch (TimeoutException)
        {
            return null;
        }

        async Task<IReadOnlyList<T>?> Asked()
        {
            if (await desks.Ask(portal, command) is not Answer answer)
            {
                return null;
            }

            var rows = read(answer.Result);
            known[key] = (now, rows);
            return rows;
        }
    }

    private static IReadOnlyList<SmartProcess> Processes(JsonElement result) => Wire.Member(result, "types") is { } rows ? [.. Wire.Rows(rows).Select(Process).OfType<SmartProcess>()] : [];

    private static SmartProcess? Process(JsonElement row) => Wire.Member(row, "entityTypeId") is { } type && Wire.Number(type) is { } number
        ? new SmartProcess(number, Wire.Member(row, "title") is { } title ? Wire.Text(title) ?? "" : "")
        : null;
}
