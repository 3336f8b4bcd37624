using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Groups;

/// <summary>Filter and order of the group lists.</summary>
internal static class GroupFilter
{
    public static bool Matches(PortalGroup group, JsonObject filter) => filter.All(pair => One(group, pair.Key, pair.Value));

    public static IReadOnlyList<PortalGroup> Order(IReadOnlyList<PortalGroup> groups, JsonObject? order)
    {
        IOrderedEnumerable<PortalGroup>? sorted = null;
        foreach (var (name, direction) in order ?? [])
        {
            IComparable Key(PortalGroup group) => name.ToUpperInvariant() switch
            {
                "NAME" => group.Name,
                "DATE_CREATE" => group.CreatedDate,
                "DATE_UPDATE" or "DATE_ACTIVITY" => group.UpdatedDate,
                _ => group.Id,
            };
            var down = string.Equals(Php.AsText(direction), "DESC", StringComparison.OrdinalIgnoreCase);
            sorted = (sorted, down) switch
            {
                (null, true) => groups.OrderByDescending(Key),
                (null, false) => groups.OrderBy(Key),
                (_, true) => sorted.ThenByDescending(Key),
                _ => sorted.ThenBy(Key),
            };
        }

        return sorted is null ? groups : [.. sorted];
    }

    private static bool One(PortalGroup group, string rawKey, JsonNode? value)
    {
        var key = rawKey.TrimStart('!', '@', '%', '=', '<', '>').ToUpperInvariant();
        var prefix = rawKey[..(rawKey.Length - key.Length)];
        var actual = key switch
        {
            "ID" => Php.Text(group.Id),
            "NAME" => group.Name,
            "OWNER_ID" => Php.Text(group.OwnerId),
            "ACTIVE" => "Y",
            "VISIBLE" => TaskShape.Flag(group.Visible),
            "OPENED" => TaskShape.Flag(group.Opened),
            "CLOSED" => TaskShape.Flag(group.Closed),
            "PROJECT" => TaskShape.Flag(group.Project),
            _ => null,
        };
        if (actual is null)
        {
            return true;
        }

        var wanted = Php.AsList(value).Select(item => Php.AsText(item) ?? "");
        return prefix.StartsWith('!') != wanted.Any(want => prefix.Contains('%', StringComparison.Ordinal)
            ? actual.Contains(want.Trim('%'), StringComparison.OrdinalIgnoreCase)
            : string.Equals(actual, want, StringComparison.OrdinalIgnoreCase));
    }
}
