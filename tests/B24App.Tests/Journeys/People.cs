using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;

namespace B24App.Tests.Journeys;

/// <summary>What people do and see on an emulated portal.</summary>
internal static class People
{
    public static long Files(this PortalHost host, long user, long group, string title, JsonObject? more = null)
    {
        var fields = more?.DeepClone().AsObject() ?? [];
        fields["TITLE"] = title;
        fields["GROUP_ID"] = group;
        fields["RESPONSIBLE_ID"] ??= user;
        var task = host.Call(user, "tasks.task.add", new JsonObject { ["fields"] = fields })!["task"]!;
        return long.Parse(task["id"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }

    public static void Edits(this PortalHost host, long user, long task, JsonObject fields) =>
        host.Call(user, "tasks.task.update", new JsonObject { ["taskId"] = task, ["fields"] = fields });

    public static void Does(this PortalHost host, long user, long task, string what) =>
        host.Call(user, "tasks.task." + what, new JsonObject { ["taskId"] = task });

    public static JsonObject Task(this PortalHost host, long task) => host.Call(1, "tasks.task.get", new JsonObject
    {
        ["taskId"] = task,
        ["select"] = new JsonArray("ID", "TITLE", "DESCRIPTION", "DEADLINE", "PRIORITY", "TAGS", "STATUS", "TASK_CONTROL", "RESPONSIBLE_ID", "GROUP_ID", "CREATED_BY", "PARENT_ID", "XML_ID", "CHAT_ID", "START_DATE_PLAN", "END_DATE_PLAN"),
    })!["task"]!.AsObject();

    public static bool Shows(this PortalHost host, long task) => host.Call(1, "tasks.task.get", new JsonObject { ["taskId"] = task }) is JsonObject;

    public static IReadOnlyList<JsonObject> TasksIn(this PortalHost host, long group) => [.. host.Call(1, "tasks.task.list", new JsonObject
    {
        ["filter"] = new JsonObject { ["GROUP_ID"] = group }, ["order"] = new JsonObject { ["ID"] = "asc" },
        ["select"] = new JsonArray("ID", "TITLE", "DESCRIPTION", "DEADLINE", "PRIORITY", "TAGS", "STATUS", "TASK_CONTROL", "RESPONSIBLE_ID", "GROUP_ID", "PARENT_ID", "XML_ID"),
    })!["tasks"]!.AsArray().Select(task => task!.AsObject())];

    public static long Id(this JsonObject task) => long.Parse(task["id"]!.ToString(), CultureInfo.InvariantCulture);

    public static string Text(this JsonObject task, string name) => task[name]?.ToString() ?? "";

    public static IReadOnlyList<string> Tags(this JsonObject task) => task["tags"] is JsonObject tags
        ? [.. tags.Select(tag => tag.Value!["title"]!.ToString()).Order(StringComparer.Ordinal)]
        : task["tags"] is JsonArray list ? [.. list.Select(tag => tag is JsonObject map ? map["title"]!.ToString() : tag!.ToString()).Order(StringComparer.Ordinal)] : [];

    /// <summary>Writes into a task's discussion, whichever card it has; returns the item's id.</summary>
    public static long Says(this PortalHost host, long user, long task, string text)
    {
        var chat = Chat(host, task);
        var answer = chat > 0
            ? host.Call(user, "im.message.add", new JsonObject { ["DIALOG_ID"] = "chat" + chat.ToString(CultureInfo.InvariantCulture), ["MESSAGE"] = text })
            : host.Call(user, "task.commentitem.add", new JsonArray(task, new JsonObject { ["POST_MESSAGE"] = text, ["AUTHOR_ID"] = user }));
        return long.Parse(answer!.ToString(), CultureInfo.InvariantCulture);
    }

    public static void Rewords(this PortalHost host, long user, long task, long item, string text)
    {
        _ = Chat(host, task) > 0
            ? host.Call(user, "im.message.update", new JsonObject { ["MESSAGE_ID"] = item, ["MESSAGE"] = text })
            : host.Call(user, "task.commentitem.update", new JsonArray(task, item, new JsonObject { ["POST_MESSAGE"] = text }));
    }

    public static void TakesBack(this PortalHost host, long user, long task, long item)
    {
        _ = Chat(host, task) > 0
            ? host.Call(user, "im.message.delete", new JsonObject { ["MESSAGE_ID"] = item })
            : host.Call(user, "task.commentitem.delete", new JsonArray(task, item));
    }

    public static long Chat(this PortalHost host, long task) =>
        Task(host, task)["chatId"] is { } chat && long.TryParse(chat.ToString(), out var id) ? id : 0;

    /// <summary>Texts of a task's discussion, oldest first, as an administrator of the box sees them: system talk and notes left out unless wanted.</summary>
    public static IReadOnlyList<string> Talk(this PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. Spoken.Of(host.Portal, task).Where(line => !line.System).Select(line => line.Text)];
        }
    }

    /// <summary>The same without our notes.</summary>
    public static IReadOnlyList<string> Comments(this PortalHost host, long task) => [.. Talk(host, task).Where(text => !B24App.Plan.Notes.IsNote(text))];

    public static JsonObject Fields(params (string Name, JsonNode? Value)[] fields) =>
        new(fields.Select(field => new KeyValuePair<string, JsonNode?>(field.Name, field.Value)));
}
