using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
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
