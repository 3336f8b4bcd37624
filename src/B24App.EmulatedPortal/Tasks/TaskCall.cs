using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Parameters that all <c>tasks.task.*</c> methods read alike.</summary>
internal static class TaskCall
{
    public static JsonNode? Parameter(RestCall call, string name) => Php.Field(call.Parameters, name);

    /// <summary>Id of the task, or the documented refusal.</summary>
    public static long TaskId(RestCall call, string name = "taskId")
    {
        var node = Parameter(call, name) ?? throw TaskErrors.TaskIdMissing();
        return Php.AsId(node) is > 0 and var id ? id : throw TaskErrors.WrongTaskId();
    }

    /// <summary>The task if the caller may see it; null hides the difference between missing and forbidden.</summary>
    public static PortalTask? Readable(RestCall call, long id) =>
        call.Portal.State<TaskBoard>().Find(id) is { } task && TaskRights.CanRead(call.Portal, call.User, task) ? task : null;

    public static JsonObject Fields(RestCall call) =>
        Parameter(call, "fields") is JsonObject { Count: > 0 } fields ? fields : throw TaskErrors.ParameterMissing("fields");

    /// <summary>Selected fields in upper case; null when nothing was asked for.</summary>
    public static IReadOnlySet<string>? Select(RestCall call, bool strict)
    {
        var node = Parameter(call, "select");
        if (node is null && !call.Parameters.ContainsKey("select"))
        {
            return null;
        }

        if (strict && node is not (JsonArray or JsonObject))
        {
            throw TaskErrors.NotAnArray("select");
        }

        var names = Php.AsList(node).Select(item => (Php.AsText(item) ?? "").ToUpperInvariant()).Where(name => name.Length > 0).ToHashSet();
        return names.Count == 0 ? null : names;
    }

    public static RestAnswer Task(RestCall call, PortalTask task) =>
        new(new JsonObject { ["task"] = TaskShape.Full(call.Portal, call.User, task) });

    /// <summary>What pin, mute and get say when there is nothing to show: an empty PHP array, HTTP 200.</summary>
    public static RestAnswer Nothing() => new(new JsonArray());
}
