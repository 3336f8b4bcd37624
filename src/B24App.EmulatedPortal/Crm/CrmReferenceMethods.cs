using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>What the CRM tells about itself: types, the mode, funnels and stages.</summary>
internal static class CrmReferenceMethods
{
    private static readonly (string Id, string Name, string? Semantics)[] LeadStages =
        [("NEW", "New", null), ("IN_PROCESS", "In work", null), ("PROCESSED", "Processed", null), ("CONVERTED", "Converted", "S"), ("JUNK", "Junk", "F")];

    private static readonly (string Id, string Name, string? Semantics)[] DealStages =
        [("NEW", "New", null), ("PREPARATION", "Preparation", null), ("EXECUTING", "In work", null), ("FINAL_INVOICE", "Final invoice", null), ("WON", "Won", "S"), ("LOSE", "Lost", "F")];

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.enum.ownertype", "crm", _ => OwnerTypes()));
        table.Add(new RestMethod("crm.enum.activitytype", "crm", _ => Enumeration((1, "Meeting"), (2, "Call"), (3, "Task"), (4, "Email"), (5, "Action"), (6, "User action"))));
        table.Add(new RestMethod("crm.enum.activitydirection", "crm", _ => Enumeration((0, ""), (1, "Incoming"), (2, "Outgoing"))));
        table.Add(new RestMethod("crm.enum.contenttype", "crm", _ => Enumeration((1, "Plain text"), (2, "bbCode"), (3, "HTML"))));
        table.Add(new RestMethod("crm.settings.mode.get", "crm", _ => new RestAnswer(1)));
        table.Add(new RestMethod("crm.type.list", "crm", _ => Processes()));
        table.Add(new RestMethod("crm.category.list", "crm", Categories));
        table.Add(new RestMethod("crm.status.list", "crm", Statuses));
    }

    private static RestAnswer OwnerTypes() => new(new JsonArray([.. CrmTypes.All.Select(type => (JsonNode)new JsonObject
    {
        ["ID"] = type.Id, ["NAME"] = type.Title, ["SYMBOL_CODE"] = type.Name, ["SYMBOL_CODE_SHORT"] = type.Short,
    })]));

    private static RestAnswer Enumeration(params (int Id, string Name)[] values) =>
        new(new JsonArray([.. values.Select(value => (JsonNode)new JsonObject { ["ID"] = value.Id, ["NAME"] = value.Name, ["SYMBOL_CODE"] = null, ["SYMBOL_CODE_SHORT"] = null })]));

    private static RestAnswer Processes() => new(
        new JsonObject
        {
            ["types"] = new JsonArray(new JsonObject
            {
                ["id"] = 1,
                ["title"] = CrmTypes.Find(CrmTypes.Process)!.Title,
                ["code"] = "",
                ["entityTypeId"] = CrmTypes.Process,
                ["isStagesEnabled"] = "Y",
                ["isCategoriesEnabled"] = "N",
                ["isClientEnabled"] = "Y",
            }),
        },
        1);

    private static RestAnswer Categories(RestCall call) => Php.AsId(Php.Field(call.Parameters, "entityTypeId")) switch
    {
        null => throw CrmErrors.Missing("entityTypeId"),
        CrmTypes.Lead or CrmTypes.Contact or CrmTypes.Company => throw new RestError("ENTITY_TYPE_NOT_SUPPORTED", "Entity type is not supported"),
        { } id when CrmTypes.Find(id) is null => throw CrmErrors.NotFound("Smart process was not found"),
        { } id => new RestAnswer(
            new JsonObject
            {
                ["categories"] = new JsonArray(new JsonObject
                {
                    ["id"] = id == CrmTypes.Deal ? 0 : 1,
                    ["name"] = "General",
                    ["sort"] = 100,
                    ["entityTypeId"] = id,
                    ["isDefault"] = "Y",
                    ["originId"] = "",
                    ["originatorId"] = "",
                }),
            },
            1),
    };

    private static RestAnswer Statuses(RestCall call)
    {
        var asked = Php.AsText(Php.Field(Php.Field(call.Parameters, "filter"), "ENTITY_ID"));
        var rows = new[] { ("STATUS", LeadStages), ("DEAL_STAGE", DealStages) }
            .Where(set => asked is null || set.Item1 == asked)
            .SelectMany(set => set.Item2.Select((stage, at) => new JsonObject
            {
                ["ID"] = Php.Text(at + 1),
                ["ENTITY_ID"] = set.Item1,
                ["STATUS_ID"] = stage.Id,
                ["NAME"] = stage.Name,
                ["SORT"] = Php.Text((at + 1) * 10),
                ["SYSTEM"] = "Y",
                ["CATEGORY_ID"] = set.Item1 == "STATUS" ? null : "0",
                ["SEMANTICS"] = stage.Semantics,
            })).ToList();
        return new RestAnswer(new JsonArray([.. rows.Select(row => (JsonNode)row)]), rows.Count);
    }
}
