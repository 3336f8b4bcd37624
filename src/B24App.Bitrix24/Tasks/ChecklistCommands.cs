using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Tasks;

/// <summary>Commands on lines of checklists (b24restdocs: api-reference/tasks/checklist-item/). All positional.</summary>
public static class ChecklistCommands
{
    /// <summary>Adds a line; parent 0 makes a checklist. The answer is its id.</summary>
    public static Command Add(long task, JsonObject fields) => Positional("add", write: true, task, fields);

    /// <summary>Changes a line; the answer is null.</summary>
    public static Command Update(long task, long line, JsonObject fields) => Positional("update", write: true, task, line, fields);

    /// <summary>Removes a line with what hangs under it.</summary>
    public static Command Delete(long task, long line) => Positional("delete", write: true, task, line);

    /// <summary>All lines of a task.</summary>
    public static Command List(long task) => Positional("getlist", write: false, task);

    private static Command Positional(string method, bool write, params JsonNode[] parameters) =>
        new("task.checklistitem." + method, new JsonArray(parameters)) { Positional = true, IsWrite = write };
}
