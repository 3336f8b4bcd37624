using B24App.ByHand;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Stations;

namespace B24App.Pages.TaskTab;

/// <summary>One link by which the task could be sent, in the reader's words.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Partner">Name of the partner.</param>
/// <param name="Leaves">What would leave, as the contract names it.</param>
public sealed record ShownOffer(HandOffer Offer, string Partner, IReadOnlyList<string> Leaves);

/// <summary>What people do with one task from its card; it decides nothing.</summary>
public sealed class TaskActs(TaskPauses pauses, SendByHand sending, StopByHand stopping, PortalStore portals)
{
    /// <summary>Stops and restarts the exchange for a while.</summary>
    public TaskPauses Pauses => pauses;

    /// <summary>Sends one task.</summary>
    public SendByHand Sending => sending;

    /// <summary>Ends the mirroring of one task.</summary>
    public StopByHand Stopping => stopping;

    /// <summary>The links the task could be sent by; null when the portal cannot be asked now.</summary>
    public async Task<IReadOnlyList<ShownOffer>?> Offers(Session session, Texts words)
    {
        if (await sending.Offers(session.Portal, session.Task) is not { } offers)
        {
            return null;
        }

        var shown = new List<ShownOffer>();
        foreach (var offer in offers)
        {
            var partner = await portals.Find(offer.Link.Portal(offer.From.Other()));
            shown.Add(new ShownOffer(offer, partner?.Name ?? words["Task.partnerGone"], Leaves(offer, words)));
        }

        return shown;
    }

    private static List<string> Leaves(HandOffer offer, Texts words)
    {
        var flow = Contracts.InForce(offer.Link.Contract.A, offer.Link.Contract.B).From(offer.From);
        var said = ContractWords.In(words.Language == "ru" ? Language.Ru : Language.En);
        var fields = flow.Fields.Where(field => !field.IsOfCards()).ToList();
        return [fields.Count == 0 ? said.NoFields : said.FieldsAre(fields), flow.Comments ? said.Comments : said.NoComments];
    }
}
