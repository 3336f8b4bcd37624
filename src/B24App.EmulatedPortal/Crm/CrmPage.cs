using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>A page of a list: 50 rows; <c>start=-1</c> neither counts nor names a next page (crm.md §4.4).</summary>
internal static class CrmPage
{
    public const int Size = 50;

    public static RestAnswer Of<TRow>(RestCall call, IEnumerable<TRow> rows, Func<TRow, JsonNode?> shape, string? wrap = null, int size = Size)
    {
        var start = (int)(Php.AsId(Php.Field(call.Parameters, "start")) ?? 0);
        var isUncounted = start < 0;
        var all = isUncounted ? [.. rows.Take(size)] : rows.ToList();
        var list = new JsonArray([.. all.Skip(Math.Max(start, 0)).Take(size).Select(shape)]);
        JsonNode result = wrap is null ? list : new JsonObject { [wrap] = list };
        return isUncounted
            ? new RestAnswer(result) { Cost = TimeSpan.FromMilliseconds(30) }
            : new RestAnswer(result, all.Count, start + size < all.Count ? start + size : null) { Cost = TimeSpan.FromMilliseconds(60) };
    }

    /// <summary>Rows by id, when the order asks for just that: long lists are read so, and need no sorting.</summary>
    public static bool IsById(JsonNode? order) =>
        order is JsonObject { Count: 1 } one && one.First() is var pair && pair.Key.Equals("ID", StringComparison.OrdinalIgnoreCase)
        && Php.AsText(pair.Value)?.StartsWith("desc", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Names asked for, in upper case.</summary>
    public static HashSet<string> Select(RestCall call) =>
        [.. Php.AsList(Php.Field(call.Parameters, "select")).Select(name => (Php.AsText(name) ?? "").ToUpperInvariant()).Where(name => name.Length > 0)];
}
