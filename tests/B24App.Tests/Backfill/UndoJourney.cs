using B24App.Backfill;
using B24App.Tests.Journeys;
using B24App.Tests.Pages;

namespace B24App.Tests.Backfill;

/// <summary>Taking a run back: what it made and nobody touched goes, the rest is told.</summary>
public sealed class UndoJourney
{
    [Fact]
    public async Task The_receiving_portal_removes_what_nobody_has_worked_on()
    {
        await using var past = await Past.With(tasks: 6, comments: 1);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        var mirrors = past.Mirrors.OrderBy(mirror => mirror.Title, StringComparer.Ordinal).Select(mirror => mirror.Id).ToList();
        past.World.South.Says(7, mirrors[0], "I have an idea");
        past.World.South.Edits(1, mirrors[1], People.Fields(("TITLE", "Edited there")));
        past.World.North.Says(5, past.Tasks[2], "And now live");
        past.World.South.Files(7, 40, "Their own");
        await past.World.AllIsQuiet();

        await past.Does((acts, by) => acts.Undo(run, by), portal: 1);
        await past.World.AllIsQuiet();
        Assert.Equal(RunState.Undone, await past.State(run));
        Assert.Equal((3, 3), (await past.Count(run, ItemState.Removed), await past.Count(run, ItemState.Marked)));
        Assert.Equal([.. mirrors.Take(3).Order()], past.Mirrors.Where(mirror => mirrors.Contains(mirror.Id)).Select(mirror => mirror.Id));
        Assert.Contains(past.World.South.TasksIn(40), task => task.Text("title") == "Their own");
        Assert.Contains(past.World.South.Talk(mirrors[0]), text => text.Contains("отменил перенос", StringComparison.Ordinal));
        Assert.All(past.Tasks, task => Assert.True(past.World.North.Shows(task)));

        // What was removed may be brought over again, what was marked is never doubled.
        var again = await past.Preview();
        Assert.Equal(3, await past.Count(again, ItemState.Waits));
        await past.Does((acts, by) => acts.Start(again, by));
        await past.World.AllIsQuiet();
        Assert.Equal(3, await past.Count(again, ItemState.Done));
    }

    [Fact]
    public async Task Nobody_deletes_in_a_portal_that_is_not_his()
    {
        await using var past = await Past.With(tasks: 2, comments: 0);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        await past.Does((acts, by) => acts.Undo(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal(2, past.Mirrors.Count);
        Assert.Equal(2, await past.Count(run, ItemState.Marked));
        Assert.All(past.Mirrors, mirror => Assert.Contains(past.World.South.Talk(mirror.Id), B24App.Plan.Notes.IsNote));
    }

    [Theory]
    [InlineData("ru", "Что перенёс сюда партнёр")]
    [InlineData("en", "What the partner brought here")]
    public async Task The_receiving_side_has_a_button_of_its_own(string language, string heading)
    {
        await using var past = await Past.With(tasks: 3, comments: 0);
        var run = await past.Preview();
        var there = await Desktop.Open(past.World, past.World.South, language: language);
        var page = $"links/{past.Link.Value}/before";
        Assert.DoesNotContain(heading, (await there.Get(page)).Page.Body!.TextContent, StringComparison.Ordinal);
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        var (_, shown) = await there.Get(page);
        Sound.Is(shown);
        Assert.Contains(heading, shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, (await there.Post(page + "?handler=undoTheirs")).Status);
        await past.World.AllIsQuiet();
        Assert.Empty(past.Mirrors);
        Assert.Equal(RunState.Undone, await past.State(run));
        Assert.NotEqual(200, (await there.Post(page + "?handler=undoTheirs")).Status); // pressed twice, done once
        Assert.All(past.Tasks, task => Assert.True(past.World.North.Shows(task)));
    }
}
