using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Reads the fields of <c>crm.activity.add</c> and <c>crm.activity.update</c> (b24restdocs: crm/timeline/activities/activity-base).</summary>
internal static class ActivityReader
{
    private static readonly string[] Texts =
    [
        "LOCATION", "NOTIFY_TYPE", "NOTIFY_VALUE", "PROVIDER_GROUP_ID", "PROVIDER_DATA", "ORIGIN_VERSION", "RESULT_MARK", "RESULT_VALUE", "RESULT_SUM",
        "RESULT_CURRENCY_ID", "RESULT_STATUS", "RESULT_STREAM", "RESULT_SOURCE_ID", "AUTOCOMPLETE_RULE", "SETTINGS", "PROVIDER_PARAMS",
    ];

    public static void Write(RestCall call, CrmActivity activity, JsonObject sent)
    {
        foreach (var (key, value) in sent)
        {
            One(call, activity, key.ToUpperInvariant(), value);
        }

        // A call and a meeting are due when they begin (crm.md §1.2).
        if (activity.TypeId is CrmActivity.Call or CrmActivity.Meeting)
        {
            activity.Deadline = activity.StartTime ?? CrmActivity.NoDeadline;
        }
    }

    public static List<CrmCommunication> Communications(Portal portal, JsonNode? sent) =>
    [
        .. Php.AsList(sent).OfType<JsonObject>().Select(item => new CrmCommunication(
            Php.AsId(Php.Field(item, "ID")) is > 0 and var known ? known : portal.State<CrmBoard>().NextLine(),
            Php.AsText(Php.Field(item, "TYPE")) ?? "",
            Php.AsText(Php.Field(item, "VALUE")) ?? "",
            new CrmKey((int)(Php.AsId(Php.Field(item, "ENTITY_TYPE_ID")) ?? 0), Php.AsId(Php.Field(item, "ENTITY_ID")) ?? 0))),
    ];

    private static void One(RestCall call, CrmActivity activity, string name, JsonNode? value)
    {
        var text = Php.AsText(value) ?? "";
        var number = (int)(Php.AsId(value) ?? 0);
        switch (name)
        {
            case "SUBJECT":
                activity.Subject = text;
                break;
            case "DESCRIPTION":
                activity.Description = text;
                break;
            case "DESCRIPTION_TYPE":
                activity.DescriptionType = number is 1 or 2 or 3 ? number : 1;
                break;
            case "DIRECTION":
                activity.Direction = number;
                break;
            case "COMPLETED":
                activity.IsCompleted = text is "Y" or "1" or "true";
                break;
            case "STATUS":
                activity.IsCompleted = number is 2 or 3;
                break;
            case "START_TIME":
                activity.StartTime = PortalDates.Parse(text, call.User);
                break;
            case "END_TIME":
                activity.EndTime = PortalDates.Parse(text, call.User);
                break;
            case "RESPONSIBLE_ID" when number > 0:
                activity.ResponsibleId = number;
                break;
            case "PRIORITY" when number is 1 or 2 or 3:
                activity.Priority = number;
                break;
            case "PROVIDER_TYPE_ID":
                activity.ProviderTypeId = text;
                break;
            case "ORIGINATOR_ID":
                activity.OriginatorId = text;
                break;
            case "ORIGIN_ID":
                activity.OriginId = text;
                break;
            case "COMMUNICATIONS":
                activity.Communications.Clear();
                activity.Communications.AddRange(Communications(call.Portal, value));
                break;
            case "FILES":
                activity.Files.Clear();
                activity.Files.AddRange(CrmFiles.Store(call.Portal, call.User, Php.AsList(value).Select(file => Php.Field(file, "fileData"))));
                break;
            default:
                if (Texts.Contains(name))
                {
                    activity.Others[name] = value?.DeepClone();
                }

                break;
        }
    }
}
