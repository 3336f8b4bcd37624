using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Results;

/// <summary>Results of tasks in v2: read on both cards, pinned and unpinned on the old one alone (b24restdocs: api-reference/tasks/result/).</summary>
internal static class ResultMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("tasks.task.result.list", "task", List));
        table.Add(new RestMethod("tasks.task.result.addFromComment", "task", Pin));
        table.Add(new RestMethod("tasks.task.result.deleteFromComment", "task", Unpin));
    }

    private static RestAnswer List(RestCall call)
    {
        var task = Task(call, Number(call, "taskId"));
        return new RestAnswer(new JsonArray([.. Book(call).Of(task.Id).OrderByDescending(result => result.Id).Select(result => (JsonNode)Shape(call, result, "files"))]));
    }

    private static RestAnswer Pin(RestCall call)
    {
        var comment = Comment(call);
        if (Book(call).Results.Values.Any(result => result.CommentId == comment.Id))
        {
            throw new RestError("0", "Result already exists.");
        }

        var now = PortalDates.Now(call.Portal);
        var made = new TaskResult
        {
            Id = Book(call).NextId(),
            TaskId = comment.TaskId,
            CommentId = comment.Id,
            CreatedBy = comment.AuthorId,
            CreatedAt = now,
            UpdatedAt = now,
            Text = comment.Text,
            Files = [.. call.Portal.State<DiskBoard>().Of(DiskActions.OfComment, comment.Id).Select(attachment => attachment.Id)],
        };
        Book(call).Results.Add(made.Id, made);
        return new RestAnswer(Shape(call, made, "files"));
    }

    private static RestAnswer Unpin(RestCall call)
    {
        var comment = Comment(call);
        foreach (var id in Book(call).Results.Values.Where(result => result.CommentId == comment.Id).Select(result => result.Id).ToList())
        {
            Book(call).Results.Remove(id);
        }

        return new RestAnswer(null);
    }

    // On the new card there are no comments: whatever number is given, it is not found.
    private static TaskComment Comment(RestCall call)
    {
        var id = Number(call, "commentId");
        var comment = call.Portal.State<CommentBook>().Comments.GetValueOrDefault(id) ?? throw new RestError("0", "Comment not found.");
        Task(call, comment.TaskId);
        return comment.AuthorId == call.User.Id || call.User.IsAdmin ? comment : throw Denied();
    }

    private static PortalTask Task(RestCall call, long id) => TaskCall.Readable(call, id) ?? throw Denied();

    private static RestError Denied() => new("0", "Access denied.");

    // The refusal names the parameter of its neighbour, whichever was wrong.
    private static long Number(RestCall call, string name)
    {
        var given = TaskCall.Parameter(call, name) ?? throw TaskErrors.ParameterMissing(name);
        return Php.AsId(given) ?? throw new RestError("100", $"Invalid value {{{Php.AsText(given)}}} to match with parameter {{commentId}}. Should be value of type int.");
    }

    private static ResultBook Book(RestCall call) => call.Portal.State<ResultBook>();

    private static JsonObject Shape(RestCall call, TaskResult result, string files) => new()
    {
        ["id"] = result.Id,
        ["taskId"] = result.TaskId,
        ["commentId"] = result.CommentId,
        ["createdBy"] = result.CreatedBy,
        ["createdAt"] = PortalDates.Print(result.CreatedAt, call.User),
        ["updatedAt"] = PortalDates.Print(result.UpdatedAt ?? result.CreatedAt, call.User),
        ["status"] = 0,
        ["text"] = result.Text,
        ["formattedText"] = result.Text,
        [files] = new JsonArray([.. result.Files.Select(id => (JsonNode)id)]),
    };
}
