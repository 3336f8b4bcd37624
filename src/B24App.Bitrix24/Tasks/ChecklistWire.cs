using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Tasks;

/// <summary>One line of a checklist; a line without a parent is a checklist, and its title the name of it.</summary>
/// <param name="Id">Line id.</param>
/// <param name="ParentId">Line it hangs under; 0 for a checklist.</param>
/// <param name="Title">Text; the portal appends the names of its members to it.</param>
/// <param name="SortIndex">Place among its neighbours.</param>
/// <param name="IsComplete">Ticked.</param>
/// <param name="IsImportant">Marked as important.</param>
/// <param name="Members">Its members.</param>
public sealed record ChecklistWire(long Id, long ParentId, string Title, int SortIndex, bool IsComplete, bool IsImportant, IReadOnlyList<ChecklistMember> Members)
{
    /// <summary>Reads the field <c>checklist</c> of a task or an answer of <c>task.checklistitem.getlist</c>.</summary>
    public static IReadOnlyList<ChecklistWire> ListFrom(JsonElement lines) => [.. Wire.Rows(lines).Select(From).OfType<ChecklistWire>()];

    // The field of a task spells its names in camelCase, the methods of the family in UPPER_SNAKE.
    private static ChecklistWire? From(JsonElement line) => Number(line, "id") is { } id
        ? new ChecklistWire(
            id,
            Number(line, "parentId") ?? Number(line, "PARENT_ID") ?? 0,
            Wire.Member(line, "title") is { } title ? Wire.Text(title) ?? "" : "",
            (int)(Number(line, "sortIndex") ?? Number(line, "SORT_INDEX") ?? 0),
            Is(line, "isComplete") || Is(line, "IS_COMPLETE"),
            Is(line, "isImportant") || Is(line, "IS_IMPORTANT"),
            Wire.Member(line, "members") is { } members ? [.. Wire.Rows(members).Select(MemberFrom).OfType<ChecklistMember>()] : [])
        : null;

    private static ChecklistMember? MemberFrom(JsonElement member) => Number(member, "ID") is > 0 and var id
        ? new ChecklistMember(
            id,
            Wire.Member(member, "TYPE") is { } type && Wire.Text(type) == "U" ? 'U' : 'A',
            Wire.Member(member, "NAME") is { } name ? Wire.Text(name) ?? "" : "")
        : null;

    private static long? Number(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;

    private static bool Is(JsonElement map, string name) => Wire.Member(map, name) is { } value && Wire.Flag(value) == true;
}

/// <summary>A member of a line.</summary>
/// <param name="Id">User id.</param>
/// <param name="Role"><c>A</c> takes part, <c>U</c> watches.</param>
/// <param name="Name">Display name.</param>
public sealed record ChecklistMember(long Id, char Role, string Name);
