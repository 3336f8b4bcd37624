using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.activity.todo.*</c>: the universal activity (b24restdocs: crm/timeline/activities/todo).</summary>
internal static class TodoMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.activity.todo.add", "crm", Add));
        table.Add(new RestMethod("crm.activity.todo.update", "crm", call => Change(call, Write)));
        table.Add(new RestMethod("crm.activity.todo.updateDeadline", "crm", call => Change(call, todo => todo.Deadline = Moment(call, "value"))));
        table.Add(new RestMethod("crm.activity.todo.updateDescription", "crm", call => Change(call, todo => todo.Description = Value(call))));
        table.Add(new RestMethod("crm.activity.todo.updateColor", "crm", call => Change(call, todo => Colour(todo, Value(call)))));
        table.Add(new RestMethod("crm.activity.todo.updateResponsibleUser", "crm", call => Change(call, todo => todo.ResponsibleId = Php.AsId(Php.Field(call.Parameters, "value")) ?? todo.ResponsibleId)));
    }

    private static RestAnswer Add(RestCall call)
    {
        var owner = ActivityCall.Owner(call);
        var deadline = Moment(call, "deadline");
        if (Php.AsId(Php.Field(call.Parameters, "parentActivityId")) is > 0 and var parent && !call.Portal.State<CrmBoard>().Activities.ContainsKey(parent))
        {
            throw new RestError("ERROR_PARENT_ACTIVITY_RESTRICT", "Parent activity is not available");
        }

        var todo = ActivityActions.New(call.Portal, call.User, "CRM_TODO", CrmActivity.Provided, clientId: null);
        todo.Owner = owner.Key;
        todo.ProviderTypeId = "TODO";
        todo.Deadline = deadline;
        todo.StartTime = deadline;
        todo.EndTime = deadline;
        Write(call, todo);
        ActivityActions.Put(call.Portal, call.User, todo);
        return new RestAnswer(new JsonObject { ["id"] = todo.Id });
    }

    private static RestAnswer Change(RestCall call, Action<CrmActivity> change)
    {
        var todo = ActivityCall.Coded(call, "id");
        var owner = ActivityCall.Owner(call);
        if (todo.ProviderId != "CRM_TODO" || !todo.Bindings.Contains(owner.Key))
        {
            throw CrmErrors.NotFound();
        }

        if (todo.IsCompleted)
        {
            throw new RestError("CAN_NOT_UPDATE_COMPLETED_TODO", "Completed activity can not be updated");
        }

        change(todo);
        ActivityActions.Changed(call.Portal, call.User, todo);
        return new RestAnswer(new JsonObject { ["id"] = todo.Id });
    }

    private static RestAnswer Change(RestCall call, Action<RestCall, CrmActivity> write) => Change(call, todo =>
    {
        todo.Deadline = Moment(call, "deadline");
        write(call, todo);
    });

    private static void Write(RestCall call, CrmActivity todo)
    {
        todo.Subject = ActivityCall.Text(call, "title") ?? (todo.Subject.Length > 0 ? todo.Subject : "To-do");
        todo.Description = ActivityCall.Text(call, "description") ?? todo.Description;
        todo.ResponsibleId = Php.AsId(Php.Field(call.Parameters, "responsibleId")) ?? todo.ResponsibleId;
        if (ActivityCall.Text(call, "colorId") is { } colour)
        {
            Colour(todo, colour);
        }
    }

    private static void Colour(CrmActivity todo, string colour) => todo.Others["COLOR_ID"] = colour;

    private static string Value(RestCall call) => ActivityCall.Text(call, "value") ?? throw CrmErrors.Missing("value");

    private static DateTimeOffset Moment(RestCall call, string name)
    {
        var text = ActivityCall.Text(call, name) ?? throw CrmErrors.Missing(name);
        return PortalDates.Parse(text, call.User) ?? throw new RestError("WRONG_DATETIME_FORMAT", "Wrong datetime format");
    }
}
