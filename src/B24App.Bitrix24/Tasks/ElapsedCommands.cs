using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Tasks;

/// <summary>Commands on records of time (b24restdocs: api-reference/tasks/elapsed-item/). All positional; no event tells of them.</summary>
public static class ElapsedCommands
{
    /// <summary>Enters time; the answer is the record's id.</summary>
    public static Command Add(long task, JsonObject fields) => Positional("add", write: true, task, fields);

    /// <summary>Corrects a record; the answer is null.</summary>
    public static Command Update(long task, long record, JsonObject fields) => Positional("update", write: true, task, record, fields);

    /// <summary>Removes a record; the answer is null.</summary>
    public static Command Delete(long task, long record) => Positional("delete", write: true, task, record);

    /// <summary>One page of a task's records, oldest first. The filter that lets all pass keeps the list of arguments without a gap, which a line of a batch could not say.</summary>
    public static Command Of(long task, int page) => Positional("getlist", write: false, task, new JsonObject { ["ID"] = "asc" }, new JsonObject { [">ID"] = 0 }, new JsonArray("*"), Page(page));

    /// <summary>One page of the records of all visible tasks from a moment on: without a task the order comes first.</summary>
    public static Command Since(DateTimeOffset since, int page) => Positional(
        "getlist", write: false, new JsonObject { ["ID"] = "desc" }, new JsonObject { [">=CREATED_DATE"] = since.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture) }, new JsonArray("*"), Page(page));

    private static JsonObject Page(int page) => new() { ["NAV_PARAMS"] = new JsonObject { ["nPageSize"] = 50, ["iNumPage"] = page } };

    private static Command Positional(string method, bool write, params JsonNode[] parameters) =>
        new("task.elapseditem." + method, new JsonArray(parameters)) { Positional = true, IsWrite = write };
}

/// <summary>A record of time.</summary>
/// <param name="Id">Record id.</param>
/// <param name="TaskId">Task.</param>
/// <param name="UserId">Whose time it is.</param>
/// <param name="Comment">What was done.</param>
/// <param name="Seconds">Time spent.</param>
/// <param name="WorkedAt">Day of the work: the date that can be entered afterwards.</param>
public sealed record ElapsedWire(long Id, long TaskId, long UserId, string Comment, long Seconds, DateTimeOffset? WorkedAt)
{
    /// <summary>When it was entered; the day of the work where the portal does not tell.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>Reads an answer of the list.</summary>
    public static IReadOnlyList<ElapsedWire> ListFrom(JsonElement result) => [.. Wire.Rows(result).Select(From).OfType<ElapsedWire>()];

    private static ElapsedWire? From(JsonElement row) => Number(row, "ID") is { } id
        ? new ElapsedWire(
            id, Number(row, "TASK_ID") ?? 0, Number(row, "USER_ID") ?? 0, Wire.Member(row, "COMMENT_TEXT") is { } text ? Wire.Text(text) ?? "" : "",
            Number(row, "SECONDS") ?? 0, Wire.Member(row, "CREATED_DATE") is { } date ? Wire.Date(date) : null)
        {
            EnteredAt = Wire.Member(row, "DATE_START") is { } entered ? Wire.Date(entered) : null,
        }
        : null;

    private static long? Number(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;
}
