using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Tasks;

/// <summary>One line of a task's history: the only official way to learn who changed what.</summary>
/// <param name="Field">History code, for example <c>GROUP_ID</c> or <c>NEW</c>.</param>
/// <param name="At">When, by the portal's clock.</param>
public sealed record TaskHistory(string Field, DateTimeOffset At)
{
    /// <summary>Reads the answer of <c>tasks.task.history.list</c>; lines without a readable date are left out.</summary>
    public static IReadOnlyList<TaskHistory> From(JsonElement result) =>
        [.. Wire.Rows(Wire.Member(result, "list") ?? result).Select(Read).OfType<TaskHistory>()];

    private static TaskHistory? Read(JsonElement row) =>
        Wire.Member(row, "createdDate") is { } date && Wire.Date(date) is { } at && Wire.Member(row, "field") is { } field
            ? new TaskHistory(Wire.Text(field) ?? "", at)
            : null;
}
