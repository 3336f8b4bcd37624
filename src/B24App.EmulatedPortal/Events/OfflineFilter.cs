using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Events;

/// <summary>Filter and order of the offline queue; the operator stands before the name, unknown names are ignored.</summary>
internal static class OfflineFilter
{
    private static readonly string[] Operators = [">=", "<=", "!=", "=", ">", "<", "!", "%"];

    public static bool Matches(RestCall call, OfflineRow row, JsonNode? filter) =>
        filter is not JsonObject map || map.All(pair => One(call, row, pair.Key, pair.Value));

    public static IEnumerable<OfflineRow> Order(IEnumerable<OfflineRow> rows, JsonNode? order, string byDefault)
    {
        IOrderedEnumerable<OfflineRow>? sorted = null;
        var keys = order is JsonObject { Count: > 0 } map ? map : new JsonObject { [byDefault] = "ASC" };
        foreach (var (key, direction) in keys)
        {
            if (Read(key) is not { } read)
            {
                continue;
            }

            sorted = string.Equals(Php.AsText(direction), "desc", StringComparison.OrdinalIgnoreCase)
                ? sorted?.ThenByDescending(read) ?? rows.OrderByDescending(read)
                : sorted?.ThenBy(read) ?? rows.OrderBy(read);
        }

        return (sorted ?? rows.OrderBy(Read(byDefault)!)).ThenBy(row => row.Id);
    }

    private static Func<OfflineRow, IComparable>? Read(string key) => key.ToUpperInvariant() switch
    {
        "ID" => row => row.Id,
        "TIMESTAMP_X" => row => PortalDates.Whole(row.At),
        "EVENT_NAME" => row => row.Event,
        "MESSAGE_ID" => row => row.MessageId,
        "PROCESS_ID" => row => row.ProcessId,
        "ERROR" => row => row.IsError ? 1L : 0L,
        _ => null,
    };

    private static bool One(RestCall call, OfflineRow row, string sent, JsonNode? value)
    {
        var sign = Array.Find(Operators, sign => sent.StartsWith(sign, StringComparison.Ordinal)) ?? "";
        if (Read(sent[sign.Length..]) is not { } read)
        {
            return true;
        }

        var have = read(row);
        var wanted = Php.AsList(value).Select(Php.AsText).ToList();
        return sign switch
        {
            "" or "=" => wanted.Exists(want => Compare(call, have, want) == 0),
            "!" or "!=" => wanted.TrueForAll(want => Compare(call, have, want) != 0),
            "%" => wanted.Exists(want => have is string text && text.Contains(want ?? "", StringComparison.OrdinalIgnoreCase)),
            ">" => wanted.Exists(want => Compare(call, have, want) > 0),
            "<" => wanted.Exists(want => Compare(call, have, want) < 0),
            ">=" => wanted.Exists(want => Compare(call, have, want) >= 0),
            _ => wanted.Exists(want => Compare(call, have, want) <= 0),
        };
    }

    // Null compares with nothing: a value that is no number or no date finds no record.
    private static int? Compare(RestCall call, IComparable have, string? want) => have switch
    {
        long number => long.TryParse(want, out var wanted) ? number.CompareTo(wanted) : null,
        DateTimeOffset moment => PortalDates.Parse(want, call.User) is { } wanted ? moment.CompareTo(wanted) : null,
        _ => string.Compare((string)have, want ?? "", StringComparison.OrdinalIgnoreCase),
    };
}
