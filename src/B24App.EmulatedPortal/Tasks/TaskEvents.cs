using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>
/// The six task events with the exact pairs seen on the wire: ids only, and the word "undefined" where an object would
/// stand (b24restdocs: api-reference/tasks/events-tasks/, comment-item/events-comment/).
/// </summary>
internal static class TaskEvents
{
    private const string Undefined = "undefined";

    public static void Added(Portal portal, PortalUser? actor, long taskId) => Raise(portal, "ONTASKADD", actor,
        ("[FIELDS_BEFORE]", Undefined), ("[FIELDS_AFTER][ID]", Php.Text(taskId)), ("[IS_ACCESSIBLE_BEFORE]", "N"), ("[IS_ACCESSIBLE_AFTER]", Undefined));

    public static void Updated(Portal portal, PortalUser? actor, long taskId) => Raise(portal, "ONTASKUPDATE", actor,
        ("[FIELDS_BEFORE][ID]", Php.Text(taskId)), ("[FIELDS_AFTER][ID]", Php.Text(taskId)), ("[IS_ACCESSIBLE_BEFORE]", Undefined), ("[IS_ACCESSIBLE_AFTER]", Undefined));

    public static void Deleted(Portal portal, PortalUser? actor, long taskId) => Raise(portal, "ONTASKDELETE", actor,
        ("[FIELDS_BEFORE][ID]", Php.Text(taskId)), ("[FIELDS_AFTER]", Undefined), ("[IS_ACCESSIBLE_BEFORE]", Undefined), ("[IS_ACCESSIBLE_AFTER]", "N"));

    /// <summary>Old card.</summary>
    public static void Commented(Portal portal, PortalUser? actor, long taskId, long commentId) => Raise(portal, "ONTASKCOMMENTADD", actor,
        ("[FIELDS_BEFORE]", Undefined), ("[FIELDS_AFTER][ID]", Php.Text(commentId)), ("[FIELDS_AFTER][TASK_ID]", Php.Text(taskId)),
        ("[IS_ACCESSIBLE_BEFORE]", "N"), ("[IS_ACCESSIBLE_AFTER]", Undefined));

    /// <summary>New card: the comment has no id of its own.</summary>
    public static void Messaged(Portal portal, PortalUser? actor, long taskId, long messageId) => Raise(portal, "ONTASKCOMMENTADD", actor,
        ("[FIELDS_BEFORE]", Undefined), ("[FIELDS_AFTER][ID]", "0"), ("[FIELDS_AFTER][TASK_ID]", Php.Text(taskId)),
        ("[FIELDS_AFTER][MESSAGE_ID]", Php.Text(messageId)), ("[IS_ACCESSIBLE_BEFORE]", "N"), ("[IS_ACCESSIBLE_AFTER]", Undefined));

    public static void CommentEdited(Portal portal, PortalUser? actor, long taskId, long commentId) =>
        CommentTouched(portal, "ONTASKCOMMENTUPDATE", actor, taskId, commentId, "EDIT");

    public static void CommentDeleted(Portal portal, PortalUser? actor, long taskId, long commentId) =>
        CommentTouched(portal, "ONTASKCOMMENTDELETE", actor, taskId, commentId, "DEL");

    private static void CommentTouched(
        Portal portal, string code, PortalUser? actor, long taskId, long commentId, string action) =>
        Raise(portal, code, actor,
            ("[FIELDS_BEFORE][ID]", Php.Text(commentId)), ("[FIELDS_BEFORE][TASK_ID]", Php.Text(taskId)),
            ("[FIELDS_AFTER][ID]", Php.Text(commentId)), ("[FIELDS_AFTER][TASK_ID]", Php.Text(taskId)), ("[FIELDS_AFTER][ACTION]", action),
            ("[IS_ACCESSIBLE_BEFORE]", Undefined), ("[IS_ACCESSIBLE_AFTER]", Undefined));

    private static void Raise(Portal portal, string code, PortalUser? actor, params (string Key, string Value)[] data) =>
        portal.Events.Raise(code, actor, [.. data.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]);
}
