using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>A custom field of tasks (<c>UF_…</c>).</summary>
public sealed class TaskUserField
{
    /// <summary>Id of the field.</summary>
    public required long Id { get; init; }

    /// <summary>Name with its <c>UF_</c> prefix.</summary>
    public required string FieldName { get; init; }

    /// <summary>Type, for example <c>string</c>.</summary>
    public required string UserTypeId { get; init; }

    /// <summary>External id.</summary>
    public string XmlId { get; set; } = "";

    /// <summary>Order.</summary>
    public int Sort { get; set; } = 100;

    /// <summary>Holds several values.</summary>
    public bool Multiple { get; set; }

    /// <summary>A task cannot be made without it.</summary>
    public bool Mandatory { get; set; }

    /// <summary>Made by the portal itself.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Labels by language.</summary>
    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>Choices of an enumeration: words by number.</summary>
    public SortedDictionary<long, string> Options { get; } = [];

    /// <summary>Settings of the type.</summary>
    public JsonNode Settings { get; set; } = new JsonArray();

    /// <summary>The three fields every portal has.</summary>
    public static List<TaskUserField> OfTheSystem() =>
    [
        new()
        {
            Id = 17, FieldName = "UF_CRM_TASK", UserTypeId = "crm", Multiple = true, IsSystem = true,
            Settings = new JsonObject { ["LEAD"] = "Y", ["CONTACT"] = "Y", ["COMPANY"] = "Y", ["DEAL"] = "Y" },
        },
        new()
        {
            Id = 19, FieldName = "UF_TASK_WEBDAV_FILES", UserTypeId = "disk_file", XmlId = "TASK_WEBDAV_FILES", Multiple = true, IsSystem = true,
            Settings = new JsonObject { ["IBLOCK_ID"] = 0, ["SECTION_ID"] = 0, ["UF_TO_SAVE_ALLOW_EDIT"] = "" },
        },
        new() { Id = 21, FieldName = "UF_MAIL_MESSAGE", UserTypeId = "mail_message", IsSystem = true },
    ];
}
