using B24App.Journal;
using B24App.Store;

namespace B24App.Pages.Links;

/// <summary>The last lines of one link, which look again by themselves: who has just launched it sees the first task cross.</summary>
/// <param name="Link">The link.</param>
/// <param name="Rows">Newest first.</param>
/// <param name="Words">The reader's words.</param>
/// <param name="Now">Now.</param>
public sealed record LinkJournal(LinkId Link, IReadOnlyList<JournalRow> Rows, Texts Words, DateTimeOffset Now)
{
    /// <summary>Number of the newest line; 0 for none.</summary>
    public long Newest => Rows is [var first, ..] ? first.Id : 0;
}
