using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// Tags were added on both sides and merged. The write to one side happened, its answer was lost, and everything was planned anew: that side
/// was believed to have said all its tags already, so what it had added itself never crossed (found by the rig, seed 71).
/// </summary>
public sealed class AMergeOfWhichOneHalfHappened
{
    [Theory]
    [InlineData(true, FaultKind.AnswerLost)]
    [InlineData(true, FaultKind.HalfAnswer)]
    [InlineData(true, FaultKind.ErrorAfterWrite)]
    [InlineData(true, FaultKind.Cut)]
    [InlineData(false, FaultKind.AnswerLost)]
    [InlineData(false, FaultKind.Cut)]
    public async Task Rule01_what_both_sides_added_stands_on_both_whatever_half_is_lost(bool isNorth, FaultKind fault)
    {
        await using var pair = await Pair.Filed("partners");
        (isNorth ? pair.North : pair.South).Faults.Add(new Fault(fault) { Method = "tasks.task.update" });
        pair.EditsAtNorth(("TAGS", new JsonArray("network", "printer")));
        pair.EditsAtSouth(("TAGS", new JsonArray("urgent")));
        await pair.Quiet();
        Assert.Equal(["network", "printer", "urgent"], pair.AtNorth.Tags());
        Assert.Equal(["network", "printer", "urgent"], pair.AtSouth.Tags());
    }

    [Fact]
    public async Task Rule01_a_tag_that_was_removed_between_the_halves_stays_removed()
    {
        await using var pair = await Pair.Filed("partners", fields: People.Fields(("TAGS", new JsonArray("old"))));
        pair.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.update", Status = 503, Code = "" });
        pair.EditsAtNorth(("TAGS", new JsonArray("old", "network", "printer")));
        pair.EditsAtSouth(("TAGS", new JsonArray("old", "urgent")));
        await pair.Soon();
        Assert.Equal(["network", "old", "printer", "urgent"], pair.AtNorth.Tags());
        pair.EditsAtNorth(("TAGS", new JsonArray("network", "urgent")));
        await pair.Quiet();
        Assert.Equal(["network", "urgent"], pair.AtNorth.Tags());
        Assert.Equal(["network", "urgent"], pair.AtSouth.Tags());
    }
}
