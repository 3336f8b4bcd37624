using System.Collections.Immutable;

namespace B24App.Links;

/// <summary>A clause of a half.</summary>
public enum Clause
{
    /// <summary>New tasks leave.</summary>
    SendsTasks,

    /// <summary>New tasks are taken.</summary>
    TakesTasks,

    /// <summary>Comments leave.</summary>
    SendsComments,

    /// <summary>Comments are taken.</summary>
    TakesComments,

    /// <summary>Fields that leave.</summary>
    SendsFields,

    /// <summary>Fields that are taken.</summary>
    TakesFields,

    /// <summary>Which tasks leave.</summary>
    Filter,

    /// <summary>Also what came from other partners leaves.</summary>
    PartnersMirrors,

    /// <summary>People are matched by e-mail.</summary>
    UserMatching,

    /// <summary>The largest file that crosses.</summary>
    LargestFile,

    /// <summary>Which custom fields take part.</summary>
    CustomFields,

    /// <summary>What is nobody else's affair: target group, default responsible, prefix, title, what is done on a deletion.</summary>
    Own,
}

/// <summary>How a clause changed.</summary>
public enum Change
{
    /// <summary>Less may cross.</summary>
    Narrower,

    /// <summary>More may cross.</summary>
    Wider,

    /// <summary>Something is added and something taken away.</summary>
    Mixed,

    /// <summary>Neither more nor less.</summary>
    Neutral,
}

/// <summary>One clause that differs between two halves.</summary>
public sealed record ClauseChange(Clause Clause, Change Change);

/// <summary>Compares two halves of one side, clause by clause.</summary>
internal static class Comparison
{
    public static ImmutableArray<ClauseChange> Of(Half old, Half @new)
    {
        var changes = ImmutableArray.CreateBuilder<ClauseChange>();
        Add(Clause.SendsTasks, Flag(old.SendsTasks, @new.SendsTasks));
        Add(Clause.TakesTasks, Flag(old.TakesTasks, @new.TakesTasks));
        Add(Clause.SendsComments, Flag(old.SendsComments, @new.SendsComments));
        Add(Clause.TakesComments, Flag(old.TakesComments, @new.TakesComments));
        Add(Clause.SendsFields, Sets(old.SendsFields.IsSupersetOf(@new.SendsFields), @new.SendsFields.IsSupersetOf(old.SendsFields)));
        Add(Clause.TakesFields, Sets(old.TakesFields.IsSupersetOf(@new.TakesFields), @new.TakesFields.IsSupersetOf(old.TakesFields)));
        Add(Clause.Filter, Sets(FilterSets.Covers(old.Filter, @new.Filter), FilterSets.Covers(@new.Filter, old.Filter)));
        Add(Clause.PartnersMirrors, Flag(old.SendsPartnersMirrors, @new.SendsPartnersMirrors));
        Add(Clause.UserMatching, Flag(old.MatchesUsersByEmail, @new.MatchesUsersByEmail));
        Add(Clause.LargestFile, Sets(old.LargestFile >= @new.LargestFile, @new.LargestFile >= old.LargestFile));
        Add(Clause.CustomFields, Sets(!@new.CustomFields.Except(old.CustomFields).Any(), !old.CustomFields.Except(@new.CustomFields).Any()));
        Add(Clause.Own, SameOwn(old, @new) ? null : Change.Neutral);
        return changes.ToImmutable();

        void Add(Clause clause, Change? change)
        {
            if (change is { } really)
            {
                changes.Add(new ClauseChange(clause, really));
            }
        }
    }

    /// <summary>What both the old and the new half allow, with the new half's own affairs.</summary>
    public static Half Meet(Half old, Half @new) => @new with
    {
        SendsTasks = old.SendsTasks && @new.SendsTasks,
        TakesTasks = old.TakesTasks && @new.TakesTasks,
        SendsComments = old.SendsComments && @new.SendsComments,
        TakesComments = old.TakesComments && @new.TakesComments,
        SendsFields = old.SendsFields.Intersect(@new.SendsFields),
        TakesFields = old.TakesFields.Intersect(@new.TakesFields),
        Filter = FilterSets.Meet(old.Filter, @new.Filter),
        SendsPartnersMirrors = old.SendsPartnersMirrors && @new.SendsPartnersMirrors,
        MatchesUsersByEmail = old.MatchesUsersByEmail && @new.MatchesUsersByEmail,
        LargestFile = Math.Min(old.LargestFile, @new.LargestFile),
        CustomFields = [.. @new.CustomFields.Intersect(old.CustomFields)],
    };

    private static Change? Flag(bool old, bool @new) => (old, @new) switch
    {
        (false, true) => Change.Wider,
        (true, false) => Change.Narrower,
        _ => null,
    };

    private static Change? Sets(bool oldCoversNew, bool newCoversOld) => (oldCoversNew, newCoversOld) switch
    {
        (true, true) => null,
        (true, false) => Change.Narrower,
        (false, true) => Change.Wider,
        _ => Change.Mixed,
    };

    private static bool SameOwn(Half old, Half @new) =>
        old.TargetGroup == @new.TargetGroup
        && old.PublishedGroupTitle == @new.PublishedGroupTitle
        && old.DefaultResponsible == @new.DefaultResponsible
        && old.InternalPrefix == @new.InternalPrefix
        && old.OnPartnerDelete == @new.OnPartnerDelete;
}
