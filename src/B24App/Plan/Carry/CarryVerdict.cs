using System.Collections.Immutable;

namespace B24App.Plan.Carry;

/// <summary>One call on one entry.</summary>
public enum CarryAct
{
    /// <summary>Show it in the target's timeline too.</summary>
    Bind,

    /// <summary>Take it out of a timeline for good.</summary>
    Unbind,

    /// <summary>Take it out for a moment, so that another record becomes its owner.</summary>
    Release,

    /// <summary>Put it back where it was taken out for a moment.</summary>
    Rebind,

    /// <summary>Write a copy into the target's timeline.</summary>
    Copy,

    /// <summary>Complete a copied letter: completed at its creation it would have been sent.</summary>
    Complete,

    /// <summary>Delete a copy of ours.</summary>
    DeleteCopy,

    /// <summary>Keep a contact in the company's field of former contacts.</summary>
    Keep,

    /// <summary>Take a contact out of its company.</summary>
    Dismiss,

    /// <summary>Put a contact back beside its company.</summary>
    Return,

    /// <summary>Take a contact out of the company's field of former contacts.</summary>
    Unkeep,
}

/// <summary>A call that is to be made.</summary>
/// <param name="Act">What.</param>
/// <param name="Card">The record whose timeline, or whose field, is meant.</param>
public readonly record struct CarryStep(CarryAct Act, CrmKey Card);

/// <summary>Why an entry stays where it is. Each has a sentence in <see cref="CarryReasons"/>.</summary>
public enum CarryReason
{
    /// <summary>It does not stay: there is something to do.</summary>
    None,

    /// <summary>It stands in the target's timeline already.</summary>
    Already,

    /// <summary>It stands in no timeline the rule carries from.</summary>
    NoSource,

    /// <summary>The source is tied to nothing yet.</summary>
    NoTarget,

    /// <summary>The source has not the mark the rule asks for.</summary>
    NotMarked,

    /// <summary>The rule does not take this kind.</summary>
    OtherKind,

    /// <summary>The rule takes the other direction.</summary>
    OtherDirection,

    /// <summary>The rule takes entries of another responsible person.</summary>
    OtherResponsible,

    /// <summary>It is older than the rule takes.</summary>
    TooOld,

    /// <summary>It is a copy we made.</summary>
    OurCopy,

    /// <summary>We put it there and a person took it out.</summary>
    TakenOut,

    /// <summary>We took it out of there by a rule; carried back it would wander for ever.</summary>
    CarriedAway,

    /// <summary>It stands in a hundred timelines, and the portal takes no more.</summary>
    TooManyCards,

    /// <summary>The source is gone.</summary>
    SourceGone,

    /// <summary>The source cannot be read now.</summary>
    SourceUnreadable,

    /// <summary>The entry is gone.</summary>
    EntryGone,

    /// <summary>The entry cannot be read with our rights.</summary>
    EntryUnreadable,

    /// <summary>It stands in so many timelines that its owner stays: shared, but deleted together with its owner on some portals.</summary>
    OwnerStays,

    /// <summary>The portal refused for lack of rights.</summary>
    NoRights,

    /// <summary>The target is gone.</summary>
    TargetGone,

    /// <summary>The portal refused.</summary>
    Refused,

    /// <summary>The portal leaves it where it would stand nowhere else.</summary>
    LastCard,

    /// <summary>The rule was switched off or changed before the call left.</summary>
    RuleChanged,

    /// <summary>Such an entry cannot be copied.</summary>
    CannotCopy,

    /// <summary>A person took the dismissal of the contact back; its mark counts again when it is set anew.</summary>
    Returned,
}

/// <summary>What the planner decided for one entry under one rule.</summary>
/// <param name="Steps">Calls in their order; empty when it stays.</param>
/// <param name="Reason">Why it stays.</param>
public sealed record CarryVerdict(ImmutableArray<CarryStep> Steps, CarryReason Reason)
{
    /// <summary>It stays.</summary>
    public static CarryVerdict Stay(CarryReason reason) => new([], reason);
}
