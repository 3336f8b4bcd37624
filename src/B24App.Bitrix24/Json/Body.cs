using System.Text.Json;

namespace B24App.Bitrix24.Json;

/// <summary>Bodies of answers, which may be anything.</summary>
internal static class Body
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128, AllowTrailingCommas = true };

    /// <summary>The body as JSON; null for HTML, cut JSON and other junk.</summary>
    public static JsonElement? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(body), Options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] body) =>
        body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;
}
