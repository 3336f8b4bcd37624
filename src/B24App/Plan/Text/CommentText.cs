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

    /// <summary>The parts, in the order they must be sent; one for an ordinary comment.</summary>
    /// <param name="by">The author.</param>
    /// <param name="body">The converted text.</param>
    /// <param name="dialect">Dialect of the receiving discussion.</param>
    /// <param name="language">Language of the receiving portal.</param>
    /// <param name="limit">Most UTF-16 characters in one part.</param>
    public static IReadOnlyList<string> Compose(BylineFacts by, string body, Dialect dialect, Language language, int limit = ChatLimit) =>
        [Byline.Of(by, dialect, language) + "\n" + body];

    /// <summary>Many waiting comments of one task as one message (RULES 21), in parts if it is long.</summary>
    public static IReadOnlyList<string> Digest(IReadOnlyList<DigestEntry> entries, Dialect dialect, Language language, int limit = ChatLimit) =>
        [string.Join("\n\n", entries.Select(entry => Byline.Of(entry.By, dialect, language) + "\n" + entry.Body))];
}
