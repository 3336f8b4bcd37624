using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>
/// <c>batch</c> of REST 3.0: a JSON array of <c>{method, query, as}</c>, answered in order or not at all
/// (b24restdocs: api-reference/rest-v3.md). With a token beside it the array arrives as a map with numeric keys.
/// </summary>
internal sealed class BatchV3(PortalHost host)
{
    private const int Max = 50;

    public (Ran Ran, IReadOnlyList<RanCommand> Commands) Run(Caller caller, JsonObject parameters, Fault? fault)
    {
        var ran = new List<RanCommand>();
        try
        {
            var results = new JsonArray();
            var context = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
            foreach (var (alias, method, query) in Read(parameters))
            {
                if (fault is { Kind: FaultKind.CutBatch } && ran.Count == fault.After)
                {
                    break;
                }

                if (BatchFaults.Expires(host, caller, fault, ran.Count))
                {
                    throw BatchFaults.Expired();
                }

                if (method.Equals("batch", StringComparison.OrdinalIgnoreCase))
                {
                    throw new RestError("ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage", 405);
                }

                var sent = (JsonObject)BatchV3References.Resolve(query, context)!;
                var outcome = host.Dispatcher.Run(caller, method, sent, v3: true, inBatch: true);
                ran.Add(new RanCommand(method, sent, outcome));
                if (outcome.Error is { } error)
                {
                    throw error;
                }

                results.Add(outcome.Answer!.Result?.DeepClone());
                context[alias] = outcome.Answer.Result;
            }

            var cost = ran.Aggregate(TimeSpan.Zero, (sum, command) => sum + command.Ran.Cost);
            return (new Ran(new RestAnswer(results) { Cost = cost }, null, Time(cost)), ran);
        }
        catch (RestError error)
        {
            return (new Ran(null, error, Time(TimeSpan.Zero)), ran);
        }
    }

    private static List<(string Alias, string Method, JsonObject Query)> Read(JsonObject parameters)
    {
        var commands = new List<(string, string, JsonObject)>();
        foreach (var (key, value) in parameters)
        {
            if (!int.TryParse(key, out _) || value is not JsonObject command || Php.AsText(command["method"]) is not { Length: > 0 } method)
            {
                throw new RestError("INVALIDSELECTEXCEPTION", "Invalid batch format", 400);
            }

            commands.Add((Php.AsText(command["as"]) ?? Php.Text(commands.Count), method, command["query"] as JsonObject ?? []));
        }

        return commands.Count <= Max ? commands : throw new RestError("ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
    }

    private JsonObject Time(TimeSpan cost) => Envelope.Time(host.Portal.Clock.GetUtcNow(), cost, host.Portal.UtcOffset, 0, null);
}

/// <summary><c>{"$ref":"alias.item.id"}</c> and <c>{"$refArray":"alias.id"}</c> in the queries of a v3 batch.</summary>
internal static class BatchV3References
{
    /// <summary>Copies a query with its references filled in.</summary>
    public static JsonNode? Resolve(JsonNode? node, IReadOnlyDictionary<string, JsonNode?> context) => node switch
    {
        JsonObject { Count: 1 } map when Php.AsText(map["$ref"]) is { } path => One(path, context),
        JsonObject { Count: 1 } map when Php.AsText(map["$refArray"]) is { } path => Many(path, context),
        JsonObject map => new JsonObject(map.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, Resolve(pair.Value, context)))),
        JsonArray list => new JsonArray([.. list.Select(item => Resolve(item, context))]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? One(string path, IReadOnlyDictionary<string, JsonNode?> context)
    {
        var keys = path.Split('.');
        var node = context.GetValueOrDefault(keys[0]);
        foreach (var key in keys.Skip(1))
        {
            node = node switch
            {
                JsonObject map => map[key],
                JsonArray list when int.TryParse(key, out var index) && index >= 0 && index < list.Count => list[index],
                _ => null,
            };
        }

        return node?.DeepClone() ?? throw Unknown(path);
    }

    private static JsonArray Many(string path, IReadOnlyDictionary<string, JsonNode?> context)
    {
        var cut = path.IndexOf('.', StringComparison.Ordinal);
        return cut > 0 && context.GetValueOrDefault(path[..cut]) is JsonObject result && result["items"] is JsonArray items
            ? new JsonArray([.. items.Select(item => (item as JsonObject)?[path[(cut + 1)..]]?.DeepClone())])
            : throw Unknown(path);
    }

    private static RestError Unknown(string path) => new("INVALIDSELECTEXCEPTION", $"Unknown reference `{path}`", 400);
}
