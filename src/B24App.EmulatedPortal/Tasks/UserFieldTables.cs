using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>What <c>task.item.userfield.gettypes</c> and <c>getfields</c> list; more types than <c>add</c> accepts.</summary>
internal static class UserFieldTables
{
    private static readonly (string Id, string Title)[] TypeRows =
    [
        ("string", "String"), ("integer", "Integer"), ("double", "Number"), ("boolean", "Yes/No"), ("enumeration", "Enumeration"),
        ("datetime", "Date/Time"), ("date", "Date"), ("money", "Money"), ("url", "URL"), ("address", "Google Map Address"), ("file", "File"),
        ("employee", "User Binding"), ("crm_status", "CRM Reference Binding"), ("iblock_section", "Information Block Section Binding"),
        ("iblock_element", "Information Block Element Binding"), ("crm", "CRM Element Binding"),
    ];

    private static readonly (string Id, string Type, string Title, string? Mark)[] FieldRows =
    [
        ("ID", "int", "ID", "isReadOnly"), ("ENTITY_ID", "string", "Entity", "isImmutable"), ("FIELD_NAME", "string", "Code", "isImmutable"),
        ("USER_TYPE_ID", "string", "Data Type", "isImmutable"), ("XML_ID", "string", "External ID (XML ID)", null), ("SORT", "int", "Sort Order", null),
        ("MULTIPLE", "char", "Multiple", null), ("MANDATORY", "char", "Mandatory", null), ("SHOW_FILTER", "char", "Show in List Filter", null),
        ("SHOW_IN_LIST", "char", "Show in List", null), ("EDIT_IN_LIST", "char", "Allow User Editing", null),
        ("IS_SEARCHABLE", "char", "Field Values are Searchable", null), ("EDIT_FORM_LABEL", "string", "Edit Form Label", null),
        ("LIST_COLUMN_LABEL", "string", "List Column Header", null), ("LIST_FILTER_LABEL", "string", "List Filter Label", null),
        ("ERROR_MESSAGE", "string", "Error Message", null), ("HELP_MESSAGE", "string", "Help", null),
        ("LIST", "uf_enum_element", "List Elements", "isMultiple"), ("SETTINGS", "object", "Additional Settings (depends on type)", null),
    ];

    public static JsonArray Types() => new([.. TypeRows.Select(row => (JsonNode)new JsonObject { ["ID"] = row.Id, ["title"] = row.Title })]);

    /// <summary>What a field of this type is set to when nothing was asked for.</summary>
    public static JsonNode SettingsOf(string type) => type switch
    {
        "string" => new JsonObject { ["SIZE"] = 20, ["ROWS"] = 1, ["REGEXP"] = "", ["MIN_LENGTH"] = 0, ["MAX_LENGTH"] = 0, ["DEFAULT_VALUE"] = "" },
        "double" => new JsonObject { ["PRECISION"] = 4, ["SIZE"] = 20, ["MIN_VALUE"] = 0, ["MAX_VALUE"] = 0, ["DEFAULT_VALUE"] = 0 },
        "datetime" => new JsonObject { ["DEFAULT_VALUE"] = new JsonObject { ["TYPE"] = "NONE", ["VALUE"] = "" }, ["USE_SECOND"] = "Y", ["USE_TIMEZONE"] = "N" },
        "boolean" => new JsonObject { ["DEFAULT_VALUE"] = 0, ["DISPLAY"] = "CHECKBOX", ["LABEL"] = new JsonArray("", ""), ["LABEL_CHECKBOX"] = "" },
        _ => new JsonArray(),
    };

    public static JsonObject Fields()
    {
        var fields = new JsonObject();
        foreach (var (id, type, title, mark) in FieldRows)
        {
            var field = new JsonObject { ["type"] = type, ["title"] = title };
            if (mark is not null)
            {
                field[mark] = true;
            }

            fields[id] = field;
        }

        return fields;
    }
}
