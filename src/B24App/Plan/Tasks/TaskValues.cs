using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Plan.Custom;
using B24App.Plan.Prints;

namespace B24App.Plan.Tasks;

/// <summary>How a side's values are written into the other side: request names are UPPER_SNAKE, lists replace the whole set (tasks.md §1).</summary>
public static class TaskValues
{
    /// <summary>Request fields for the given carried fields; status is not among them, it has methods of its own (RULES 20).</summary>
    /// <param name="fields">What to write.</param>
    /// <param name="from">The side the values come from, with what they are across.</param>
    /// <param name="description">Converted description with our frame.</param>
    /// <param name="tags">Tags to write: those of the side, or the merged set.</param>
    /// <param name="files">Files to write, with slots for those that are on their way.</param>
    /// <param name="people">Observers and accomplices to write.</param>
    /// <param name="custom">Custom fields to write, under their names there.</param>
    public static JsonObject Of(IEnumerable<Field> fields, SeenTask from, string description, IReadOnlyList<string> tags, IReadOnlyList<string>? files = null, IReadOnlyDictionary<Field, IReadOnlyList<long>>? people = null, JsonObject? custom = null)
    {
        var values = new JsonObject();
        foreach (var field in fields)
        {
            switch (field)
            {
                case Field.Title:
                    values["TITLE"] = from.Title;
                    break;
                case Field.Description:
                    values["DESCRIPTION"] = description;
                    break;
                case Field.Deadline:
                    values["DEADLINE"] = Date(from.Deadline);
                    break;
                case Field.PlannedDates:
                    values["START_DATE_PLAN"] = Date(from.PlannedStart);
                    values["END_DATE_PLAN"] = Date(from.PlannedEnd);
                    break;
                case Field.Priority:
                    values["PRIORITY"] = from.Priority.ToString(CultureInfo.InvariantCulture);
                    break;
                case Field.Tags:
                    values["TAGS"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
                    break;
                case Field.Files when files is not null:
                    values["UF_TASK_WEBDAV_FILES"] = new JsonArray([.. files.Select(file => (JsonNode)file)]);
                    break;
                case Field.Observers or Field.Accomplices when people?.GetValueOrDefault(field) is { } everybody:
                    values[field == Field.Observers ? "AUDITORS" : "ACCOMPLICES"] = new JsonArray([.. everybody.Select(id => (JsonNode)id)]);
                    break;
                case Field.CustomFields when custom is not null:
                    foreach (var (name, value) in custom)
                    {
                        values[name] = value?.DeepClone();
                    }

                    break;
                case Field.Control:
                    values["TASK_CONTROL"] = FieldNormaliser.Flag(from.Control);
                    break;
                case Field.Responsible when from.Across.Responsible is { } person:
                    values["RESPONSIBLE_ID"] = person;
                    break;
                case Field.Parent when from.Across.Parent is { } parent:
                    values["PARENT_ID"] = parent;
                    break;
            }
        }

        return values;
    }

    /// <summary>A new task needs no empty values; and a command with an empty list could not travel in a batch, whose form has no word for it.</summary>
    public static JsonObject WithoutEmpty(JsonObject values) => new(values
        .Where(pair => pair.Value switch { JsonArray list => list.Count > 0, JsonValue value => value.ToString().Length > 0, _ => true })
        .Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value?.DeepClone())));

    /// <summary>Neutral forms of what is sent: an answer is believed for a field only if it shows this (RULES 2).</summary>
    public static ImmutableSortedDictionary<Field, string?> Sent(IEnumerable<Field> fields, SeenTask from, IReadOnlyList<string> tags, IReadOnlyList<string>? files = null, IReadOnlyDictionary<Field, IReadOnlyList<long>>? people = null) =>
        fields.ToImmutableSortedDictionary(
            field => field,
            field => field switch
            {
                Field.Description => FieldNormaliser.Description(from.Across.Description),
                Field.Responsible => (from.Across.Responsible ?? 0).ToString(CultureInfo.InvariantCulture),
                Field.Tags => FieldNormaliser.Tags(tags),
                Field.Files => FieldNormaliser.Tags(files ?? from.Set(Field.Files)),
                Field.CustomFields => CustomPlan.Neutral(from.Custom.ToImmutableSortedDictionary(pair => pair.Key, pair => from.Across.Custom.ContainsKey(pair.Key) ? pair.Value : "")),
                Field.Observers or Field.Accomplices => TaskPeople.Neutral(people?.GetValueOrDefault(field) ?? []),
                _ => from.Neutral(field),
            });

    /// <summary>Whether an answer shows a field as it was sent. Parents are compared by id, because families are known only to us.</summary>
    public static bool Shows(SeenTask answer, Field field, string? sent, long? parentSent) => field == Field.CrmLinks ? answer.Carried.Contains(Field.Description) : answer.Carried.Contains(field) && (field == Field.Parent
        ? answer.Parent == (parentSent ?? 0)
        : answer.Neutral(field) == sent);

    private static string Date(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? "";
}
