using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Calls;

/// <summary>Readers for the envelope of an answer: <c>result</c>, <c>error</c>, <c>time</c>. Nothing in it is guaranteed.</summary>
internal static class AnswerBody
{
    /// <summary>The error of a v2 (text) or v3 (object) answer, which may come with HTTP 200; null when there is a result.</summary>
    public static (string Code, string Text)? Error(JsonElement body)
    {
        if (Wire.Member(body, "error") is not { } error || error.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return error.ValueKind == JsonValueKind.Object
            ? (Text(error, "code"), Text(error, "message"))
            : (Wire.Text(error) ?? "", Text(body, "error_description"));
    }

    public static Answer Answer(JsonElement result, JsonElement? total, JsonElement? next, JsonElement? time) =>
        new(result, Number(total), Number(next), time is { } block && Wire.Member(block, "date_finish") is { } finish ? Wire.Date(finish) : null);

    public static TimeSpan? Duration(JsonElement? time) =>
        time is { } block && Wire.Member(block, "duration") is { } value && Wire.Real(value) is { } seconds and >= 0 and < 3600
            ? TimeSpan.FromSeconds(seconds)
            : null;

    public static double? Operating(JsonElement? time) =>
        time is { } block && Wire.Member(block, "operating") is { } value ? Wire.Real(value) : null;

    public static DateTimeOffset? ResetAt(JsonElement? time) =>
        time is { } block && Wire.Member(block, "operating_reset_at") is { } value ? Wire.FromUnix(Wire.Id(value)) : null;

    private static int? Number(JsonElement? value) => value is { } number ? Wire.Number(number) : null;

    private static string Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) ?? "" : "";
}
