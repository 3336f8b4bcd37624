using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Seeds;

namespace B24App.EmulatedPortal.Tests.Tasks;

/// <summary>A seeded portal whose methods are called without HTTP, with a clock that is turned by hand.</summary>
internal sealed class Desk
{
    private static readonly MethodTable Table = Methods.Build();

    public Desk(Card card = Card.New, int index = 0)
    {
        Portal = new Portal("a223c6b3710f85df22e9377d6c4f7553", "Север", "ru", Clock) { Switches = new Switches { Card = card } };
        DemoSeeds.Demo(Portal, index);
        Portal.Events.Listen(Events.Add);
    }

    public TurnedClock Clock { get; } = new();

    public Portal Portal { get; }

    public List<PortalEvent> Events { get; } = [];

    public static JsonObject Map(string json) => (JsonObject)JsonNode.Parse(json)!;

    /// <summary>Calls a method by user id; positional arguments follow the order of the given pairs.</summary>
    public RestAnswer Ask(long user, string method, string json = "{}", bool v3 = false)
    {
        var node = JsonNode.Parse(json)!;
        var found = Table.Find(method, v3) ?? throw new InvalidOperationException($"No method {method}.");
        return found.Handler(new RestCall
        {
            Portal = Portal,
            User = Portal.Users[user],
            Method = found.Name,
            Parameters = node as JsonObject ?? [],
            Positional = node is JsonArray list ? [.. list] : [.. ((JsonObject)node).Select(pair => pair.Value)],
            IsV3 = v3,
        });
    }

    public JsonNode? Result(long user, string method, string json = "{}", bool v3 = false) => Ask(user, method, json, v3).Result;

    public JsonObject Task(long user, string method, string json) => (JsonObject)Result(user, method, json)!["task"]!;

    public RestError Refused(long user, string method, string json = "{}", bool v3 = false) =>
        Assert.Throws<RestError>(() => Ask(user, method, json, v3));

    /// <summary>Adds a task and gives its id.</summary>
    public long Add(long user, string fields) =>
        long.Parse(Task(user, "tasks.task.add", $"{{\"fields\":{fields}}}")["id"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    /// <summary>Events since the last look, as code and pairs.</summary>
    public List<string> TakeEvents()
    {
        var lines = Events.Select(e => $"{e.Code} by {(e.Actor is null ? "nobody" : e.Actor.Id)}: {string.Join('&', e.Data.Select(pair => $"{pair.Key}={pair.Value}"))}").ToList();
        Events.Clear();
        return lines;
    }
}

/// <summary>A clock that stands still until it is turned.</summary>
internal sealed class TurnedClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Turn(TimeSpan by) => _now += by;
}
