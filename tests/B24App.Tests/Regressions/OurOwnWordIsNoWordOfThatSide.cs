using B24App.EmulatedPortal.Control;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A write of fields whose answer was lost was taken for a change by a person of that side: it met the next change of the side it came from,
/// and by the rule of the field the older value won on both sides (found by the rig, seed 51).
/// </summary>
public sealed class OurOwnWordIsNoWordOfThatSide
{
    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.HalfAnswer)]
    [InlineData(FaultKind.ErrorAfterWrite)]
    [InlineData(FaultKind.Cut)]
    public async Task Rule02_the_mirrors_second_title_wins_over_its_first_one_that_we_wrote(FaultKind fault)
    {
        await using var pair = await Pair.Filed("partners");
        pair.North.Faults.Add(new Fault(fault) { Method = "tasks.task.update" });
        pair.EditsAtSouth(("TITLE", "First"));
        await pair.Soon();
        pair.EditsAtSouth(("TITLE", "Second"));
        await pair.Quiet();
        Assert.Equal(("Second", "Second"), (pair.AtNorth.Text("title"), pair.AtSouth.Text("title")));
        Assert.Empty(pair.NotesAtSouth);
        Assert.Empty(pair.NotesAtNorth);
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Cut)]
    public async Task Rule20_a_step_on_the_way_is_no_status_of_the_mirror(FaultKind fault)
    {
        await using var pair = await Pair.Filed("partners");
        pair.North.Does(5, pair.Task, "complete");
        await pair.Quiet();
        pair.South.Faults.Add(new Fault(fault) { Method = "tasks.task.renew" });
        pair.North.Does(5, pair.Task, "renew");
        pair.North.Does(5, pair.Task, "start");
        await pair.Quiet();
        Assert.Equal(("3", "3"), pair.Status);
        Assert.Empty(pair.NotesAtNorth);
    }

    [Fact]
    public async Task Rule01_a_conflict_that_is_planned_twice_is_told_once()
    {
        await using var pair = await Pair.Filed("partners");
        pair.South.Faults.Add(new Fault(FaultKind.Cut) { Method = "tasks.task.update" });
        pair.EditsAtNorth(("TITLE", "Of the North"));
        pair.EditsAtSouth(("TITLE", "Of the South"));
        await pair.Quiet();
        Assert.Equal(("Of the North", "Of the North"), (pair.AtNorth.Text("title"), pair.AtSouth.Text("title")));
        Assert.Contains("Of the South", Assert.Single(pair.NotesAtSouth), StringComparison.Ordinal);
    }
}
