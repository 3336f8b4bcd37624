namespace B24App.Links;

/// <summary>
/// Three halves of one side: as it was when an edit began, as somebody else made it meanwhile, and as the editor wants it. Whoever
/// saves late is asked about exactly what the other one changed; his own changes elsewhere stay.
/// </summary>
public static class Merging
{
    /// <summary>What the other one changed as he made it, everything else as the editor wants it.</summary>
    public static Half Theirs(Half began, Half now, Half mine) => mine with
    {
        SendsTasks = Newer(began.SendsTasks, now.SendsTasks, mine.SendsTasks),
        TakesTasks = Newer(began.TakesTasks, now.TakesTasks, mine.TakesTasks),
        SendsComments = Newer(began.SendsComments, now.SendsComments, mine.SendsComments),
        TakesComments = Newer(began.TakesComments, now.TakesComments, mine.TakesComments),
        SendsFields = began.SendsFields.SetEquals(now.SendsFields) ? mine.SendsFields : now.SendsFields,
        TakesFields = began.TakesFields.SetEquals(now.TakesFields) ? mine.TakesFields : now.TakesFields,
        Filter = FilterSets.AreEqual(began.Filter, now.Filter) ? mine.Filter : now.Filter,
        TargetGroup = Newer(began.TargetGroup, now.TargetGroup, mine.TargetGroup),
        PublishedGroupTitle = began.TargetGroup == now.TargetGroup ? mine.PublishedGroupTitle : now.PublishedGroupTitle,
        DefaultResponsible = Newer(began.DefaultResponsible, now.DefaultResponsible, mine.DefaultResponsible),
        InternalPrefix = Newer(began.InternalPrefix, now.InternalPrefix, mine.InternalPrefix),
        OnPartnerDelete = Newer(began.OnPartnerDelete, now.OnPartnerDelete, mine.OnPartnerDelete),
        SendsPartnersMirrors = Newer(began.SendsPartnersMirrors, now.SendsPartnersMirrors, mine.SendsPartnersMirrors),
        MatchesUsersByEmail = Newer(began.MatchesUsersByEmail, now.MatchesUsersByEmail, mine.MatchesUsersByEmail),
        LargestFile = Newer(began.LargestFile, now.LargestFile, mine.LargestFile),
        CustomFields = began.CustomFields.ToHashSet().SetEquals(now.CustomFields) ? mine.CustomFields : now.CustomFields,
    };

    private static T Newer<T>(T began, T now, T mine) => EqualityComparer<T>.Default.Equals(began, now) ? mine : now;
}
