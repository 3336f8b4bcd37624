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
        { "a line removed there that was changed here comes back", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "b")], [], true, "add 1 for 1" },
        { "with what is new under it", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "a"), Line(2, "b", 1)], [], true, "add 1 for 1, add 2" },
        { "a removed line stays for what is new under it there", [new(1, 1, 7, Print("a"), Print("a"))], [], [Line(7, "a"), Line(8, "b", 7)], true, "" },
        { "what hangs under a removed line goes with it", [new(1, 1, 7, Print("a"), Print("a")), new(2, 2, 8, Print("b"), Print("b"))], [], [Line(7, "a"), Line(8, "b", 7)], false, "remove 1" },
        { "a line that goes under another", [new(1, 1, 7, Print("a"), Print("a")), new(2, 2, 8, Print("b"), Print("b"))], [Line(1, "a"), Line(2, "b", 1)], [Line(7, "a"), Line(8, "b", place: 1)], false, "change 2 under another" },
        { "under one that is new", [new(2, 2, 8, Print("b"), Print("b"))], [Line(1, "a"), Line(2, "b", 1)], [Line(8, "b")], false, "add 1, change 2 under another" },
        { "a change whose answer was lost is known to have happened", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "b")], [Line(7, "b")], false, "agree 1" },
        { "a line removed there is the other side's change", [new(1, 1, 7, Print("a"), Print("a"))], [Line(1, "a")], [], true, "" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_line_is_decided_by_itself(string why, KnownLine[] known, SeenLine[] from, SeenLine[] to, bool both, string expected)
    {
        var verdicts = ChecklistPlanner.Plan(known, [.. from], [.. to], Side.B, both).Select(verdict => verdict switch
        {
            LineVerdict.Add(var line, null) => $"add {line.Id}",
            LineVerdict.Add(var line, var was) => $"add {line.Id} for {was!.Row}",
            LineVerdict.Adopt(var line, var there) => $"adopt {line.Id}={there.Id}",
            LineVerdict.Change { Moves: true } change => $"change {change.Known.Row} under another",
            LineVerdict.Change change => $"change {change.Known.Row}",
            LineVerdict.Remove(var was) => $"remove {was.Row}",
            LineVerdict.Agree(_, var was, _) => $"agree {was.Row}",
            _ => "?",
        });

        Assert.True(expected == string.Join(", ", verdicts), $"{why}: {string.Join(", ", verdicts)}");
    }

    // Side B is written; both sides changed.
    public static TheoryData<string, Side, SeenLine[], SeenLine[], string> Merges => new()
    {
        { "only the origin's order counts", Side.A, [Line(1, "a", place: 1), Line(2, "b")], [Line(7, "a"), Line(8, "b", place: 1)], "change 2, change 1" },
        { "and not the mirror's", Side.B, [Line(1, "a", place: 1), Line(2, "b")], [Line(7, "a"), Line(8, "b", place: 1)], "" },
        { "the same for what hangs where", Side.A, [Line(1, "a"), Line(2, "b", 1)], [Line(7, "a"), Line(8, "b", place: 1)], "change 2 under another" },
        { "and not where the mirror has it", Side.B, [Line(1, "a"), Line(2, "b", 1)], [Line(7, "a"), Line(8, "b", place: 1)], "" },
        { "what was moved out of a line that is removed is moved first", Side.B, [Line(2, "b")], [Line(7, "a"), Line(8, "b", 7)], "change 2 under another, anywhere, remove 1" },
        { "a line does not go under one that is gone there", Side.A, [Line(1, "a"), Line(2, "b", 1)], [Line(8, "b")], "" },
    };

    [Theory]
    [MemberData(nameof(Merges))]
    public void Where_both_changed_places_are_the_origins(string why, Side origin, SeenLine[] from, SeenLine[] to, string expected)
    {
        KnownLine[] known = [new(1, 1, 7, Print("a"), Print("a")), new(2, 2, 8, Print("b"), Print("b"))];
        var verdicts = ChecklistPlanner.Plan(known, [.. from], [.. to], Side.B, bothChange: true, origin: origin).Select(verdict => verdict switch
        {
            LineVerdict.Change { Moves: true } change => $"change {change.Known.Row} under another{(change.Places ? "" : ", anywhere")}",
            LineVerdict.Change change => $"change {change.Known.Row}",
            LineVerdict.Remove(var was) => $"remove {was.Row}",
            _ => "?",
        });
        Assert.True(expected == string.Join(", ", verdicts), $"{why}: {string.Join(", ", verdicts)}");
    }

    [Theory]
    [InlineData("Call Иван", "Иван", "Call")]
    [InlineData("Call Иван Ольга", "Ольга,Иван", "Call")]
    [InlineData("Call Иван Иван", "Иван", "Call Иван")]
    [InlineData("Call Иван today", "Иван", "Call Иван today")]
    [InlineData("Call (Иван)", "Иван", "Call (Иван)")]
    [InlineData("Иван", "Иван", "Иван")]
    [InlineData("Call", "", "Call")]
    public void Names_that_a_portal_appended_are_no_words_of_a_line(string shown, string members, string title) =>
        Assert.Equal(title, SeenLine.TitleOf(shown, members.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    // North: 5 Пётр is Ольга, 3 Дмитрий is nobody. South: 7 Ольга is Пётр, 9 Максим is nobody.
    private static readonly LinePeople People = new(new Dictionary<long, long> { [5] = 7 }, new Dictionary<long, long>());

    private static SeenLine Of(string title, string members, string guests = "") => (Line(1, title) with
    {
        Members = [.. members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => new LineMember(part[0] - '0', part[1], part[2..]))],
    }).KnowingGuests(guests.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    [Theory]
    [InlineData("Call", "5AПётр", "Call", "7A", "who is matched is a member")]
    [InlineData("Call", "5UПётр", "Call", "7U", "in his role")]
    [InlineData("Call", "3AДмитрий", "Call (Дмитрий)", "", "who is not is a name")]
    [InlineData("Call", "5AПётр 3AДмитрий", "Call (Дмитрий)", "7A", "each by himself")]
    [InlineData("Call Дмитрий today", "3AДмитрий", "Call Дмитрий today", "", "a name that the text has is not said twice")]
    [InlineData("Call", "", "Call", "", "nobody")]
    public void A_line_is_written_with_its_people(string title, string members, string written, string there, string why)
    {
        var line = Of(title, members);
        Assert.True(written == People.TitleOf(line, Side.A), why);
        Assert.True(there == string.Join(' ', (People.MembersOf(line, Side.A, null) ?? []).Select(member => $"{member.Id}{member.Role}")), why);
    }

    [Fact]
    public void Own_people_stay_on_a_line_that_is_written() =>
        Assert.Equal([7, 9], People.MembersOf(Of("Call", "5AПётр"), Side.A, Of("Call", "9AМаксим"))!.Value.Select(member => member.Id));

    [Fact]
    public void Who_was_matched_and_is_taken_off_is_taken_off_there() =>
        Assert.Empty(People.MembersOf(Of("Call", ""), Side.A, Of("Call", "7AОльга"))!.Value);

    [Theory]
    [InlineData("Call", "5AПётр", "Call", "7AОльга", "", true, "the same person")]
    [InlineData("Call", "5AПётр", "Call", "7UОльга", "", false, "in another role")]
    [InlineData("Call", "5AПётр", "Call", "", "", false, "not put on there yet")]
    [InlineData("Call", "3AДмитрий", "Call (Дмитрий)", "", "Дмитрий", true, "a guest")]
    [InlineData("Call", "3AДмитрий", "Call (Дмитрий)", "", "", false, "a word of a person, as far as anybody knows")]
    [InlineData("Call", "3AДмитрий", "Call", "", "", false, "not named there yet")]
    [InlineData("Call (Максим)", "", "Call", "9AМаксим", "", false, "on the other side it is a word")]
    [InlineData("Call", "", "Call", "", "", true, "nobody")]
    public void Lines_are_compared_by_who_their_people_are(string north, string membersNorth, string south, string membersSouth, string guests, bool same, string why) =>
        Assert.True(same == People.Same(Of(north, membersNorth), Of(south, membersSouth, guests), Side.A), why);

    [Fact]
    public void A_print_of_a_line_does_not_depend_on_who_is_matched()
    {
        Assert.Equal(Of("Call (Дмитрий)", "").Print, Of("Call (Дмитрий)", "", "Дмитрий").Print);
        Assert.NotEqual(Of("Call", "").Print, Of("Call", "5AПётр").Print);
    }

    [Fact]
    public void The_tree_is_compared_without_ids()
    {
        ImmutableArray<SeenLine> a = [Line(1, "list"), Line(2, "x", 1), Line(3, "y", 1, 1)];
        ImmutableArray<SeenLine> b = [Line(9, "y", 7, 1), Line(8, "x ", 7), Line(7, "list")];

        Assert.Equal(SeenLine.Tree(a), SeenLine.Tree(b));
        Assert.NotEqual(SeenLine.Tree(a), SeenLine.Tree([Line(1, "list"), Line(2, "x", 1, 1), Line(3, "y", 1)]));
    }
}
