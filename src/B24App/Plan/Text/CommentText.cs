using System.Globalization;

namespace B24App.Plan.Text;

/// <summary>One comment of a digest.</summary>
/// <param name="By">Its author.</param>
/// <param name="Body">Its converted text.</param>
public sealed record DigestEntry(BylineFacts By, string Body);

/// <summary>The text of a mirrored comment: byline and body, in as many parts as the portal's limit needs (RULES 19).</summary>
public static class CommentText
{
    /// <summary>A chat cuts longer texts silently (tasks.md 4.4).</summary>
    public const int ChatLimit = 20_000;

    private const int RoomForNumber = 16;

    /// <summary>The parts, in the order they must be sent; one for an ordinary comment. Each part of a long one has the byline and its number.</summary>
    /// <param name="by">The author.</param>
    /// <param name="body">The converted text.</param>
    /// <param name="dialect">Dialect of the receiving discussion.</param>
    /// <param name="language">Language of the receiving portal.</param>
    /// <param name="limit">Most UTF-16 characters in one part.</param>
    public static IReadOnlyList<string> Compose(BylineFacts by, string body, Dialect dialect, Language language, int limit = ChatLimit) =>
        Numbered(Byline.Of(by, dialect, language), body, dialect, limit);

    /// <summary>Many waiting comments of one task as one message (RULES 21), in parts if it is long.</summary>
    /// <param name="entries">The comments, oldest first.</param>
    /// <param name="dialect">Dialect of the receiving discussion.</param>
    /// <param name="language">Language of the receiving portal.</param>
    /// <param name="limit">Most UTF-16 characters in one part.</param>
    /// <param name="earlier">They are older than the exchange; otherwise they waited while it stood.</param>
    public static IReadOnlyList<string> Digest(IReadOnlyList<DigestEntry> entries, Dialect dialect, Language language, int limit = ChatLimit, bool earlier = false) =>
        Numbered(
            earlier ? Notes.In(language).EarlierOf(entries.Count) : Notes.In(language).DigestOf(entries.Count),
            string.Join("\n\n", entries.Select(entry => Byline.Of(entry.By, dialect, language) + "\n" + entry.Body)),
            dialect,
            limit);

    private static IReadOnlyList<string> Numbered(string head, string body, Dialect dialect, int limit)
    {
        if (head.Length + 1 + body.Length <= limit)
        {
            return [head + "\n" + body];
        }

        var room = limit - head.Length - RoomForNumber;
        ArgumentOutOfRangeException.ThrowIfLessThan(room, TextSplitter.SmallestPart, nameof(limit));
        var parts = TextSplitter.Split(body, room, dialect);
        return [.. parts.Select((part, index) => string.Create(CultureInfo.InvariantCulture, $"{head} ({index + 1}/{parts.Count})\n{part}"))];
    }
}
