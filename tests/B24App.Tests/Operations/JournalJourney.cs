using B24App.EmulatedPortal.Control;
using B24App.Journal;
using B24App.Plan;
using B24App.Tests.Journeys;
using JournalLine = B24App.Journal.JournalLine;

namespace B24App.Tests.Operations;

/// <summary>The journal as people read it: one line per outcome, filters, pages, and the story behind a line.</summary>
public sealed class JournalJourney
{
    [Fact]
    public async Task A_crossing_is_one_line_on_each_side_and_its_story_tells_the_call()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.South.Says(7, mirror, "The courier is on the way");
        await world.AllIsQuiet();

        var north = await Lines(world, 0);
        var filed = Assert.Single(north, line => line.Row.Detail == "CreateTask");
        Assert.Equal((LineResult.Done, task, false, mirror), (filed.Result, filed.Task, filed.IsComment, filed.Partner!.Task));
        var said = Assert.Single(north, line => line.Row.Detail == "in AddComment");
        Assert.Equal((task, true), (said.Task, said.IsComment));
        Assert.DoesNotContain(north, line => line.Result == LineResult.Waiting);
        Assert.Single(await Lines(world, 1), line => line.Row.Detail == "AddComment");

        var story = (await world.Get<JournalStories>().Of((await world.Portal(0)).Id, filed.Row.Id))!;
        Assert.Equal(["received", "decided", "sent", "confirmed"], story.Steps.Select(step => step.Step));
        Assert.All(story.Steps, step => Assert.NotNull(step.At));
        Assert.True(story.ToPartner);
        var call = Assert.Single(story.Calls);
        Assert.Equal(("tasks.task.add", ""), (call.Method, call.Ids));
        Assert.Null(await world.Get<JournalStories>().Of((await world.Portal(1)).Id, filed.Row.Id));
    }

    [Fact]
    public async Task Our_own_lines_are_told_to_the_portal_they_stand_on_and_to_no_other()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();

        Assert.All((await world.Journal(0)).Where(row => row.Item.Length > 0), row => Assert.StartsWith($"t{task}", row.Item, StringComparison.Ordinal));
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        Assert.All((await world.Journal(1)).Where(row => row.Item.Length > 0), row => Assert.StartsWith($"t{mirror}", row.Item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_narrow_and_pages_follow_one_another()
    {
        await using var world = await World.TwoLinkedPortals();
        for (var i = 0; i < 5; i++)
        {
            world.North.Files(5, 12, $"Task {i}");
        }

        var outside = world.North.Files(5, 13, "Private matter");
        await world.AllIsQuiet();
        world.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Status = 403 });
        var refused = world.North.Files(5, 12, "Refused");
        await world.AllIsQuiet();
        var portal = (await world.Portal(0)).Id;
        var whole = new JournalQuery(portal);

        Assert.Equal(outside, Assert.Single(await Lines(world, whole with { Result = LineResult.Skipped, Text = "чужое", TextReasons = [nameof(Reason.GroupNotLinked)] })).Task);
        Assert.Contains(await Lines(world, whole with { Task = refused }), line => line.Result == LineResult.Refused);
        Assert.All(await Lines(world, whole with { Task = refused }), line => Assert.Equal(refused, line.Task));
        Assert.All(await Lines(world, whole with { Kind = LineKind.Link }), line => Assert.Equal("link", line.Row.Station));
        Assert.Empty(await Lines(world, whole with { Until = world.Clock.GetUtcNow() - TimeSpan.FromDays(1) }));
        Assert.Empty(await Lines(world, whole with { Text = "100%_\\" }));
        Assert.Empty(await Lines(world, whole with { Link = new(999) }));

        var all = await Lines(world, whole);
        var first = await world.Get<JournalReader>().Page(whole, 3);
        var second = await world.Get<JournalReader>().Page(whole with { Before = first[^1].Row.Id }, 3);
        Assert.Equal(all.Take(6).Select(line => line.Row.Id), first.Concat(second).Select(line => line.Row.Id));
    }

    private static async Task<IReadOnlyList<JournalLine>> Lines(World world, int portal) => await Lines(world, new JournalQuery((await world.Portal(portal)).Id));

    private static Task<IReadOnlyList<JournalLine>> Lines(World world, JournalQuery query) => world.Get<JournalReader>().Page(query, 500);
}
