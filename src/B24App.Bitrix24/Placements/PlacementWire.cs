using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Placements;

/// <summary>One widget of this application on a portal.</summary>
/// <param name="Code">The place.</param>
/// <param name="Handler">Address that is opened there.</param>
public sealed record PlacementWire(string Code, string Handler)
{
    /// <summary>Reads an answer of <see cref="PlacementCommands.Get"/>.</summary>
    public static IReadOnlyList<PlacementWire> ListFrom(JsonElement result) =>
    [
        .. Wire.Rows(result)
            .Select(row => (Code: Wire.Member(row, "placement"), Handler: Wire.Member(row, "handler")))
            .Where(row => row.Code is not null && row.Handler is not null)
            .Select(row => new PlacementWire(Wire.Text(row.Code!.Value) ?? "", Wire.Text(row.Handler!.Value) ?? "")),
    ];
}
