using B24App.Links;
using B24App.Plan;
using B24App.Portals;

namespace B24App.Pages.Links;

/// <summary>Sentences about one link: what its state asks for.</summary>
public static class LinkStory
{
    /// <summary>What the state means and what to do; null when the link runs.</summary>
    public static (string Sentence, string Advice)? Of(LinkScreen view, Portal own, Texts words)
    {
        var (details, side) = (view.Details, view.Side);
        var partner = view.Partner.Name;
        return details.Link.State switch
        {
            LinkState.Ended when details.LostPartner(side) => (words["LinkStory.partnerErased"], words["LinkStory.partnerErased.advice"]),
            LinkState.Ended when details.Ending is { } ending && ending.By != side => (words.Say("LinkStory.partnerEnded", partner, words.At(ending.At)), words["LinkStory.ended.advice"]),
            LinkState.Ended => (words["LinkStory.ended"], words["LinkStory.ended.advice"]),
            LinkState.Pending when details.WaitsForConfirmation && side == Side.A => (view.Partner.Domain == partner ? words.Say("LinkStory.confirm.domain", partner) : words.Say("LinkStory.confirm", partner, view.Partner.Domain), words["LinkStory.confirm.advice"]),
            LinkState.Pending when details.WaitsForConfirmation => (words.Say("LinkStory.accepted", partner), words["LinkStory.accepted.advice"]),
            LinkState.Pending => (words["LinkStory.invited"], words["LinkStory.invited.advice"]),
            LinkState.Held => (words["LinkStory.held"], Enum.TryParse<Reason>(details.Held, out var reason) ? words.Reason(reason) : words["LinkStory.held.advice"]),
            LinkState.Paused when details.PausedBy(side) is { } at => (words.Say("LinkStory.paused", words.At(at)), words["LinkStory.paused.advice"]),
            LinkState.Paused => (words.Say("LinkStory.pausedByPartner", partner), words["LinkStory.pausedByPartner.advice"]),
            LinkState.Waiting when details.WaitingFor(side).Length > 0 => (words["LinkStory.waitsHere"], Advice(details.WaitingFor(side), own, words)),
            LinkState.Waiting when details.WaitingFor(side.Other()) == LinksOfPortal.Uninstalled => (words.Say("LinkStory.partnerLeft", partner), Left(view.Numbers.Backlog.Items, words)),
            LinkState.Waiting => (words.Say("LinkStory.waitsThere", partner), words.Count("LinkStory.waits", view.Numbers.Backlog.Items)),
            _ => null,
        };
    }

    /// <summary>What becomes of what waits for a partner who removed the app, and what to do.</summary>
    public static string Left(int waiting, Texts words) =>
        (waiting > 0 ? words.Count("LinkStory.leftWaits", waiting) + " " : "") + words["LinkStory.partnerLeft.advice"];

    private static string Advice(string reason, Portal own, Texts words) =>
        words.Knows($"Health.{reason}.advice") ? words[$"Health.{reason}.advice"]
        : words.Knows($"Health.{own.Reason}.advice") ? words[$"Health.{own.Reason}.advice"]
        : words["LinkStory.waitsHere.advice"];
}
