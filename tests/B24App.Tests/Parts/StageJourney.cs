using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Stages;
using B24App.EmulatedPortal.Tasks;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Tests.Journeys;
using Half = B24App.Links.Half;

namespace B24App.Tests.Parts;

public class StageJourney
{
    private static Half With(Half half) => half with { SendsFields = half.SendsFields.Union([Field.Stage, Field.CrmLinks]), TakesFields = half.TakesFields.Union([Field.Stage, Field.CrmLinks]) };

    private static Task<Pair> Filed(Card card = Card.New) => Pair.Filed(north: card, south: card, changeA: With, changeB: With);

    private static void Moves(PortalHost host, long user, long task, long group, string title)
    {
        long stage;
        lock (host.Portal.Gate)
        {
            stage = host.Portal.State<StageBoard>().Of(host.Portal, group).Single(each => each.Title == title).Id;
        }

        host.Call(user, "task.stages.movetask", new JsonObject { ["id"] = task, ["stageId"] = stage });
    }

    // What is read of the people of a portal once in a while is read before.
    private static async Task Settled(Pair pair)
    {
        pair.World.Clock.Turn(TimeSpan.FromMinutes(10));
        await pair.Quiet();
        await pair.IsSettled();
    }

    private static string Stage(PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            var found = host.Portal.State<TaskBoard>().Tasks[task];
            var stages = host.Portal.State<StageBoard>().Of(host.Portal, found.GroupId);
            return found.StageId == 0 ? stages[0].Title : stages.Single(stage => stage.Id == found.StageId).Title;
        }
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task A_stage_crosses_both_ways_by_its_name(Card card)
    {
        await using var pair = await Filed(card);
        Moves(pair.North, 5, pair.Task, 12, "Выполняются");
        await pair.Quiet();
        Assert.Equal("Выполняются", Stage(pair.South, pair.Mirror));

        Moves(pair.South, 7, pair.Mirror, 40, "Сделаны");
        await pair.Quiet();
        Assert.Equal("Сделаны", Stage(pair.North, pair.Task));

        Moves(pair.North, 5, pair.Task, 12, "Новые");
        await pair.Quiet();
        Assert.Equal("Новые", Stage(pair.South, pair.Mirror));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_new_mirror_comes_to_its_stage()
    {
        await using var pair = await Filed();
        Moves(pair.North, 5, pair.Task, 12, "Новые");
        long stage;
        lock (pair.North.Portal.Gate)
        {
            stage = pair.North.Portal.State<StageBoard>().Of(pair.North.Portal, 12)[1].Id;
        }

        pair.North.Files(5, 12, "Second", Journeys.People.Fields(("GROUP_ID", 12), ("STAGE_ID", stage)));
        await pair.Quiet();

        var mirror = pair.South.TasksIn(40).Select(row => row.Id()).Single(id => id != pair.Mirror);
        Assert.Equal("Выполняются", Stage(pair.South, mirror));
        await Settled(pair);
    }

    [Fact]
    public async Task A_stage_that_the_other_group_does_not_have_stays()
    {
        await using var pair = await Filed();
        lock (pair.North.Portal.Gate)
        {
            pair.North.Portal.State<StageBoard>().Of(pair.North.Portal, 12);
            pair.North.Portal.State<StageBoard>().Add(12, "Ждём запчасти", 250);
        }

        Moves(pair.North, 5, pair.Task, 12, "Ждём запчасти");
        await pair.Quiet();
        Assert.Equal("Новые", Stage(pair.South, pair.Mirror));

        Moves(pair.North, 5, pair.Task, 12, "Сделаны");
        await pair.Quiet();
        Assert.Equal("Сделаны", Stage(pair.South, pair.Mirror));
        await Settled(pair);
    }

    [Fact]
    public async Task Rule1_both_moved_it_the_origins_stage_stays_and_the_other_is_told()
    {
        await using var pair = await Filed();
        Moves(pair.North, 5, pair.Task, 12, "Выполняются");
        await pair.Quiet();

        Moves(pair.North, 5, pair.Task, 12, "Сделаны");
        Moves(pair.South, 7, pair.Mirror, 40, "Новые");
        await pair.Quiet();

        Assert.Equal(("Сделаны", "Сделаны"), (Stage(pair.North, pair.Task), Stage(pair.South, pair.Mirror)));
        Assert.Single(pair.NotesAtSouth, note => note.Contains("НОВЫЕ", StringComparison.OrdinalIgnoreCase));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Cut)]
    [InlineData(FaultKind.Error)]
    public async Task Rule15_a_lost_answer_leaves_it_where_it_belongs(FaultKind kind)
    {
        await using var pair = await Filed();
        pair.South.Faults.Add(new Fault(kind) { Method = "task.stages.movetask" });
        Moves(pair.North, 5, pair.Task, 12, "Сделаны");
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.Equal("Сделаны", Stage(pair.South, pair.Mirror));
    }

    [Fact]
    public async Task By_default_boards_and_the_crm_stay()
    {
        await using var pair = await Pair.Filed(fields: Journeys.People.Fields(("UF_CRM_TASK", new JsonArray("D_2"))));
        Moves(pair.North, 5, pair.Task, 12, "Сделаны");
        await pair.Quiet();

        Assert.Equal("Новые", Stage(pair.South, pair.Mirror));
        Assert.DoesNotContain("CRM", pair.AtSouth.Text("description"), StringComparison.Ordinal);
        Assert.Equal(0, pair.North.Calls("task.stages.get"));
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task Records_of_the_crm_stand_as_links_in_our_lines_and_follow(Card card)
    {
        await using var pair = await Filed(card);
        var body = Frame.Strip(pair.AtSouth.Text("description"));
        pair.EditsAtNorth(("UF_CRM_TASK", new JsonArray("D_2", "C_3", "T80_6")));
        await pair.Quiet();

        var home = (await pair.World.Portal(0)).Origin;
        var shown = pair.AtSouth.Text("description");
        Assert.Contains($"CRM: [URL={home}/crm/contact/details/3/]Контакт 3[/URL], [URL={home}/crm/deal/details/2/]Сделка 2[/URL], [URL={home}/crm/type/128/details/6/]Элемент 6[/URL]", shown, StringComparison.Ordinal);
        Assert.Equal(body, Frame.Strip(shown));

        pair.EditsAtNorth(("UF_CRM_TASK", new JsonArray("D_5")), ("DESCRIPTION", "worn out"));
        await pair.Quiet();
        shown = pair.AtSouth.Text("description");
        Assert.Contains("Сделка 5", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Сделка 2", shown, StringComparison.Ordinal);
        Assert.Equal("worn out", Frame.Strip(shown));

        pair.EditsAtNorth(("UF_CRM_TASK", new JsonArray()));
        await pair.Quiet();
        Assert.DoesNotContain("CRM:", pair.AtSouth.Text("description"), StringComparison.Ordinal);
        Assert.DoesNotContain("CRM:", pair.AtNorth.Text("description"), StringComparison.Ordinal);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Our_lines_that_a_person_took_away_stay_away()
    {
        await using var pair = await Filed();
        await pair.Quiet();
        pair.EditsAtSouth(("DESCRIPTION", "mine"));
        await pair.Quiet();
        pair.EditsAtNorth(("UF_CRM_TASK", new JsonArray("D_2")));
        await pair.Quiet();

        Assert.Equal("mine", pair.AtSouth.Text("description"));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData("D_2", "https://x.example/crm/deal/details/2/")]
    [InlineData("si_5", "https://x.example/crm/type/31/details/5/")]
    [InlineData("T80_6", "https://x.example/crm/type/128/details/6/")]
    [InlineData("D_2]x", null)]
    [InlineData("D_-2", null)]
    [InlineData("T_6", null)]
    [InlineData("Tzz_6", null)]
    [InlineData("D", null)]
    [InlineData("", null)]
    public void A_key_is_an_address_or_nothing(string key, string? url)
    {
        var links = CrmLinks.Of([key], "https://x.example", Language.En);
        Assert.Equal(url is null ? 0 : 1, links.Count);
        Assert.True(url is null || links[0].StartsWith($"[URL={url}]", StringComparison.Ordinal));
    }
}
