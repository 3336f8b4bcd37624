using System.Globalization;
using B24App.DeadLetters;
using B24App.Plan;
using B24App.Portals;
using Half = B24App.Links.Half;

namespace B24App.Pages.Undelivered;

/// <summary>What mends a cause: a screen of the app, a page of the portal, or an act.</summary>
/// <param name="Word">Name of the button's word.</param>
/// <param name="Screen">Screen of the app; null for none.</param>
/// <param name="Url">Whole address in the portal; null for none.</param>
/// <param name="Path">Path the portal opens itself.</param>
public sealed record Fix(string Word, string? Screen, string? Url = null, string? Path = null)
{
    /// <summary>The fix of a cause; null when it is mended at the partner, or by repeating.</summary>
    public static Fix? Of(DeadLetterGroup group, Portal portal, Half half) => group switch
    {
        { Cause: Reason.ResponsibleUnknown } => new Fix("Undelivered.fix.matching", string.Create(CultureInfo.InvariantCulture, $"/matching/{group.Link.Value}")),
        { RefusedHere: false } => null,
        { Cause: Reason.GroupRefused } when half.TargetGroup > 0 => InPortal("Undelivered.fix.group", portal, string.Create(CultureInfo.InvariantCulture, $"/workgroups/group/{half.TargetGroup}/")),
        { Cause: Reason.RelayAccountLost or Reason.PortalNotAuthorised or Reason.PaymentRequired } => new Fix("Undelivered.fix.settings", "/settings"),
        { Cause: Reason.RequiredFieldMissing or Reason.NotInContract or Reason.DailyCap } => new Fix("Undelivered.fix.link", string.Create(CultureInfo.InvariantCulture, $"/links/{group.Link.Value}")),
        _ => null,
    };

    private static Fix InPortal(string word, Portal portal, string path) => new(word, null, portal.Origin + path, path);
}
