namespace B24App.Links;

/// <summary>Whether a whole portal was confirmed where one leaves (RULES 37).</summary>
internal static class Consents
{
    /// <summary>Why the own half may not be taken as it is; null when it may.</summary>
    public static LinkAnswer? Own(Half half, Consent consent) =>
        half.LetsWholePortalOut() && consent.OwnTasksIn30Days is null ? LinkAnswer.ConfirmOwnWholePortal : null;

    /// <summary>Why the partner's half may not be agreed to; null when it may.</summary>
    public static LinkAnswer? Partners(Half half, Consent consent) =>
        half.LetsWholePortalOut() && !consent.PartnersWholePortal ? LinkAnswer.ConfirmPartnersWholePortal : null;

    /// <summary>The count to keep with a half.</summary>
    public static int? Month(Half half, Consent consent) => half.LetsWholePortalOut() ? consent.OwnTasksIn30Days : null;
}
