using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Lines;

namespace B24App.Tests.Plan;

public class ChecklistPlannerTests
{
    private static SeenLine Line(long id, string title, long parent = 0, int place = 0, bool done = false) => new(id, parent, title, done, false, place);

    private static string Print(string title, bool done = false) => Line(0, title, done: done).Print;

    public static TheoryData<string, KnownLine[], SeenLine[], SeenLine[], bool, string> Table => new()
    {
        { "nothing on both sides", [], [], [], false, "" },
        { "a new line is added", [], [Line(1, "a")], [], false, "add 1" },
        { "parents before children, in their order", [], [Line(3, "c", 1), Line(1, "a", place: 1), Line(2, "b")], [], false, "add 2, add 1, add 3" },
        { "the same text under the same parent is adopted", [], [Line(1, "a")], [Line(7, "A ".Trim().ToLowerInvariant())], false, "adopt 1=7" },
        { "the same text under another parent is not", [], [Line(1, "a")], [Line(7, "x"), Line(8, "a", 7)], false, "add 1" },
        { "a line that was on its way has arrived", [new(1, 1, 0, Print("a"), Print("a"))], [Line(1, "a")], [Line(7, "a")], false, "adopt 1=7" },
        { "a line that was on its way did not arrive", [new(1, 1, 0, Print("a"), Print("a"))], [Line(1, "a")], [], false, "add 1" },
        { "equal lines rest", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "a")], [Line(7, "a")], false, "" },
        { "a reworded line is changed", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "b")], [Line(7, "a")], false, "change 1" },
        { "a ticked line is changed", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "a", done: true)], [Line(7, "a")], false, "change 1" },
        { "a moved line is changed", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "a", place: 1), Line(2, "b")], [Line(7, "a")], false, "add 2, change 1" },
        { "what was changed only there stays there", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "a")], [Line(7, "b")], true, "" },
        { "a removed line is removed", [new(1, 1, 7, Print("a"), Print("a"))], [], [Line(7, "a")], false, "remove 1" },
        { "a removed line that was changed there is kept", [new(1, 1, 7, Print("a"), Print("a"))], [], [Line(7, "b")], true, "" },
        { "a line removed there is the other side's change", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "a")], [], true, "" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_line_is_decided_by_itself(string why, KnownLine[] known, SeenLine[] from, SeenLine[] to, bool both, string expected)
    {
        var verdicts = ChecklistPlanner.Plan(known, [.. from], [.. to], Side.B, both).Select(verdict => verdict switch
        {
            LineVerdict.Add(var line) => $"add {line.Id}",
            LineVerdict.Adopt(var line, var there) => $"adopt {line.Id}={there}",
            LineVerdict.Change(_, var was) => $"change {was.Row}",
            LineVerdict.Remove(var was) => $"remove {was.Row}",
            _ => "?",
        });

        Assert.True(expected == string.Join(", ", verdicts), why);
    }

    [Theory]
    [InlineData("Call Иван", "Иван", "Call (Иван)")]
    [InlineData("Call Иван Ольга", "Иван,Ольга", "Call (Иван, Ольга)")]
    [InlineData("Call (Иван)", "Иван", "Call (Иван)")]
    [InlineData("Call", "", "Call")]
    public void Members_stand_in_the_text_once(string shown, string members, string title) =>
        Assert.Equal(title, SeenLine.TitleOf(shown, members.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void The_tree_is_compared_without_ids()
    {
        ImmutableArray<SeenLine> a = [Line(1, "list"), Line(2, "x", 1), Line(3, "y", 1, 1)];
        ImmutableArray<SeenLine> b = [Line(9, "y", 7, 1), Line(8, "x ", 7), Line(7, "list")];

        Assert.Equal(SeenLine.Tree(a), SeenLine.Tree(b));
        Assert.NotEqual(SeenLine.Tree(a), SeenLine.Tree([Line(1, "list"), Line(2, "x", 1, 1), Line(3, "y", 1)]));
    }
}
