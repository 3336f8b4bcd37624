using System.Collections.Immutable;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Matching;
using B24App.Portals;
using Half = B24App.Links.Half;

namespace B24App.Pages.Links;

/// <summary>What the acceptance reads and does, so that its page only shows.</summary>
public sealed class AcceptDesk(Invitations invitations, GroupDirectory groups, DraftFactsReader facts, WizardPeople people)
{
    /// <summary>What a code offers.</summary>
    public Task<Looked> Look(string code, Portal portal) => invitations.Look(code, portal.Id);

    /// <summary>Groups of the portal.</summary>
    public Task<OwnGroups?> Groups(Portal portal, CancellationToken ct) => groups.Of(portal.Id, ct);

    /// <summary>People of the portal.</summary>
    public Task<IReadOnlyList<LocalPerson>> People(Portal portal, CancellationToken ct) => people.Of(portal.Id, ct);

    /// <summary>Makes an open group; null when the portal did not.</summary>
    public Task<long?> CreateGroup(Portal portal, string title, CancellationToken ct) => groups.CreateOpen(portal.Id, title, ct);

    /// <summary>The own half that answers an offer exactly, with this side's own groups and people.</summary>
    public async Task<Half> Answer(Portal portal, PublishedHalf offer, long group, long target, long responsible, CancellationToken ct)
    {
        var titles = await groups.Titles(portal.Id, ct);
        return Presets.Answer(offer, new HalfChoices
        {
            Filter = group > 0 ? new TaskFilter { Groups = [group] } : TaskFilter.Nothing,
            TargetGroup = target,
            PublishedGroupTitle = titles.GetValueOrDefault(target, ""),
            DefaultResponsible = responsible,
            InternalPrefix = "//",
        });
    }

    /// <summary>What of it cannot work.</summary>
    public async Task<ImmutableArray<DraftFinding>> Findings(Portal portal, Half half, CancellationToken ct) =>
        [.. DraftChecks.Of(new DraftBody { Half = half, BasedOn = 1 }, await facts.Ask(portal, half, ct))];

    /// <summary>Accepts.</summary>
    public Task<Accepted> Accept(string code, Half half, Admin by, bool partnersWhole) => invitations.Accept(code, half, by, new Consent(null, partnersWhole));
}
