using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace B24App.Bitrix24.Calls;

/// <summary>JSON bodies of requests. The token stands last in the body: never in an address, and never before a positional parameter.</summary>
internal static class RequestBody
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Plain(Command command, string token)
    {
        var body = new JsonObject();
        switch (command.Parameters)
        {
            case JsonObject named:
                foreach (var (name, value) in named)
                {
                    body[name] = value?.DeepClone();
                }

                break;

            case JsonArray ordered:
                for (var i = 0; i < ordered.Count; i++)
                {
                    body[i.ToString(CultureInfo.InvariantCulture)] = ordered[i]?.DeepClone();
                }

                break;
        }

        return Signed(body, token);
    }

    public static byte[] Batch(IReadOnlyList<Command> commands, string token)
    {
        var lines = new JsonObject();
        for (var i = 0; i < commands.Count; i++)
        {
            lines[Key(i)] = BatchLine.Of(commands[i]);
        }

        return Signed(new JsonObject { ["halt"] = 0, ["cmd"] = lines }, token);
    }

    public static byte[] V3Batch(IReadOnlyList<Command> commands, string token) => Signed(Calls.V3Batch.Body(commands), token);

    /// <summary>A key with a letter, so that the portal's maps never turn into lists.</summary>
    public static string Key(int index) => "c" + index.ToString(CultureInfo.InvariantCulture);

    private static byte[] Signed(JsonObject body, string token)
    {
        body["auth"] = token;
        return JsonSerializer.SerializeToUtf8Bytes(body, Readable);
    }
}
