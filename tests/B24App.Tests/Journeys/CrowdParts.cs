using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tasks;
using B24App.Tests.Files;
using B24App.Tests.Parts;

namespace B24App.Tests.Journeys;

/// <summary>What the crowd does with hours, results, checklists and files. Each thing has a word that stands nowhere else.</summary>
internal sealed class CrowdParts(World world, Random chance, Func<string> fresh, Action<string, Action> does)
{
    /// <summary>The account all our copies belong to; no person of the crowd enters hours or results with it.</summary>
    public const long Relay = 1;

    /// <summary>One thing somebody does in a task.</summary>
    public void Act(Filed filed, int portal, PortalTask task)
    {
        var (host, user) = (world.Hosts[portal], portal == 1 ? 7L : 5L);
        var place = $"{filed} on {portal} (t{task.Id})";
        switch (chance.Next(12))
        {
            case < 3:
                Hours(host, user, task.Id, place);
                break;
            case < 5:
                Results(host, user, task.Id, place);
                break;
            case < 9:
                Lines(host, task.Id, place);
                break;
            default:
                Files(host, user, task.Id, place);
                break;
        }
    }

    private void Hours(PortalHost host, long user, long task, string place)
    {
        var own = host.Entries(task).Where(entry => entry.UserId != Relay).ToList();
        switch (own.Count == 0 ? 0 : chance.Next(5))
        {
            case < 3:
                var (seconds, word) = (60 * (1 + chance.Next(5)), fresh());
                does($"u{user} works {seconds} s in {place}: {word}", () => host.Works(user, task, seconds, word));
                break;
            case 3:
                var (entry, words) = (own[chance.Next(own.Count)], fresh());
                does($"e{entry.Id} of {place} is corrected: {words}", () => host.Corrects(task, entry.Id, entry.Seconds + 60, words));
                break;
            default:
                does($"e{own[0].Id} of {place} is erased", () => host.Erases(task, own[0].Id));
                break;
        }
    }

    private void Results(PortalHost host, long user, long task, string place)
    {
        var word = fresh();
        does($"u{user} concludes in {place}: {word}", () => host.Concludes(user, task, word));
    }

    private void Lines(PortalHost host, long task, string place)
    {
        var lines = host.Lines(task);
        var line = lines.Count == 0 ? null : lines[chance.Next(lines.Count)];
        switch (line is null ? 0 : chance.Next(6))
        {
            case < 3:
                var (word, parent) = (fresh(), line is { ParentId: 0 } ? line.Id : 0);
                does($"a line in {place} under {parent}: {word}", () => host.Adds(Relay, task, parent, word));
                break;
            case < 5:
                does($"line {line!.Id} of {place} is turned, complete {line.IsComplete}", () => host.Call(Relay, line.IsComplete ? "task.checklistitem.renew" : "task.checklistitem.complete", new JsonArray(task, line.Id)));
                break;
            default:
                var words = fresh();
                does($"line {line!.Id} of {place} is reworded: {words}", () => host.Call(Relay, "task.checklistitem.update", new JsonArray(task, line.Id, People.Fields(("TITLE", words)))));
                break;
        }
    }

    private void Files(PortalHost host, long user, long task, string place)
    {
        List<long> attached;
        lock (host.Portal.Gate)
        {
            attached = [.. host.Portal.State<DiskBoard>().Of(DiskActions.OfTask, task).Select(attachment => attachment.Id)];
        }

        if (attached.Count > 0 && chance.Next(4) == 0)
        {
            does($"a file of {place} is taken off", () => host.Keeps(Relay, task, [.. attached.Skip(1)]));
            return;
        }

        var (name, seed) = (fresh() + ".txt", chance.Next(1_000_000));
        does($"u{user} attaches {name} to {place}", () => host.Attaches(user, task, host.Puts(user, name, FilePeople.Bytes(600, seed))));
    }
}
