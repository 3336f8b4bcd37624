using B24App.Bitrix24.Calls;

namespace B24App.Portals;

/// <summary>A line for reading: when one owner's tokens are dead, the next administrator's are tried. Writes are refused here.</summary>
public sealed class ReadingLine
{
    private readonly PortalLines _lines;
    private readonly Portal _portal;
    private readonly IReadOnlyList<long> _owners;

    internal ReadingLine(PortalLines lines, Portal portal, IReadOnlyList<long> owners)
    {
        _lines = lines;
        _portal = portal;
        _owners = owners;
    }

    /// <summary>One outcome per command, in their order, all of the same owner.</summary>
    public async Task<IReadOnlyList<Outcome>> Call(IReadOnlyList<Command> commands, Urgency urgency, CancellationToken ct)
    {
        if (commands.Any(command => command.IsWrite))
        {
            throw new InvalidOperationException("Writing uses the relay account's own line (RULES 25).");
        }

        IReadOnlyList<Outcome> outcomes = [.. commands.Select(_ => new NoAccess(AccessTrouble.Expired, "NO_TOKENS"))];
        foreach (var owner in _owners)
        {
            if (await _lines.Of(_portal, owner) is not { } line)
            {
                continue;
            }

            var asked = _lines.Now;
            outcomes = await line.Call(commands, urgency, ct);
            if (outcomes.OfType<NoAccess>().FirstOrDefault() is not { } trouble)
            {
                return outcomes;
            }

            await _lines.Lost(_portal.Id, owner, trouble, asked);
            if (!IsOfOwner(trouble.Trouble))
            {
                return outcomes;
            }
        }

        return outcomes;
    }

    private static bool IsOfOwner(AccessTrouble trouble) =>
        trouble is AccessTrouble.Expired or AccessTrouble.UserDismissed or AccessTrouble.UserBarred;
}
