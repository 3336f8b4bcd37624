using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Comments;

/// <summary>
/// <c>task.commentitem.*</c>, positional (b24restdocs: api-reference/tasks/comment-item/). On a task with the new card only
/// <c>add</c> works (api-reference/tasks/tasks-new.md).
/// </summary>
internal static class CommentMethods
{
    private const string Files = "UF_FORUM_MESSAGE_DOC";
    internal static readonly string[] Writable = ["POST_MESSAGE", "AUTHOR_ID", "POST_DATE", "UF_FORUM_MESSAGE_DOC"];
    internal static readonly string[] Sortable = ["ID", "AUTHOR_ID", "AUTHOR_NAME", "AUTHOR_EMAIL", "POST_DATE"];
    internal static readonly string[] Filterable = ["ID", "AUTHOR_ID", "AUTHOR_NAME", "POST_DATE"];
    private static readonly PositionalArgument TaskId = new("taskId");
    private static readonly PositionalArgument ItemId = new("itemId");
    private static readonly PositionalArgument Fields = new("arFields", Writable);

    public static void Register(MethodTable table)
    {
        void Positional(string name, Func<RestCall, RestAnswer> handler) =>
            table.Add(new RestMethod($"task.commentitem.{name}", "task", handler) { Binding = Binding.Positional });
        Positional("getmanifest", _ => CommentManifest.Answer());
        Positional("add", Add);
        Positional("getlist", List);
        Positional("get", Get);
        Positional("update", Update);
        Positional("delete", Delete);
        Positional("isactionallowed", IsActionAllowed);
    }

    private static RestAnswer Add(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskcommentitem::add", TaskId, Fields);
        var text = Text(call.Portal, given[1]);
        if (Readable(call, given[0]) is not { } task)
        {
            throw TaskErrors.Core(call.Portal, "Insufficient permissions to add a comment.", "Недостаточно прав для добавления комментария.");
        }

        CheckFiles(call, given[1]);
        var author = Php.AsId(Php.Field(given[1], "AUTHOR_ID")) is > 0 and var named && call.Portal.Users.ContainsKey(named) ? named : call.User.Id;
        if (task.ChatId is { } chatId)
        {
            // Whether AUTHOR_ID impersonates here is an open question: a switch.
            var speaker = call.Portal.Switches.CommentAuthorImpersonates ? author : call.User.Id;
            return new RestAnswer(ChatActions.Say(call.Portal, call.Portal.State<ChatBoard>().Chats[chatId], speaker, call.User, text, throughRest: true).Id);
        }

        var date = PortalDates.Parse(Php.AsText(Php.Field(given[1], "POST_DATE")), call.User);
        return new RestAnswer(CommentActions.Add(call.Portal, task, author, call.User, text, date, comment => WriteFiles(call, comment, given[1])).Id);
    }

    private static RestAnswer List(RestCall call)
    {
        var given = PositionalArguments.Check(
            call, "ctaskcommentitem::getlist", TaskId, new("arOrder", Sortable, Required: false), new("arFilter", Filterable, Prefixes: true, Required: false));
        if (Readable(call, given[0]) is not { ChatId: null } task)
        {
            throw Failed("8", "Action failed", "ACTION_FAILED_TO_BE_PROCESSED");
        }

        var rows = call.Portal.State<CommentBook>().Of(task.Id).Where(comment => CommentFilter.Matches(call, comment, given[2] as JsonObject));
        return new RestAnswer(new JsonArray([.. CommentFilter.Order(call.Portal, rows, given[1] as JsonObject).Select(comment => (JsonNode)Shape(call, comment))]));
    }

    private static RestAnswer Get(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskcommentitem::get", TaskId, ItemId);
        return Find(call, given) is { } comment
            ? new RestAnswer(Shape(call, comment))
            : throw Failed("512", "Check listitem not found or not accessible", "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
    }

    private static RestAnswer Update(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskcommentitem::update", TaskId, ItemId, Fields);
        var text = Text(call.Portal, given[2]);
        var comment = Find(call, given);
        if (comment is null || !MayEdit(call.User, comment))
        {
            throw NotAllowed();
        }

        CheckFiles(call, given[2]);
        WriteFiles(call, comment, given[2]);
        CommentActions.Edit(call.Portal, comment, call.User, text);
        return new RestAnswer(true);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskcommentitem::delete", TaskId, ItemId);
        var comment = Find(call, given);
        if (comment is null || !MayRemove(call.User, comment))
        {
            throw NotAllowed();
        }

        CommentActions.Delete(call.Portal, comment, call.User);
        return new RestAnswer(true);
    }

    private static RestAnswer IsActionAllowed(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskcommentitem::isactionallowed", TaskId, ItemId, new PositionalArgument("actionId"));
        var action = Php.AsId(given[2]);
        if (action == 1)
        {
            return new RestAnswer(Readable(call, given[0]) is not null);
        }

        var comment = Find(call, given) ?? throw new RestError("ERROR_CORE", "TASKS_ERROR_ASSERT_EXCEPTION<br>");
        return new RestAnswer(action switch { 2 => MayEdit(call.User, comment), 3 => MayRemove(call.User, comment), _ => false });
    }

    // Editing wants both: an administrator, and his own comment.
    private static bool MayEdit(PortalUser user, TaskComment comment) => user.IsAdmin && comment.AuthorId == user.Id;

    private static bool MayRemove(PortalUser user, TaskComment comment) => user.IsAdmin || comment.AuthorId == user.Id;

    private static PortalTask? Readable(RestCall call, JsonNode? id) => TaskCall.Readable(call, Php.AsId(id) ?? 0);

    private static TaskComment? Find(RestCall call, IReadOnlyList<JsonNode?> given) =>
        Readable(call, given[0]) is { ChatId: null } task
        && call.Portal.State<CommentBook>().Comments.GetValueOrDefault(Php.AsId(given[1]) ?? 0) is { } comment
        && comment.TaskId == task.Id
            ? comment
            : null;

    private static string Text(Portal portal, JsonNode? fields) =>
        Php.AsText(Php.Field(fields, "POST_MESSAGE")) is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw TaskErrors.Core(portal, "Comment text is not specified.", "Не указан текст комментария.");

    private static JsonObject Attached(Portal portal, TaskComment comment)
    {
        var board = portal.State<DiskBoard>();
        var shown = new JsonObject();
        foreach (var attachment in board.Of(DiskActions.OfComment, comment.Id))
        {
            if (board.FindFile(attachment.ObjectId) is { } file)
            {
                shown[Php.Text(attachment.Id)] = DiskShape.Attached(attachment, file);
            }
        }

        return shown;
    }

    // Files that are not there, or not the writer's to read, are refused before the comment is written.
    private static void CheckFiles(RestCall call, JsonNode? fields)
    {
        var board = call.Portal.State<DiskBoard>();
        foreach (var name in Php.AsList(Php.Field(fields, Files)).Select(Php.AsText).OfType<string>().Where(name => name.StartsWith('n')))
        {
            if (board.FindFile(Php.AsId(name[1..]) ?? 0) is not { } file || !DiskRights.CanRead(call.Portal, call.User, file))
            {
                throw TaskErrors.Core(call.Portal, "File not found.", "Файл не найден.");
            }
        }
    }

    private static void WriteFiles(RestCall call, TaskComment comment, JsonNode? fields)
    {
        if (Php.Field(fields, Files) is { } files)
        {
            DiskActions.Rewrite(call.Portal, call.User, DiskActions.OfComment, comment.Id, files);
        }
    }

    private static RestError NotAllowed() => Failed("4", "Action is not allowed", "ACTION_NOT_ALLOWED");

    private static RestError Failed(string number, string text, string name) =>
        new("ERROR_CORE", $"TASKS_ERROR_EXCEPTION_#{number}; {text}; {number}/TE/{name}<br>");

    private static JsonObject Shape(RestCall call, TaskComment comment) => new()
    {
        ["POST_MESSAGE_HTML"] = null,
        ["ID"] = Php.Text(comment.Id),
        ["AUTHOR_ID"] = Php.Text(comment.AuthorId),
        ["AUTHOR_NAME"] = call.Portal.Users.GetValueOrDefault(comment.AuthorId)?.FullName ?? "",
        ["AUTHOR_EMAIL"] = "",
        ["POST_DATE"] = PortalDates.Print(comment.PostedAt, call.User),
        ["POST_MESSAGE"] = comment.Text,
        ["ATTACHED_OBJECTS"] = Attached(call.Portal, comment),
    };
}
