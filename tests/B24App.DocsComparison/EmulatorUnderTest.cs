using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.DocsComparison;

/// <summary>An emulated portal that is emptied and seeded for every call, so that each stands alone.</summary>
internal sealed partial class EmulatorUnderTest : IAsyncDisposable
{
    private const string Scopes = "task,tasks,im,disk,user,department,sonet_group,placement,crm";
    private readonly PortalBox _box;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Dictionary<string, JsonNode?> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _tokens = [];

    private EmulatorUnderTest(PortalBox box) => _box = box;

    public MethodTable Methods => Portal.Methods;

    private PortalHost Portal => _box.Portals[0];

    public static async Task<EmulatorUnderTest> Start() =>
        new(await PortalBox.Start(new BoxOptions { Portals = [new PortalPlan("North", "en")], AutoDeliver = false }));

    /// <summary>Calls a method on a fresh portal.</summary>
    public async Task<JsonNode?> Call(string method, MethodCase situation, Attempt attempt, IReadOnlyDictionary<string, Preparation> objects)
    {
        Portal.Reset();
        Portal.Portal.Switches = new Switches { RateLimit = false, Card = situation.OldCard ? Card.Old : Card.New };
        Portal.Seed(0);
        _made.Clear();
        _tokens.Clear();
        foreach (var name in situation.Needs.Concat(attempt.Needs))
        {
            var preparation = objects[name];
            var made = await Send(preparation.Call, Filled(preparation.With), preparation.User, "app");
            _made[name] = made?["result"] ?? throw new InvalidOperationException($"{name} could not be made: {made?.ToJsonString()}");
        }

        return await Send(method, Filled(attempt.With), attempt.User, attempt.As);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _box.DisposeAsync();
    }

    private async Task<JsonNode?> Send(string method, JsonNode? parameters, long user, string caller)
    {
        var v3 = method.StartsWith("api/", StringComparison.Ordinal);
        var name = v3 ? method[4..] : method;
        var prefix = v3 ? "api/" : "";
        using var message = new HttpRequestMessage(HttpMethod.Post, caller == "webhook"
            ? $"{Portal.ClientEndpoint}{prefix}{user}/demo/{name}"
            : $"{Portal.ClientEndpoint}{prefix}{name}{(v3 || parameters is JsonArray ? "?auth=" + await Token(user) : "")}");
        var body = parameters?.DeepClone() ?? new JsonObject();
        if (body is JsonObject fields && caller != "webhook" && !v3)
        {
            fields["auth"] = await Token(user);
        }

        message.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(message);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> Token(long user)
    {
        if (!_tokens.TryGetValue(user, out var token))
        {
            var wish = new JsonObject { ["user_id"] = user, ["scopes"] = Scopes, ["client_id"] = "app.docs", ["client_secret"] = "secret", ["handler"] = Portal.Url + "/handler" };
            using var answer = await _http.PostAsJsonAsync(Portal.Url + "/_emulator/apps", wish);
            token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
            _tokens[user] = token;
        }

        return token;
    }

    // "{task.task.id}" alone becomes the value itself, inside a longer text its print.
    private JsonNode? Filled(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Filled(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Filled)]),
        JsonValue value when value.TryGetValue<string>(out var text) =>
            Reference().Match(text) is { Success: true } alone && alone.Length == text.Length
                ? Find(alone.Groups[1].Value)?.DeepClone()
                : JsonValue.Create(Reference().Replace(text, match => Find(match.Groups[1].Value)!.ToString())),
        _ => node?.DeepClone(),
    };

    private JsonNode? Find(string path)
    {
        var steps = path.Split('.');
        var node = _made[steps[0]];
        foreach (var step in steps[1..])
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node?[step];
        }

        return node ?? throw new InvalidOperationException($"{path} is not there");
    }

    [GeneratedRegex(@"\{([a-z][\w.]*)\}", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
