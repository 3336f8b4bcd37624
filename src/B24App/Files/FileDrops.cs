using System.Globalization;
using B24App.Journal;
using B24App.Links;
using B24App.Plan;
using B24App.Store;

namespace B24App.Files;

/// <summary>A person says that files which stayed behind need not go: they leave the list, and the journal keeps who said so and why.</summary>
public sealed class FileDrops(Database db, FileStore files, TimeProvider clock)
{
    private const int LongestWhy = 200;

    /// <summary>Drops one, or all that stayed behind; how many.</summary>
    /// <param name="file">Number of the file; null for all of the portal.</param>
    /// <param name="why">The person's reason.</param>
    /// <param name="by">The administrator: files are dropped from the side they come from.</param>
    public async Task<int> Drop(long? file, string why, Admin by)
    {
        var words = why.Trim() is { Length: > LongestWhy } text ? text[..LongestWhy] : why.Trim();
        var meant = file is { } one
            ? await files.Find(one) is { State: CopyState.Refused } found && found.From == by.Portal ? [found] : (IReadOnlyList<FileCopy>)[]
            : await files.Refused(by.Portal);
        var dropped = 0;
        foreach (var copy in meant)
        {
            await db.Write(connection =>
            {
                if (files.Drop(connection, copy))
                {
                    dropped++;
                    JournalStore.Write(connection, new JournalRow
                    {
                        Portal = by.Portal,
                        Link = copy.Link,
                        At = clock.GetUtcNow(),
                        Station = "verdict",
                        Item = copy.Owner,
                        Reason = (copy.Reason ?? Reason.FileUnreadable).ToString(),
                        Detail = string.Create(CultureInfo.InvariantCulture, $"dropped by user {by.User} (file): {words}"),
                    });
                }
            });
        }

        return dropped;
    }
}
