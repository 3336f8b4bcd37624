using System.Net.Mail;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>
/// <c>crm.activity.add</c>: the checks in the portal's words, and the letter that really leaves when it is outgoing and completed at
/// creation (b24restdocs: crm/timeline/activities/activity-base/crm-activity-add.md, tutorials/.../how-to-send-email.md).
/// </summary>
internal static class ActivityAdd
{
    public static RestAnswer Handle(RestCall call)
    {
        var sent = Php.Field(call.Parameters, "fields") as JsonObject ?? throw CrmErrors.Text("The fields is not defined or invalid");
        var type = (int)(Php.AsId(Php.Field(sent, "TYPE_ID")) ?? 0);
        var provider = Provider(call, sent, type);
        if (string.IsNullOrWhiteSpace(Php.AsText(Php.Field(sent, "SUBJECT"))))
        {
            throw CrmErrors.Text("The field SUBJECT is not defined or empty");
        }

        var owner = Owner(call, sent);
        Communications(sent, type);
        var activity = ActivityActions.New(call.Portal, call.User, provider, type, type == CrmActivity.Provided ? call.App?.ClientId : null);
        activity.Owner = owner.Key;
        activity.ResponsibleId = owner.AssignedById;
        activity.ProviderTypeId = type switch { CrmActivity.Call => "CALL", CrmActivity.Letter => "EMAIL", CrmActivity.Meeting => "MEETING", _ => "LINK" };
        ActivityReader.Write(call, activity, sent);
        if (activity.ResponsibleId == 0)
        {
            throw CrmErrors.Text("The field RESPONSIBLE_ID is not defined or invalid");
        }

        if (activity.Communications.Find(one => one.Entity.Id > 0 && call.Portal.State<CrmBoard>().Find(one.Entity) is null) is { } lost)
        {
            throw CrmErrors.Text($"Could not find '{CrmTypes.Find(lost.Entity.TypeId)?.Name}' with ID: {lost.Entity.Id}");
        }

        ActivityActions.Put(call.Portal, call.User, activity);
        Send(call, activity);
        return new RestAnswer(activity.Id);
    }

    private static string Provider(RestCall call, JsonObject sent, int type)
    {
        var provider = Php.AsText(Php.Field(sent, "PROVIDER_ID")) ?? "";
        switch (type)
        {
            case CrmActivity.Meeting:
                return "CRM_MEETING";
            case CrmActivity.Call:
                return "VOXIMPLANT_CALL";
            case CrmActivity.Letter:
                return "CRM_EMAIL";
            case CrmActivity.Task or 5:
                throw CrmErrors.Text($"The activity type \"{(type == 5 ? "Activity" : "Task")}\" is not supported in current context");
            case CrmActivity.Provided when provider == "CONFIGURABLE_REST_APP":
                throw CrmErrors.Text("Use crm.activity.configurable.add for this activity provider");
            case CrmActivity.Provided when provider != "REST_APP":
                throw CrmErrors.Text("The custom activity without provider is not supported in current context");
            case CrmActivity.Provided:
                return call.App is null ? throw CrmErrors.Text("Application context required") : provider;
            default:
                throw CrmErrors.Text("The field TYPE_ID is not defined or invalid");
        }
    }

    private static CrmItem Owner(RestCall call, JsonObject sent)
    {
        var key = new CrmKey((int)(Php.AsId(Php.Field(sent, "OWNER_TYPE_ID")) ?? 0), Php.AsId(Php.Field(sent, "OWNER_ID")) ?? 0);
        if (CrmTypes.Find(key.TypeId) is not { } type || key.Id <= 0)
        {
            throw CrmErrors.Text("Could not build binding. Please ensure that owner info and communications are defined correctly");
        }

        var owner = call.Portal.State<CrmBoard>().Find(key) ?? throw CrmErrors.Text($"Could not find '{type.Name}' with ID: {key.Id}");
        return CrmRights.CanRead(call.User, owner) ? owner : throw CrmErrors.Text("Access denied.");
    }

    private static void Communications(JsonObject sent, int type)
    {
        var count = Php.AsList(Php.Field(sent, "COMMUNICATIONS")).Count;
        if (type is CrmActivity.Meeting or CrmActivity.Call or CrmActivity.Letter && count == 0)
        {
            throw CrmErrors.Text("The field COMMUNICATIONS is not defined or invalid");
        }

        if (type is CrmActivity.Meeting or CrmActivity.Call && count > 1)
        {
            throw CrmErrors.Text("The only one communication is allowed for activity of specified type");
        }
    }

    // The row is there already when sending fails: a client that retries doubles it (crm.md §1.2).
    private static void Send(RestCall call, CrmActivity activity)
    {
        if (activity is not { TypeId: CrmActivity.Letter, Direction: 2, IsCompleted: true })
        {
            return;
        }

        if (Php.AsText(Php.Field(activity.Others.GetValueOrDefault("SETTINGS"), "MESSAGE_FROM")) is not { Length: > 0 } && call.User.Email.Length == 0)
        {
            throw CrmErrors.Text("Email send error. \"From\" is not found");
        }

        if (activity.Communications.Exists(one => !MailAddress.TryCreate(one.Value, out _)))
        {
            throw CrmErrors.Text("Email send error. Invalid email is specified");
        }

        call.Portal.State<CrmBoard>().SentLetters.Add(new SentLetter(activity.Id, [.. activity.Communications.Select(one => one.Value)], activity.Subject));
    }
}
