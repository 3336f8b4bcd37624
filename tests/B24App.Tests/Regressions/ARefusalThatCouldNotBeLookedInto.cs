using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A comment was deleted and the answer lost; the deletion was repeated and refused, for nothing was left to delete. The look that shows
/// it could not be made just then, which was taken for "it still stands", and the deletion became a dead letter (found by the rig, seed 61).
/// </summary>
public sealed class ARefusalThatCouldNotBeLookedInto
{
    [Theory]
    [InlineData(Card.New, "im.message.delete", "im.dialog.messages.get")]
    [InlineData(Card.Old, "task.commentitem.delete", "task.commentitem.getlist")]
    public async Task Rule15_a_deletion_that_happened_is_no_dead_letter_although_the_portal_could_not_be_looked_at(Card card, string delete, string read)
    {
        await using var pair = await Pair.Filed("partners", Card.New, card);
        pair.North.Says(5, pair.Task, "before");
        var said = pair.North.Says(5, pair.Task, "taken back");
        pair.North.Says(5, pair.Task, "after");
        await pair.Quiet();

        pair.South.Faults.Add(new Fault(FaultKind.ErrorAfterWrite) { Method = delete, Status = 504, Code = "" });
        pair.North.Unsays(5, pair.Task, said);
        await pair.LookAtTalks(TimeSpan.FromSeconds(30));
        pair.South.Faults.Add(Fault.Throttle(1) with { Method = read, Lasts = TimeSpan.FromMinutes(3) });
        await pair.Quiet();
        Assert.DoesNotContain(pair.South.Comments(pair.Mirror), text => text.Contains("taken back", StringComparison.Ordinal));
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked' OR settled_at = 0"));
        Assert.True(await pair.World.Scalar("SELECT count(*) FROM attempt WHERE outcome = 'could not look yet'") > 0);
        Assert.Empty(pair.NotesAtSouth);
    }
}
