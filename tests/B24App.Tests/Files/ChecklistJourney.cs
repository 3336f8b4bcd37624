using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan;
using B24App.Tests.Journeys;

namespace B24App.Tests.Files;

public class ChecklistJourney
{
    private static async Task Quiet(Pair pair)
    {
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        await pair.Quiet();
    }

    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.New)]
    [InlineData(Card.New, Card.Old)]
    public async Task A_checklist_crosses_as_a_tree_and_its_lines_are_ticked_on_either_side(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var list = pair.North.Adds(5, pair.Task, 0, "Visit");
        var drum = pair.North.Adds(5, pair.Task, list, "Drum", ("IS_IMPORTANT", "Y"));
        pair.North.Adds(5, pair.Task, drum, "Old one back");
        pair.North.Adds(5, pair.Task, list, "Paper", ("IS_COMPLETE", "Y"));
        await Quiet(pair);

        string[] expected = ["- Visit", " -! Drum", "  - Old one back", " x Paper"];
        Assert.Equal(expected, pair.South.Tree(pair.Mirror));

        var mirrors = pair.South.Portal.State<ChecklistBook>().Of(pair.Mirror);
        pair.South.Call(1, "task.checklistitem.complete", new JsonArray(pair.Mirror, mirrors[1].Id));
        pair.South.Call(1, "task.checklistitem.add", new JsonArray(pair.Mirror, Journeys.People.Fields(("TITLE", "Toner"), ("PARENT_ID", mirrors[0].Id))));
        await Quiet(pair);

        expected = ["- Visit", " x! Drum", "  - Old one back", " x Paper", " - Toner"];
        Assert.Equal(expected, pair.North.Tree(pair.Task));
        Assert.Equal(expected, pair.South.Tree(pair.Mirror));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_checklist_that_stood_before_comes_with_the_mirror_and_members_come_as_text()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40);
        var task = world.North.Files(5, 12, "Replace the drum");
        world.North.Adds(5, task, 0, "Call", ("MEMBERS", new JsonObject { ["5"] = new JsonObject { ["TYPE"] = "A" } }));
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromSeconds(5));
        await world.AllIsQuiet();

        var name = world.North.Portal.Users[5].FullName;
        Assert.Equal([$"- Call ({name})"], world.South.Tree(Assert.Single(world.South.TasksIn(40)).Id()));
        Assert.Equal([$"- Call {name}"], world.North.Tree(task));
    }

    [Fact]
    public async Task Removed_reworded_and_reordered_lines_follow()
    {
        await using var pair = await Pair.Filed();
        var list = pair.North.Adds(5, pair.Task, 0, "Visit");
        var one = pair.North.Adds(5, pair.Task, list, "one");
        var two = pair.North.Adds(5, pair.Task, list, "two");
        var three = pair.North.Adds(5, pair.Task, list, "three");
        await Quiet(pair);

        pair.North.Call(5, "task.checklistitem.delete", new JsonArray(pair.Task, two));
        pair.North.Call(5, "task.checklistitem.moveafteritem", new JsonArray(pair.Task, one, three));
        pair.North.Call(5, "task.checklistitem.update", new JsonArray(pair.Task, three, Journeys.People.Fields(("TITLE", "third"))));
        await Quiet(pair);

        Assert.Equal(["- Visit", " - third", " - one"], pair.South.Tree(pair.Mirror));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Both_sides_at_once_keep_what_each_added()
    {
        await using var pair = await Pair.Filed();
        var list = pair.North.Adds(5, pair.Task, 0, "Visit");
        await Quiet(pair);
        var mirror = pair.South.Portal.State<ChecklistBook>().Of(pair.Mirror)[0].Id;

        pair.North.Adds(5, pair.Task, list, "north");
        pair.South.Adds(1, pair.Mirror, mirror, "south");
        await Quiet(pair);

        Assert.Equal(["- Visit", " - north", " - south"], pair.North.Tree(pair.Task).Order(StringComparer.Ordinal).Reverse().Order(new ByDepth()));
        Assert.Equal(3, pair.South.Tree(pair.Mirror).Count);
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Error)]
    [InlineData(FaultKind.Cut)]
    public async Task A_line_is_never_doubled_whatever_breaks(FaultKind kind)
    {
        await using var pair = await Pair.Filed();
        pair.South.Faults.Add(new Fault(kind) { Method = "task.checklistitem.add" });

        var list = pair.North.Adds(5, pair.Task, 0, "Visit");
        pair.North.Adds(5, pair.Task, list, "one");
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.Equal(["- Visit", " - one"], pair.South.Tree(pair.Mirror));
    }

    private static JsonObject Members(params (long Id, string Role)[] people) =>
        new(people.Select(person => KeyValuePair.Create<string, JsonNode?>($"{person.Id}", new JsonObject { ["TYPE"] = person.Role })));

    private static IReadOnlyList<string> On(EmulatedPortal.Hosting.PortalHost host, long task) =>
        [.. host.Lines(task).Select(line => $"{line.Title}: {string.Join(' ', line.Members.Select(member => $"{member.Key}{member.Value}"))}")];

    private static Task<int> Match(Pair pair, Side side, long user, long local) => pair.World.Get<Store.Database>().Write(connection => Dapper.SqlMapper.Execute(
        connection,
        "INSERT INTO met_person (link_id, side, user_id, name, local_user, met_at) VALUES (1, @side, @user, 'x', @local, 0) ON CONFLICT (link_id, side, user_id) DO UPDATE SET local_user = @local",
        new { side = side.ToString(), user, local }));

    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.New)]
    [InlineData(Card.New, Card.Old)]
    [InlineData(Card.Old, Card.Old)]
    public async Task Members_who_are_matched_are_members_on_the_other_side_and_the_others_are_names(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        await Match(pair, Side.A, 5, 7);
        await Match(pair, Side.B, 7, 5);
        var (pyotr, dmitry, olga, maxim) = (pair.North.Portal.Users[5].FullName, pair.North.Portal.Users[3].FullName, pair.South.Portal.Users[7].FullName, pair.South.Portal.Users[9].FullName);
        var list = pair.North.Adds(5, pair.Task, 0, "Visit");
        var call = pair.North.Adds(5, pair.Task, list, "Call", ("MEMBERS", Members((5, "A"), (3, "A"))));
        await Quiet(pair);

        Assert.Equal(["Visit: ", $"Call ({dmitry}) {olga}: 7A"], On(pair.South, pair.Mirror));
        Assert.Equal(["Visit: ", $"Call {pyotr} {dmitry}: 3A 5A"], On(pair.North, pair.Task).Select(line => line.Replace($"{dmitry} {pyotr}", $"{pyotr} {dmitry}", StringComparison.Ordinal)));
        await pair.IsSettled();

        // The South takes Olga off and puts Maxim on, whom nobody knows at the North; Dmitry stays where he is.
        var mirror = pair.South.Lines(pair.Mirror)[1];
        pair.South.Call(1, "task.checklistitem.update", new JsonArray(pair.Mirror, mirror.Id, Journeys.People.Fields(("TITLE", $"Call ({dmitry})"), ("MEMBERS", Members((9, "U"))))));
        await Quiet(pair);
        Assert.Equal(["Visit: ", $"Call ({dmitry}) {maxim}: 9U"], On(pair.South, pair.Mirror));
        Assert.Equal(["Visit: ", $"Call ({maxim}) {dmitry}: 3A"], On(pair.North, pair.Task).Select(line => line.Replace($"Call ({maxim}): 3A", $"Call ({maxim}) {dmitry}: 3A", StringComparison.Ordinal)));
        await pair.IsSettled();

        // Words that change on either side leave everybody where he is.
        pair.North.Call(5, "task.checklistitem.update", new JsonArray(pair.Task, call, Journeys.People.Fields(("TITLE", $"Call them ({maxim})"))));
        await Quiet(pair);
        Assert.Equal("9U", On(pair.South, pair.Mirror)[1].Split(": ")[1]);
        Assert.StartsWith($"Call them ({dmitry})", On(pair.South, pair.Mirror)[1], StringComparison.Ordinal);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule3_a_new_match_changes_no_line_by_itself()
    {
        await using var pair = await Pair.Filed();
        pair.North.Adds(5, pair.Task, 0, "Call", ("MEMBERS", Members((5, "A"))));
        await Quiet(pair);
        var before = On(pair.South, pair.Mirror);

        await Match(pair, Side.A, 5, 7);
        pair.EditsAtNorth(("TITLE", "Another title"));
        await Quiet(pair);

        Assert.Equal(before, On(pair.South, pair.Mirror));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost, "task.checklistitem.add")]
    [InlineData(FaultKind.AnswerLost, "task.checklistitem.update")]
    public async Task Members_are_not_doubled_and_come_not_back_whatever_breaks(FaultKind kind, string method)
    {
        await using var pair = await Pair.Filed();
        await Match(pair, Side.A, 5, 7);
        await Match(pair, Side.B, 7, 5);
        pair.South.Faults.Add(new Fault(kind) { Method = method });

        var line = pair.North.Adds(5, pair.Task, 0, "Call", ("MEMBERS", Members((5, "A"))));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await pair.World.Scalar("SELECT count(*) FROM sub_item WHERE kind = 'line' AND a_id > 0 AND b_id > 0"));
        pair.North.Call(5, "task.checklistitem.update", new JsonArray(pair.Task, line, Journeys.People.Fields(("TITLE", "Call soon"), ("MEMBERS", Members((5, "U"))))));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.EndsWith("7U", Assert.Single(On(pair.South, pair.Mirror)), StringComparison.Ordinal);
        Assert.EndsWith("5U", Assert.Single(On(pair.North, pair.Task)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Cut)]
    public async Task A_line_whose_answer_was_lost_is_known_when_it_is_reworded_ticked_or_struck_out(FaultKind kind)
    {
        await using var pair = await Pair.Filed();
        pair.South.Faults.Add(new Fault(kind) { Method = "task.checklistitem.add" });
        var list = pair.North.Adds(5, pair.Task, 0, "Visit");
        var (one, two) = (pair.North.Adds(5, pair.Task, list, "one"), pair.North.Adds(5, pair.Task, list, "two"));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        pair.North.Call(5, "task.checklistitem.update", new JsonArray(pair.Task, list, Journeys.People.Fields(("TITLE", "Call"))));
        pair.North.Call(5, "task.checklistitem.complete", new JsonArray(pair.Task, one));
        pair.North.Call(5, "task.checklistitem.delete", new JsonArray(pair.Task, two));
        await Quiet(pair);

        Assert.Equal(["- Call", " x one"], pair.South.Tree(pair.Mirror));
        Assert.Equal(["- Call", " x one"], pair.North.Tree(pair.Task));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_line_that_was_struck_out_while_its_change_was_on_the_way_parks_nothing()
    {
        await using var pair = await Pair.Filed();
        var list = pair.North.Adds(5, pair.Task, 0, "Visit");
        var one = pair.North.Adds(5, pair.Task, list, "one");
        await Quiet(pair);
        var mirror = pair.South.Lines(pair.Mirror)[1].Id;
        pair.South.Faults.Add(new Fault(FaultKind.Error) { Method = "task.checklistitem.update", Code = "ERROR_CORE", Description = "TASKS_ERROR_EXCEPTION_#4; Action is not allowed; 4/TE/ACTION_NOT_ALLOWED<br>" });

        pair.North.Call(5, "task.checklistitem.update", new JsonArray(pair.Task, one, Journeys.People.Fields(("TITLE", "first"))));
        await Quiet(pair);

        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
        Assert.Equal(["- Visit", " - first"], pair.South.Tree(pair.Mirror));
        Assert.Equal(mirror, pair.South.Lines(pair.Mirror)[1].Id);
    }

    [Fact]
    public async Task Without_the_word_of_the_contract_no_line_leaves()
    {
        await using var pair = await Pair.Filed(changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Checklist) });

        pair.North.Adds(5, pair.Task, 0, "Visit");
        await Quiet(pair);

        Assert.Empty(pair.South.Tree(pair.Mirror));
    }

    private sealed class ByDepth : IComparer<string>
    {
        public int Compare(string? x, string? y) => (x!.Length - x.TrimStart().Length, x).CompareTo((y!.Length - y.TrimStart().Length, y));
    }
}
