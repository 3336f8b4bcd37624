using System.Text;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Rest;

/// <summary>What came with a request: query first, then body, without the token.</summary>
/// <param name="Values">Parameters in the order they were sent.</param>
/// <param name="Auth">The token, wherever it stood.</param>
/// <param name="IsBroken">The body is not what its content type says, or not JSON where only JSON will do.</param>
internal sealed record SentParameters(JsonObject Values, string? Auth, bool IsBroken)
{
    /// <summary>Key of the source that calls; may come with any method.</summary>
    public const string Connector = "auth_connector";

    public static async Task<SentParameters> Read(HttpRequest request, bool v3)
    {
        var query = PhpForm.Parse(request.QueryString.Value is { Length: > 1 } text ? text[1..] : "");
        var auth = Take(query) ?? Bearer(request);

        // REST 3.0 does not read parameters from the query string (b24restdocs: api-reference/rest-v3.md).
        var values = v3 ? new JsonObject() : query;
        var (body, isBroken) = await Body(request, v3);
        foreach (var (name, value) in body)
        {
            values[name] = value?.DeepClone();
        }

        auth = Take(values) ?? auth;
        return new SentParameters(values, auth, isBroken);
    }

    private static async Task<(JsonObject Values, bool IsBroken)> Body(HttpRequest request, bool v3)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return ([], false);
        }

        var type = request.ContentType ?? "";
        if (!v3 && type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await Multipart(request);
        }

        var bytes = await Bytes(request);
        if (bytes.Length == 0)
        {
            return ([], false);
        }

        if (type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            return JsonBody.TryParse(bytes, out var node) ? (AsMap(node), false) : ([], true);
        }

        if (v3)
        {
            return ([], true);
        }

        return type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? (PhpForm.Parse(Encoding.UTF8.GetString(bytes)), false)
            : ([], false);
    }

    private static async Task<(JsonObject Values, bool IsBroken)> Multipart(HttpRequest request)
    {
        try
        {
            var form = await request.ReadFormAsync();
            return (PhpForm.Parse(form.SelectMany(field => field.Value.Select(value => new KeyValuePair<string, string>(field.Key, value ?? "")))), false);
        }
        catch (InvalidDataException)
        {
            return ([], true);
        }
    }

    private static async Task<byte[]> Bytes(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    // A list is a map with keys 0, 1, …: how the array bodies of positional methods and of the v3 batch look to PHP.
    private static JsonObject AsMap(JsonNode? node) => node switch
    {
        JsonObject map => map,
        JsonArray list => new JsonObject(list.Select((item, i) =>
            new KeyValuePair<string, JsonNode?>(i.ToString(System.Globalization.CultureInfo.InvariantCulture), item?.DeepClone()))),
        _ => [],
    };

    private static string? Take(JsonObject values)
    {
        var auth = values["auth"];
        values.Remove("auth");
        return Php.AsText(auth);
    }

    private static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }
}
