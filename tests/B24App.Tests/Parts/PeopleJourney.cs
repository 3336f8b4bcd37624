using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;
using B24App.Plan;
using B24App.Tests.Journeys;
using Dapper;
using Half = B24App.Links.Half;

namespace B24App.Tests.Parts;

public class PeopleJourney
{
    private const long Pyotr = 5, Anna = 8, Dmitry = 3; // North
    private const long Olga = 7, Maxim = 9; // South: Olga is Pyotr, Maxim is Anna, nobody is Dmitry

    private static Half WithPeople(Half half) => half with
    {
        SendsFields = half.SendsFields.Union([Field.Observers, Field.Accomplices]),
        TakesFields = half.TakesFields.Union([Field.Observers, Field.Accomplices]),
    };

    private static async Task<Pair> Filed(Card card = Card.New, JsonObject? fields = null)
    {
        var pair = await Pair.Filed(north: card, south: card, changeA: WithPeople, changeB: WithPeople);
        await Match(pair, Side.A, Pyotr, Olga);
        await Match(pair, Side.A, Anna, Maxim);
        await Match(pair, Side.B, Olga, Pyotr);
        await Match(pair, Side.B, Maxim, Anna);
        if (fields is not null)
        {
            pair.North.Edits(5, pair.Task, fields);
            await pair.Quiet();
        }

        return pair;
    }

    private static Task<int> Match(Pair pair, Side side, long user, long local) => pair.World.Get<Store.Database>().Write(connection => connection.Execute(
        "INSERT INTO met_person (link_id, side, user_id, name, local_user, met_at) VALUES (1, @side, @user, 'x', @local, 0) ON CONFLICT (link_id, side, user_id) DO UPDATE SET local_user = @local",
        new { side = side.ToString(), user, local }));

    private static IReadOnlyList<long> Observe(PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<TaskBoard>().Tasks[task].Auditors.Order()];
        }
    }

    private static IReadOnlyList<long> Help(PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<TaskBoard>().Tasks[task].Accomplices.Order()];
        }
    }

    private static (string, JsonNode?) Auditors(params long[] ids) => ("AUDITORS", new JsonArray([.. ids.Select(id => (JsonNode)id)]));

    private static (string, JsonNode?) Accomplices(params long[] ids) => ("ACCOMPLICES", new JsonArray([.. ids.Select(id => (JsonNode)id)]));

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task Who_is_matched_crosses_both_ways_and_who_is_not_stays(Card card)
    {
        await using var pair = await Filed(card);
        pair.EditsAtNorth(Auditors(Pyotr, Dmitry), Accomplices(Anna));
        await pair.Quiet();

        Assert.Equal([Olga], Observe(pair.South, pair.Mirror).Except([1]));
        Assert.Equal([Maxim], Help(pair.South, pair.Mirror));

        pair.EditsAtSouth(Auditors(Olga, Maxim), Accomplices());
        await pair.Quiet();

        Assert.Equal([Dmitry, Pyotr, Anna], Observe(pair.North, pair.Task).Except([1]));
        Assert.Empty(Help(pair.North, pair.Task));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule1_both_sides_at_once_keep_whom_each_added_and_lose_whom_each_removed()
    {
        await using var pair = await Filed(fields: Journeys.People.Fields(Accomplices(Pyotr)));
        Assert.Equal([Olga], Help(pair.South, pair.Mirror));

        pair.EditsAtNorth(Accomplices(Pyotr, Anna));
        pair.EditsAtSouth(Accomplices());
        await pair.Quiet();

        Assert.Equal([Anna], Help(pair.North, pair.Task));
        Assert.Equal([Maxim], Help(pair.South, pair.Mirror));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Our_own_role_is_nobodys_news_and_is_kept()
    {
        await using var pair = await Filed();
        pair.EditsAtNorth(Auditors(1, Pyotr)); // the relay account took a role to read the chat
        await pair.Quiet();
        Assert.Equal([Olga], Observe(pair.South, pair.Mirror));

        pair.EditsAtSouth(Auditors(Maxim));
        await pair.Quiet();
        Assert.Equal([1, Anna], Observe(pair.North, pair.Task));
    }

    [Fact]
    public async Task Nobody_matched_writes_nothing()
    {
        await using var pair = await Filed();
        var before = pair.South.Calls("tasks.task.update");
        pair.EditsAtNorth(Auditors(Dmitry));
        await pair.Quiet();

        Assert.Equal(before, pair.South.Calls("tasks.task.update"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule3_a_new_match_changes_nothing_by_itself()
    {
        await using var pair = await Filed();
        pair.EditsAtNorth(Auditors(Dmitry));
        await pair.Quiet();
        await Match(pair, Side.A, Dmitry, Maxim);
        pair.EditsAtNorth(("TITLE", "Replace the drum"));
        await pair.Quiet();

        Assert.Empty(Observe(pair.South, pair.Mirror).Except([1]));
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Cut)]
    public async Task Rule15_a_lost_answer_loses_nobody(FaultKind kind)
    {
        await using var pair = await Filed();
        pair.South.Faults.Add(new Fault(kind) { Method = "tasks.task.update" });
        pair.EditsAtNorth(Auditors(Pyotr), Accomplices(Anna));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.Equal([Olga], Observe(pair.South, pair.Mirror).Except([1]));
        Assert.Equal([Maxim], Help(pair.South, pair.Mirror));
    }

    [Fact]
    public async Task By_default_nobody_crosses()
    {
        await using var pair = await Pair.Filed();
        await Match(pair, Side.A, Pyotr, Olga);
        pair.EditsAtNorth(Auditors(Pyotr), Accomplices(Pyotr));
        await pair.Quiet();

        Assert.Empty(Observe(pair.South, pair.Mirror).Except([1]));
        Assert.Empty(Help(pair.South, pair.Mirror));
    }
}
