using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>One command of a batch that was looked at: for the journal.</summary>
internal sealed record RanCommand(string Method, JsonObject Parameters, Ran Ran);

/// <summary><c>batch</c> of REST 2: up to 50 commands in one request, each with its own outcome.</summary>
internal sealed class BatchV2(PortalHost host)
{
    private const int Max = 50;

    public (RestAnswer Answer, IReadOnlyList<RanCommand> Commands) Run(Caller caller, JsonObject parameters, Fault? fault)
    {
        var halt = Php.AsText(parameters["halt"]) is { } text && text is not ("" or "0" or "false");
        var results = new OrderedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var found = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var (errors, totals, nexts, times) = (new Pairs(), new Pairs(), new Pairs(), new Pairs());
        var ran = new List<RanCommand>();
        caller = caller with { Connector = Php.AsText(parameters[SentParameters.Connector]) ?? "" };

        foreach (var (key, command) in Commands(parameters["cmd"]))
        {
            if (fault is { Kind: FaultKind.CutBatch } && ran.Count == fault.After)
            {
                break;
            }

            var (method, sent) = Read(command);
            var outcome = BatchFaults.Expires(host, caller, fault, ran.Count)
                ? Refused(BatchFaults.Expired())
                : ran.Count >= Max
                ? Refused(new RestError("ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded"))
                : method.Equals("batch", StringComparison.OrdinalIgnoreCase)
                    ? Refused(new RestError("ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage", 405))
                    : host.Dispatcher.Run(caller, method, sent = BatchReferences.Resolve(sent, found, host.Portal.Switches.UnresolvedReferenceStays), v3: false, inBatch: true);
            ran.Add(new RanCommand(method, sent, outcome));

            if (outcome.Error is { } error)
            {
                errors.Add(new(key, Envelope.Error(error, v3: false, host.Portal.Switches)));
                if (halt)
                {
                    break;
                }

                continue;
            }

            found[key] = outcome.Answer!.Result;
            results[key] = outcome.Answer.Result;
            times.Add(new(key, outcome.Time));
            AddNumber(totals, key, outcome.Answer.Total);
            AddNumber(nexts, key, outcome.Answer.Next);
        }

        var whole = new JsonObject
        {
            ["result"] = Php.Map(results.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value?.DeepClone()))),
            ["result_error"] = Php.Map(errors),
            ["result_total"] = Php.Map(totals),
            ["result_next"] = Php.Map(nexts),
            ["result_time"] = Php.Map(times.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value?.DeepClone()))),
        };
        var cost = ran.Aggregate(TimeSpan.Zero, (sum, command) => sum + command.Ran.Cost);
        return (new RestAnswer(whole) { Cost = cost }, ran);
    }

    /// <summary>Methods a batch of either version carries.</summary>
    public static IReadOnlyList<string> MethodsOf(JsonObject parameters) =>
        [.. Commands(parameters["cmd"] ?? parameters).Select(command => Read(command.Value).Method)];

    private Ran Refused(RestError error) =>
        new(null, error, Envelope.Time(host.Portal.Clock.GetUtcNow(), TimeSpan.Zero, host.Portal.UtcOffset, 0, null));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Commands(JsonNode? cmd) => cmd switch
    {
        JsonObject map => map,
        JsonArray list => list.Select((command, i) => new KeyValuePair<string, JsonNode?>(Php.Text(i), command)),
        _ => [],
    };

    // A command is "method?query", or a map with the method and its parameters apart.
    private static (string Method, JsonObject Parameters) Read(JsonNode? command)
    {
        if (command is JsonObject map)
        {
            return (Php.AsText(map["method"]) ?? "", (map["params"] as JsonObject)?.DeepClone().AsObject() ?? []);
        }

        var text = Php.AsText(command) ?? "";
        var cut = text.IndexOf('?', StringComparison.Ordinal);
        var sent = cut < 0 ? [] : PhpForm.Parse(text[(cut + 1)..]);
        sent.Remove("auth");
        return ((cut < 0 ? text : text[..cut]).Trim('/', ' '), sent);
    }

    private static void AddNumber(Pairs pairs, string key, int? number)
    {
        if (number is { } value)
        {
            pairs.Add(new(key, value));
        }
    }

    private sealed class Pairs : List<KeyValuePair<string, JsonNode?>>;
}
