using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Groups;

/// <summary>A workgroup.</summary>
/// <param name="Id">Group id.</param>
/// <param name="Name">Title.</param>
/// <param name="IsProject">A project, not a plain group.</param>
/// <param name="IsClosed">Archived.</param>
public sealed record GroupWire(long Id, string Name, bool IsProject, bool IsClosed)
{
    /// <summary>Reads one group; null without an id.</summary>
    public static GroupWire? From(JsonElement group) =>
        (Wire.Member(group, "ID") ?? Wire.Member(group, "GROUP_ID")) is { } value && Wire.Id(value) is { } id
            ? new GroupWire(
                id,
                (Wire.Member(group, "NAME") ?? Wire.Member(group, "GROUP_NAME")) is { } name ? Wire.Text(name) ?? "" : "",
                Wire.Member(group, "PROJECT") is { } project && Wire.Flag(project) == true,
                Wire.Member(group, "CLOSED") is { } closed && Wire.Flag(closed) == true)
            : null;

    /// <summary>Reads an answer of <see cref="GroupCommands.Get"/> or <see cref="GroupCommands.Mine"/>.</summary>
    public static IReadOnlyList<GroupWire> ListFrom(JsonElement result) =>
        [.. Wire.Rows(result).Select(From).OfType<GroupWire>()];

    /// <summary>Reads user ids of an answer of <see cref="GroupCommands.Members"/>.</summary>
    public static IReadOnlyList<long> MembersFrom(JsonElement result) =>
        [.. Wire.Rows(result).Select(row => Wire.Member(row, "USER_ID") is { } id ? Wire.Id(id) : null).OfType<long>()];

    /// <summary>Reads an answer of <see cref="GroupCommands.MayWithTasks"/>.</summary>
    public static bool MayFrom(JsonElement result) => Wire.Flag(result) == true;
}
