using System.Collections.Immutable;
using B24App.Plan;
using B24App.Store;

namespace B24App.Links;

/// <summary>A row of the link table as Dapper reads it.</summary>
internal sealed class LinkRow
{
    public const string Columns = """
        id, name, portal_a AS PortalA, portal_b AS PortalB, life, contract, half_a AS HalfA, half_b AS HalfB, month_a AS MonthA,
        month_b AS MonthB, active_since AS ActiveSince, resumed_at AS ResumedAt, proposals, paused_a AS PausedA, paused_b AS PausedB,
        waiting_a AS WaitingA, waiting_b AS WaitingB, held, ended_by AS EndedBy, ended_at AS EndedAt, ending_a AS EndingA,
        ending_b AS EndingB, limits, salt
        """;

    public const string Invited = "invited";
    public const string Accepted = "accepted";
    public const string Running = "running";
    public const string Ended = "ended";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public long PortalA { get; init; }

    public long PortalB { get; init; }

    public string Life { get; init; } = "";

    public int Contract { get; init; }

    public string HalfA { get; init; } = "";

    public string HalfB { get; init; } = "";

    public int? MonthA { get; init; }

    public int? MonthB { get; init; }

    public long ActiveSince { get; init; }

    public long ResumedAt { get; init; }

    public int Proposals { get; init; }

    public long PausedA { get; init; }

    public long PausedB { get; init; }

    public string WaitingA { get; init; } = "";

    public string WaitingB { get; init; } = "";

    public string Held { get; init; } = "";

    public string EndedBy { get; init; } = "";

    public long EndedAt { get; init; }

    public string EndingA { get; init; } = "";

    public string EndingB { get; init; } = "";

    public string Limits { get; init; } = "{}";

    public byte[] Salt { get; init; } = [];

    public PortalId Portal(Side side) => new(side == Side.A ? PortalA : PortalB);

    public Half Half(Side side) => HalfJson.Read<Half>(side == Side.A ? HalfA : HalfB);

    public int? Month(Side side) => side == Side.A ? MonthA : MonthB;

    // The strongest cause names the state; the others are still there when it is lifted.
    public LinkState State =>
        Life == Ended ? LinkState.Ended
        : Life != Running ? LinkState.Pending
        : Held.Length > 0 ? LinkState.Held
        : PausedA != 0 || PausedB != 0 ? LinkState.Paused
        : WaitingA.Length > 0 || WaitingB.Length > 0 ? LinkState.Waiting
        : LinkState.Active;

    public Link Link() => new(
        new LinkId(Id),
        Name,
        new PortalId(PortalA),
        new PortalId(PortalB),
        State,
        new Contract(Contract, Half(Side.A), Half(Side.B)),
        ActiveSince == 0 ? DateTimeOffset.MaxValue : Moment(ActiveSince));

    public LinkDetails Details(IEnumerable<Proposal> proposals) => new()
    {
        Link = Link(),
        WaitsForConfirmation = Life == Accepted,
        PausedByA = MomentOrNull(PausedA),
        PausedByB = MomentOrNull(PausedB),
        WaitingForA = WaitingA,
        WaitingForB = WaitingB,
        Held = Held,
        ResumedAt = MomentOrNull(ResumedAt),
        TasksIn30DaysAtA = MonthA,
        TasksIn30DaysAtB = MonthB,
        Limits = HalfJson.Read<LinkLimits>(Limits),
        Proposals = [.. proposals],
        Ending = Life == Ended ? new Ending(Enum.Parse<Side>(EndedBy), Moment(EndedAt), Enum.Parse<EndingPolicy>(EndingA), Enum.Parse<EndingPolicy>(EndingB)) : null,
        Salt = ImmutableArray.Create(Salt),
    };

    public static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? MomentOrNull(long milliseconds) => milliseconds == 0 ? null : Moment(milliseconds);
}

/// <summary>A row of the proposal table.</summary>
internal sealed class ProposalRow
{
    public const string Columns = "link_id AS LinkId, side, half, month, number, made_at AS MadeAt";

    public long LinkId { get; init; }

    public string Side { get; init; } = "";

    public string Half { get; init; } = "";

    public int? Month { get; init; }

    public int Number { get; init; }

    public long MadeAt { get; init; }

    public Proposal Proposal() =>
        new(Enum.Parse<Side>(Side), Number, HalfJson.Read<Half>(Half), Month, LinkRow.Moment(MadeAt));
}
