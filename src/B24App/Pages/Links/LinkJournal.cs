using B24App.Pages.Journal;
using B24App.Store;

namespace B24App.Pages.Links;

/// <summary>The last lines of one link, which look again by themselves: who has just launched it sees the first task cross.</summary>
/// <param name="Link">The link.</param>
/// <param name="Lines">Newest first.</param>
/// <param name="Words">The reader's words.</param>
/// <param name="Now">Now.</param>
public sealed record LinkJournal(LinkId Link, IReadOnlyList<ShownLine> Lines, Texts Words, DateTimeOffset Now)
{
    /// <summary>Number of the newest line; 0 for none.</summary>
    public long Newest => Lines is [var first, ..] ? first.Line.Row.Id : 0;
}
