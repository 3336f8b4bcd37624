namespace B24App.Plan.Text;

/// <summary>What one comment of the old card is.</summary>
public enum OldCardKind
{
    /// <summary>Written by a person.</summary>
    Human,

    /// <summary>Written by the portal.</summary>
    Service,

    /// <summary>The counts disagree: neither may be assumed.</summary>
    Held,
}

/// <summary>Tells people from the portal in the old card, where both look alike (RULES 12).</summary>
public static class OldCard
{
    /// <summary>One kind per text, in order.</summary>
    /// <param name="texts">All comments of the task, as <c>task.commentitem.getlist</c> gives them.</param>
    /// <param name="commentsCount">COMMENTS_COUNT of the task.</param>
    /// <param name="serviceCommentsCount">SERVICE_COMMENTS_COUNT of the task.</param>
    public static IReadOnlyList<OldCardKind> Judge(IReadOnlyList<string> texts, int commentsCount, int serviceCommentsCount)
    {
        var service = texts.Select(ServiceComments.Matches).ToList();
        var humans = service.Count(known => !known);
        var agrees = humans == commentsCount - serviceCommentsCount;
        return [.. service.Select(known => known ? OldCardKind.Service : agrees ? OldCardKind.Human : OldCardKind.Held)];
    }
}
