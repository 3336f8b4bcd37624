using B24App.Configuration;
using B24App.Plan.Timeline;
using B24App.Portals;

namespace B24App.Links.Drafts;

/// <summary>Asks the own portal what a draft needs to know.</summary>
public sealed class DraftFactsReader(GroupDirectory groups, MatchingTasks tasks, AppManifest manifest)
{
    /// <summary>What is known from our own store, without asking the portal.</summary>
    public DraftFacts Known(Portal portal, Half half) => DraftFacts.Unasked with { MissingScopes = [.. Missing(portal, half)], HasRelay = portal.RelayUser != 0 };

    /// <summary>What the portal says.</summary>
    public async Task<DraftFacts> Ask(Portal portal, Half half, CancellationToken ct)
    {
        var known = Known(portal, half);
        return !half.TakesTasks || half.TargetGroup == 0 ? known : known with
        {
            TargetTakes = await groups.TakesTasks(portal.Id, half.TargetGroup, ct),
            TargetTitle = (await groups.Titles(portal.Id, ct)).GetValueOrDefault(half.TargetGroup, ""),
            MandatoryFields = await tasks.MandatoryFields(portal.Id, ct) ?? [],
        };
    }

    // A portal that has not said what it granted is not accused. The CRM is needed only where entries of its cards cross.
    private IEnumerable<string> Missing(Portal portal, Half half)
    {
        var spared = half.SendsFields.Union(half.TakesFields).Overlaps(EntryCrossing.Fields) ? new[] { "user_basic" } : ["user_basic", "crm"];
        var granted = portal.Scope.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return granted.Length == 0 ? [] : manifest.Scopes.Select(scope => scope.Code).Except(granted, StringComparer.OrdinalIgnoreCase).Except(spared);
    }
}
