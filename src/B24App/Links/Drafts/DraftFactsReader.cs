using B24App.Configuration;
using B24App.Portals;

namespace B24App.Links.Drafts;

/// <summary>Asks the own portal what a draft needs to know.</summary>
public sealed class DraftFactsReader(GroupDirectory groups, MatchingTasks tasks, AppManifest manifest)
{
    /// <summary>What is known from our own store, without asking the portal.</summary>
    public DraftFacts Known(Portal portal) => DraftFacts.Unasked with { MissingScopes = [.. Missing(portal)], HasRelay = portal.RelayUser != 0 };

    /// <summary>What the portal says.</summary>
    public async Task<DraftFacts> Ask(Portal portal, Half half, CancellationToken ct)
    {
        var known = Known(portal);
        return !half.TakesTasks || half.TargetGroup == 0 ? known : known with
        {
            TargetTakes = await groups.TakesTasks(portal.Id, half.TargetGroup, ct),
            TargetTitle = (await groups.Titles(portal.Id, ct)).GetValueOrDefault(half.TargetGroup, ""),
            MandatoryFields = await tasks.MandatoryFields(portal.Id, ct) ?? [],
        };
    }

    // A portal that has not said what it granted is not accused. Nothing of the CRM crosses a link.
    private IEnumerable<string> Missing(Portal portal)
    {
        var granted = portal.Scope.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return granted.Length == 0 ? [] : manifest.Scopes.Select(scope => scope.Code).Except(granted, StringComparer.OrdinalIgnoreCase).Except(["user_basic", "crm"]);
    }
}
