using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Tasks;

/// <summary>Columns of the kanban of a group (b24restdocs: api-reference/tasks/stages/).</summary>
public static class StageCommands
{
    /// <summary>The columns of a group; an administrator sees those of every group.</summary>
    public static Command Of(long group) => new("task.stages.get", new JsonObject { ["entityId"] = group, ["isAdmin"] = "Y" });

    /// <summary>Moves a task to a column; the answer is true.</summary>
    public static Command Move(long task, long stage) => new("task.stages.movetask", new JsonObject { ["id"] = task, ["stageId"] = stage }) { IsWrite = true };
}

/// <summary>A column.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Sort">Its place.</param>
public sealed record StageWire(long Id, string Title, int Sort)
{
    /// <summary>Reads an answer, in the order of the kanban.</summary>
    public static IReadOnlyList<StageWire> ListFrom(JsonElement result) =>
    [
        .. Wire.Rows(result).Select(row => Wire.Member(row, "ID") is { } number && Wire.Id(number) is > 0 and var id
                ? new StageWire(id, Wire.Member(row, "TITLE") is { } title ? Wire.Text(title) ?? "" : "", Wire.Member(row, "SORT") is { } sort ? Wire.Number(sort) ?? 0 : 0)
                : null)
            .OfType<StageWire>().OrderBy(stage => stage.Sort).ThenBy(stage => stage.Id),
    ];
}
