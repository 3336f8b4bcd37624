using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Seeds;
using B24App.EmulatedPortal.Tests.Tasks;

namespace B24App.EmulatedPortal.Tests.Crm;

/// <summary>A portal whose CRM is empty: methods are called without HTTP, as a user and maybe through an app.</summary>
internal sealed class CrmDesk
{
    private static readonly MethodTable Table = Methods.Build();

    public CrmDesk(Func<Switches, Switches>? with = null)
    {
        Portal = new Portal("a223c6b3710f85df22e9377d6c4f7553", "Север", "ru", Clock);
        Portal.Switches = with?.Invoke(Portal.Switches) ?? Portal.Switches;
        DemoSeeds.People(Portal);
        Portal.Events.Listen(happened => Events.Add($"{happened.Code} {string.Join('&', happened.Data.Select(pair => $"{pair.Key}={pair.Value}"))}"));
    }

    public TurnedClock Clock { get; } = new();

    public Portal Portal { get; }

    public List<string> Events { get; } = [];

    public CrmBoard Board => Portal.State<CrmBoard>();

    public InstalledApp App { get; } = new() { ClientId = "app.64f0a1.10000001", ClientSecret = "s" };

    public InstalledApp OtherApp { get; } = new() { ClientId = "app.64f0a1.10000002", ClientSecret = "s" };

    public RestAnswer Ask(string method, string json = "{}", long user = 1, InstalledApp? app = null) => Table.Find(method, v3: false)!.Handler(new RestCall
    {
        Portal = Portal,
        User = Portal.Users[user],
        App = app,
        Method = method,
        Parameters = (JsonObject)JsonNode.Parse(json)!,
    });

    public JsonNode? Result(string method, string json = "{}", long user = 1, InstalledApp? app = null) => Ask(method, json, user, app).Result;

    public RestError Refused(string method, string json = "{}", long user = 1, InstalledApp? app = null) => Assert.Throws<RestError>(() => Ask(method, json, user, app));

    public long Contact(string name = "Иван", string more = "") => Id("crm.contact.add", $$"""{"fields":{"NAME":"{{name}}"{{more}}} }""");

    public long Company(string title = "Ромашка") => Id("crm.company.add", $$"""{"fields":{"TITLE":"{{title}}"} }""");

    public long Lead(string more = "") => Id("crm.lead.add", $$"""{"fields":{"TITLE":"Заявка"{{more}}} }""");

    public long Deal() => Id("crm.deal.add", """{"fields":{"TITLE":"Сделка"}}""");

    /// <summary>A call held with the owner.</summary>
    public long Call(int ownerType, long owner, string more = "") => Id(
        "crm.activity.add",
        $$"""{"fields":{"OWNER_TYPE_ID":{{ownerType}},"OWNER_ID":{{owner}},"TYPE_ID":2,"SUBJECT":"Звонок","DIRECTION":1,"START_TIME":"2026-03-01T10:00:00+03:00","COMMUNICATIONS":[{"VALUE":"+7900","ENTITY_TYPE_ID":{{ownerType}},"ENTITY_ID":{{owner}}}]{{more}}} }""");

    public long Id(string method, string json, InstalledApp? app = null) => Result(method, json, app: app)!.GetValue<long>();

    public CrmActivity Activity(long id) => Board.Activities[id];
}
