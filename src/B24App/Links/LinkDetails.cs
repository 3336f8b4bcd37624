using System.Collections.Immutable;
using B24App.Plan;
using B24App.Store;

namespace B24App.Links;

/// <summary>Everything about one link that a page or a station may ask beyond <see cref="Links.Link"/>.</summary>
public sealed record LinkDetails
{
    /// <summary>The link itself.</summary>
    public required Link Link { get; init; }

    /// <summary>The invitation was accepted and the inviter has not confirmed yet.</summary>
    public bool WaitsForConfirmation { get; init; }

    /// <summary>When A paused it; null for not paused by A.</summary>
    public DateTimeOffset? PausedByA { get; init; }

    /// <summary>When B paused it.</summary>
    public DateTimeOffset? PausedByB { get; init; }

    /// <summary>Why it waits for A; empty for no reason.</summary>
    public string WaitingForA { get; init; } = "";

    /// <summary>Why it waits for B.</summary>
    public string WaitingForB { get; init; } = "";

    /// <summary>Why it is held; empty for not held.</summary>
    public string Held { get; init; } = "";

    /// <summary>When it was last resumed: intents that were written before and have not left are void (RULES 21).</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>30-day count A was told when it confirmed its whole portal.</summary>
    public int? TasksIn30DaysAtA { get; init; }

    /// <summary>30-day count of B.</summary>
    public int? TasksIn30DaysAtB { get; init; }

    /// <summary>Fuse and caps.</summary>
    public LinkLimits Limits { get; init; } = LinkLimits.Default;

    /// <summary>Wider halves that wait for the other side.</summary>
    public ImmutableArray<Proposal> Proposals { get; init; } = [];

    /// <summary>How it ended; null while it has not.</summary>
    public Ending? Ending { get; init; }

    /// <summary>The secret that e-mail hashes of this link are made with.</summary>
    internal ImmutableArray<byte> Salt { get; init; } = [];

    /// <summary>When a side paused it.</summary>
    public DateTimeOffset? PausedBy(Side side) => side == Side.A ? PausedByA : PausedByB;

    /// <summary>Why it waits for a side.</summary>
    public string WaitingFor(Side side) => side == Side.A ? WaitingForA : WaitingForB;

    /// <summary>How long a page and a notice speak of an end that the partner made.</summary>
    public static TimeSpan EndIsNews { get; } = TimeSpan.FromDays(14);

    /// <summary>The other side ended it, and lately: whoever did not end a link himself must find out.</summary>
    public bool IsNewsFor(Side side, DateTimeOffset now) => Ending is { } ending && ending.By != side && !Link.IsSelfLink && now - ending.At < EndIsNews;

    /// <summary>It ended because the partner removed the app with all its data.</summary>
    public bool LostPartner(Side side) => Ending is { } ending && ending.By != side && Link.Portal(side.Other()).Value == 0;

    /// <summary>What the partner may read of a side's half.</summary>
    public PublishedHalf Published(Side side) =>
        PublishedHalf.Of(Link.Contract.Of(side), side == Side.A ? TasksIn30DaysAtA : TasksIn30DaysAtB);
}

/// <summary>A wider half that waits for the other side's word.</summary>
/// <param name="Side">Whose half it is.</param>
/// <param name="Number">Number of the proposal; a confirmation names it.</param>
/// <param name="Half">The half as it would be; only its own administrator sees all of it.</param>
/// <param name="TasksIn30Days">Count its administrator was told, when it is a whole portal.</param>
/// <param name="MadeAt">When.</param>
public sealed record Proposal(Side Side, int Number, Half Half, int? TasksIn30Days, DateTimeOffset MadeAt)
{
    /// <summary>What the other side reads of it.</summary>
    public PublishedHalf Published => PublishedHalf.Of(Half, TasksIn30Days);
}

/// <summary>A contract that is or was in force.</summary>
/// <param name="Contract">Number and halves.</param>
/// <param name="MadeBy">Side whose act made it.</param>
/// <param name="MadeAt">When.</param>
public sealed record PastContract(Contract Contract, Side MadeBy, DateTimeOffset MadeAt);

/// <summary>What becomes of mirrors when a link ends.</summary>
public enum EndingPolicy
{
    /// <summary>They stay as they are.</summary>
    Keep,

    /// <summary>They stay, with a note that the exchange ended.</summary>
    Mark,

    /// <summary>Mirrors (never origins) are deleted.</summary>
    RemoveMirrors,
}

/// <summary>How a link ended.</summary>
/// <param name="By">Side that ended it.</param>
/// <param name="At">When.</param>
/// <param name="AtA">What becomes of the mirrors that stand at A.</param>
/// <param name="AtB">What becomes of the mirrors that stand at B.</param>
public sealed record Ending(Side By, DateTimeOffset At, EndingPolicy AtA, EndingPolicy AtB)
{
    /// <summary>What becomes of the mirrors that stand at a side.</summary>
    public EndingPolicy Policy(Side side) => side == Side.A ? AtA : AtB;
}

/// <summary>A portal as a partner sees it.</summary>
/// <param name="Id">Our number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Domain">Its address.</param>
public sealed record PortalCard(PortalId Id, string Name, string Domain);
