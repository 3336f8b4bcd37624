using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tasks;
using B24App.Tests.Journeys;

namespace B24App.Tests.Files;

/// <summary>A comment somebody wrote: its number, the word that stands nowhere else.</summary>
internal sealed record FileComment(long Item, string Word);

/// <summary>A line of a discussion with the contents it carries.</summary>
internal sealed record FileLine(long Item, string Text, string Files);

/// <summary>One side of the random test of files: who works there, and what the portal shows.</summary>
internal sealed record FileSide(PortalHost Host, long Task, long User)
{
    /// <summary>Files he has on his drive.</summary>
    public List<DiskObject> Files { get; } = [];

    /// <summary>What he said and did not take back.</summary>
    public List<FileComment> Comments { get; } = [];

    /// <summary>Words of what he took back.</summary>
    public List<string> Gone { get; } = [];

    /// <summary>Attachments of the task.</summary>
    public IReadOnlyList<(long Id, string Name, DateTimeOffset At)> Attached()
    {
        lock (Host.Portal.Gate)
        {
            var board = Host.Portal.State<DiskBoard>();
            return [.. board.Of(DiskActions.OfTask, Task).Select(attachment => (attachment.Id, board.Objects[attachment.ObjectId].Name, attachment.CreatedAt))];
        }
    }

    /// <summary>Names of the files a comment has now.</summary>
    public IReadOnlyList<string> FilesOf(FileComment comment) => [.. Objects(comment.Item).Select(file => file.Name)];

    /// <summary>The discussion without system talk and notes, each line with the hashes of its files.</summary>
    public IReadOnlyList<FileLine> Said()
    {
        List<Spoken> lines;
        lock (Host.Portal.Gate)
        {
            lines = [.. Spoken.Of(Host.Portal, Task).Where(line => !line.System && !B24App.Plan.Notes.IsNote(line.Text))];
        }

        return [.. lines.Select(line => new FileLine(line.Id, line.Text, string.Join(' ', Objects(line.Id).Select(file => file.Content!.Sha256[..12]).Order(StringComparer.Ordinal))))];
    }

    /// <summary>Contents that were uploaded here more than once, whatever carries them.</summary>
    public IEnumerable<string> Doubled()
    {
        lock (Host.Portal.Gate)
        {
            return [.. Host.Portal.State<DiskBoard>().Objects.Values.Where(file => file is { Content: not null, ChatId: null })
                .GroupBy(file => file.Content!.Sha256).Where(same => same.Count() > 1).Select(same => $"{same.First().Name} lies {same.Count()} times on drives of {this}")];
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Portal.Name;

    private IReadOnlyList<DiskObject> Objects(long item)
    {
        lock (Host.Portal.Gate)
        {
            var board = Host.Portal.State<DiskBoard>();
            var ids = Host.Portal.State<TaskBoard>().Tasks[Task].ChatId is { } chat
                ? Host.Portal.State<ChatBoard>().Chats[chat].Messages[item].Files
                : board.Of(DiskActions.OfComment, item).Select(attachment => attachment.ObjectId);
            return [.. ids.Select(id => board.Objects[id])];
        }
    }
}
