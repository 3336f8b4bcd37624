using System.Globalization;

namespace B24App.Record;

/// <summary>What a task or comment event names, once its literal <c>"undefined"</c> strings are set aside (tasks.md §6.1).</summary>
/// <param name="Task">Task id, or 0 when the event names none.</param>
/// <param name="Kind">Fields or discussion.</param>
/// <param name="Name">Name for the hint, see <see cref="Hint"/>.</param>
/// <param name="Item">Item for the inbox and the journal.</param>
public sealed record TaskNotice(long Task, DirtyKind Kind, string Name, string Item)
{
    /// <summary>Reads the flat pairs under <c>data</c>, for example <c>[FIELDS_AFTER][ID]</c>; null when the event names no task.</summary>
    public static TaskNotice? From(string code, IReadOnlyDictionary<string, string> data)
    {
        var after = Id(data, "[FIELDS_AFTER][ID]");
        var before = Id(data, "[FIELDS_BEFORE][ID]");
        var task = Id(data, "[FIELDS_AFTER][TASK_ID]") ?? Id(data, "[FIELDS_BEFORE][TASK_ID]");
        var message = Id(data, "[FIELDS_AFTER][MESSAGE_ID]");

        return code switch
        {
            "ONTASKADD" => OfTask(after ?? before, Hint.Added),
            "ONTASKUPDATE" => OfTask(after ?? before, Hint.Anything),
            "ONTASKDELETE" => OfTask(before ?? after, Hint.Deleted),
            "ONTASKCOMMENTADD" => OfTalk(task, message, after),
            "ONTASKCOMMENTUPDATE" => OfTalk(task, null, after ?? before) is { } talk ? talk with { Name = Hint.Anything } : null,
            "ONTASKCOMMENTDELETE" => OfTalk(task, null, before ?? after) is { } gone ? gone with { Name = gone.Name == Hint.Anything ? Hint.Anything : Hint.Without + gone.Name } : null,
            _ => null,
        };
    }

    private static TaskNotice? OfTask(long? task, string name) =>
        task is > 0 ? new TaskNotice(task.Value, DirtyKind.Task, name, Items.Task(task.Value)) : null;

    // ID is 0 in the new card: keyed by it, all messages would be one (tasks.md §10, trap 21).
    private static TaskNotice? OfTalk(long? task, long? message, long? comment)
    {
        if (task is not > 0)
        {
            return null;
        }

        var name = message is > 0 ? Items.Message(message.Value) : comment is > 0 ? Items.ForumComment(comment.Value) : Hint.Anything;
        return new TaskNotice(task.Value, DirtyKind.Talk, name, name == Hint.Anything ? Items.Task(task.Value) : $"{Items.Task(task.Value)}/{name}");
    }

    private static long? Id(IReadOnlyDictionary<string, string> data, string key) =>
        data.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
