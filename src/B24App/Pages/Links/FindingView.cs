using B24App.Links.Drafts;
using B24App.Portals;

namespace B24App.Pages.Links;

/// <summary>Something that stands in the way of a launch or of an acceptance, with the buttons that mend it.</summary>
/// <param name="Finding">What it is.</param>
/// <param name="Portal">The own portal.</param>
/// <param name="TargetGroup">The group the partner's tasks would go to.</param>
/// <param name="Form">The form that is looked at again, as a selector.</param>
/// <param name="Again">What looks again.</param>
/// <param name="Words">Words of the reader.</param>
public sealed record FindingView(DraftFinding Finding, Portal Portal, long TargetGroup, string Form, string Again, Texts Words)
{
    /// <summary>Path of the step that mends it; null when that is this one.</summary>
    public string? Step { get; init; }

    /// <summary>It is mended outside of the form, in the portal, and looked at again then.</summary>
    public bool IsLookedAtAgain => Finding.Trouble is DraftTrouble.TargetRefused or DraftTrouble.MandatoryField or DraftTrouble.MissingScope or DraftTrouble.NoRelay;

    /// <summary>Path of the group in the portal, where members are added.</summary>
    public string? GroupPath => Finding.Trouble == DraftTrouble.TargetRefused ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/workgroups/group/{TargetGroup}/") : null;
}
