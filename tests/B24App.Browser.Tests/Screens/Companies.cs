using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using B24App.Portals;

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

    public static async Task Work(Stage stage, Walk client, Walk partner, string language)
    {
        await client.Install();
        await partner.Install();
        foreach (var host in new[] { stage.North, stage.South })
        {
            await stage.Get<PortalStore>().Rename((await stage.Portal(host)).Id, host.Portal.Name);
        }

        await FirstRun.Accept(partner, await FirstRun.Invite(client, ClientGroup), PartnerGroup, Specialist);
        await FirstRun.Confirm(client);
        foreach (var (title, text, answer) in Requests[language])
        {
            stage.North.Files(5, ClientGroup, title, text);
            await partner.Finds(Specialist, PartnerGroup, title);
            await partner.Says(answer);
        }

        stage.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403 });
        stage.North.Files(5, ClientGroup, Refused[language]);
        await client.GoTo("undelivered");
        await client.Main.Locator(".card-bad").WaitForWhileLooking(client);
        stage.South.Faults.Clear();
    }
}
