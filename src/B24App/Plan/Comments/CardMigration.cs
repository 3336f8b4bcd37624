using System.Collections.Immutable;

namespace B24App.Plan.Comments;

/// <summary>A comment of the old card that we know, as it can be met again in the chat.</summary>
/// <param name="Item">What it was on the old card.</param>
/// <param name="Author">Author on that portal; null when we wrote it.</param>
/// <param name="At">When it was written.</param>
/// <param name="Print">Print of its text.</param>
public sealed record OldComment(string Item, long? Author, DateTimeOffset At, string Print);

/// <summary>What a card migration means for our rows.</summary>
/// <param name="Renamed">Item of the old card to the message that it is now.</param>
/// <param name="OpenedAfter">Messages up to this number are not new: they are older than what people said and we knew.</param>
public sealed record Migrated(ImmutableSortedDictionary<string, string> Renamed, long OpenedAfter);

/// <summary>RULES 18: when a task gets a chat, its messages are matched to mapped comments before anything is created.</summary>
public static class CardMigration
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Matches by author, time and text, in order; a message is taken once.</summary>
    /// <param name="known">Known comments of the old card, oldest first.</param>
    /// <param name="window">Messages of the chat, oldest first.</param>
    /// <param name="isOurs">Whether an author is the relay account.</param>
    public static Migrated Match(IReadOnlyList<OldComment> known, IReadOnlyList<SeenComment> window, Func<long, bool> isOurs)
    {
        var renamed = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var comment in known)
        {
            var match = window.FirstOrDefault(message => !taken.Contains(message.Item) && message.Print == comment.Print && (message.At - comment.At).Duration() <= Tolerance
                && (comment.Author is { } author ? message.Author == author : isOurs(message.Author)));
            if (match is not null)
            {
                taken.Add(match.Item);
                renamed[comment.Item] = match.Item;
            }
        }

        // Matched messages are known by their item. Of the others, what people said up to the last comment we judged is not new.
        var lastJudged = known.Where(comment => comment.Author is not null).Select(comment => comment.At).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var notNew = window.Where(message => message.At <= lastJudged).Select(message => message.Id);
        return new Migrated(renamed.ToImmutable(), notNew.DefaultIfEmpty(0).Max());
    }
}
