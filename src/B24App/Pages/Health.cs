using System.Collections.Immutable;
using B24App.Portals;

namespace B24App.Pages;

/// <summary>A button that mends something.</summary>
/// <param name="Label">Its word.</param>
/// <param name="Path">What it asks for.</param>
/// <param name="IsPost">It acts at once; otherwise it opens a screen.</param>
public sealed record Fix(string Label, string Path, bool IsPost = false);

/// <summary>Something a person should look at, with the button that mends it.</summary>
/// <param name="Sentence">What is the matter.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Tone"><c>wait</c> or <c>bad</c>.</param>
/// <param name="Fix">The button; null when nothing has to be pressed.</param>
public sealed record Trouble(string Sentence, string Advice, string Tone, Fix? Fix);

/// <summary>One sentence of how things stand.</summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Tone"><c>good</c>, <c>wait</c> or <c>bad</c>.</param>
public sealed record Health(string Sentence, string Tone)
{
    /// <summary>Decides it from what is in the way, the worst first.</summary>
    public static Health Of(Portal portal, ImmutableArray<Trouble> troubles, bool hasRunningLink, DateTimeOffset? lastExchange, DateTimeOffset now, Texts words) =>
        !portal.Runs ? new(words[$"Health.{portal.Reason}"], "bad")
        : troubles.Any(trouble => trouble.Tone == "bad") ? new(words.Count("Health.bad", troubles.Length), "bad")
        : troubles.Length > 0 ? new(words.Count(hasRunningLink ? "Health.look" : "Health.waits", troubles.Length), "wait")
        : !hasRunningLink ? new(words["Health.noLinks"], "wait")
        : lastExchange is { } at ? new(words.Say("Health.good", words.Ago(at, now)), "good")
        : new(words["Health.ready"], "good");
}
