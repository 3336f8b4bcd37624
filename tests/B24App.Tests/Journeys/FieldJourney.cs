using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Tests.Journeys;

/// <summary>RULES 1-4: fields that change on one side, on both, at once.</summary>
public sealed class FieldJourney
{
    [Fact]
    public async Task Rule01_both_sides_edit_different_fields_at_once_and_both_edits_stand_on_both()
    {
        await using var pair = await Pair.Filed();
        pair.EditsAtNorth(("TITLE", "Replace the drum and the toner"));
        pair.EditsAtSouth(("PRIORITY", "2"), ("DEADLINE", "2026-12-03T10:00:00+03:00"));
        await pair.Quiet();

        foreach (var task in new[] { pair.AtNorth, pair.AtSouth })
        {
            Assert.Equal("Replace the drum and the toner", task.Text("title"));
            Assert.Equal("2", task.Text("priority"));
            Assert.Equal(DateTimeOffset.Parse("2026-12-03T10:00:00+03:00", null), DateTimeOffset.Parse(task.Text("deadline"), null));
        }

        Assert.Empty(pair.NotesAtNorth);
        Assert.Empty(pair.NotesAtSouth);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule01_both_edit_one_field_at_once_and_the_loser_is_told_once_what_his_value_was()
    {
        await using var pair = await Pair.Filed();
        pair.EditsAtNorth(("TITLE", "Drum of the client"));
        pair.EditsAtSouth(("TITLE", "Drum of the partner"));
        await pair.Quiet();

        Assert.Equal("Drum of the client", pair.AtNorth.Text("title"));
        Assert.Equal("Drum of the client", pair.AtSouth.Text("title"));
        Assert.Contains("Drum of the partner", Assert.Single(pair.NotesAtSouth), StringComparison.Ordinal);
        Assert.Empty(pair.NotesAtNorth);
        var line = Assert.Single(await pair.World.Journal(1), row => row.Reason == "ConflictDecided");
        Assert.Contains("Drum of the partner", line.Detail, StringComparison.Ordinal);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule01_both_edit_one_field_to_the_same_value_and_nothing_is_written()
    {
        await using var pair = await Pair.Filed();
        var writes = pair.North.Calls("tasks.task.update") + pair.South.Calls("tasks.task.update");
        pair.EditsAtNorth(("TITLE", "Same words"));
        pair.EditsAtSouth(("TITLE", "  Same   words "));
        await pair.Quiet();
        Assert.Equal(writes, pair.North.Calls("tasks.task.update") + pair.South.Calls("tasks.task.update"));
        Assert.Empty(pair.NotesAtSouth);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule01_status_changed_on_both_sides_is_the_mirrors()
    {
        await using var pair = await Pair.Filed();
        pair.North.Does(5, pair.Task, "defer");
        pair.South.Does(7, pair.Mirror, "start");
        await pair.Quiet();
        Assert.Equal(("3", "3"), pair.Status);
        Assert.Single(pair.NotesAtNorth);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule01_tags_changed_on_both_sides_are_merged_as_a_set()
    {
        await using var pair = await Pair.Filed(fields: People.Fields(("TAGS", new JsonArray("printer", "drum"))));
        pair.EditsAtNorth(("TAGS", new JsonArray("printer", "drum", "urgent")));
        pair.EditsAtSouth(("TAGS", new JsonArray("drum", "on site")));
        await pair.Quiet();
        Assert.Equal(["drum", "on site", "urgent"], pair.AtNorth.Tags());
        Assert.Equal(["drum", "on site", "urgent"], pair.AtSouth.Tags());
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule01_all_tags_removed_on_one_side_are_removed_on_the_other()
    {
        await using var pair = await Pair.Filed(fields: People.Fields(("TAGS", new JsonArray("printer"))));
        pair.EditsAtSouth(("TAGS", new JsonArray()));
        await pair.Quiet();
        Assert.Empty(pair.AtNorth.Tags());
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule01_title_and_description_go_both_ways_between_partners()
    {
        await using var pair = await Pair.Filed(fields: People.Fields(("DESCRIPTION", "[B]Worn[/B] drum")));
        pair.EditsAtSouth(("TITLE", "Drum, second floor"), ("DESCRIPTION", "Drum ordered [I]today[/I]\n\n" + Frame(pair.AtSouth)));
        await pair.Quiet();
        Assert.Equal("Drum, second floor", pair.AtNorth.Text("title"));
        Assert.StartsWith("Drum ordered [I]today[/I]", pair.AtNorth.Text("description"), StringComparison.Ordinal);
        Assert.Contains($"/tasks/task/view/{pair.Mirror}/", pair.AtNorth.Text("description"), StringComparison.Ordinal);

        pair.EditsAtNorth(("DESCRIPTION", pair.AtNorth.Text("description").Replace("today", "yesterday", StringComparison.Ordinal)));
        await pair.Quiet();
        Assert.StartsWith("Drum ordered [I]yesterday[/I]", pair.AtSouth.Text("description"), StringComparison.Ordinal);
        Assert.Contains($"/tasks/task/view/{pair.Task}/", pair.AtSouth.Text("description"), StringComparison.Ordinal);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule01_one_way_the_partners_edits_stay_and_a_later_edit_of_the_origin_wins()
    {
        await using var pair = await Pair.Filed("oneWay");
        pair.EditsAtSouth(("TITLE", "Our own words"), ("PRIORITY", "2"));
        await pair.Quiet();
        Assert.Equal("Our own words", pair.AtSouth.Text("title"));
        Assert.Equal("Replace the printer drum", pair.AtNorth.Text("title"));

        pair.EditsAtNorth(("DEADLINE", "2026-12-03T10:00:00+03:00"));
        await pair.Quiet();
        Assert.Equal("Our own words", pair.AtSouth.Text("title"));

        pair.EditsAtNorth(("TITLE", "The client's later words"));
        await pair.Quiet();
        Assert.Equal("The client's later words", pair.AtSouth.Text("title"));
        Assert.Equal("2", pair.AtSouth.Text("priority"));
        Assert.Equal("1", pair.AtNorth.Text("priority"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule02_a_persons_edit_right_after_our_write_crosses()
    {
        await using var pair = await Pair.Filed();
        pair.EditsAtNorth(("TITLE", "Second title"));
        await pair.Soon();
        Assert.Equal("Second title", pair.AtSouth.Text("title"));
        pair.EditsAtSouth(("TITLE", "Third title"));
        await pair.Quiet();
        Assert.Equal("Third title", pair.AtNorth.Text("title"));
        Assert.Equal("Third title", pair.AtSouth.Text("title"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule02_a_persons_edit_before_our_write_arrives_is_not_lost()
    {
        await using var pair = await Pair.Filed();

        // Our write of the priority is put off by the portal; meanwhile the partner changes the title.
        pair.South.Faults.Add(EmulatedPortal.Control.Fault.Throttle(1) with { Method = "tasks.task.update" });
        pair.EditsAtNorth(("PRIORITY", "2"));
        await pair.World.Now();
        pair.EditsAtSouth(("TITLE", "Meanwhile"), ("PRIORITY", "0"));
        await pair.Quiet();
        Assert.Equal("Meanwhile", pair.AtNorth.Text("title"));
        Assert.Equal("2", pair.AtNorth.Text("priority"));
        Assert.Equal("2", pair.AtSouth.Text("priority"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule02_an_update_whose_answer_is_lost_is_looked_for_and_not_repeated_over_a_later_edit()
    {
        await using var pair = await Pair.Filed();
        pair.South.Faults.Add(new EmulatedPortal.Control.Fault(EmulatedPortal.Control.FaultKind.AnswerLost) { Method = "tasks.task.update" });
        pair.EditsAtNorth(("TITLE", "Second title"));
        await pair.Soon();
        Assert.Equal("Second title", pair.AtSouth.Text("title"));
        pair.EditsAtSouth(("PRIORITY", "2"));
        await pair.Quiet();
        Assert.Equal("Second title", pair.AtSouth.Text("title"));
        Assert.Equal("2", pair.AtNorth.Text("priority"));
        Assert.Empty(pair.NotesAtSouth);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule03_seconds_of_a_deadline_are_no_change()
    {
        await using var pair = await Pair.Filed(fields: People.Fields(("DEADLINE", "2026-12-01T18:00:00+03:00")));
        var writes = pair.South.Calls("tasks.task.update");
        pair.EditsAtNorth(("DEADLINE", "2026-12-01T18:00:41+03:00"));
        await pair.Quiet();
        Assert.Equal(writes, pair.South.Calls("tasks.task.update"));
        pair.EditsAtNorth(("DEADLINE", "2026-12-01T18:01:41+03:00"));
        await pair.Quiet();
        Assert.Equal(DateTimeOffset.Parse("2026-12-01T18:01:00+03:00", null), Minute(pair.AtSouth));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rule01_a_cleared_deadline_is_cleared_across(bool byOrigin)
    {
        await using var pair = await Pair.Filed(fields: People.Fields(("DEADLINE", "2026-12-01T18:00:00+03:00")));
        Action<(string, JsonNode?)> edit = byOrigin ? field => pair.EditsAtNorth(field) : field => pair.EditsAtSouth(field);
        edit(("DEADLINE", ""));
        await pair.Quiet();
        Assert.Equal("", pair.AtNorth.Text("deadline"));
        Assert.Equal("", pair.AtSouth.Text("deadline"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule03_a_print_of_an_old_normaliser_is_rebased_without_a_write()
    {
        await using var pair = await Pair.Filed();
        await pair.IsSettled();
        await pair.World.Get<Store.Database>().Write(connection => Dapper.SqlMapper.Execute(connection, """
            UPDATE mapping_side SET prints = replace(prints, '"1:', '"0:') WHERE mapping_id IN (SELECT id FROM mapping WHERE kind = 'task')
            """));
        var writes = pair.South.Calls("tasks.task.update") + pair.North.Calls("tasks.task.update");
        pair.North.Does(5, pair.Task, "start");
        await pair.Quiet();
        Assert.Equal(writes, pair.South.Calls("tasks.task.update") + pair.North.Calls("tasks.task.update"));
        pair.EditsAtNorth(("TITLE", "After the new version"));
        await pair.Quiet();
        Assert.Equal("After the new version", pair.AtSouth.Text("title"));
        Assert.Empty(pair.NotesAtSouth);
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rule09_a_frame_a_person_edits_or_removes_is_no_change_and_does_not_come_back(bool removes)
    {
        await using var pair = await Pair.Filed(fields: People.Fields(("DESCRIPTION", "Worn drum")));
        var writes = pair.North.Calls("tasks.task.update") + pair.South.Calls("tasks.task.update");
        pair.EditsAtSouth(("DESCRIPTION", removes ? "Worn drum" : pair.AtSouth.Text("description").Replace("Север", "somebody", StringComparison.Ordinal)));
        pair.EditsAtNorth(("DESCRIPTION", removes ? "Worn drum" : pair.AtNorth.Text("description").Replace("Юг", "somebody", StringComparison.Ordinal)));
        await pair.Quiet();
        Assert.Equal(writes, pair.North.Calls("tasks.task.update") + pair.South.Calls("tasks.task.update"));

        pair.EditsAtNorth(("DESCRIPTION", pair.AtNorth.Text("description").Replace("Worn", "Broken", StringComparison.Ordinal)));
        await pair.Quiet();
        Assert.StartsWith("Broken drum", pair.AtSouth.Text("description"), StringComparison.Ordinal);
        Assert.Equal(removes, !pair.AtSouth.Text("description").Contains('┃', StringComparison.Ordinal));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule13_the_parent_is_set_when_it_arrives_later()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40, "partners");
        var parent = world.North.Files(5, 13, "The whole office");
        await world.AllIsQuiet();
        var child = world.North.Files(5, 12, "The printer", People.Fields(("PARENT_ID", parent)));
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40));
        Assert.Contains(mirror.Text("parentId"), new[] { "", "0" });

        world.North.Moves(5, parent, 12);
        await world.AllIsQuiet();
        var tasks = world.South.TasksIn(40);
        Assert.Equal(2, tasks.Count);
        var parentMirror = tasks.Single(task => task.Text("title") == "The whole office").Id();
        Assert.Equal(parentMirror.ToString(System.Globalization.CultureInfo.InvariantCulture), world.South.Task(mirror.Id()).Text("parentId"));
        Assert.Equal(parent.ToString(System.Globalization.CultureInfo.InvariantCulture), world.North.Task(child).Text("parentId"));
    }

    private static string Frame(JsonObject task) => task.Text("description")[task.Text("description").IndexOf('┃', StringComparison.Ordinal)..];

    private static DateTimeOffset Minute(JsonObject task)
    {
        var moment = DateTimeOffset.Parse(task.Text("deadline"), null);
        return moment.AddSeconds(-moment.Second);
    }
}
