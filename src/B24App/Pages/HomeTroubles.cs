using System.Collections.Immutable;
using B24App.Links;
using B24App.Pages.Links;
using B24App.Plan;
using B24App.Portals;

namespace B24App.Pages;

/// <summary>What of a portal's links a person should look at. A trouble that only the partner can mend says so and has no button.</summary>
public sealed class HomeTroubles(LinkBook book, PortalStore portals, Pausing pausing, TimeProvider clock)
{
    /// <summary>The troubles, the worst first.</summary>
    public async Task<ImmutableArray<Trouble>> Of(Portal portal, int undelivered, bool maySortOut, Texts words)
    {
        var troubles = ImmutableArray.CreateBuilder<Trouble>();
        foreach (var link in await book.Of(portal.Id))
        {
            if (await book.Details(link.Id) is { } details && LinkWords.SideOf(link, portal) is { } side && await OfLink(details, side, words) is { } trouble)
            {
                troubles.Add(trouble);
            }
        }

        if (undelivered > 0)
        {
            troubles.Add(new Trouble(
                words.Count("Home.undelivered", undelivered),
                words[maySortOut ? "Home.undelivered.advice" : "Home.undelivered.others"],
                "bad",
                maySortOut ? new Fix(words["Home.toUndelivered"], "/undelivered") : null));
        }

        return [.. troubles.OrderByDescending(trouble => trouble.Tone == "bad")];
    }

    private async Task<Trouble?> OfLink(LinkDetails details, Side side, Texts words)
    {
        var link = details.Link;
        var open = new Fix(words["Home.toLink"], $"/links/{link.Id}");
        var name = await portals.Find(link.Portal(side.Other())) is { } partner ? partner.Name : "";
        switch (link.State)
        {
            case LinkState.Held:
                return new Trouble(words.Say("Home.held", link.Name), Enum.TryParse<Reason>(details.Held, out var why) ? words.Reason(why) : words["LinkStory.held.advice"], "bad", open);
            case LinkState.Pending when details.WaitsForConfirmation && side == Side.A:
                return new Trouble(words.Say("Home.confirm", name, link.Name), words["Home.confirm.advice"], "wait", open with { Label = words["Home.toConfirm"] });
            case LinkState.Waiting when details.WaitingFor(side.Other()).Length > 0 && !link.IsSelfLink:
                var waiting = (await pausing.Waiting(link.Id)).Items;
                return details.WaitingFor(side.Other()) == LinksOfPortal.Uninstalled
                    ? new Trouble(words.Say("LinkStory.partnerLeft", name), LinkStory.Left(waiting, words), "wait", open)
                    : new Trouble(words.Say("LinkStory.waitsThere", name), words.Count("LinkStory.waits", waiting), "wait", open);
            case LinkState.Ended when details.IsNewsFor(side, clock.GetUtcNow()):
                return details.LostPartner(side)
                    ? new Trouble(words.Say("Home.partnerErased", link.Name), words["LinkStory.partnerErased.advice"], "wait", open)
                    : new Trouble(words.Say("Home.partnerEnded", name, link.Name), words["LinkStory.ended.advice"], "wait", open);
            case LinkState.Ended:
                return null;
            default:
                return details.Proposals.Any(proposal => proposal.Side != side)
                    ? new Trouble(words.Say("Link.proposal", name), words["Home.proposal.advice"], "wait", open)
                    : null;
        }
    }
}
