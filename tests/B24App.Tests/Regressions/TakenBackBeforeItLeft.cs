using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A comment was taken back while its mirror waited to be written. The mirror was written all the same, nobody knew what it was, and it stayed there: its removal,
/// which came next, found nothing to remove. Found while the files of comments were made part of them.
/// </summary>
public class TakenBackBeforeItLeft
{
    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task It_stands_nowhere(Card card)
    {
        await using var pair = await Pair.Filed(north: card, south: card);
        pair.North.Says(5, pair.Task, "first");
        await pair.Quiet();
        pair.South.Faults.Add(new Fault(FaultKind.Error) { Code = "QUERY_LIMIT_EXCEEDED", Status = 503 });

        var said = pair.North.Says(5, pair.Task, "second");
        await pair.World.Now();
        pair.North.Unsays(5, pair.Task, said);
        await pair.LookAtTalks();
        await pair.LookAtTalks();

        Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.DoesNotContain(pair.North.Comments(pair.Task), text => text.Contains("second", StringComparison.Ordinal));
        await pair.IsSettled();
    }
}
