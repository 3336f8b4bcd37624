using System.Text.Json;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Limits;

namespace B24App.Bitrix24.Calls;

/// <summary>Takes the answer of a batch apart. Each of its five maps is <c>[]</c> when empty and may be a list (batch.md).</summary>
internal sealed class BatchReader(PortalGate gate)
{
    private readonly FaultSettler _settler = new(gate);

    public IReadOnlyList<Outcome> Read(IReadOnlyList<Command> commands, JsonElement result, DateTimeOffset now) =>
        [.. commands.Select((command, i) => One(command, i, result, now))];

    private Outcome One(Command command, int index, JsonElement result, DateTimeOffset now)
    {
        var time = Of(result, "result_time", index);
        if (Of(result, "result_error", index) is { } error && AnswerOf(error) is var (code, text))
        {
            // The batch itself was let in, so the token ended on the way: the next request renews it, and this command was not done.
            var fault = FaultTable.Read(command.Method, Status, code, text);
            return fault is StaleToken ? new Later(now, LaterReason.TokenUnavailable) : _settler.Settle(fault, command.Method, code, text, Status, null, AnswerBody.ResetAt(time));
        }

        if (Of(result, "result", index) is { } value)
        {
            gate.Measured(command.Method, AnswerBody.Duration(time) ?? MethodLedger.FirstGuess, AnswerBody.Operating(time), AnswerBody.ResetAt(time));
            return AnswerBody.Answer(value, Of(result, "result_total", index), Of(result, "result_next", index), time);
        }

        // A missing key means "not executed"; with a time block of its own it was, and its answer is lost.
        return time is null ? new Later(now, LaterReason.NotExecuted) : new Unknown("no result in the batch");
    }

    private const int Status = 200;

    private static (string Code, string Text)? AnswerOf(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object => AnswerBody.Error(error) ?? ("", ""),
        JsonValueKind.String => (error.GetString() ?? "", ""),
        _ => null,
    };

    private static JsonElement? Of(JsonElement result, string name, int index)
    {
        if (Wire.Member(result, name) is not { } map)
        {
            return null;
        }

        return map.ValueKind switch
        {
            JsonValueKind.Object when map.TryGetProperty(RequestBody.Key(index), out var value) => value,
            JsonValueKind.Array when index < map.GetArrayLength() => map[index],
            _ => null,
        };
    }
}
