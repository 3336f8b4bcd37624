using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Comments;

/// <summary>Commands on comments of the old card (b24restdocs: api-reference/tasks/comment-item/). All positional.</summary>
public static class CommentCommands
{
    /// <summary>Writes a comment as the token's user, with files of a drive; the answer is its id.</summary>
    public static Command Add(long taskId, string text, IReadOnlyList<long>? objects = null) =>
        Positional("task.commentitem.add", write: true, taskId, WithFiles(new JsonObject { ["POST_MESSAGE"] = text }, objects is { Count: > 0 } ? objects : null));

    /// <summary>All comments of a task; there is no paging, so filter by id when only new ones matter.</summary>
    public static Command GetList(long taskId, JsonObject order, JsonObject filter) =>
        Positional("task.commentitem.getlist", write: false, taskId, order, filter);

    /// <summary>Comments with an id above <paramref name="after"/>, oldest first.</summary>
    public static Command Newer(long taskId, long after) =>
        GetList(taskId, new JsonObject { ["ID"] = "asc" }, new JsonObject { [">ID"] = after });

    /// <summary>One comment.</summary>
    public static Command Get(long taskId, long commentId) =>
        Positional("task.commentitem.get", write: false, taskId, commentId);

    /// <summary>Rewrites an own comment; only for an administrator's token. Files of a drive that are given take the place of all that hang on it.</summary>
    public static Command Update(long taskId, long commentId, string text, IReadOnlyList<long>? objects = null) =>
        Positional("task.commentitem.update", write: true, taskId, commentId, WithFiles(new JsonObject { ["POST_MESSAGE"] = text }, objects));

    /// <summary>Deletes a comment.</summary>
    public static Command Delete(long taskId, long commentId) =>
        Positional("task.commentitem.delete", write: true, taskId, commentId);

    private static JsonObject WithFiles(JsonObject fields, IReadOnlyList<long>? objects)
    {
        if (objects is not null)
        {
            fields["UF_FORUM_MESSAGE_DOC"] = new JsonArray([.. objects.Select(id => (JsonNode)string.Create(System.Globalization.CultureInfo.InvariantCulture, $"n{id}"))]);
        }

        return fields;
    }

    private static Command Positional(string method, bool write, params JsonNode[] parameters) =>
        new(method, new JsonArray(parameters)) { Positional = true, IsWrite = write };
}
