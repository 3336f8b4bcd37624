using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan;
using B24App.Tests.Files;
using B24App.Tests.Journeys;

namespace B24App.Tests.Parts;

public class ResultJourney
{
    private static string Olga(Pair pair) => $"{pair.South.Portal.Users[7].FullName} (Юг)";

    private static string Pyotr(Pair pair) => $"{pair.North.Portal.Users[5].FullName} (Север)";

    private static string Named(string who, string text, Card card) => $"[{(card == Card.Old ? "B" : "b")}]{who}[/{(card == Card.Old ? "B" : "b")}]\n{text}";

    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.New)]
    [InlineData(Card.New, Card.Old)]
    [InlineData(Card.Old, Card.Old)]
    public async Task A_result_becomes_a_result_on_the_other_side_and_goes_with_it(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var his = pair.South.Concludes(7, pair.Mirror, "The drum is replaced");
        await pair.Swept();
        var mine = pair.North.Concludes(5, pair.Task, "It prints");
        await pair.Swept();

        Assert.Equal([Named(Olga(pair), "The drum is replaced", north), "It prints"], pair.North.Results(pair.Task));
        Assert.Equal(["The drum is replaced", Named(Pyotr(pair), "It prints", south)], pair.South.Results(pair.Mirror));
        await pair.IsSettled();

        pair.South.Retracts(his);
        pair.North.Retracts(mine);
        await pair.Swept();

        Assert.Empty(pair.North.Results(pair.Task));
        Assert.Empty(pair.South.Results(pair.Mirror));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task An_edited_result_is_edited_on_the_other_side(Card north)
    {
        await using var pair = await Pair.Filed(north: north);
        var result = pair.South.Concludes(7, pair.Mirror, "The drum is replaced");
        await pair.Swept();

        pair.South.Reconcludes(result, "The drum and the fuser are replaced");
        await pair.Swept();

        Assert.Equal([Named(Olga(pair), "The drum and the fuser are replaced", north)], pair.North.Results(pair.Task));
        Assert.Equal(["The drum and the fuser are replaced"], pair.South.Results(pair.Mirror));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(Card.Old, Card.Old)]
    [InlineData(Card.Old, Card.New)]
    public async Task A_comment_that_became_a_result_is_one_on_the_other_side_and_not_written_twice(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var comment = pair.North.SaysWith(5, pair.Task, "It prints", pair.North.Puts(5, "proof.png", FilePeople.Bytes(2000, 7)));
        await pair.Quiet();
        pair.North.Pins(5, comment);
        await pair.Swept();

        Assert.Contains("It prints", Assert.Single(pair.South.Results(pair.Mirror)), StringComparison.Ordinal);
        Assert.Single(pair.South.Talk(pair.Mirror), text => text.Contains("It prints", StringComparison.Ordinal));
        Assert.Single(pair.South.FilesSaid(pair.Mirror));
        await pair.IsSettled();

        pair.North.Unpins(5, comment);
        await pair.Swept();
        Assert.Empty(pair.South.Results(pair.Mirror));
        Assert.Single(pair.South.Talk(pair.Mirror), text => text.Contains("It prints", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task A_message_that_became_a_result_is_one_on_the_other_side_with_its_file(Card south)
    {
        await using var pair = await Pair.Filed(north: Card.New, south: south);
        var proof = FilePeople.Bytes(2000, 7);
        var message = pair.North.SaysWith(5, pair.Task, "It prints", pair.North.Puts(5, "proof.png", proof));
        await pair.Quiet();
        pair.North.ConcludesFrom(5, pair.Task, message);
        await pair.Swept();

        Assert.Contains("It prints", Assert.Single(pair.South.Results(pair.Mirror)), StringComparison.Ordinal);
        Assert.Single(pair.South.Talk(pair.Mirror), text => text.Contains("It prints", StringComparison.Ordinal));
        Assert.Equal([FilePeople.Line("proof.png", proof)], pair.South.FilesSaid(pair.Mirror));
        if (south == Card.New)
        {
            Assert.Single(pair.South.FilesConcluded(pair.Mirror));
        }

        await pair.IsSettled();
    }

    // An internal comment that becomes a result stays inside, and so does a result that is written as one; hours cross without their words.
    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.Old)]
    [InlineData(Card.Old, Card.New)]
    public async Task Rule8_what_starts_with_the_mark_of_internal_comments_stays(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var said = pair.North.Says(5, pair.Task, "// ours alone");
        await pair.Quiet();
        if (north == Card.Old)
        {
            pair.North.Pins(5, said);
        }
        else
        {
            pair.North.ConcludesFrom(5, pair.Task, said);
            pair.North.Concludes(5, pair.Task, "// and this");
        }

        var shown = pair.North.Concludes(5, pair.Task, "It prints");
        pair.North.Works(5, pair.Task, 600, "// three tries");
        await pair.Swept();

        Assert.Contains("It prints", Assert.Single(pair.South.Results(pair.Mirror)), StringComparison.Ordinal);
        Assert.DoesNotContain(pair.South.Talk(pair.Mirror), text => text.Contains("ours alone", StringComparison.Ordinal) || text.Contains("and this", StringComparison.Ordinal));
        Assert.Equal([$"600 {Pyotr(pair)}"], pair.South.Hours(pair.Mirror));
        await pair.IsSettled();

        pair.North.Reconcludes(shown, "// it did not");
        if (north == Card.New)
        {
            await pair.Swept();
            Assert.Empty(pair.South.Results(pair.Mirror));
            await pair.IsSettled();
        }
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task Files_of_a_result_without_a_message_stay_and_that_is_said_once(Card south)
    {
        await using var pair = await Pair.Filed(north: Card.New, south: south);
        pair.North.ConcludesWith(5, pair.Task, "It prints", pair.North.Puts(5, "proof.png", FilePeople.Bytes(2000, 7)));
        pair.North.ConcludesWith(5, pair.Task, "It scans", pair.North.Puts(5, "scan.png", FilePeople.Bytes(3000, 8)));
        await pair.Swept();

        Assert.Equal(2, pair.South.Results(pair.Mirror).Count);
        Assert.Empty(pair.South.FilesConcluded(pair.Mirror));
        Assert.Single(pair.NotesAtNorth, note => note.Contains("файлы", StringComparison.OrdinalIgnoreCase));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost, Card.New)]
    [InlineData(FaultKind.Error, Card.New)]
    [InlineData(FaultKind.Cut, Card.New)]
    [InlineData(FaultKind.AnswerLost, Card.Old)]
    [InlineData(FaultKind.Cut, Card.Old)]
    public async Task Rule15_a_result_is_never_doubled_whatever_breaks(FaultKind kind, Card north)
    {
        await using var pair = await Pair.Filed(north: north);
        pair.North.Faults.Add(new Fault(kind) { Method = north == Card.New ? "tasks.task.result.add" : "tasks.task.result.addFromComment" });

        pair.South.Concludes(7, pair.Mirror, "The drum is replaced");
        await pair.Swept();
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        await pair.Swept();

        Assert.Equal([Named(Olga(pair), "The drum is replaced", north)], pair.North.Results(pair.Task));
        Assert.Single(pair.South.Results(pair.Mirror));
        Assert.True(pair.North.Talk(pair.Task).Count(text => text.Contains("The drum is replaced", StringComparison.Ordinal)) <= 1);
    }

    [Fact]
    public async Task A_copy_that_is_edited_at_the_partner_is_told_where_its_original_is_a_persons_comment()
    {
        await using var pair = await Pair.Filed(south: Card.Old);
        pair.South.Concludes(7, pair.Mirror, "drum");
        await pair.Swept();
        var copy = Assert.Single(pair.North.Portal.State<EmulatedPortal.Results.ResultBook>().Of(pair.Task)).Id;

        pair.North.Reconcludes(copy, Named(Olga(pair), "drum and fuser", Card.New));
        await pair.Swept();
        await pair.Swept();

        Assert.Equal(["drum"], pair.South.Results(pair.Mirror));
        Assert.Contains("drum and fuser", Assert.Single(pair.NotesAtSouth), StringComparison.Ordinal);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule1_both_edited_the_word_of_its_author_stays_and_the_other_is_told()
    {
        await using var pair = await Pair.Filed();
        var result = pair.South.Concludes(7, pair.Mirror, "drum");
        await pair.Swept();
        var copy = Assert.Single(pair.North.Portal.State<EmulatedPortal.Results.ResultBook>().Of(pair.Task)).Id;

        pair.South.Reconcludes(result, "drum and fuser");
        pair.North.Reconcludes(copy, "nothing");
        await pair.Swept();

        Assert.Equal(["drum and fuser"], pair.South.Results(pair.Mirror));
        Assert.Equal([Named(Olga(pair), "drum and fuser", Card.New)], pair.North.Results(pair.Task));
        Assert.Contains(pair.NotesAtNorth, note => note.Contains("nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_word_of_the_contract_no_result_leaves()
    {
        await using var pair = await Pair.Filed(changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Results), TakesFields = half.TakesFields.Remove(Field.Results) });
        pair.South.Concludes(7, pair.Mirror, "drum");
        await pair.Swept();

        Assert.Empty(pair.North.Results(pair.Task));
        Assert.Equal(0, pair.North.Calls("tasks.task.result.list") + pair.South.Calls("tasks.task.result.list"));
    }
}
