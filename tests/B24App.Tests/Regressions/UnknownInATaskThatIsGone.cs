using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A comment left and its answer was lost; before it could be looked for, somebody deleted the task. Its discussion could not be read any
/// more, so the comment stayed in doubt for good, its lane with it, and the deletion was never told to the other side.
/// </summary>
public sealed class UnknownInATaskThatIsGone
{
    public static TheoryData<Card, bool> Cases => new()
    {
        { Card.New, true }, { Card.New, false }, { Card.Old, true }, { Card.Old, false },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Rule22_a_deletion_is_told_although_a_comment_to_the_deleted_task_is_in_doubt(Card card, bool originGoes)
    {
        await using var pair = await Pair.Filed("partners", card, card);
        pair.North.Says(5, pair.Task, "question");
        pair.South.Says(7, pair.Mirror, "answer");
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromMinutes(1));

        var (goes, stays) = originGoes ? (pair.North, pair.South) : (pair.South, pair.North);
        goes.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = card == Card.New ? "im.message.add" : "task.commentitem.add" });
        stays.Says(originGoes ? 7 : 5, originGoes ? pair.Mirror : pair.Task, "one more thing");
        await pair.Soon();
        Assert.Equal(1, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE state = 'unknown' AND settled_at = 0"));

        goes.Deletes(1, originGoes ? pair.Task : pair.Mirror);
        await pair.Quiet();
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
        Assert.Single(originGoes ? pair.NotesAtSouth : pair.NotesAtNorth, note => note.Contains("удалил эту задачу", StringComparison.Ordinal));
    }
}
