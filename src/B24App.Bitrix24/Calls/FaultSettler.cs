using B24App.Bitrix24.Limits;

namespace B24App.Bitrix24.Calls;

/// <summary>Turns a fault into the outcome of its command and tells the gate what it must know.</summary>
internal sealed class FaultSettler(PortalGate gate)
{
    public Outcome Settle(Fault fault, string method, string code, string text, int status, TimeSpan? retryAfter, DateTimeOffset? resetAt) => fault switch
    {
        Refused refused => new Refusal(refused.Kind, code, text, status),
        StaleToken => new NoAccess(AccessTrouble.Expired, code),
        TooFast => gate.Close(retryAfter),
        OutOfTime => gate.Park(method, resetAt),
        Overloaded => gate.Overload(),
        Barred barred => new NoAccess(barred.Trouble, code),
        _ => new Unknown(code.Length > 0 ? code : $"HTTP {status}"),
    };
}
