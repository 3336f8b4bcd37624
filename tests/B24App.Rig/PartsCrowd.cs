using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Hosting;
using B24App.Tests.Files;
using B24App.Tests.Parts;

namespace B24App.Rig;

/// <summary>People who tick lines, enter hours and attach files. What passes a border of a link just now is left alone: it is anybody's guess what of it crosses.</summary>
internal sealed class PartsCrowd(Stage stage, Book book, Random chance)
{
    private const long Administrator = 1;
    private const int Small = 400;

    /// <summary>One thing somebody does with a part of a task.</summary>
    public void Act(Filed filed)
    {
        var portal = filed.Partner is { } partner && chance.Next(2) == 0 ? partner : filed.Portal;
        var host = stage.Hosts[portal];
        if (filed.IsOutside || filed.Border == book.Calm || host.Of(filed, portal)?.Id is not { } task)
        {
            return;
        }

        switch (chance.Next(10))
        {
            case < 3:
                Add(filed, portal, host, task);
                break;
            case < 5:
                Tick(filed, host, task);
                break;
            case 5:
                Strike(filed, host, task);
                break;
            case < 8:
                Work(filed, portal, host, task);
                break;
            case 8:
                Attach(filed, portal, host, task);
                break;
            default:
                Show(filed, portal, host, task);
                break;
        }
    }

    /// <summary>Somebody adds a line, enters hours, attaches a file and shows another in a comment.</summary>
    public void AddEach(Filed filed, int portal)
    {
        var host = stage.Hosts[portal];
        if (host.Of(filed, portal)?.Id is { } task)
        {
            Add(filed, portal, host, task);
            Enter(filed, portal, host, task);
            AttachNew(filed, portal, host, task);
            Show(filed, portal, host, task);
        }
    }

    /// <summary>Somebody ticks a line of either side.</summary>
    public void Tick(Filed filed, int portal)
    {
        var host = stage.Hosts[portal];
        if (host.Of(filed, portal)?.Id is { } task)
        {
            Tick(filed, host, task);
        }
    }

    private void Add(Filed filed, int portal, PortalHost host, long task)
    {
        var word = book.Word("l");
        var list = host.Lines(task).FirstOrDefault(line => line.ParentId == 0)?.Id ?? 0;
        host.Adds(Administrator, task, list, $"{word} to do");
        filed.Parts.Add(new Part { Kind = PartKind.Line, Portal = portal, Word = word });
    }

    private void Tick(Filed filed, PortalHost host, long task)
    {
        if (Line(filed, host, task, _ => true) is var (part, line))
        {
            host.Call(Administrator, line.IsComplete ? "task.checklistitem.renew" : "task.checklistitem.complete", new JsonArray(task, line.Id));
            part.ChangedIn = book.Calm;
        }
    }

    // Of a list that is struck out, what hangs under it goes too; nobody could say whose word that was.
    private void Strike(Filed filed, PortalHost host, long task)
    {
        if (Line(filed, host, task, line => line.ParentId != 0) is var (part, line))
        {
            host.Call(Administrator, "task.checklistitem.delete", new JsonArray(task, line.Id));
            (part.Gone, part.GoneIn) = (true, book.Calm);
        }
    }

    private void Work(Filed filed, int portal, PortalHost host, long task)
    {
        var own = filed.Parts.Where(part => part is { Kind: PartKind.Hours, Gone: false } && part.Portal == portal).ToList();
        if (own.Count > 0 && chance.Next(3) == 0)
        {
            var part = own[chance.Next(own.Count)];
            if (host.Entries(task).FirstOrDefault(entry => entry.UserId != Administrator && entry.Comment.Contains(part.Word, StringComparison.Ordinal)) is not { } entry)
            {
                return;
            }

            if (chance.Next(2) == 0)
            {
                host.Erases(task, entry.Id);
                (part.Gone, part.GoneIn) = (true, book.Calm);
            }
            else
            {
                host.Corrects(task, entry.Id, entry.Seconds + 60, entry.Comment);
                part.ChangedIn = book.Calm;
            }

            return;
        }

        Enter(filed, portal, host, task);
    }

    private void Enter(Filed filed, int portal, PortalHost host, long task)
    {
        var word = book.Word("h");
        host.Works(Worker(portal), task, 60 * (1 + chance.Next(9)), $"{word} on site");
        filed.Parts.Add(new Part { Kind = PartKind.Hours, Portal = portal, Word = word });
    }

    private void Attach(Filed filed, int portal, PortalHost host, long task)
    {
        var there = filed.Parts.Where(part => part is { Kind: PartKind.File, Gone: false }).ToList();
        if (there.Count > 0 && chance.Next(3) == 0)
        {
            var part = there[chance.Next(there.Count)];
            var attached = host.Attachments(task);
            if (attached.Any(file => file.Name == part.Word))
            {
                host.Keeps(Administrator, task, [.. attached.Where(file => file.Name != part.Word).Select(file => file.Id)]);
                (part.Gone, part.GoneIn) = (true, book.Calm);
            }

            return;
        }

        AttachNew(filed, portal, host, task);
    }

    private void AttachNew(Filed filed, int portal, PortalHost host, long task)
    {
        var name = book.Word("f") + "txt";
        host.Attaches(Worker(portal), task, host.Puts(Worker(portal), name, FilePeople.Bytes(Small, chance.Next())));
        filed.Parts.Add(new Part { Kind = PartKind.File, Portal = portal, Word = name });
    }

    private void Show(Filed filed, int portal, PortalHost host, long task)
    {
        var (token, name, author) = (book.Word("c"), book.Word("f") + "txt", Worker(portal));
        var id = host.SaysWith(author, task, $"{token} see the file", host.Puts(author, name, FilePeople.Bytes(Small, chance.Next())));
        var said = new Said { Portal = portal, Id = id, Author = author, At = stage.Clock.GetUtcNow(), Token = token, Kind = SaidKind.Unique, Calm = book.Calm, Crosses = Crosses.Yes };
        filed.Talk.Add(said);
        filed.Parts.Add(new Part { Kind = PartKind.SaidFile, Portal = portal, Word = name, Said = said });
    }

    private (Part Part, ChecklistItem Line)? Line(Filed filed, PortalHost host, long task, Func<ChecklistItem, bool> which)
    {
        var lines = host.Lines(task);
        var found = filed.Parts.Where(part => part is { Kind: PartKind.Line, Gone: false })
            .Select(part => (Part: part, Line: lines.FirstOrDefault(line => line.Title.Contains(part.Word, StringComparison.Ordinal)))).Where(pair => pair.Line is not null && which(pair.Line)).ToList();
        return found.Count == 0 ? null : (found[chance.Next(found.Count)] is var pick ? (pick.Part, pick.Line!) : default);
    }

    private static long Worker(int portal) => portal == 1 ? 7 : 5;
}

/// <summary>What stands on a task's portal, for the crowd and for the ledger.</summary>
internal static class PartsWorld
{
    /// <summary>Files of a task.</summary>
    public static IReadOnlyList<(long Id, string Name)> Attachments(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            var board = host.Portal.State<DiskBoard>();
            return [.. board.Of(DiskActions.OfTask, task).Select(attachment => (attachment.Id, board.Objects[attachment.ObjectId].Name))];
        }
    }

    /// <summary>Names of the files of all comments of a task.</summary>
    public static IReadOnlyList<string> SaidFiles(this PortalHost host, long task) => [.. host.FilesSaid(task).Select(file => file[..file.LastIndexOf(' ')])];
}
