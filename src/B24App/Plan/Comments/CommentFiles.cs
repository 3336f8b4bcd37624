using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan.Tasks;

namespace B24App.Plan.Comments;

/// <summary>What became of a comment's files since it crossed.</summary>
public enum FilesSince
{
    /// <summary>They are the same.</summary>
    Same,

    /// <summary>One came, went, was replaced, or has another content.</summary>
    Changed,

    /// <summary>Nothing can be said: they were not written down then, or the card has changed since and with it their numbers.</summary>
    Unknown,
}

/// <summary>
/// The files of a comment in a form that can be compared later: number and size of each. A portal shows no hash and no version of a comment's file;
/// its size is all that tells of a new content under the same number (b24restdocs: api-reference/tasks/comment-item/task-comment-item-get-list.md,
/// api-reference/chats/messages/im-dialog-messages-get.md).
/// </summary>
public static class CommentFiles
{
    /// <summary>Stands for "they have to be written anew".</summary>
    public const string Anew = "!";

    /// <summary>The form of what a comment shows.</summary>
    /// <param name="item">The comment: numbers mean something else on each card.</param>
    /// <param name="files">Its files.</param>
    public static string Of(string item, ImmutableArray<SeenFile> files) =>
        item[..1] + string.Concat(files.OrderBy(IdOf).Select(file => string.Create(CultureInfo.InvariantCulture, $" {IdOf(file)}:{file.Size}")));

    /// <summary>Compares what was written down with what shows now.</summary>
    public static FilesSince Compare(string? was, string now)
    {
        if (was == Anew)
        {
            return FilesSince.Changed;
        }

        if (was is not { Length: > 0 } || was[0] != now[0])
        {
            return FilesSince.Unknown;
        }

        var (then, today) = (Sizes(was), Sizes(now));
        return then.Count == today.Count && today.All(file => then.TryGetValue(file.Key, out var size) && (size == file.Value || size == 0 || file.Value == 0)) ? FilesSince.Same : FilesSince.Changed;
    }

    /// <summary>Files of a comment that were not among those written down.</summary>
    public static ImmutableArray<SeenFile> Added(string? was, ImmutableArray<SeenFile> files)
    {
        var then = Sizes(was ?? "");
        return [.. files.Where(file => !then.TryGetValue(IdOf(file), out var size) || (size != file.Size && size > 0 && file.Size > 0))];
    }

    /// <summary>
    /// What a file is over the link. A content that is not the one that crossed under this number has a version of its own, so that both are files of
    /// their own: what was uploaded once is not uploaded again.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="token">What it is without a version.</param>
    /// <param name="crossed">Sizes of what crossed before, by token.</param>
    public static string Token(SeenFile file, string token, IReadOnlyDictionary<string, long> crossed)
    {
        var newest = token;
        for (var version = 2; crossed.ContainsKey(SeenFile.Version(token, version)); version++)
        {
            newest = SeenFile.Version(token, version);
        }

        return !crossed.TryGetValue(newest, out var size) || size == 0 || file.Size == 0 || size == file.Size ? newest : SeenFile.Version(token, SeenFile.VersionOf(newest) + 1);
    }

    private static long IdOf(SeenFile file) => file.Attachment > 0 ? file.Attachment : file.DriveObject;

    private static Dictionary<long, long> Sizes(string form)
    {
        var sizes = new Dictionary<long, long>();
        foreach (var part in form.Split(' ').Skip(1))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && long.TryParse(part.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && long.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                sizes[id] = size;
            }
        }

        return sizes;
    }
}
