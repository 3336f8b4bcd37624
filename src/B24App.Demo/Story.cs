using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Demo;

/// <summary>The first task: the client's employee files it, the partner's specialist answers in the mirror.</summary>
internal sealed class Story(Stage stage, Crossings crossings, Narrator narrator)
{
    private const long Employee = 5;
    private const string Title = "Не печатает принтер в бухгалтерии";
    private const string Text =
        "[b]Принтер на втором этаже[/b] с утра пишет «Замените барабан».\n[list]\n[*]модель указана на [url=https://example.com/printers/42]карточке[/url]\n[*]запасной барабан лежит на складе\n[/list]";

    public async Task Tell(CancellationToken ct)
    {
        var filed = stage.Client.Call(Employee, "tasks.task.add", new JsonObject { ["fields"] = Filed() });
        var task = Id(filed?["task"]);
        narrator.Say($"{stage.Client.Portal.Name}: user {Php.Text(Employee)} files task {Php.Text(task)} in group {Php.Text(Agreement.ClientGroup)}: «{Title}».");
        await crossings.Until("createtask", ct);

        var mirror = Mirror(stage.Partner);
        stage.Partner.Call(Agreement.Specialist, "im.message.add", new JsonObject
        {
            ["DIALOG_ID"] = "chat" + Php.Text(Id(mirror, "chatId")),
            ["MESSAGE"] = "Барабан привезём сегодня до трёх.",
        });
        narrator.Say($"{stage.Partner.Portal.Name}: user {Php.Text(Agreement.Specialist)} answers in task {Php.Text(Id(mirror))}.");
        await crossings.Until("addcomment", ct);
    }

    private static JsonObject Filed() => new()
    {
        ["TITLE"] = Title,
        ["DESCRIPTION"] = Text,
        ["GROUP_ID"] = Agreement.ClientGroup,
        ["RESPONSIBLE_ID"] = Employee,
        ["DEADLINE"] = TimeProvider.System.GetLocalNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm:00zzz", System.Globalization.CultureInfo.InvariantCulture),
        ["PRIORITY"] = 2,
        ["TAGS"] = new JsonArray("принтер"),
    };

    private static JsonNode Mirror(PortalHost host)
    {
        var listed = host.Call(Agreement.Specialist, "tasks.task.list", new JsonObject
        {
            ["filter"] = new JsonObject { ["GROUP_ID"] = Agreement.PartnerGroup },
            ["order"] = new JsonObject { ["ID"] = "desc" },
        });
        var newest = Id(listed?["tasks"]?[0]);
        return host.Call(Agreement.Specialist, "tasks.task.get", new JsonObject { ["taskId"] = newest, ["select"] = new JsonArray("ID", "CHAT_ID") })!["task"]!;
    }

    private static long Id(JsonNode? task, string name = "id") =>
        Php.AsId(task?[name]) ?? throw new DemoFailed($"The portal's answer has no {name}: {task?.ToJsonString() ?? "nothing"}.");
}
