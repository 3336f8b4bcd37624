using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Text;
using B24App.Portals;

namespace B24App.Stations;

/// <summary>Where a discussion is read and where it is written.</summary>
/// <param name="Link">The link.</param>
/// <param name="Task">The mirrored task.</param>
/// <param name="Side">Side that is read.</param>
/// <param name="Here">Its portal.</param>
/// <param name="There">The portal that is written.</param>
/// <param name="Dialect">Dialect of the card that is written.</param>
/// <param name="Mirrors">What stands here as our mirror by another link.</param>
public sealed record TalkRoom(Link Link, Mapping Task, Side Side, Portal Here, Portal There, Dialect Dialect, IReadOnlySet<string> Mirrors)
{
    /// <summary>A comment as the journal names it.</summary>
    public string Name(string item) => $"{Task.End(Side)!.Item}/{item}";
}

/// <summary>What comments say on the other side: alone, or many as one digest, with byline and in the other card's dialect.</summary>
public sealed class TalkWords(Translation translation)
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(2);

    /// <summary>The parts of one comment.</summary>
    public async Task<IReadOnlyList<string>> Compose(TalkRoom room, SeenComment comment, DateTimeOffset portalNow)
    {
        var (by, body) = await Said(room, comment, portalNow);
        return CommentText.Compose(by, body, room.Dialect, Translation.Of(room.There));
    }

    /// <summary>The parts of a digest.</summary>
    public async Task<IReadOnlyList<string>> Digest(TalkRoom room, IReadOnlyList<CommentVerdict.Send> sends, DateTimeOffset portalNow, bool earlier)
    {
        var entries = new List<DigestEntry>();
        foreach (var send in sends)
        {
            var (by, body) = await Said(room, send.Comment, portalNow);
            entries.Add(new DigestEntry(by with { OriginalTime = send.Comment.At }, body));
        }

        return CommentText.Digest(entries, room.Dialect, Translation.Of(room.There), earlier: earlier);
    }

    private async Task<(BylineFacts By, string Body)> Said(TalkRoom room, SeenComment comment, DateTimeOffset portalNow)
    {
        // A mirror that goes on keeps the name it came with: our own byline is read off and written anew (RULES 6, 10).
        var (author, text) = room.Mirrors.Contains(comment.Item) && Byline.TryRead(comment.Text, out var shown, out var rest) ? (shown, rest) : (comment.AuthorName, comment.Text);
        var converted = await translation.Comment(comment, text, room.Dialect, room.Link, room.Side);
        var late = portalNow - comment.At > LateAfter;
        return (new BylineFacts(author, room.Here.Name) { OriginalTime = late ? comment.At : null }, converted.Text);
    }
}
