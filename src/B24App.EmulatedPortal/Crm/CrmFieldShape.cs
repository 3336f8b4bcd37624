using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>A field as the methods that describe fields print it.</summary>
internal static class CrmFieldShape
{
    public static JsonObject Of(Portal portal, CrmField field, bool universal)
    {
        var custom = portal.State<CrmBoard>().UserFields.Find(known => known.FieldName == field.Name);
        var shape = new JsonObject
        {
            ["type"] = field.Type,
            ["isRequired"] = field.IsRequired,
            ["isReadOnly"] = field.IsReadOnly && !(universal && field.IsOpenToItems),
            ["isImmutable"] = field.IsImmutable && !(universal && field.IsOpenToItems),
            ["isMultiple"] = field.IsMultiple,
            ["isDynamic"] = field.IsCustom,
            ["title"] = field.Name,
        };
        if (universal)
        {
            shape["upperName"] = field.Name;
        }

        if (universal && Parent(field) is { } parent)
        {
            shape["settings"] = new JsonObject { ["parentEntityTypeId"] = parent };
            shape["title"] = CrmTypes.Find(parent)!.Title;
        }

        if (custom is not null)
        {
            shape["settings"] = Php.Field(custom.Sent, "SETTINGS")?.DeepClone() ?? new JsonArray();
            shape["title"] = custom.Label(portal.Language);
            shape["listLabel"] = custom.Label(portal.Language);
            shape["formLabel"] = custom.Label(portal.Language);
            shape["filterLabel"] = custom.Label(portal.Language);
        }

        return shape;
    }

    private static int? Parent(CrmField field) => field.Type switch
    {
        "crm_company" when !field.IsMultiple => CrmTypes.Company,
        "crm_entity" => int.Parse(field.Name.AsSpan(field.Name.LastIndexOf('_') + 1), NumberStyles.None, CultureInfo.InvariantCulture),
        _ => null,
    };
}
