using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Tests.Journeys;

/// <summary>Story A1: an employee files an ordinary task, and it stands in the partner's portal.</summary>
public sealed class TaskJourney
{
    private static readonly JsonObject Filled = People.Fields(
        ("DESCRIPTION", "Drum is [B]worn[/B], see [URL=https://example.com/x]manual[/URL]"), ("DEADLINE", "2026-12-01T18:00:00+03:00"), ("PRIORITY", "2"),
        ("TAGS", new JsonArray("printer")));

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task A_filed_task_stands_once_at_the_partner(Card card)
    {
        await using var world = await World.TwoLinkedPortals(card);
        var task = world.North.Files(5, 12, "Replace the printer drum", Filled);
        await world.AllIsQuiet();

        var mirror = Assert.Single(world.South.TasksIn(40));
        Assert.Equal("Replace the printer drum", mirror.Text("title"));
        Assert.Equal("7", mirror.Text("responsibleId"));
        Assert.Equal("2", mirror.Text("priority"));
        Assert.Equal(["printer"], mirror.Tags());
        Assert.Equal(DateTimeOffset.Parse("2026-12-01T18:00:00+03:00", null), DateTimeOffset.Parse(mirror.Text("deadline"), null));
        Assert.StartsWith("Drum is [B]worn[/B], see [URL=https://example.com/x]manual[/URL]", mirror.Text("description"), StringComparison.Ordinal);
        Assert.Contains("Север", mirror.Text("description"), StringComparison.Ordinal);
        Assert.Contains($"/tasks/task/view/{task}/", mirror.Text("description"), StringComparison.Ordinal);
        Assert.Contains($"/tasks/task/view/{mirror.Id()}/", world.North.Task(task).Text("description"), StringComparison.Ordinal);

        var lines = (await world.Journal(0)).Where(row => row.Item == $"t{task}").Select(row => row.Station).ToList();
        Assert.Equal(["event", "verdict", "intent", "receipt"], lines.Take(4));
    }

    [Fact]
    public async Task A_task_outside_the_group_causes_no_call_to_the_partner_and_one_line_with_the_reason()
    {
        await using var world = await World.TwoLinkedPortals();
        var before = world.Requests(1);
        var task = world.North.Files(5, 13, "Private matter");
        await world.AllIsQuiet();
        world.North.Edits(5, task, People.Fields(("TITLE", "Private matter, again")));
        await world.AllIsQuiet();

        Assert.Empty(world.South.TasksIn(40));
        Assert.Equal(before, world.Requests(1));
        var line = Assert.Single(await world.Journal(0), row => row.Item == $"t{task}");
        Assert.Equal("GroupNotLinked", line.Reason);
    }

    [Fact]
    public async Task Rule29_a_new_task_costs_two_requests_and_its_echo_none()
    {
        await using var world = await World.TwoLinkedPortals();
        var before = world.Requests();
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet(within: TimeSpan.FromSeconds(20));
        Assert.Equal(2, world.Requests() - before);
    }
}
