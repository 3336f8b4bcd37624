using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>A method that ran, or was refused.</summary>
/// <param name="Answer">What it answered; null when refused.</param>
/// <param name="Error">Why it was refused.</param>
/// <param name="Time">The <c>time</c> block.</param>
internal sealed record Ran(RestAnswer? Answer, RestError? Error, JsonObject Time)
{
    public int Status => Error?.Status ?? 200;

    public TimeSpan Cost => Answer?.Cost ?? TimeSpan.Zero;

    /// <summary>The body of a single call as text. A batch puts the same nodes into its own answer, so a command is printed from copies.</summary>
    public string Text(bool v3, Switches switches) => Copy().Body(v3, switches).ToJsonString(Wire.Options);

    /// <summary>The whole body of a single call.</summary>
    public JsonObject Body(bool v3, Switches switches)
    {
        if (Error is not null)
        {
            return Envelope.Error(Error, v3, switches, Error.Code == "OPERATION_TIME_LIMIT" ? Time : null);
        }

        if (Answer!.IsWhole)
        {
            return Answer.Result!.AsObject();
        }

        var body = new JsonObject { ["result"] = Answer.Result };
        if (Answer.Next is { } next)
        {
            body["next"] = next;
        }

        if (Answer.Total is { } total)
        {
            body["total"] = total;
        }

        body["time"] = Time;
        return body;
    }

    private Ran Copy() => this with
    {
        Answer = Answer is null ? null : Answer with { Result = Answer.Result?.DeepClone() },
        Time = Time.DeepClone().AsObject(),
    };
}
