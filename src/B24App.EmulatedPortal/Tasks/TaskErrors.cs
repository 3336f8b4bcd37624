using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Refusals of the task methods in the portal's words (error tables of b24restdocs: api-reference/tasks/).</summary>
internal static class TaskErrors
{
    public static RestError WrongTaskId() => new("0", "wrong task id");

    public static RestError TaskIdMissing() => new("100", "CTaskItem All parameters in the constructor must have real class type (internal error)");

    public static RestError ParameterMissing(string name) => new("100", $"Could not find value for parameter {{{name}}} (internal error)");

    public static RestError NotAnArray(string name) =>
        new("100", $"Invalid value {{}} to match with parameter {{{name}}}. Should be value of type array. (internal error)");

    public static RestError NotAnInteger(JsonNode value, string name) =>
        new("0", $"Invalid value {{{Php.AsText(value)}}} to match with parameter {{{name}}}. Should be value of type int.");

    public static RestError NotAllowed(string code = "0") => new(code, "Action on the task is not allowed");

    public static RestError NoAccessToDelete() => new("1048582", "No access to delete the task");

    public static RestError WatchUnavailable() => new("1048584", "a:0:{}");

    public static RestError AccessDenied() => new("0", "Access denied. (internal error)");

    public static RestError CreateDenied(Portal portal) => new(
        "ERROR_TASK_CREATE_ACCESS_DENIED",
        portal.Language == "ru" ? "Недостаточно прав для создания задачи" : "Access denied to create the task");

    /// <summary>A text of <c>ERROR_CORE</c>: localised, ends in a line break that is HTML.</summary>
    public static RestError Core(Portal portal, string english, string russian) =>
        new("ERROR_CORE", (portal.Language == "ru" ? russian : english) + "<br>");
}
