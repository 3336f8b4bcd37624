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

        if (custom is not null)
        {
            shape["settings"] = Php.Field(custom.Sent, "SETTINGS")?.DeepClone() ?? new JsonArray();
            shape["listLabel"] = field.Name;
            shape["formLabel"] = field.Name;
            shape["filterLabel"] = field.Name;
        }

        return shape;
    }
}
