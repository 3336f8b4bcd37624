using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Tasks;

/// <summary>
/// Commands on results of tasks (b24restdocs: api-reference/tasks/result/). Read in v2 on both cards; written in v2 on the old card, where a
/// result is a comment, and in REST 3.0 on the new one. No event tells of them.
/// </summary>
public static class ResultCommands
{
    /// <summary>All results of a task.</summary>
    public static Command Of(long task) => new("tasks.task.result.list", new JsonObject { ["taskId"] = task });

    /// <summary>Old card: a comment becomes a result.</summary>
    public static Command Pin(long comment) => new("tasks.task.result.addFromComment", new JsonObject { ["commentId"] = comment }) { IsWrite = true };

    /// <summary>Old card: a comment is a result no longer.</summary>
    public static Command Unpin(long comment) => new("tasks.task.result.deleteFromComment", new JsonObject { ["commentId"] = comment }) { IsWrite = true };

    /// <summary>New card: a result of its own.</summary>
    public static Command Add(long task, string text) => V3("add", new JsonObject { ["fields"] = new JsonObject { ["taskId"] = task, ["text"] = text } });

    /// <summary>New card: a message of the task's chat becomes a result, with its files.</summary>
    public static Command FromMessage(long message) => V3("addfromchatmessage", new JsonObject { ["fields"] = new JsonObject { ["messageId"] = message } });

    /// <summary>New card: another text; its author only.</summary>
    public static Command Update(long result, string text) => V3("update", new JsonObject { ["id"] = result, ["fields"] = new JsonObject { ["text"] = text } });

    /// <summary>New card: removes it; its author only.</summary>
    public static Command Delete(long result) => V3("delete", new JsonObject { ["id"] = result });

    private static Command V3(string method, JsonObject parameters) => new("tasks.task.result." + method, parameters) { IsWrite = true, IsV3 = true };
}

/// <summary>A result of a task.</summary>
/// <param name="Id">Its number.</param>
/// <param name="TaskId">Its task.</param>
/// <param name="CommentId">The comment it is on the old card; 0 on the new one.</param>
/// <param name="AuthorId">Who made it.</param>
/// <param name="Text">What it says.</param>
/// <param name="HasFiles">Files hang on it.</param>
public sealed record ResultWire(long Id, long TaskId, long CommentId, long AuthorId, string Text, bool HasFiles)
{
    /// <summary>When it was made; null where the portal does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Reads an answer of the list.</summary>
    public static IReadOnlyList<ResultWire> ListFrom(JsonElement result) => [.. Wire.Rows(Wire.Member(result, "items") ?? result).Select(Read).OfType<ResultWire>()];

    /// <summary>Number of the result in the answer of a write; null when it shows none.</summary>
    public static long? AddedFrom(JsonElement result) => Read(Wire.Member(result, "item") ?? result)?.Id;

    private static ResultWire? Read(JsonElement row) => Number(row, "id") is { } id
        ? new ResultWire(
            id, Number(row, "taskId") ?? 0, Number(row, "commentId") ?? 0, Number(row, "createdBy") ?? Number(row, "authorId") ?? 0,
            Wire.Member(row, "text") is { } text ? Wire.Text(text) ?? "" : "", (Wire.Member(row, "files") ?? Wire.Member(row, "fileIds")) is { } files && Wire.Rows(files).Any())
        {
            CreatedAt = Wire.Member(row, "createdAt") is { } made ? Wire.Date(made) : null,
        }
        : null;

    private static long? Number(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;
}
