using System.Collections.Immutable;

namespace B24App.Plan.Carry;

/// <summary>
/// The whole policy of carrying inside one portal: an entry with its timelines, the ties of the records it stands at and a rule give the calls
/// that are missing. It is planned on what the portal shows, so a doubled look finds nothing to do.
/// </summary>
public static class CarryPlanner
{
    // Taking an entry out of more timelines for a moment would disturb more than it protects.
    private const int MostReleased = 6;

    /// <summary>Plans one entry under one rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="entry">The entry as shown now.</param>
    /// <param name="sources">Records of the rule's source type, at least those the entry stands at.</param>
    /// <param name="past">What we did with it before.</param>
    public static CarryVerdict Plan(CarryRule rule, SeenEntry entry, IReadOnlyCollection<SeenSource> sources, PastDeeds past)
    {
        if (Unwanted(rule.Conditions, entry) is var stays and not CarryReason.None)
        {
            return CarryVerdict.Stay(stays);
        }

        var here = sources.Where(source => source.Key.Type == rule.Tie.Source && entry.Bindings.Contains(source.Key)).OrderBy(source => source.Key.Id).ToList();
        if (here.Count == 0)
        {
            return CarryVerdict.Stay(CarryReason.NoSource);
        }

        var tied = here.Where(source => Hindrance(source) == CarryReason.None).ToList();
        return tied.Count == 0 ? CarryVerdict.Stay(here.Select(Hindrance).Max()) : rule.Manner == Manner.Copy ? Copies(entry, tied, past) : Moves(rule, entry, tied, past);
    }

    /// <summary>Which of the source's ties take part.</summary>
    public static ImmutableArray<CrmKey> Choose(TieChoice choice, IReadOnlyList<CrmKey> named) => choice switch
    {
        _ when named.Count == 0 => [],
        TieChoice.First => [named[0]],
        TieChoice.Newest => [named.MaxBy(key => key.Id)],
        _ => [.. named.Distinct()],
    };

    private static CarryReason Unwanted(CarryConditions asked, SeenEntry entry) => entry switch
    {
        { IsOurCopy: true } => CarryReason.OurCopy,
        _ when !asked.Kinds.IsDefaultOrEmpty && !asked.Kinds.Contains(entry.Kind) => CarryReason.OtherKind,
        { Direction: not 0 } when asked.Direction != 0 && asked.Direction != entry.Direction => CarryReason.OtherDirection,
        _ when asked.Responsible != 0 && asked.Responsible != entry.Responsible => CarryReason.OtherResponsible,
        _ when asked.Since is { } since && entry.At is { } at && at < since => CarryReason.TooOld,
        _ => CarryReason.None,
    };

    private static CarryReason Hindrance(SeenSource source) => source switch
    {
        { State: SourceState.Unreadable or SourceState.NotNow } => CarryReason.SourceUnreadable,
        { State: SourceState.Gone } => CarryReason.SourceGone,
        { IsMarked: false } => CarryReason.NotMarked,
        { IsReturned: true } => CarryReason.Returned,
        { Targets.IsEmpty: true } => CarryReason.NoTarget,
        _ => CarryReason.None,
    };

    private static CarryVerdict Copies(SeenEntry entry, List<SeenSource> sources, PastDeeds past)
    {
        if (entry.Kind is EntryKind.Task or EntryKind.Other)
        {
            return CarryVerdict.Stay(CarryReason.CannotCopy);
        }

        var missing = sources.SelectMany(source => source.Targets).Distinct().Where(target => !entry.Bindings.Contains(target) && !past.Copied.Contains(target)).ToList();
        return missing.Count == 0 ? CarryVerdict.Stay(CarryReason.Already) : new CarryVerdict([.. missing.Select(target => new CarryStep(CarryAct.Copy, target))], CarryReason.None);
    }

    private static CarryVerdict Moves(CarryRule rule, SeenEntry entry, List<SeenSource> sources, PastDeeds past)
    {
        var targets = sources.SelectMany(source => source.Targets).Distinct().ToList();
        var refused = targets.Where(target => !entry.Bindings.Contains(target) && (past.Left.Contains(target) || past.Put.Contains(target))).ToList();
        var missing = targets.Where(target => !entry.Bindings.Contains(target)).Except(refused).ToList();
        if (entry.Bindings.Length + missing.Count > SeenEntry.MostBindings)
        {
            return CarryVerdict.Stay(CarryReason.TooManyCards);
        }

        var steps = missing.Select(target => new CarryStep(CarryAct.Bind, target)).ToList();
        if (rule.Manner == Manner.Move)
        {
            // What a person put back after we took it away stays.
            steps.AddRange(sources.Where(source => !source.Targets.Intersect(refused).Any() && !past.Left.Contains(source.Key)).Select(source => new CarryStep(CarryAct.Unbind, source.Key)));
        }
        else if (rule.Outlives && sources.Exists(source => source.Key == entry.Owner) && targets.Except(refused).ToList() is [var heir, ..])
        {
            var handover = past.Released.Contains(entry.Owner!.Value) ? [] : Handover(entry, [.. entry.Bindings, .. missing], heir);
            if (handover.Count == 0 && steps.Count == 0)
            {
                return CarryVerdict.Stay(CarryReason.OwnerStays);
            }

            steps.AddRange(handover);
        }

        return steps.Count > 0 ? new CarryVerdict([.. steps], CarryReason.None)
            : CarryVerdict.Stay(refused.Count == 0 ? CarryReason.Already : past.Put.Intersect(refused).Any() ? CarryReason.TakenOut : CarryReason.CarriedAway);
    }

    // The owner of an activity changes only while one timeline is left to it, that of a comment with the first one it leaves (crm.md §2.1).
    private static List<CarryStep> Handover(SeenEntry entry, IReadOnlyList<CrmKey> all, CrmKey heir)
    {
        var released = entry.IsComment ? [entry.Owner!.Value] : all.Where(card => card != heir).ToList();
        return released.Count > MostReleased
            ? []
            : [.. released.Select(card => new CarryStep(CarryAct.Release, card)), .. released.Select(card => new CarryStep(CarryAct.Rebind, card))];
    }
}
