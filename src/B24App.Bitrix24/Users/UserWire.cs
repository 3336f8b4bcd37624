using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Users;

/// <summary>A user as <c>user.get</c>, <c>user.current</c> and <c>profile</c> show him; fields are cut by scope.</summary>
/// <param name="Id">User id.</param>
/// <param name="Name">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Email">E-mail; null without scope <c>user_basic</c>.</param>
/// <param name="Active">Not dismissed; null when not said.</param>
/// <param name="IsAdmin">Only <c>profile</c> says it.</param>
/// <param name="UserType">employee, extranet, email; others are passed on.</param>
public sealed record UserWire(long Id, string Name, string LastName, string? Email, bool? Active, bool? IsAdmin, string? UserType)
{
    /// <summary>First and last name, or the id when both are hidden.</summary>
    public string DisplayName => $"{Name} {LastName}".Trim() is { Length: > 0 } name ? name : $"#{Id}";

    /// <summary>Reads one user; null when the portal shows none (<c>[]</c> for an inactive user).</summary>
    public static UserWire? From(JsonElement user) =>
        Wire.Member(user, "ID") is { } value && Wire.Id(value) is { } id
            ? new UserWire(
                id,
                Text(user, "NAME") ?? "",
                Text(user, "LAST_NAME") ?? "",
                Text(user, "EMAIL"),
                Flag(user, "ACTIVE"),
                Flag(user, "ADMIN"),
                Text(user, "USER_TYPE"))
            : null;

    /// <summary>Reads an answer of <see cref="UserCommands.Get"/>.</summary>
    public static IReadOnlyList<UserWire> ListFrom(JsonElement result) =>
        [.. Wire.Rows(result).Select(From).OfType<UserWire>()];

    private static string? Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) : null;

    private static bool? Flag(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Flag(value) : null;
}
