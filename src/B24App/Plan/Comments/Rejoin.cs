using System.Collections.Immutable;
using B24App.Plan.Text;

namespace B24App.Plan.Comments;

/// <summary>A comment with the text it would have on the other side, in parts and as an entry of a digest, without the time of the byline.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Parts">Prints of its parts without bylines.</param>
/// <param name="Entry">Neutral form of its entry in a digest.</param>
public sealed record Told(SeenComment Comment, ImmutableArray<string> Parts, string Entry);

/// <summary>A comment whose mirror stands there already, part by part; <see cref="InDigest"/> when it stands among others in one message.</summary>
public sealed record Rejoined(SeenComment Comment, ImmutableArray<SeenComment> Mirrors, bool InDigest);

/// <summary>
/// After an old backup was restored, our messages on one side are matched in order to the comments of the other that the store
/// does not know (RULES 16). What then is left of ours is a note, or the mirror of something that is gone: it never crosses.
/// </summary>
public static class Rejoin
{
    /// <summary>Finds the mirrors.</summary>
    /// <param name="told">Comments of one side that no mapping knows, oldest first.</param>
    /// <param name="ours">Messages of our relay account on the other side that no mapping knows and that look like ours, oldest first.</param>
    public static ImmutableArray<Rejoined> Match(IReadOnlyList<Told> told, IReadOnlyList<SeenComment> ours)
    {
        var found = ImmutableArray.CreateBuilder<Rejoined>();
        var bodies = ours.Select(Body).ToList();
        var digests = ours.Select(message => Neutral.Of(message.Text, message.Dialect)).ToList();
        var taken = new HashSet<int>();
        var next = 0;
        foreach (var comment in told)
        {
            if (Parts(comment, bodies, next, taken) is { } parts)
            {
                taken.UnionWith(parts);
                next = parts[0] + 1;
                found.Add(new Rejoined(comment.Comment, [.. parts.Select(i => ours[i])], false));
            }
            else if (digests.FindIndex(text => text.Contains(comment.Entry, StringComparison.Ordinal)) is >= 0 and var digest)
            {
                found.Add(new Rejoined(comment.Comment, [ours[digest]], true));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>A message that only we write: it has a byline or is a note.</summary>
    public static bool LooksLikeOurs(SeenComment message) => Byline.TryRead(message.Text, out _, out _) || Notes.IsNote(message.Text);

    /// <summary>Print of a message without its byline.</summary>
    public static string Body(SeenComment message) => Body(message.Text, message.Dialect);

    /// <summary>Print of a text without its byline.</summary>
    public static string Body(string text, Dialect dialect) => Prints.Print.Of(Neutral.Of(Byline.Strip(text), dialect)).ToString();

    private static List<int>? Parts(Told comment, List<string> bodies, int from, HashSet<int> taken)
    {
        var parts = new List<int>();
        foreach (var print in comment.Parts)
        {
            var at = bodies.FindIndex(parts.Count == 0 ? from : parts[^1] + 1, body => body == print);
            while (at >= 0 && taken.Contains(at))
            {
                at = bodies.FindIndex(at + 1, body => body == print);
            }

            if (at < 0)
            {
                return null;
            }

            parts.Add(at);
        }

        return parts.Count > 0 ? parts : null;
    }
}
