using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Custom;
using B24App.Plan.Tasks;

namespace B24App.Custom;

/// <summary>What the custom fields of a task are over a link, and how the other portal takes them. Only choices need a portal to be asked, once in a while.</summary>
public sealed class CustomLook(CustomDirectory directory)
{
    /// <summary>The task with its custom fields; as it was where the contract names none, or its choices cannot be read now.</summary>
    public async Task<SeenTask> Of(SeenTask task, Link link, Side from)
    {
        var pairs = link.Contract.Customs;
        if (pairs.IsEmpty || pairs.Any(pair => !task.CustomShown.ContainsKey(TaskWire.Camel(pair.On(from).Name))))
        {
            return task;
        }

        var (here, there) = (ImmutableArray<OwnField>.Empty, ImmutableArray<OwnField>.Empty);
        if (pairs.Any(pair => pair.A.Type == CustomType.Choice))
        {
            if (await directory.Of(link.Portal(from), fields => pairs.All(pair => Knows(fields, pair.On(from), Shown(task, pair.On(from))))) is not { } mine || await directory.Of(link.Portal(from.Other())) is not { } its)
            {
                return task;
            }

            (here, there) = (mine, its);
        }

        var neutral = ImmutableSortedDictionary.CreateBuilder<string, string>();
        var across = ImmutableDictionary.CreateBuilder<string, JsonNode>();
        foreach (var pair in pairs)
        {
            var shown = Shown(task, pair.On(from));
            neutral[pair.Key] = CustomText.Neutral(pair.On(from).Type, shown, Options(here, pair.On(from)));
            var raw = pair.A is { Type: CustomType.Text, IsList: false } && shown.Count == 1 ? shown[0] : null;
            if (CustomText.Written(pair.On(from.Other()), neutral[pair.Key], raw, Options(there, pair.On(from.Other()))) is { } value)
            {
                across[pair.Key] = value;
            }
        }

        return task with { Custom = neutral.ToImmutable(), Across = task.Across with { Custom = across.ToImmutable() }, Carried = task.Carried.Add(Field.CustomFields) };
    }

    /// <summary>What is written into a side: values under the names that its portal knows.</summary>
    public static JsonObject Written(Contract contract, SeenTask from, Side to, IReadOnlyCollection<string> keys)
    {
        var values = new JsonObject();
        foreach (var pair in contract.Customs.Where(pair => keys.Contains(pair.Key) && from.Across.Custom.ContainsKey(pair.Key)))
        {
            values[pair.On(to).Name] = from.Across.Custom[pair.Key].DeepClone();
        }

        return values;
    }

    // Every portal writes moments in a way of its own.
    private static IReadOnlyList<string> Shown(SeenTask task, CustomField field)
    {
        var shown = task.CustomShown[TaskWire.Camel(field.Name)];
        return field.Type == CustomType.Moment ? [.. shown.Select(text => Wire.Date(text)?.ToString("o", CultureInfo.InvariantCulture) ?? text)] : shown;
    }

    private static bool Knows(ImmutableArray<OwnField> fields, CustomField field, IReadOnlyList<string> shown) =>
        field.Type != CustomType.Choice || shown.All(value => value is "" or "0" || Options(fields, field)?.ContainsKey(value) == true);

    private static ImmutableDictionary<string, string>? Options(ImmutableArray<OwnField> fields, CustomField field) =>
        field.Type == CustomType.Choice ? fields.FirstOrDefault(own => own.Field.Name == field.Name)?.Options : null;
}
