using System.Text.Json.Nodes;
using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tasks;
using B24App.Links;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Screens;

/// <summary>A day of two invented companies: requests, answers, and one request that the partner's portal refused.</summary>
internal static class Companies
{
    private const long ClientGroup = 12;
    private const long PartnerGroup = 40;
    private const long Specialist = 7;

    private static readonly Dictionary<string, (string Title, string Text, string Answer)[]> Requests = new()
    {
        ["ru"] =
        [
            ("Не печатает принтер в бухгалтерии", "С утра пишет «Замените барабан».", "Барабан привезём сегодня до трёх."),
            ("Завести почту новому сотруднику", "Выходит в понедельник, отдел продаж.", "Готово, пароль передали руководителю."),
            ("Медленно открывается 1С", "Особенно отчёты за квартал.", "Перенесли базу на другой диск, проверьте, пожалуйста."),
        ],
        ["en"] =
        [
            ("The accountants' printer does not print", "It says \"Replace the drum\" since the morning.", "We bring a drum before three today."),
            ("A mailbox for a new colleague", "Starts on Monday, in sales.", "Done, the manager has the password."),
            ("Reports open slowly", "Most of all those of the quarter.", "We moved the database to another disk, please check."),
        ],
    };

    private static readonly Dictionary<string, string> Refused = new() { ["ru"] = "Подключить второй монитор", ["en"] = "Connect a second screen" };

    private static readonly Dictionary<string, (string Pair, string Field, string Purchases, string Program)> Words = new()
    {
        ["ru"] = ("Продлить договор на обслуживание", "Инвентарный номер", "Закупки", "обновление.exe"),
        ["en"] = ("Extend the maintenance agreement", "Inventory number", "Purchases", "update.exe"),
    };

    /// <summary>A day of work: what the companies did before, the link, requests and answers, what was refused, what waits for somebody.</summary>
    public static async Task Work(Cast cast)
    {
        var (stage, client, partner, words) = (cast.Stage, cast.Client, cast.Partner, Words[cast.Language]);
        stage.North.Call(1, "task.item.userfield.add", new JsonArray(new JsonObject
        {
            ["USER_TYPE_ID"] = "string",
            ["FIELD_NAME"] = "INVENTORY",
            ["EDIT_FORM_LABEL"] = words.Field,
            ["LIST_COLUMN_LABEL"] = words.Field,
        }));
        FiledYesterday(stage.North, 5, ClientGroup, words.Pair);
        FiledYesterday(stage.South, Specialist, PartnerGroup, words.Pair);

        await client.Open(); // the scenes before ended in a card
        await client.GoTo("home");
        await partner.GoTo("home");
        await FirstRun.Accept(partner, await FirstRun.Invite(client, ClientGroup), PartnerGroup, Specialist);
        await FirstRun.Confirm(client);
        cast.Link = (await stage.Get<LinkBook>().All())[0].Id.Value;
        foreach (var (title, text, answer) in Requests[cast.Language])
        {
            cast.Shared = stage.North.Files(5, ClientGroup, title, text);
            await partner.Finds(Specialist, PartnerGroup, title);
            await partner.Says(answer);
        }

        await Cards.Pair(cast);
        await Refuse(cast);
        await Ask(cast);
    }

    // Filed well before the link: nothing that old crosses by itself.
    private static void FiledYesterday(PortalHost host, long user, long group, string title)
    {
        var id = host.Files(user, group, title);
        lock (host.Portal.Gate)
        {
            var task = host.Portal.State<TaskBoard>().Tasks[id];
            task.CreatedDate = task.ChangedDate = task.ActivityDate = task.CreatedDate.AddDays(-1);
        }
    }

    private static async Task Refuse(Cast cast)
    {
        var (stage, words) = (cast.Stage, Words[cast.Language]);
        cast.Private = stage.North.Files(5, ClientGroup + 1, words.Purchases);
        stage.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403, Times = int.MaxValue });
        stage.North.Files(5, ClientGroup, Refused[cast.Language]);
        lock (stage.North.Portal.Gate)
        {
            var file = DiskActions.Upload(stage.North.Portal, stage.North.Portal.Users[5], words.Program, FileBytes.Of(new byte[20_000]));
            DiskActions.AttachToTask(stage.North.Portal, stage.North.Portal.Users[5], stage.North.Portal.State<TaskBoard>().Tasks[cast.Shared], file);
        }

        await cast.Client.GoTo("undelivered");
        await cast.Client.Main.Locator(".card-bad").WaitForWhileLooking(cast.Client);
        await cast.Client.Main.Locator("#files").WaitForWhileLooking(cast.Client);
    }

    // What an administrator looks into by himself, and what he asks the partner for.
    private static async Task Ask(Cast cast)
    {
        var client = cast.Client;
        await Tags(cast); // what is left out narrows the exchange at once; what comes back waits for the partner
        await Tags(cast);
        await Of(cast, "before");
        await client.Click(client.Posts("?handler=preview"));
        await client.See(client.Main.Locator("#run-start"));
        await Of(cast, "leaks");
        await client.Click(client.Posts("?handler=test"));
        await LooksUntil(client, "#leaks-list .pill");
        await Of(cast, "pairs");
        await client.Click(client.Posts("?handler=search"));
        await LooksUntil(client, "#pairs-list .pill");

        await client.GoTo("links");
        cast.Waiting = Words[cast.Language].Purchases;
        cast.Code = await FirstRun.Invite(client, ClientGroup + 1, cast.Waiting);
        await client.App.Locator("#toast").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
    }

    private static async Task Tags(Cast cast)
    {
        var client = cast.Client;
        await client.GoTo("links");
        await client.Click(client.Main.Locator("td.lead button").First);
        await client.Click(client.Posts(FormattableString.Invariant($"/links/draft?link={cast.Link}")));
        await client.See(client.Main.Locator("form#wizard"));
        await client.Click(client.Posts("?handler=next&to=4"));
        await client.Click(client.Main.Locator("input[name=Sends][value=Tags]"));
        await client.Click(client.Posts("?handler=next&to=5"));
        await client.Click(client.Posts("?handler=launch"));
        await client.See(client.Posts("?handler=pause"));
    }

    private static async Task Of(Cast cast, string page)
    {
        await cast.Client.GoTo("links");
        await cast.Client.Click(cast.Client.Main.Locator("td.lead button").First);
        await cast.Client.Click(cast.Client.Main.Locator($"button[hx-get$='/{page}']"));
        await cast.Client.See(cast.Client.Main.Locator("button.back"));
    }

    // These pages are refreshed by a button of their own.
    private static async Task LooksUntil(Walk walk, string sign)
    {
        for (var i = 0; i < 40 && await walk.Main.Locator(sign).CountAsync() == 0; i++)
        {
            await walk.Click(walk.Main.Locator(".card-head button").First);
            await walk.Settled();
        }

        await walk.See(walk.Main.Locator(sign).First);
    }
}
