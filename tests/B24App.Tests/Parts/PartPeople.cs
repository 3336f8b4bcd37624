using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Elapsed;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Results;
using B24App.EmulatedPortal.Tasks;
using B24App.Tests.Journeys;

namespace B24App.Tests.Parts;

/// <summary>What people do with records of time and results on an emulated portal, and what they see of them.</summary>
internal static class PartPeople
{
    /// <summary>Enters time on a portal's own page: no call of ours, no event.</summary>
    public static long Works(this PortalHost host, long user, long task, long seconds, string comment, DateTimeOffset? day = null)
    {
        lock (host.Portal.Gate)
        {
            return ElapsedActions.Add(host.Portal, host.Portal.State<TaskBoard>().Tasks[task], user, seconds, comment, day).Id;
        }
    }

    public static void Corrects(this PortalHost host, long task, long entry, long seconds, string comment)
    {
        lock (host.Portal.Gate)
        {
            ElapsedActions.Change(host.Portal, host.Portal.State<TaskBoard>().Tasks[task], host.Portal.State<ElapsedBook>().Entries[entry], seconds, comment);
        }
    }

    public static void Erases(this PortalHost host, long task, long entry)
    {
        lock (host.Portal.Gate)
        {
            ElapsedActions.Delete(host.Portal, host.Portal.State<TaskBoard>().Tasks[task], host.Portal.State<ElapsedBook>().Entries[entry]);
        }
    }

    /// <summary>Records of a task in order: seconds and words.</summary>
    public static IReadOnlyList<string> Hours(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ElapsedBook>().Of(task).Select(entry => $"{entry.Seconds.ToString(CultureInfo.InvariantCulture)} {entry.Comment}")];
        }
    }

    public static IReadOnlyList<ElapsedEntry> Entries(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ElapsedBook>().Of(task)];
        }
    }

    /// <summary>A person writes a result, as his card lets him.</summary>
    public static long Concludes(this PortalHost host, long user, long task, string text)
    {
        if (host.Chat(task) == 0)
        {
            return host.Pins(user, host.Says(user, task, text));
        }

        lock (host.Portal.Gate)
        {
            return ResultActions.Make(host.Portal, host.Portal.State<TaskBoard>().Tasks[task], host.Portal.Users[user], text, null).Id;
        }
    }

    /// <summary>New card: a result of its own with files, as the page makes it.</summary>
    public static void ConcludesWith(this PortalHost host, long user, long task, string text, params DiskObject[] files)
    {
        lock (host.Portal.Gate)
        {
            ResultActions.Make(host.Portal, host.Portal.State<TaskBoard>().Tasks[task], host.Portal.Users[user], text, null).Files = [.. files.Select(file => file.Id)];
        }
    }

    /// <summary>New card: a message of the chat becomes a result.</summary>
    public static void ConcludesFrom(this PortalHost host, long user, long task, long message)
    {
        lock (host.Portal.Gate)
        {
            var found = host.Portal.State<TaskBoard>().Tasks[task];
            var said = host.Portal.State<ChatBoard>().Chats[found.ChatId!.Value].Messages[message];
            ResultActions.Make(host.Portal, found, host.Portal.Users[user], said.Text, said);
        }
    }

    /// <summary>Files that hang on the results of a task, by number.</summary>
    public static IReadOnlyList<long> FilesConcluded(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ResultBook>().Of(task).SelectMany(result => result.Files)];
        }
    }

    /// <summary>Old card: a comment becomes a result.</summary>
    public static long Pins(this PortalHost host, long user, long comment) =>
        Php.AsId(host.Call(user, "tasks.task.result.addFromComment", new JsonObject { ["commentId"] = comment })!["id"])!.Value;

    public static void Unpins(this PortalHost host, long user, long comment) =>
        host.Call(user, "tasks.task.result.deleteFromComment", new JsonObject { ["commentId"] = comment });

    public static void Reconcludes(this PortalHost host, long result, string text)
    {
        lock (host.Portal.Gate)
        {
            host.Portal.State<ResultBook>().Results[result].Text = text;
        }
    }

    public static void Retracts(this PortalHost host, long result)
    {
        lock (host.Portal.Gate)
        {
            host.Portal.State<ResultBook>().Results.Remove(result);
        }
    }

    public static IReadOnlyList<string> Results(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ResultBook>().Of(task).Select(result => result.Text)];
        }
    }
}
