using System.Text.Json;
using System.Text.Json.Nodes;

namespace B24App.Bitrix24.Calls;

/// <summary>
/// The batch of REST 3.0: a list of methods and queries, answered by a list of results in the same order (b24restdocs: api-reference/rest-v3.md).
/// Where one of them is refused the answer is an error for all, and nobody learns how many were done before it.
/// </summary>
internal static class V3Batch
{
    /// <summary>Whether a command may travel with others. A key in the header would be the key of them all, and a map of one member whose name begins with a dollar refers to another command's answer.</summary>
    public static bool CanSay(Command command) =>
        command is { IsV3: true, IdempotencyKey: null } && !command.Method.Equals("batch", StringComparison.OrdinalIgnoreCase)
        && command.Parameters is null or JsonObject && !Refers(command.Parameters);

    /// <summary>The body without the token: the list as a map with numeric keys, since the token stands beside it.</summary>
    public static JsonObject Body(IReadOnlyList<Command> commands)
    {
        var body = new JsonObject();
        for (var i = 0; i < commands.Count; i++)
        {
            body[i.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonObject { ["method"] = commands[i].Method, ["query"] = commands[i].Parameters?.DeepClone() ?? new JsonObject() };
        }

        return body;
    }

    /// <summary>One outcome per command. What the answer does not show may have happened all the same.</summary>
    public static IReadOnlyList<Outcome> Read(IReadOnlyList<Command> commands, Outcome outcome) => outcome switch
    {
        Answer answer => [.. commands.Select((_, i) => Of(answer.Result, i) is { } result ? answer with { Result = result, Total = null, Next = null } : (Outcome)new Unknown("no result in the batch"))],
        Refusal refusal => [.. commands.Select(_ => new Unknown($"a batch of REST 3.0 was refused: {refusal.Code}"))],
        Later { Reason: LaterReason.MethodParked } => [.. commands.Select(_ => new Unknown("a batch of REST 3.0 ran out of time"))],
        _ => [.. commands.Select(_ => outcome)],
    };

    private static JsonElement? Of(JsonElement result, int index) => result.ValueKind switch
    {
        JsonValueKind.Array when index < result.GetArrayLength() => result[index],
        JsonValueKind.Object when result.TryGetProperty(index.ToString(System.Globalization.CultureInfo.InvariantCulture), out var value) => value,
        _ => null,
    };

    private static bool Refers(JsonNode? node) => node switch
    {
        JsonObject map => (map.Count == 1 && map.First().Key.StartsWith('$')) || map.Any(member => Refers(member.Value)),
        JsonArray list => list.Any(Refers),
        _ => false,
    };
}
