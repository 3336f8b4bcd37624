using B24App.Portals;

namespace B24App.Pages;

/// <summary>One sentence of how things stand, and one of what to do.</summary>
/// <param name="Sentence">How things stand.</param>
/// <param name="Advice">What to do; null for nothing.</param>
/// <param name="Tone"><c>good</c>, <c>wait</c> or <c>bad</c>.</param>
public sealed record Health(string Sentence, string? Advice, string Tone)
{
    /// <summary>Decides it.</summary>
    public static Health Of(Portal portal, HomeView seen, Texts words) => portal.State switch
    {
        PortalState.Active when seen.Links.Count == 0 => new(words["Health.noLinks"], words["Health.noLinks.advice"], "wait"),
        PortalState.Active => new(words["Health.good"], null, "good"),
        _ => new(words[$"Health.{portal.Reason}"], words[$"Health.{portal.Reason}.advice"], "bad"),
    };
}
