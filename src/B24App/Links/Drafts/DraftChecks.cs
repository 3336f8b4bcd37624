using System.Collections.Immutable;

namespace B24App.Links.Drafts;

/// <summary>What stands in the way of a launch.</summary>
public enum DraftTrouble
{
    /// <summary>The portal did not grant a scope the exchange needs.</summary>
    MissingScope,

    /// <summary>Nobody writes for us on this portal.</summary>
    NoRelay,

    /// <summary>No group is chosen whose tasks leave.</summary>
    NoGroup,

    /// <summary>No group is chosen where the partner's tasks are put.</summary>
    NoTarget,

    /// <summary>The relay account may not file tasks in that group.</summary>
    TargetRefused,

    /// <summary>The portal wants a custom field in every new task.</summary>
    MandatoryField,

    /// <summary>Neither tasks nor comments nor fields cross in any direction.</summary>
    NothingCrosses,

    /// <summary>The link has no name.</summary>
    NoName,
}

/// <summary>A trouble and the step of the wizard that mends it.</summary>
/// <param name="Step">1 to 5.</param>
/// <param name="Trouble">What it is.</param>
/// <param name="What">Name of the scope, field or group it is about; empty when the sentence needs none.</param>
public sealed record DraftFinding(int Step, DraftTrouble Trouble, string What = "");

/// <summary>What the portal said about the choices of a draft; unknown answers stop nobody.</summary>
/// <param name="MissingScopes">Scopes the portal did not grant.</param>
/// <param name="HasRelay">Somebody writes for us.</param>
/// <param name="TargetTakes">The relay account may file tasks in the target group; null when unknown.</param>
/// <param name="MandatoryFields">Custom fields every new task must fill.</param>
/// <param name="TargetTitle">Title of the target group.</param>
public sealed record DraftFacts(ImmutableArray<string> MissingScopes, bool HasRelay, bool? TargetTakes, ImmutableArray<string> MandatoryFields, string TargetTitle)
{
    /// <summary>Nothing was asked.</summary>
    public static DraftFacts Unasked { get; } = new([], true, null, [], "");
}

/// <summary>Decides what of a draft cannot work, before it is launched.</summary>
public static class DraftChecks
{
    /// <summary>Everything that is in the way, in the order of the steps.</summary>
    public static ImmutableArray<DraftFinding> Of(DraftBody body, DraftFacts facts)
    {
        var half = body.Half;
        var found = ImmutableArray.CreateBuilder<DraftFinding>();
        found.AddRange(facts.MissingScopes.Select(scope => new DraftFinding(1, DraftTrouble.MissingScope, scope)));
        Add(!facts.HasRelay, 1, DraftTrouble.NoRelay);
        Add(half.SendsTasks && half.Filter.Groups.IsEmpty && !(half.Filter.WholePortal && body.WholePortal is not null), 2, DraftTrouble.NoGroup);
        Add(half.TakesTasks && half.TargetGroup == 0, 3, DraftTrouble.NoTarget);
        Add(half.TakesTasks && half.TargetGroup != 0 && facts.TargetTakes == false, 3, DraftTrouble.TargetRefused, facts.TargetTitle);
        if (half.TakesTasks)
        {
            found.AddRange(facts.MandatoryFields.Select(field => new DraftFinding(3, DraftTrouble.MandatoryField, field)));
        }

        Add(!half.SendsTasks && !half.TakesTasks && !half.SendsComments && !half.TakesComments && half.SendsFields.IsEmpty && half.TakesFields.IsEmpty, 4, DraftTrouble.NothingCrosses);
        Add(string.IsNullOrWhiteSpace(body.Name) && body.BasedOn == 0, 5, DraftTrouble.NoName);
        return found.ToImmutable();

        void Add(bool isSo, int step, DraftTrouble trouble, string what = "")
        {
            if (isSo)
            {
                found.Add(new DraftFinding(step, trouble, what));
            }
        }
    }

    /// <summary>A step opens when those before it are in order.</summary>
    public static bool Opens(int step, ImmutableArray<DraftFinding> findings) => findings.All(finding => finding.Step >= step);
}
