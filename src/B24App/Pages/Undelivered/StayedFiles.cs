using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;

namespace B24App.Pages.Undelivered;

/// <summary>A file that stays behind, as its own side reads it.</summary>
/// <param name="Id">Our number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes; 0 when it was never known.</param>
/// <param name="Task">Task it belongs to; 0 for none.</param>
/// <param name="Why">Why it stays.</param>
/// <param name="Link">The link.</param>
/// <param name="LinkName">Name of the link.</param>
public sealed record StayedFile(long Id, string Name, long Size, long Task, Reason Why, LinkId Link, string LinkName)
{
    /// <summary>Trying again may help: a program is never carried, whatever is tried.</summary>
    public bool MayBeTried => Why is not (Reason.FileForbidden or Reason.FileTooLargeForCall);

    /// <summary>It belongs to an entry of a card of the CRM.</summary>
    public bool IsOfCard { get; init; }
}

/// <summary>Files of a portal that stay behind: what they are, and how they are tried again or given up.</summary>
public sealed class StayedFiles(FileStore files, FileRetries retries, FileDrops drops, LinkBook book)
{
    private const int Most = 50;

    /// <summary>The newest of them.</summary>
    /// <param name="portal">The portal they come from.</param>
    /// <param name="only">Of this link only; null for all.</param>
    public async Task<IReadOnlyList<StayedFile>> Of(Portal portal, LinkId? only = null)
    {
        var links = (await book.Of(portal.Id)).ToDictionary(link => link.Id, link => link.Name);
        return [.. (await files.Refused(portal.Id, Most))
            .Where(file => links.ContainsKey(file.Link) && (only is null || file.Link == only))
            .Select(file => new StayedFile(file.Id, file.Name.Length > 0 ? file.Name : Notes.In(Look.Translation.Of(portal)).Named(""), file.Size, ItemNames.TaskOf(file.Owner), file.Reason ?? Reason.FileUnreadable, file.Link, links[file.Link]) { IsOfCard = file.Owner[0] is 'a' or 'k' })];
    }

    /// <summary>Tries one again, or all that may be; how many go.</summary>
    public async Task<int> Try(Portal portal, long? file)
    {
        var going = 0;
        foreach (var id in file is { } one ? [one] : (await Of(portal)).Where(stayed => stayed.MayBeTried).Select(stayed => stayed.Id))
        {
            going += await retries.Try(portal.Id, id) ? 1 : 0;
        }

        return going;
    }

    /// <summary>Says of one, or of all, that it need not go; how many left the list.</summary>
    public Task<int> Drop(long? file, string why, Admin by) => drops.Drop(file, why, by);
}
