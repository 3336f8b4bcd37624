using System.Collections.Immutable;
using B24App.Plan.Text;

namespace B24App.Plan.Comments;

/// <summary>A comment with the text it would have on the other side, in parts and as an entry of a digest, without the time of the byline.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Parts">Prints of its parts without bylines.</param>
/// <param name="Entry">Neutral form of its entry in a digest.</param>
/// <param name="Text">Neutral form of its text alone.</param>
/// <param name="Shown">Its author and his company as a byline shows them.</param>
public sealed record Told(SeenComment Comment, ImmutableArray<string> Parts, string Entry, string Text, string Shown);

/// <summary>A comment whose mirror stands there already, part by part.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Mirrors">Its mirror.</param>
/// <param name="InDigest">It stands among others in one message.</param>
/// <param name="ReadsOtherwise">Its author changed it since it crossed, and nobody was told yet.</param>
public sealed record Rejoined(SeenComment Comment, ImmutableArray<SeenComment> Mirrors, bool InDigest, bool ReadsOtherwise = false);

/// <summary>
/// After an old backup was restored, our messages on one side are matched in order to the comments of the other that the store
/// does not know (RULES 16). What then is left of ours is a note, or the mirror of something that is gone: it never crosses.
/// </summary>
public static class Rejoin
{
    /// <summary>Finds the mirrors: by their text, and what reads otherwise by now by its place between those.</summary>
    /// <param name="told">Comments of one side that no mapping knows, oldest first.</param>
    /// <param name="ours">Messages of our relay account on the other side that no mapping knows and that look like ours, oldest first.</param>
    public static ImmutableArray<Rejoined> Match(IReadOnlyList<Told> told, IReadOnlyList<SeenComment> ours)
    {
        var places = ByText(told, ours);
        var taken = places.OfType<Place>().Where(place => !place.InDigest).SelectMany(place => place.Messages).ToHashSet();
        for (var i = 0; i < told.Count; i++)
        {
            places[i] ??= ByPlace(told[i], i, places, ours, taken);
        }

        return [.. places.Select((place, i) => place is null ? null : new Rejoined(told[i].Comment, [.. place.Messages.Select(at => ours[at])], place.InDigest, place.ReadsOtherwise)).OfType<Rejoined>()];
    }

    /// <summary>A note of ours says already how a comment reads that stands in a digest.</summary>
    /// <param name="body">Neutral form of the comment as it would cross now.</param>
    /// <param name="ours">Our messages, oldest first.</param>
    public static bool IsTold(string body, IEnumerable<SeenComment> ours) =>
        ours.Any(message => Notes.IsNote(message.Text) && message.Text.Split('\n', 2) is [_, var told] && Neutral.Of(told, message.Dialect) == body);

    private static Place?[] ByText(IReadOnlyList<Told> told, IReadOnlyList<SeenComment> ours)
    {
        var places = new Place?[told.Count];
        var bodies = ours.Select(Body).ToList();
        var digests = ours.Select(message => Neutral.Of(message.Text, message.Dialect)).ToList();
        var taken = new HashSet<int>();
        var next = 0;
        for (var i = 0; i < told.Count; i++)
        {
            if (Parts(told[i], bodies, next, taken) is { } parts)
            {
                taken.UnionWith(parts);
                next = parts[0] + 1;
                places[i] = new Place([.. parts], false);
            }
            else if (digests.FindIndex(text => text.Contains(told[i].Entry, StringComparison.Ordinal)) is >= 0 and var digest)
            {
                places[i] = new Place([digest], true);
            }
        }

        return places;
    }

    // Its author changed it after it crossed. Between two comments of one digest it can only stand in that digest; else it is the first
    // message of the same author between its neighbours. Where the author deleted one comment and wrote another meanwhile, the mirror of the
    // one becomes that of the other: each stands there once all the same.
    private static Place? ByPlace(Told comment, int at, Place?[] places, IReadOnlyList<SeenComment> ours, HashSet<int> taken)
    {
        var before = places.Take(at).OfType<Place>().LastOrDefault();
        var after = places.Skip(at + 1).OfType<Place>().FirstOrDefault();
        if (before is { InDigest: true } && after is { InDigest: true } && before.Messages[0] == after.Messages[0])
        {
            return new Place(before.Messages, true, !IsTold(comment.Text, ours));
        }

        for (var i = before is null ? 0 : before.Messages[^1] + 1; i < (after?.Messages[0] ?? ours.Count); i++)
        {
            if (!taken.Contains(i) && Byline.TryRead(ours[i].Text, out var shown, out _) && shown.StartsWith(comment.Shown, StringComparison.Ordinal))
            {
                taken.Add(i);
                return new Place([i], false, ReadsOtherwise: true);
            }
        }

        return null;
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

    private sealed record Place(ImmutableArray<int> Messages, bool InDigest, bool ReadsOtherwise = false);
}
