using B24App.Bitrix24.Files;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.Limits;

namespace B24App.Bitrix24.Calls;

/// <summary>
/// The line to one portal with the tokens of one owner. It packs what waits together, asks the gate before each request and never waits
/// in memory: what may not leave now comes back as <see cref="Later"/>.
/// </summary>
public sealed class PortalLine(PortalWay way)
{
    private readonly Courier _courier = new(way);
    private static readonly TimeSpan Singly = TimeSpan.FromMinutes(10);

    private readonly BatchReader _reader = new(way.Gate);
    private DateTimeOffset _singlyUntil;

    /// <summary>Files to and from the portal.</summary>
    public FileLine Files { get; } = new(way);

    /// <summary>One outcome per command, in their order. One command is one plain call; several share batches.</summary>
    public async Task<IReadOnlyList<Outcome>> Call(IReadOnlyList<Command> commands, Urgency urgency, CancellationToken ct)
    {
        var outcomes = new Outcome?[commands.Count];
        for (var i = 0; i < commands.Count; i++)
        {
            outcomes[i] = way.Gate.Refuses(commands[i].Method, urgency);
        }

        var open = Enumerable.Range(0, commands.Count).Where(i => outcomes[i] is null).ToArray();
        var packs = BatchPacker.Pack([.. open.Select(i => commands[i])], way.Gate.Expected, way.Patience.Batch, way.Clock.GetUtcNow() >= _singlyUntil);
        Outcome? ended = null;
        foreach (var pack in packs)
        {
            var indices = pack.Select(i => open[i]).ToArray();
            var settled = ended is null ? await Send([.. indices.Select(i => commands[i])], urgency, ct) : [.. indices.Select(_ => ended)];
            for (var i = 0; i < indices.Length; i++)
            {
                outcomes[indices[i]] = settled[i];
            }

            ended ??= settled.FirstOrDefault(EndsTheRound);
        }

        return [.. outcomes.Select(outcome => outcome!)];
    }

    /// <summary>One outcome of one command.</summary>
    public async Task<Outcome> Call(Command command, Urgency urgency, CancellationToken ct) =>
        (await Call([command], urgency, ct))[0];

    /// <summary>One outcome of one command that has files in its parameters; it leaves alone.</summary>
    public async Task<Outcome> Call(Command command, IReadOnlyList<InlineFile> files, Urgency urgency, CancellationToken ct) =>
        way.Gate.Refuses(command.Method, urgency) ?? await _courier.Deliver(Parcel.Of(command) with { Files = files }, urgency, ct);

    // What stops one request stops those behind it, and asking again would only cost.
    private static bool EndsTheRound(Outcome outcome) => outcome is NoAccess or Later
    {
        Reason: LaterReason.GateClosed or LaterReason.RateLimited or LaterReason.Unreachable or LaterReason.TokenUnavailable or LaterReason.Moved,
    };

    private async Task<IReadOnlyList<Outcome>> Send(IReadOnlyList<Command> commands, Urgency urgency, CancellationToken ct)
    {
        var left = way.Clock.GetUtcNow();
        var outcome = await _courier.Deliver(Parcel.Of(commands), urgency, ct);
        if (commands.Count == 1)
        {
            return [outcome];
        }

        if (commands[0].IsV3 && outcome is Refusal or Unknown)
        {
            _singlyUntil = way.Clock.GetUtcNow() + Singly; // which of them was refused shows when each goes alone
        }

        var inner = commands[0].IsV3 ? V3Batch.Read(commands, outcome)
            : outcome is Answer answer ? _reader.Read(commands, answer.Result, way.Clock.GetUtcNow())
            : [.. commands.Select(_ => outcome)];
        for (var i = 0; i < commands.Count; i++)
        {
            way.Log.Write(new RestLogEntry(
                left, way.Member, commands[i].Method, commands[i].IsV3 ? 3 : 2, true, ItemIds.Of(commands[i]), 0, 0, TimeSpan.Zero, 0, inner[i].ToLog()));
        }

        return inner;
    }
}
