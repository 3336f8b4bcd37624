using System.Collections.Immutable;
using B24App.Apply;
using B24App.Journal;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Store;

namespace B24App.DeadLetters;

/// <summary>A parked intent, as one of the two portals of its link may see it.</summary>
public sealed record DeadLetter
{
    /// <summary>Its number.</summary>
    public required IntentId Id { get; init; }

    /// <summary>The link.</summary>
    public required LinkId Link { get; init; }

    /// <summary>What was to be written.</summary>
    public required IntentKind Kind { get; init; }

    /// <summary>Why it was refused.</summary>
    public required Reason Cause { get; init; }

    /// <summary>The portal's code, for support.</summary>
    public required string Code { get; init; }

    /// <summary>This portal refused it, so the cause is mended here; otherwise it is mended at the partner.</summary>
    public required bool RefusedHere { get; init; }

    /// <summary>The viewer's own item, <c>t51</c> or <c>t51/m12930</c>; empty when nothing of it stands on his portal.</summary>
    public required string Item { get; init; }

    /// <summary>When it was written down.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was parked.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>How often it left.</summary>
    public required int Attempts { get; init; }

    /// <summary>The cause and what to do about it, in one sentence.</summary>
    public string Sentence(Language language) => Reasons.In(language).Of(Cause);
}

/// <summary>Dead letters of one link with one cause.</summary>
/// <param name="Link">The link.</param>
/// <param name="Cause">Why they were refused.</param>
/// <param name="RefusedHere">The viewer's portal refused them.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">Since when the oldest is parked.</param>
/// <param name="Newest">Since when the newest is.</param>
public sealed record DeadLetterGroup(LinkId Link, Reason Cause, bool RefusedHere, int Count, DateTimeOffset Oldest, DateTimeOffset Newest)
{
    /// <summary>The cause and what to do about it, in one sentence.</summary>
    public string Sentence(Language language) => Reasons.In(language).Of(Cause);
}

/// <summary>One try that did not end well.</summary>
public sealed record Attempt(DateTimeOffset At, string State, string Outcome);

/// <summary>The whole story of one dead letter: what the portal's journal says of its item, and every try.</summary>
public sealed record DeadLetterStory(DeadLetter Letter, ImmutableArray<JournalRow> Journal, ImmutableArray<Attempt> Attempts);

/// <summary>Which dead letters of a portal are meant: one, those of a link, those with a cause, or all.</summary>
public sealed record DeadLetterPick(PortalId Portal)
{
    /// <summary>Only this one.</summary>
    public IntentId? One { get; init; }

    /// <summary>Only this link's.</summary>
    public LinkId? Link { get; init; }

    /// <summary>Only those with this cause.</summary>
    public Reason? Cause { get; init; }

    /// <summary>Only those this portal refused itself, or only those the partner's did.</summary>
    public bool? RefusedHere { get; init; }
}

/// <summary>How a replay or a drop ended.</summary>
/// <param name="Answer">Done, nothing to do, or ask the rights again.</param>
/// <param name="Count">How many dead letters it was for.</param>
public sealed record Replayed(LinkAnswer Answer, int Count);
