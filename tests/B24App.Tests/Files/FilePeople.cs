using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tasks;
using B24App.Tests.Journeys;

namespace B24App.Tests.Files;

/// <summary>What people do with files on an emulated portal, and what they see of them.</summary>
internal static class FilePeople
{
    public static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static DiskObject Puts(this PortalHost host, long user, string name, byte[] bytes)
    {
        lock (host.Portal.Gate)
        {
            return DiskActions.Upload(host.Portal, host.Portal.Users[user], name, FileBytes.Of(bytes));
        }
    }

    public static long Attaches(this PortalHost host, long user, long task, params DiskObject[] files)
    {
        lock (host.Portal.Gate)
        {
            return DiskActions.AttachToTask(host.Portal, host.Portal.Users[user], host.Portal.State<TaskBoard>().Tasks[task], files)[^1];
        }
    }

    public static void Keeps(this PortalHost host, long user, long task, params long[] attachments) =>
        host.Edits(user, task, Journeys.People.Fields(("UF_TASK_WEBDAV_FILES", new JsonArray([.. attachments.Select(id => (JsonNode)id)]))));

    /// <summary>Writes a comment with files, whichever card the task has.</summary>
    public static long SaysWith(this PortalHost host, long user, long task, string text, params DiskObject[] files)
    {
        var chat = host.Chat(task);
        if (chat > 0)
        {
            lock (host.Portal.Gate)
            {
                return DiskActions.SendToChat(host.Portal, host.Portal.State<ChatBoard>().Chats[chat], host.Portal.Users[user], text, files).Id;
            }
        }

        var answer = host.Call(user, "task.commentitem.add", new JsonArray(task, new JsonObject
        {
            ["POST_MESSAGE"] = text,
            ["AUTHOR_ID"] = user,
            ["UF_FORUM_MESSAGE_DOC"] = new JsonArray([.. files.Select(file => (JsonNode)("n" + file.Id.ToString(CultureInfo.InvariantCulture)))]),
        }));
        return long.Parse(answer!.ToString(), CultureInfo.InvariantCulture);
    }

    /// <summary>A person leaves his comment with what he keeps of its files and with new ones; its text stays. Whichever card the task has.</summary>
    public static void LeavesWith(this PortalHost host, long user, long task, long item, IReadOnlyCollection<string> kept, params DiskObject[] added)
    {
        var chat = host.Chat(task);
        lock (host.Portal.Gate)
        {
            var board = host.Portal.State<DiskBoard>();
            if (chat > 0)
            {
                var talk = host.Portal.State<ChatBoard>().Chats[chat];
                var message = talk.Messages[item];
                DiskActions.LeaveWith(host.Portal, talk, message, [.. message.Files.Where(id => kept.Contains(board.Objects[id].Name))], added);
                return;
            }

            var comment = host.Portal.State<EmulatedPortal.Comments.CommentBook>().Comments[item];
            var attachments = board.Of(DiskActions.OfComment, item).Where(attachment => kept.Contains(board.Objects[attachment.ObjectId].Name)).Select(attachment => attachment.Id).ToList();
            DiskActions.LeaveWith(host.Portal, host.Portal.Users[user], comment, attachments, added);
        }
    }

    /// <summary>A new version of a file takes the place of the old one: every number stays.</summary>
    public static void Renews(this PortalHost host, long user, string name, byte[] bytes)
    {
        lock (host.Portal.Gate)
        {
            var board = host.Portal.State<DiskBoard>();
            foreach (var file in board.Objects.Values.Where(file => file.Name == name && file.Content is not null).ToList())
            {
                board.Replace(file, FileBytes.Of(bytes), user, host.Portal.Clock.GetUtcNow());
            }
        }
    }

    /// <summary>Files of a task as name and hash, in order of names.</summary>
    public static IReadOnlyList<string> FilesOf(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            var board = host.Portal.State<DiskBoard>();
            return Shown(board, board.Of(DiskActions.OfTask, task).Select(attachment => attachment.ObjectId));
        }
    }

    /// <summary>Files of all comments of a task as name and hash, in order of names.</summary>
    public static IReadOnlyList<string> FilesSaid(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            var board = host.Portal.State<DiskBoard>();
            var found = host.Portal.State<TaskBoard>().Tasks[task];
            var ids = found.ChatId is { } chat
                ? host.Portal.State<ChatBoard>().Chats[chat].Messages.Values.SelectMany(message => message.Files)
                : host.Portal.State<EmulatedPortal.Comments.CommentBook>().Of(task).SelectMany(comment => board.Of(DiskActions.OfComment, comment.Id)).Select(attachment => attachment.ObjectId);
            return Shown(board, ids);
        }
    }

    /// <summary>How often a file was uploaded to a portal, by the bytes it has.</summary>
    public static int Uploads(this PortalHost host) => host.Requests.Lines.Count(line => line is { Method: "upload", Status: 200 });

    public static string Line(string name, byte[] bytes) => $"{name} {FileBytes.Of(bytes).Sha256[..12]}";

    private static IReadOnlyList<string> Shown(DiskBoard board, IEnumerable<long> ids) =>
        [.. ids.Select(id => board.Objects[id]).Select(file => $"{file.Name} {file.Content!.Sha256[..12]}").Order(StringComparer.Ordinal)];
}
