using System.Collections.Immutable;

namespace B24App.Plan.Comments;

/// <summary>A forum comment we know, as it can be met again in the chat.</summary>
/// <param name="Mapping">The mapping row's number.</param>
/// <param name="Author">Author on that portal.</param>
/// <param name="At">When it was written.</param>
/// <param name="Print">Print of its text.</param>
public sealed record OldComment(long Mapping, long Author, DateTimeOffset At, string Print);

/// <summary>What a card migration means for our rows.</summary>
/// <param name="Renamed">Mapping to the message that it is now.</param>
/// <param name="OpenedAfter">Messages up to this number are not new: they are matched, or older than what we knew.</param>
public sealed record Migrated(ImmutableArray<(long Mapping, string Item)> Renamed, long OpenedAfter);

/// <summary>RULES 18: when a task gets a chat, its messages are matched to mapped comments before anything is created.</summary>
public static class CardMigration
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Matches by author, time and text, in order; a message is taken once.</summary>
    /// <param name="known">Mapped forum comments, oldest first.</param>
    /// <param name="window">Messages of the chat, oldest first.</param>
    public static Migrated Match(IReadOnlyList<OldComment> known, IReadOnlyList<SeenComment> window)
    {
        var renamed = ImmutableArray.CreateBuilder<(long, string)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var comment in known)
        {
            var match = window.FirstOrDefault(message =>
                !taken.Contains(message.Item) && message.Author == comment.Author && message.Print == comment.Print && (message.At - comment.At).Duration() <= Tolerance);
            if (match is not null)
            {
                taken.Add(match.Item);
                renamed.Add((comment.Mapping, match.Item));
            }
        }

        var lastKnown = known.Count == 0 ? DateTimeOffset.MinValue : known.Max(comment => comment.At);
        var notNew = window.Where(message => taken.Contains(message.Item) || message.At <= lastKnown).Select(message => message.Id);
        return new Migrated(renamed.ToImmutable(), notNew.DefaultIfEmpty(0).Max());
    }
}
