using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Stages;

/// <summary><c>task.stages.*</c> (b24restdocs: api-reference/tasks/stages/). Bound by name.</summary>
internal static class StageMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("task.stages.get", "task", Get));
        table.Add(new RestMethod("task.stages.add", "task", Add));
        table.Add(new RestMethod("task.stages.movetask", "task", Move));
        table.Add(new RestMethod("task.stages.canmovetask", "task", call => new RestAnswer(MayMove(call, Number(call, "entityId")))));
    }

    private static RestAnswer Get(RestCall call)
    {
        var group = Number(call, "entityId");
        if (group > 0 && !(call.User.IsAdmin && TaskCall.Parameter(call, "isAdmin") is not null) && Group(call, group)?.IsVisibleTo(call.User) != true)
        {
            throw new RestError("ACCESS_DENIED", "No access to the stages.");
        }

        var stages = call.Portal.State<StageBoard>().Of(call.Portal, group);
        return new RestAnswer(Php.Map(stages.Select(stage => KeyValuePair.Create(Php.Text(stage.Id), (JsonNode?)Shape(stage)))));
    }

    private static RestAnswer Add(RestCall call)
    {
        var fields = TaskCall.Parameter(call, "fields") as JsonObject ?? throw new RestError("EMPTY_TITLE", "The stage has no title.");
        var title = Php.AsText(Php.Field(fields, "TITLE")) is { Length: > 0 } given ? given : throw new RestError("EMPTY_TITLE", "The stage has no title.");
        var group = Php.AsId(Php.Field(fields, "ENTITY_ID")) ?? 0;
        var board = call.Portal.State<StageBoard>();
        var columns = board.Of(call.Portal, group);
        var after = columns.FirstOrDefault(stage => stage.Id == Php.AsId(Php.Field(fields, "AFTER_ID")));
        return new RestAnswer(board.Add(group, title, after is null ? 0 : after.Sort + 50).Id);
    }

    private static RestAnswer Move(RestCall call)
    {
        var task = TaskCall.Readable(call, Number(call, "id")) ?? throw new RestError("TASK_NOT_FOUND", "The task is not found or not accessible.");
        var stage = call.Portal.State<StageBoard>().Stages.GetValueOrDefault(Number(call, "stageId"));
        if (stage is null || stage.Group != task.GroupId)
        {
            throw new RestError("NOT_FOUND", "The stage is not found.");
        }

        if (!MayMove(call, task.GroupId))
        {
            throw new RestError("ACCESS_DENIED_MOVE", "The task may not be moved.");
        }

        if (task.StageId != stage.Id)
        {
            TaskActions.Update(call.Portal, call.User, task, new JsonObject { ["STAGE_ID"] = stage.Id });
        }

        return new RestAnswer(true);
    }

    private static bool MayMove(RestCall call, long group) => call.User.IsAdmin || group == 0 || Group(call, group)?.Members.ContainsKey(call.User.Id) == true;

    private static PortalGroup? Group(RestCall call, long id) => call.Portal.State<GroupBoard>().Groups.GetValueOrDefault(id);

    private static long Number(RestCall call, string name) => Php.AsId(TaskCall.Parameter(call, name)) ?? throw TaskErrors.ParameterMissing(name);

    private static JsonObject Shape(Stage stage) => new()
    {
        ["ID"] = Php.Text(stage.Id),
        ["TITLE"] = stage.Title,
        ["SORT"] = Php.Text(stage.Sort),
        ["COLOR"] = stage.Color,
        ["SYSTEM_TYPE"] = stage.SystemType,
        ["ENTITY_ID"] = Php.Text(stage.Group),
        ["ENTITY_TYPE"] = stage.Group == 0 ? "U" : "G",
        ["ADDITIONAL_FILTER"] = new JsonArray(),
        ["TO_UPDATE"] = new JsonArray(),
        ["TO_UPDATE_ACCESS"] = null,
    };
}
