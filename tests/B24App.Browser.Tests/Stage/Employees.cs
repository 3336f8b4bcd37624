using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Browser.Tests.Stage;

/// <summary>What employees do in their own portals, far from the app's page.</summary>
public static class Employees
{
    public static long Files(this PortalHost portal, long user, long group, string title, string text = "") =>
        Id(portal.Call(user, "tasks.task.add", new JsonObject
        {
            ["fields"] = new JsonObject { ["TITLE"] = title, ["DESCRIPTION"] = text, ["GROUP_ID"] = group, ["RESPONSIBLE_ID"] = user },
        })?["task"]);

    public static void Says(this PortalHost portal, long user, long task, string text) =>
        portal.Call(user, "im.message.add", new JsonObject { ["DIALOG_ID"] = Dialog(portal, user, task), ["MESSAGE"] = text });

    /// <summary>The task of this title in a group, or 0.</summary>
    public static long Find(this PortalHost portal, long group, string title)
    {
        var listed = portal.Call(1, "tasks.task.list", new JsonObject { ["filter"] = new JsonObject { ["GROUP_ID"] = group, ["TITLE"] = title } });
        return listed?["tasks"]?.AsArray().FirstOrDefault() is { } task ? Id(task) : 0;
    }

    public static bool Heard(this PortalHost portal, long user, long task, string text) =>
        portal.Call(user, "im.dialog.messages.get", new JsonObject { ["DIALOG_ID"] = Dialog(portal, user, task) })?["messages"]?.AsArray()
            .Any(message => Php.AsText(message?["text"])?.Contains(text, StringComparison.Ordinal) == true) == true;

    private static string Dialog(PortalHost portal, long user, long task)
    {
        var card = portal.Call(user, "tasks.task.get", new JsonObject { ["taskId"] = task, ["select"] = new JsonArray("ID", "CHAT_ID") })?["task"];
        return "chat" + Php.Text(Php.AsId(card?["chatId"]) ?? throw new InvalidOperationException("The task has no chat."));
    }

    private static long Id(JsonNode? task) => Php.AsId(task?["id"]) ?? throw new InvalidOperationException($"No task: {task?.ToJsonString()}");
}
