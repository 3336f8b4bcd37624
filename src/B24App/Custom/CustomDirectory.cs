using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Tasks;
using B24App.Plan.Custom;
using B24App.Portals;
using B24App.Store;

namespace B24App.Custom;

/// <summary>A custom field as its portal shows it.</summary>
/// <param name="Field">The field, with its label as the title.</param>
/// <param name="Options">Words of its choices by number.</param>
public sealed record OwnField(CustomField Field, ImmutableDictionary<string, string> Options);

/// <summary>Custom fields of tasks of a portal: which there are, and the words of their choices.</summary>
public sealed class CustomDirectory(PortalLines lines, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<PortalId, (DateTimeOffset At, ImmutableArray<OwnField> Fields)> _known = new();

    /// <summary>The fields that can cross; null when the portal cannot be asked and never was.</summary>
    /// <param name="portal">Whose.</param>
    /// <param name="wanted">A choice that must be among them: when it is not, the portal is asked once more.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<ImmutableArray<OwnField>?> Of(PortalId portal, Func<ImmutableArray<OwnField>, bool>? wanted = null, CancellationToken ct = default)
    {
        var age = _known.TryGetValue(portal, out var known) ? clock.GetUtcNow() - known.At : TimeSpan.MaxValue;
        if (age < Fresh && (age < TimeSpan.FromSeconds(5) || wanted?.Invoke(known.Fields) != false))
        {
            return known.Fields;
        }

        if (await lines.Reading(portal) is { } line && await line.Call([TaskCommands.CustomFields(), TaskCommands.Fields()], Urgency.Live, ct) is [Answer list, var labels])
        {
            known = (clock.GetUtcNow(), Read(list.Result, labels is Answer answer ? answer.Result : default));
            _known[portal] = known;
            return known.Fields;
        }

        return age == TimeSpan.MaxValue ? null : known.Fields;
    }

    private static ImmutableArray<OwnField> Read(JsonElement list, JsonElement labels)
    {
        return
        [
            .. Wire.Rows(list)
                .Select(row => (Name: Text(row, "FIELD_NAME"), Type: CustomField.TypeOf(Text(row, "USER_TYPE_ID")), Row: row))
                .Where(field => field.Type is not null && field.Name.StartsWith("UF_", StringComparison.Ordinal) && field.Name.Length <= 50)
                .Select(field => new OwnField(
                    new CustomField(field.Name, Title(labels, field.Name), field.Type!.Value, Wire.Member(field.Row, "MULTIPLE") is { } many && Wire.Flag(many) == true),
                    Options(field.Row))),
        ];
    }

    /// <summary>What people of the portal call a field; its name where the portal does not say.</summary>
    internal static string Title(JsonElement labels, string name)
    {
        var titles = labels.ValueKind == JsonValueKind.Object ? Wire.Member(labels, "fields") ?? labels : labels;
        return titles.ValueKind == JsonValueKind.Object && Wire.Member(titles, name) is { } field && Text(field, "title") is { Length: > 0 } title ? title : name;
    }

    private static ImmutableDictionary<string, string> Options(JsonElement row) => Wire.Member(row, "LIST") is { } options
        ? Wire.Rows(options).Where(option => Text(option, "ID").Length > 0).GroupBy(option => Text(option, "ID")).ToImmutableDictionary(option => option.Key, option => Text(option.First(), "VALUE"))
        : [];

    private static string Text(JsonElement row, string name) => Wire.Member(row, name) is { } value ? Wire.Text(value) ?? "" : "";
}
