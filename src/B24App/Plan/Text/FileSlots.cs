using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace B24App.Plan.Text;

/// <summary>What a file slot becomes when its text leaves.</summary>
/// <param name="Id">Id for the tag and the field: <c>495</c> an attachment there, <c>n9851</c> a drive object; null when it stays behind.</param>
/// <param name="Name">Its name, shown where it stays behind.</param>
public readonly record struct FilledSlot(string? Id, string Name);

/// <summary>
/// Places of files in what is about to be written. A plan does not know yet what a file will be on the other portal, so it leaves a slot
/// with the file's token; the slot is filled when the call leaves, for then the upload has happened or was refused.
/// </summary>
public static partial class FileSlots
{
    private const char Mark = '@';

    /// <summary>A slot in a list of files.</summary>
    public static string In(string token) => Mark + token;

    /// <summary>A slot in a text: the tag of an inline file. The mark cannot come from a person: an id has letters and digits only.</summary>
    public static string Tag(string token) => $"[DISK FILE ID={Mark}{token}]";

    /// <summary>Fills all slots of a text.</summary>
    public static string Fill(string text, Func<string, FilledSlot> slot, Language language) => TagPattern().Replace(text, match => slot(match.Groups[1].Value) switch
    {
        { Id: { } id } => $"[DISK FILE ID={id}]",
        var (_, name) => Missing(name, language),
    });

    /// <summary>Fills all slots of the fields of a task; a file that stays behind leaves the list.</summary>
    public static JsonNode Fill(JsonNode parameters, Func<string, FilledSlot> slot, Language language)
    {
        var filled = parameters.DeepClone();
        if (filled["fields"] is not JsonObject fields)
        {
            return filled;
        }

        if (fields["DESCRIPTION"] is JsonValue text)
        {
            fields["DESCRIPTION"] = Fill(text.GetValue<string>(), slot, language);
        }

        if (fields["UF_TASK_WEBDAV_FILES"] is JsonArray files)
        {
            var ids = files.Select(file => file!.GetValue<string>()).Select(id => id.StartsWith(Mark) ? slot(id[1..]).Id : id).OfType<string>().ToList();
            fields["UF_TASK_WEBDAV_FILES"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
            if (ids.Count == 0 && files.Count > 0 && !parameters.AsObject().ContainsKey("taskId"))
            {
                fields.Remove("UF_TASK_WEBDAV_FILES"); // a new task has nothing to take off, and an empty list cannot travel in a batch
            }
        }

        return filled;
    }

    private static string Missing(string name, Language language)
    {
        var word = language == Language.En ? "file" : "файл";
        return name.Length == 0 ? $"[{word}]" : $"[{word}: {PlainName.Of(name)}]";
    }

    [GeneratedRegex(@"\[DISK FILE ID=@([AB]O?\d{1,18}(?:v\d{1,6})?)\]", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();
}
