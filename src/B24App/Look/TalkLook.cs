using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Comments;
using B24App.Bitrix24.Tasks;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Look;

/// <summary>A discussion as it was read.</summary>
/// <param name="Window">Comments, oldest first, without gaps.</param>
/// <param name="Chat">The task's chat when the answer showed one.</param>
/// <param name="SeenAt">The portal's "now".</param>
public sealed record TalkWindow(ImmutableArray<SeenComment> Window, long Chat, DateTimeOffset SeenAt);

/// <summary>Reads discussions of both cards: comments are found by reading the window, not by the events that hint at them (RULES 14).</summary>
public sealed class TalkLook(Desks desks, CommentCounts counts, TimeProvider clock, Patience patience)
{
    private const int PageSize = 50;
    private const int MostPages = 40;

    private static readonly string[] CountFields = ["ID", "CHAT_ID", "COMMENTS_COUNT", "SERVICE_COMMENTS_COUNT"];

    /// <summary>The newest messages of a chat, down to a number that is known or a moment that is too old to matter.</summary>
    public async Task<Looked<TalkWindow>> Chat(PortalId portal, long chat, long downTo, DateTimeOffset notBefore)
    {
        var messages = new SortedDictionary<long, SeenComment>();
        DateTimeOffset? seenAt = null;
        long? below = null;
        for (var page = 0; page < MostPages; page++)
        {
            var outcome = await desks.Ask(portal, ChatCommands.Messages(chat, below, null, PageSize));
            if (outcome is not Answer answer)
            {
                return NotSeen(outcome);
            }

            seenAt ??= answer.PortalTime ?? clock.GetUtcNow();
            var read = MessagePage.From(answer.Result);
            foreach (var message in read.Messages)
            {
                messages[message.Id] = Seen(message, read);
            }

            if (read.Messages.Count < PageSize || read.Messages[0].Id <= downTo || read.Messages[0].Date < notBefore)
            {
                break;
            }

            // A deleted id as a bound gives an empty page (tasks.md §4.3), so the oldest living message is the bound.
            below = read.Messages.FirstOrDefault(message => !message.IsDeleted)?.Id ?? read.Messages[0].Id;
        }

        return new Looked<TalkWindow>.Seen(new TalkWindow([.. messages.Values], chat, seenAt ?? clock.GetUtcNow()));
    }

    /// <summary>How many comments of people an old card has; one small look, asked with others as a list. Null where the portal does not tell them apart.</summary>
    public async Task<int?> People(PortalId portal, long task) =>
        await desks.Ask(portal, TaskCommands.Get(task, CountFields)) is Answer counted && TaskWire.From(counted.Result) is { CommentsCount: { } all, ServiceCommentsCount: { } service, ChatId: null or 0 }
            ? Math.Max(0, all - service)
            : null;

    /// <summary>
    /// The same as <see cref="Forum"/>, where a look has just shown the counters: the list alone is asked. It counts only where it agrees with them; else
    /// both are asked together.
    /// </summary>
    public async Task<Looked<TalkWindow>> ForumAfterLook(PortalId portal, long task)
    {
        if (counts.Take(portal, task) is var (all, service) && await desks.Ask(portal, CommentCommands.Newer(task, 0)) is Answer listed)
        {
            var comments = CommentWire.ListFrom(listed.Result);
            var kinds = OldCard.Judge([.. comments.Select(comment => comment.Text)], all, service);
            if (!kinds.Contains(OldCardKind.Held))
            {
                return Shown(comments, kinds, listed);
            }
        }

        return await Forum(portal, task);
    }

    /// <summary>
    /// All comments of an old card, with the counters that tell people from service comments (RULES 12): one request. The list has
    /// no paging, and the judgement needs it whole.
    /// </summary>
    public async Task<Looked<TalkWindow>> Forum(PortalId portal, long task)
    {
        var outcomes = await desks.Ask(portal,
        [
            TaskCommands.Get(task, CountFields),
            CommentCommands.Newer(task, 0),
        ]);
        if (outcomes[0] is not Answer counted)
        {
            return NotSeen(outcomes[0]);
        }

        if (TaskWire.From(counted.Result) is not { } wire)
        {
            return new Looked<TalkWindow>.Nothing();
        }

        var seenAt = counted.PortalTime ?? clock.GetUtcNow();
        if (wire.ChatId > 0)
        {
            return new Looked<TalkWindow>.Seen(new TalkWindow([], wire.ChatId.Value, seenAt)); // the card has moved to a chat (RULES 18)
        }

        if (outcomes[1] is not Answer listed)
        {
            return NotSeen(outcomes[1]);
        }

        var comments = CommentWire.ListFrom(listed.Result);
        var kinds = OldCard.Judge([.. comments.Select(comment => comment.Text)], wire.CommentsCount ?? comments.Count, wire.ServiceCommentsCount ?? 0);
        return Shown(comments, kinds, counted);
    }

    private Looked<TalkWindow> Shown(IReadOnlyList<CommentWire> comments, IReadOnlyList<OldCardKind> kinds, Answer answer) =>
        new Looked<TalkWindow>.Seen(new TalkWindow([.. comments.Select((comment, i) => Seen(comment, kinds[i]))], 0, answer.PortalTime ?? clock.GetUtcNow()));

    private Looked<TalkWindow> NotSeen(Outcome outcome) => outcome switch
    {
        Refusal { Kind: RefusalKind.NotFound } => new Looked<TalkWindow>.Nothing(),
        Refusal refusal => new Looked<TalkWindow>.Refused(refusal),
        Later later => new Looked<TalkWindow>.NotNow(later.NotBefore),
        _ => new Looked<TalkWindow>.NotNow(clock.GetUtcNow() + patience.NoAccess),
    };

    private static SeenComment Seen(MessageWire message, MessagePage page)
    {
        var author = page.Authors.GetValueOrDefault(message.AuthorId);
        var system = message.IsSystem || message.IsRobot || author?.IsBot == true;
        return new SeenComment(
            Items.Message(message.Id), message.Id, message.AuthorId, author?.Name ?? "", message.Date ?? DateTimeOffset.UnixEpoch, message.IsDeleted ? "" : message.Text,
            system ? Speaker.System : Speaker.Human, message.IsDeleted, message.FileIds.Count > 0)
        {
            Files = [.. message.FileIds.Select(id => page.Files.GetValueOrDefault(id) is { } file ? new SeenFile("", 0, id, file.Name, file.Size) : new SeenFile("", 0, id, "", 0))],
        };
    }

    private static SeenComment Seen(CommentWire comment, OldCardKind kind) => new(
        Items.ForumComment(comment.Id), comment.Id, comment.AuthorId, comment.AuthorName, comment.Date ?? DateTimeOffset.UnixEpoch, comment.Text,
        kind switch { OldCardKind.Human => Speaker.Human, OldCardKind.Service => Speaker.System, _ => Speaker.Unclear }, false, comment.Files.Count > 0)
    {
        Files = [.. comment.Files.Select(file => new SeenFile("", file.Id, file.ObjectId, file.Name, file.Size))],
    };
}
