using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Control;

/// <summary>Faults as the control plane is told them.</summary>
internal static class FaultReader
{
    private static readonly Dictionary<string, FaultKind> Kinds = new(StringComparer.Ordinal)
    {
        ["error"] = FaultKind.Error,
        ["error_after_write"] = FaultKind.ErrorAfterWrite,
        ["answer_lost"] = FaultKind.AnswerLost,
        ["cut"] = FaultKind.Cut,
        ["junk"] = FaultKind.Junk,
        ["half_answer"] = FaultKind.HalfAnswer,
        ["delay"] = FaultKind.Delay,
        ["slow"] = FaultKind.Slow,
        ["late"] = FaultKind.Late,
        ["hang"] = FaultKind.Hang,
        ["cut_batch"] = FaultKind.CutBatch,
        ["token_expired"] = FaultKind.TokenExpired,
    };

    public static Fault Read(JsonObject sent)
    {
        var kind = Php.AsText(sent["kind"]) ?? "error";
        var plain = new Fault(Kinds.TryGetValue(kind, out var known)
            ? known
            : throw new RestError("", $"Unknown kind \"{kind}\": {string.Join(", ", Kinds.Keys)}."));
        return plain with
        {
            Times = Times(sent),
            Lasts = Lasts(sent),
            Method = Php.AsText(sent["method"]),
            Code = Php.AsText(sent["error"]) ?? plain.Code,
            Description = Php.AsText(sent["error_description"]) ?? plain.Description,
            Status = (int)(Php.AsId(sent["status"]) ?? plain.Status),
            Wait = sent["seconds"] is null ? plain.Wait : Seconds(sent, "seconds"),
            After = (int)Math.Max(0, Php.AsId(sent["after"]) ?? plain.After),
        };
    }

    /// <summary>503 for everything, or 429 for one method.</summary>
    public static Fault Throttle(JsonObject sent)
    {
        var method = Php.AsText(sent["method"]);
        var fault = Php.AsId(sent["status"]) != 429 ? Fault.Throttle(Times(sent))
            : method is null ? throw new RestError("", "429 blocks one method: name it in \"method\".")
            : Fault.Blocked(method, Lasts(sent) ?? TimeSpan.FromMinutes(10));
        return fault with { Method = method, Lasts = Lasts(sent) ?? fault.Lasts };
    }

    public static TimeSpan Seconds(JsonObject sent, string name) =>
        Php.AsText(sent[name]) is not { } text ? TimeSpan.Zero
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1e6 ? TimeSpan.FromSeconds(value)
        : throw new RestError("", $"\"{name}\" must be seconds.");

    private static int Times(JsonObject sent) => (int)Math.Max(1, Php.AsId(sent["times"]) ?? Php.AsId(sent["count"]) ?? 1);

    private static TimeSpan? Lasts(JsonObject sent) => sent["lasts"] is null ? null : Seconds(sent, "lasts");
}
