using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Files;

/// <summary>What people do with checklists on an emulated portal, and what they see of them.</summary>
internal static class ChecklistPeople
{
    public static long Adds(this PortalHost host, long user, long task, long parent, string title, params (string Name, JsonNode? Value)[] more)
    {
        var fields = People.Fields([("TITLE", title), ("PARENT_ID", parent), .. more]);
        return Php.AsId(host.Call(user, "task.checklistitem.add", new JsonArray(task, fields)))!.Value;
    }

    /// <summary>The lines of a task, as they stand.</summary>
    public static IReadOnlyList<ChecklistItem> Lines(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ChecklistBook>().Of(task)];
        }
    }

    /// <summary>The tree of a task as lines of text: depth, marks, words.</summary>
    public static IReadOnlyList<string> Tree(this PortalHost host, long task)
    {
        var items = host.Lines(task);
        return [.. items.Select(item => $"{new string(' ', Depth(item))}{(item.IsComplete ? "x" : "-")}{(item.IsImportant ? "!" : "")} {item.Title}")];

        int Depth(ChecklistItem item) => item.ParentId == 0 ? 0 : 1 + Depth(items.Single(parent => parent.Id == item.ParentId));
    }
}
