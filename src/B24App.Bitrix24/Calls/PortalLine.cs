using B24App.Bitrix24.Http;
using B24App.Bitrix24.Limits;
using B24App.Bitrix24.OAuth;

namespace B24App.Bitrix24.Calls;

/// <summary>
/// The way to one portal with the tokens of one owner. It packs what waits together, asks the gate before each request and never waits
/// in memory: what may not leave now comes back as <see cref="Later"/>.
/// </summary>
public sealed class PortalLine(string member, TokenKeeper tokens, PortalGate gate, Transport transport, RestPatience patience, IRestLog log, TimeProvider clock)
{
    /// <summary>One outcome per command, in their order. One command is one plain call; several share batches.</summary>
    public Task<IReadOnlyList<Outcome>> Call(IReadOnlyList<Command> commands, Urgency urgency, CancellationToken ct)
    {
        _ = (member, tokens, gate, transport, patience, log, clock, commands, urgency, ct);
        throw new NotSupportedException();
    }
}
