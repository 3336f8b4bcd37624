using B24App.Backfill;
using B24App.Plan.Carry;
using B24App.Store;

namespace B24App.Carry;

/// <summary>One run of a rule over what existed before.</summary>
public sealed record CarryRun
{
    /// <summary>Our number, never used twice.</summary>
    public long Id { get; init; }

    /// <summary>Whose run.</summary>
    public required PortalId Portal { get; init; }

    /// <summary>The rule.</summary>
    public required long Rule { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>How far the preview has read.</summary>
    public IdWalk Walk { get; init; } = IdWalk.Unread;

    /// <summary>The rule as it was previewed.</summary>
    public required CarryRule Previewed { get; init; }

    /// <summary>Why it stands still; empty when it does not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began to carry; null before.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What a run counted.</summary>
/// <param name="Sources">Records it read.</param>
/// <param name="Untied">Of them tied to nothing.</param>
/// <param name="Unmarked">Of them without the mark.</param>
/// <param name="Carried">Entries it carries.</param>
/// <param name="Stay">Entries that stay, by reason.</param>
/// <param name="Left">Entries whose turn has not come.</param>
/// <param name="UnderWay">Entries that are looked at or written now.</param>
/// <param name="Refused">Entries the portal refused.</param>
public sealed record CarryCounts(long Sources, long Untied, long Unmarked, long Carried, IReadOnlyDictionary<CarryReason, long> Stay, long Left, long UnderWay, long Refused)
{
    /// <summary>Entries that are over.</summary>
    public long Ended => Carried - Left - UnderWay;
}

/// <summary>How an act on a run ended.</summary>
public enum CarryAnswer
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>There is no such run or rule of this portal.</summary>
    NotFound,

    /// <summary>It is not in a state for this act.</summary>
    WrongState,

    /// <summary>The rule changed since the preview, or the preview is older than a day: preview anew.</summary>
    Stale,
}
