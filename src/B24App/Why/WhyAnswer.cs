using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Store;

namespace B24App.Why;

/// <summary>One link of the chain from an event to a receipt.</summary>
/// <param name="At">When.</param>
/// <param name="Station">event, verdict, intent, receipt, note, link; <c>skip</c> for a reason with its counter.</param>
/// <param name="Link">The link it speaks of; 0 for none.</param>
/// <param name="Item">The portal's own item.</param>
/// <param name="Reason">Why, as a word of the fixed list; empty for none.</param>
/// <param name="Detail">The rest, for people.</param>
public sealed record WhyStep(DateTimeOffset At, string Station, LinkId Link, string Item, string Reason, string Detail)
{
    /// <summary>The reason as a sentence; empty for none.</summary>
    public string Sentence(Language language) => Enum.TryParse<Reason>(Reason, out var reason) ? Reasons.In(language).Of(reason) : "";
}

/// <summary>What would be decided now, for one link.</summary>
/// <param name="Link">The link.</param>
/// <param name="Verdict">create, update, rest, hold, mark, forget or stays.</param>
/// <param name="Reason">Why, where there is a reason.</param>
/// <param name="Fields">Fields that would cross.</param>
public sealed record WhyPlan(LinkId Link, string Verdict, Reason? Reason, ImmutableArray<Field> Fields)
{
    /// <summary>The reason as a sentence; empty for none.</summary>
    public string Sentence(Language language) => Reason is { } reason ? Reasons.In(language).Of(reason) : "";
}

/// <summary>Everything that is known of one task, from the event to the receipt. All of it belongs to one portal.</summary>
/// <param name="Portal">Whose task it is.</param>
/// <param name="Task">Its id there.</param>
/// <param name="IsMirrored">A link carries it.</param>
/// <param name="WaitsForLook">A look is due.</param>
/// <param name="Steps">The chain, oldest first.</param>
/// <param name="Now">The plan made now; empty when the portal cannot be asked (see <paramref name="NotNow"/>).</param>
/// <param name="NotNow">Why no plan could be made, or null.</param>
public sealed record WhyAnswer(PortalId Portal, long Task, bool IsMirrored, bool WaitsForLook, ImmutableArray<WhyStep> Steps, ImmutableArray<WhyPlan> Now, Reason? NotNow);
