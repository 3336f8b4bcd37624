using System.Collections.Immutable;
using B24App.Custom;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Matching;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using Half = B24App.Links.Half;

namespace B24App.Pages.Links;

/// <summary>What the wizard reads and does, so that its page only shows.</summary>
public sealed class WizardDesk(DraftStore drafts, GroupDirectory groups, DraftFactsReader facts, WizardPeople people, WizardActs acts, CustomDirectory customs)
{
    /// <summary>A draft of the portal, or null.</summary>
    public Task<LinkDraft?> Find(PortalId portal, long id) => drafts.Find(portal, id);

    /// <summary>Groups of the portal.</summary>
    public Task<OwnGroups?> Groups(PortalId portal, CancellationToken ct) => groups.Of(portal, ct);

    /// <summary>People of the portal.</summary>
    public Task<IReadOnlyList<LocalPerson>> People(PortalId portal, CancellationToken ct) => people.Of(portal, ct);

    /// <summary>Custom fields of the portal that can cross; null when it cannot be asked.</summary>
    public async Task<ImmutableArray<OwnField>?> CustomFields(PortalId portal, CancellationToken ct) => await customs.Of(portal, ct: ct);

    /// <summary>What is in the way of a launch.</summary>
    public async Task<ImmutableArray<DraftFinding>> Findings(Portal portal, DraftBody body, CancellationToken ct) =>
        DraftChecks.Of(body, await facts.Ask(portal, body.Half, ct));

    /// <summary>Saves a step; what the stored draft has otherwise when somebody saved it meanwhile.</summary>
    public async Task<(LinkDraft? Saved, ImmutableArray<DraftDifference> Differences)> Save(
        Portal portal, LinkDraft draft, int step, int version, IFormCollection form, Texts words, Admin by, CancellationToken ct)
    {
        var titles = await groups.Titles(portal.Id, ct);
        var body = DraftForm.Read(step, form, draft.Body, titles);
        if (version != draft.Version || !await drafts.Save(portal.Id, draft.Id, body, version, by.User))
        {
            var stored = await drafts.Find(portal.Id, draft.Id) ?? draft;
            return (null, DraftDifferences.Of(stored.Body, body, words, titles, await people.Names(portal.Id)));
        }

        return (draft with { Body = body, Version = version + 1 }, []);
    }

    /// <summary>Makes an open group and chooses it where the step wants one; null when the portal did not make it.</summary>
    public async Task<LinkDraft?> CreateGroup(Portal portal, LinkDraft draft, int step, string title, Admin by, CancellationToken ct)
    {
        if (await groups.CreateOpen(portal.Id, title, ct) is not { } group)
        {
            return null;
        }

        var half = draft.Body.Half;
        var body = draft.Body with
        {
            Half = step == 2
                ? half with { Filter = half.Filter with { Groups = [.. half.Filter.Groups, group], WholePortal = false } }
                : half with { TargetGroup = group, PublishedGroupTitle = title },
        };
        return await drafts.Save(portal.Id, draft.Id, body, draft.Version, by.User) ? draft with { Body = body, Version = draft.Version + 1 } : null;
    }

    /// <summary>Makes the invitation of a new link.</summary>
    public Task<NewInvitation> Invite(LinkDraft draft, Admin by) => acts.Invite(draft, by);

    /// <summary>Puts changed rules in force, or proposes them.</summary>
    public Task<LinkAnswer> PutInForce(LinkDraft draft, Portal portal, Admin by) => acts.PutInForce(draft, portal, by);

    /// <summary>What the contract has otherwise since the edit began; null when the link is gone.</summary>
    public async Task<Overtaken?> Overtaken(Portal portal, LinkDraft draft, Texts words, CancellationToken ct)
    {
        if (await acts.SinceThen(draft, portal) is not { } since)
        {
            return null;
        }

        var (mine, theirs) = (draft.Body, draft.Body with { Half = Merging.Theirs(since.Began, since.Now, draft.Body.Half) });
        return new Overtaken(
            since.Contract,
            DraftDifferences.Of(theirs, mine, words, await groups.Titles(portal.Id, ct), await people.Names(portal.Id)),
            [.. ProposalText.Changes(since.PartnersThen, since.PartnersNow, words)]);
    }

    /// <summary>
    /// The draft goes on from the contract it was overtaken by: with what the other one changed, or with all of its own. Null when
    /// somebody was faster again, so that nobody overwrites what he has not seen.
    /// </summary>
    public async Task<LinkDraft?> CatchUp(Portal portal, LinkDraft draft, int seen, bool takeTheirs, Admin by)
    {
        if (await acts.SinceThen(draft, portal) is not { } since || since.Contract != seen)
        {
            return null;
        }

        var body = draft.Body with
        {
            BasedOn = since.Contract,
            Half = takeTheirs ? Merging.Theirs(since.Began, since.Now, draft.Body.Half) : draft.Body.Half,
        };
        return await drafts.Save(portal.Id, draft.Id, body, draft.Version, by.User) ? draft with { Body = body, Version = draft.Version + 1 } : null;
    }

    /// <summary>Throws a draft away.</summary>
    public Task Discard(LinkDraft draft) => drafts.Discard(draft.Portal, draft.Id);
}

/// <summary>People of the own portal for pickers; they are read once when nobody is known yet.</summary>
public sealed class WizardPeople(PeopleDirectory directory, PeopleReader reader)
{
    /// <summary>The active people.</summary>
    public async Task<IReadOnlyList<LocalPerson>> Of(PortalId portal, CancellationToken ct) =>
        await directory.Active(portal) is { Count: > 0 } known ? known : await reader.Refresh(portal, ct) ? await directory.Active(portal) : [];

    /// <summary>Names by number.</summary>
    public async Task<ImmutableDictionary<long, string>> Names(PortalId portal) =>
        (await directory.Active(portal)).ToImmutableDictionary(person => person.Id, person => person.Name);
}

/// <summary>What the end of the wizard does with a draft.</summary>
public sealed class WizardActs(DraftStore drafts, LinkBook book, Invitations invitations, Halves halves, WorkSignal signal)
{
    /// <summary>Makes the invitation; the draft is done.</summary>
    public async Task<NewInvitation> Invite(LinkDraft draft, Admin by)
    {
        var made = await invitations.Create(draft.Body.Name, draft.Body.Half, by, new Consent(draft.Body.WholePortal));
        if (made.Answer == LinkAnswer.Done)
        {
            await drafts.Discard(draft.Portal, draft.Id);
        }

        return made;
    }

    /// <summary>Puts changed rules in force as far as they narrow; what widens waits for the partner.</summary>
    public async Task<LinkAnswer> PutInForce(LinkDraft draft, Portal portal, Admin by)
    {
        if (await book.Find(draft.Link) is not { } link || LinkWords.SideOf(link, portal) is not { } side)
        {
            return LinkAnswer.NotFound;
        }

        var answer = await halves.Edit(draft.Link, side, draft.Body.Half, draft.Body.BasedOn, by, new Consent(draft.Body.WholePortal));
        if (answer is LinkAnswer.Done or LinkAnswer.WaitsForPartner or LinkAnswer.NothingToDo)
        {
            await drafts.Discard(draft.Portal, draft.Id);
            signal.Wake();
        }

        return answer;
    }

    /// <summary>Both halves when the edit began and now; null when the link is gone.</summary>
    internal async Task<Since?> SinceThen(LinkDraft draft, Portal portal)
    {
        if (await book.Find(draft.Link) is not { } link || LinkWords.SideOf(link, portal) is not { } side)
        {
            return null;
        }

        var began = (await book.History(link.Id)).FirstOrDefault(past => past.Contract.Number == draft.Body.BasedOn)?.Contract ?? link.Contract;
        return new Since(
            link.Contract.Number, began.Of(side), link.Contract.Of(side), PublishedHalf.Of(began.Of(side.Other())), PublishedHalf.Of(link.Contract.Of(side.Other())));
    }
}

/// <summary>A contract moved on while somebody edited it.</summary>
/// <param name="Contract">Number of the one in force.</param>
/// <param name="Began">The own half as the editor found it.</param>
/// <param name="Now">The own half in force.</param>
/// <param name="PartnersThen">What the partner published of his half then.</param>
/// <param name="PartnersNow">And now.</param>
internal sealed record Since(int Contract, Half Began, Half Now, PublishedHalf PartnersThen, PublishedHalf PartnersNow);

/// <summary>What a late save would have overwritten, in words.</summary>
/// <param name="Contract">Number of the contract in force; the answer names it.</param>
/// <param name="Differences">What a colleague changed otherwise than the editor wants it.</param>
/// <param name="Partners">What the partner changed on his side.</param>
public sealed record Overtaken(int Contract, ImmutableArray<DraftDifference> Differences, ImmutableArray<string> Partners);
