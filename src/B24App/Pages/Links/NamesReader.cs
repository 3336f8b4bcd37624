using B24App.Links;
using B24App.Links.Drafts;
using B24App.Matching;
using B24App.Store;

namespace B24App.Pages.Links;

/// <summary>Reads how a portal calls its groups and people, for the text of a contract.</summary>
public sealed class NamesReader(GroupDirectory groups, PeopleDirectory people)
{
    /// <summary>The names of one portal.</summary>
    public async Task<PortalNames> Of(PortalId portal, CancellationToken ct) =>
        new(await groups.Titles(portal, ct), (await people.Active(portal)).ToDictionary(person => person.Id, person => person.Name));
}
