using System.Globalization;

namespace B24App.Plan.Text;

/// <summary>Values of tags that may cross as they are; anything else loses its tag.</summary>
internal static class Allowed
{
    public static string? Color(string? value) =>
        value is { Length: 4 or 7 } && value[0] == '#' && value.Skip(1).All(char.IsAsciiHexDigit) ? value : null;

    /// <summary>A colour's name or hexadecimal value; chats know only the latter.</summary>
    public static string? TaskColor(string? value) =>
        Color(value) ?? (value is { Length: > 0 and <= 20 } && value.All(char.IsAsciiLetter) ? value : null);

    /// <summary>A chat's size is a bare number from 8 to 30 (tasks.md 9.1).</summary>
    public static string? ChatSize(string? value) =>
        TaskSize(value) is { } size && int.Parse(size.TrimEnd('p', 'x', 't'), CultureInfo.InvariantCulture) is >= 8 and <= 30 and var points
            ? points.ToString(CultureInfo.InvariantCulture)
            : null;

    public static string? TaskSize(string? value)
    {
        var number = value?.Trim().ToLowerInvariant() ?? "";
        var digits = number.EndsWith("pt", StringComparison.Ordinal) || number.EndsWith("px", StringComparison.Ordinal) ? number[..^2] : number;
        return digits.Length is 1 or 2 && digits.All(char.IsAsciiDigit) ? number : null;
    }

    public static string? Font(string? value) =>
        value is { Length: > 0 and <= 40 } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or ',' or '-') ? value : null;

    /// <summary>A chat's timestamp shows in each reader's zone; as text it is UTC.</summary>
    public static string Moment(string? value)
    {
        var digits = new string([.. (value ?? "").TakeWhile(char.IsAsciiDigit).Take(11)]);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : "";
    }
}
