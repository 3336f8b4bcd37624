using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Placements;

/// <summary>Commands on widgets (b24restdocs: api-reference/widgets/). An update of the app drops all of them.</summary>
public static class PlacementCommands
{
    /// <summary>All widgets of this application; administrators only.</summary>
    public static Command Get() => new("placement.get", null);

    /// <summary>Puts a widget in a place, with a title per language; the first is shown where the portal has another language.</summary>
    public static Command Bind(string code, Uri handler, IReadOnlyDictionary<string, string> titles) =>
        new("placement.bind", new JsonObject
        {
            ["PLACEMENT"] = code,
            ["HANDLER"] = handler.ToString(),
            ["TITLE"] = titles.GetValueOrDefault("en", ""),
            ["LANG_ALL"] = new JsonObject(titles.Select(title => KeyValuePair.Create(title.Key, (JsonNode?)new JsonObject { ["TITLE"] = title.Value }))),
        })
        {
            IsWrite = true,
        };
}
