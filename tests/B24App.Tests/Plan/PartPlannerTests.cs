using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Parts;

namespace B24App.Tests.Plan;

public class PartPlannerTests
{
    // Person's part: "x" here is "named x" there. A copy of ours shows "named x" and would be "x" on the other side.
    private static SeenPart His(long id, string text, string day = "") => new(id, text, "named " + text) { Day = day };

    private static SeenPart Copy(long id, string text, string day = "") => new(id, "named " + text, text) { Day = day, IsOurs = true };

    private static KnownPart FromA(long row, long a, long b, string text) => new(row, Side.A, a, b, text, "named " + text);

    private static KnownPart FromB(long row, long a, long b, string text) => new(row, Side.B, a, b, "named " + text, text);

    public static TheoryData<string, KnownPart[], SeenPart[], SeenPart[], string> Both => new()
    {
        { "nothing on both sides", [], [], [], "" },
        { "new on A", [], [His(1, "x")], [], "add B 1" },
        { "new on B", [], [], [His(1, "x")], "add A 1" },
        { "new on both, equal words of two people are two parts", [], [His(1, "x")], [His(1, "x")], "add B 1, add A 1" },
        { "twice the same is two parts", [], [His(1, "x"), His(2, "x")], [], "add B 1, add B 2" },
        { "a copy that no row knows is no news", [], [], [Copy(7, "x")], "" },
        { "a copy that no row knows belongs to what it says", [], [His(1, "x")], [Copy(7, "x")], "adopt 0 1=7" },
        { "one copy serves one part", [], [His(1, "x"), His(2, "x")], [Copy(7, "x")], "adopt 0 1=7, add B 2" },
        { "on its way and arrived", [FromA(5, 1, 0, "x")], [His(1, "x")], [Copy(7, "x")], "adopt 5 1=7" },
        { "on its way and arrived, though it was changed since", [FromA(5, 1, 0, "x")], [His(1, "y")], [Copy(7, "x")], "adopt 5 1=7" },
        { "on its way and arrived, though it was removed since", [FromA(5, 1, 0, "x")], [], [Copy(7, "x")], "adopt 5 1=7" },
        { "on its way and lost", [FromA(5, 1, 0, "x")], [His(1, "x")], [], "add B 1 row 5" },
        { "on its way, lost and removed", [FromA(5, 1, 0, "x")], [], [], "drop 5" },
        { "a person's equal words are no copy", [FromA(5, 1, 0, "x")], [His(1, "x")], [His(7, "named x")], "add B 1 row 5, add A 7" },
        { "equal rests", [FromA(5, 1, 7, "x")], [His(1, "x")], [Copy(7, "x")], "" },
        { "changed by who wrote it", [FromA(5, 1, 7, "x")], [His(1, "y")], [Copy(7, "x")], "change B 1" },
        { "changed in the copy", [FromA(5, 1, 7, "x")], [His(1, "x")], [Copy(7, "y")], "change A 7" },
        { "changed on both to the same", [FromA(5, 1, 7, "x")], [His(1, "y")], [Copy(7, "y")], "rebase 5" },
        { "changed on both, the origin's word stays", [FromA(5, 1, 7, "x")], [His(1, "y")], [Copy(7, "z")], "lost B, change B 1" },
        { "changed on both, from B", [FromB(5, 1, 7, "x")], [Copy(1, "z")], [His(7, "y")], "lost A, change A 7" },
        { "removed by who wrote it", [FromA(5, 1, 7, "x")], [], [Copy(7, "x")], "remove B 5" },
        { "removed in the copy", [FromA(5, 1, 7, "x")], [His(1, "x")], [], "remove A 5" },
        { "removed in the copy, changed by who wrote it", [FromA(5, 1, 7, "x")], [His(1, "y")], [], "add B 1 row 5" },
        { "removed by who wrote it, changed in the copy: the copy stays", [FromA(5, 1, 7, "x")], [], [Copy(7, "y")], "" },
        { "gone on both sides", [FromA(5, 1, 7, "x")], [], [], "drop 5" },
        { "a day that moved", [FromA(5, 1, 7, "x") with { PrintA = "x@1" }], [His(1, "x", "2")], [Copy(7, "x", "9")], "change B 1" },
        { "a portal that keeps its own day", [FromA(5, 1, 7, "x") with { PrintA = "x@1" }], [His(1, "x", "1")], [Copy(7, "x", "9")], "" },
        { "a day seen for the first time", [FromA(5, 1, 7, "x") with { PrintA = "x@1" }], [His(1, "x", "1")], [Copy(7, "x", "1")], "rebase 5" },
        { "an answer is out", [FromA(99, 1, 0, "x")], [His(1, "x")], [Copy(7, "x")], "" },
    };

    // Entered by people of both sides before their tasks became a pair.
    private static SeenPart Old(long id, string text, string likeness = "") => His(id, text) with { EnteredAt = Adopted.AddDays(-1), Likeness = likeness };

    private static readonly DateTimeOffset Adopted = new(2026, 8, 1, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, KnownPart[], SeenPart[], SeenPart[], string> AdoptedPairs => new()
    {
        { "entered by hand on both sides: one", [], [Old(1, "x", "drum")], [Old(7, "x", "drum")], "adopt 0 1=7" },
        { "twice on both sides: two", [], [Old(1, "x", "drum"), Old(2, "x", "drum")], [Old(7, "x", "drum"), Old(8, "x", "drum")], "adopt 0 1=7, adopt 0 2=8" },
        { "other words: nobody can tell", [], [Old(1, "x", "drum")], [Old(7, "y", "fuser")], "" },
        { "on one side only: it stays", [], [Old(1, "x", "drum")], [], "" },
        { "says too little to be known again", [], [Old(1, "x")], [Old(7, "x")], "" },
        { "entered since: it crosses", [], [Old(1, "x", "drum"), His(2, "z") with { EnteredAt = Adopted, Likeness = "drum" }], [Old(7, "x", "drum")], "adopt 0 1=7, add B 2" },
        { "entered since on both sides: two", [], [His(1, "x") with { EnteredAt = Adopted.AddDays(1), Likeness = "drum" }], [His(7, "x") with { EnteredAt = Adopted.AddDays(1), Likeness = "drum" }], "add B 1, add A 7" },
        { "a copy of an earlier link", [], [Old(1, "x", "drum")], [Copy(7, "x") with { EnteredAt = Adopted.AddDays(-1), Likeness = "olga: drum" }], "adopt 0 1=7" },
        { "corrected afterwards", [new(5, Side.A, 1, 7, "x", "x")], [Old(1, "y", "fuser")], [Old(7, "x", "drum")], "change B 1" },
    };

    [Theory]
    [MemberData(nameof(AdoptedPairs))]
    public void What_was_entered_before_two_tasks_became_a_pair_never_crosses(string reason, KnownPart[] known, SeenPart[] a, SeenPart[] b, string expected) =>
        Assert.True(Say(known, a, b, true, Adopted) == expected, $"{reason}: {Say(known, a, b, true, Adopted)}");

    public static TheoryData<string, KnownPart[], SeenPart[], SeenPart[], string> OnlyToA => new()
    {
        { "new on A stays", [], [His(1, "x")], [], "" },
        { "new on B crosses", [], [], [His(1, "x")], "add A 1" },
        { "a copy changed for reading only", [FromB(5, 1, 7, "x")], [Copy(1, "y")], [His(7, "x")], "rebase 5" },
        { "a copy removed for reading only", [FromB(5, 1, 7, "x")], [], [His(7, "x")], "" },
        { "changed on both", [FromB(5, 1, 7, "x")], [Copy(1, "z")], [His(7, "y")], "change A 7" },
        { "removed by who wrote it", [FromB(5, 1, 7, "x")], [Copy(1, "x")], [], "remove A 5" },
    };

    public static TheoryData<string, KnownPart[], SeenPart[], SeenPart[], string> Internal => new()
    {
        { "new, for inside", [], [Kept(1, "x")], [], "" },
        { "kept inside from now on: its copy goes", [new(5, Side.A, 1, 7, "x", "x")], [Kept(1, "y")], [Copy(7, "x")], "remove B 5" },
        { "and does not come back when its copy is gone", [new(5, Side.A, 1, 7, "x", "x")], [Kept(1, "y")], [], "drop 5" },
        { "and the copy that was still on its way", [new(5, Side.A, 1, 0, "x", "")], [Kept(1, "x")], [], "drop 5" },
        { "words for inside, written over a copy, go back to nobody", [FromB(5, 1, 7, "x")], [Kept(1, "y")], [His(7, "x")], "rebase 5" },
    };

    private static SeenPart Kept(long id, string print) => His(id, print) with { IsInternal = true };

    [Theory]
    [MemberData(nameof(Internal))]
    public void Rule8_a_result_for_inside_stays(string why, KnownPart[] known, SeenPart[] a, SeenPart[] b, string expected) =>
        Assert.True(Say(known, a, b, true) == expected, $"{why}: {Say(known, a, b, true)}");

    [Theory]
    [MemberData(nameof(Both))]
    public void Rule1_each_part_is_decided_by_itself(string why, KnownPart[] known, SeenPart[] a, SeenPart[] b, string expected) =>
        Assert.True(Say(known, a, b, true) == expected, $"{why}: {Say(known, a, b, true)}");

    [Theory]
    [MemberData(nameof(OnlyToA))]
    public void Rule5_what_may_not_cross_stays(string why, KnownPart[] known, SeenPart[] a, SeenPart[] b, string expected) =>
        Assert.True(Say(known, a, b, false) == expected, $"{why}: {Say(known, a, b, false)}");

    [Fact]
    public void After_every_verdict_is_done_nothing_is_left()
    {
        foreach (var row in Both)
        {
            var (known, a, b) = ((KnownPart[])row[1]!, ((SeenPart[])row[2]!).ToList(), ((SeenPart[])row[3]!).ToList());
            var rows = known.Where(part => part.Row != 99).ToDictionary(part => part.Row);
            for (var round = 0; round < 3; round++)
            {
                Do(PartPlanner.Plan(new PartPair([.. rows.Values], [.. a], [.. b], true, true, ImmutableHashSet<long>.Empty)), rows, a, b);
            }

            Assert.Empty(PartPlanner.Plan(new PartPair([.. rows.Values], [.. a], [.. b], true, true, ImmutableHashSet<long>.Empty)));
        }
    }

    [Theory]
    [InlineData("drum", "drum")]
    [InlineData("", "")]
    [InlineData("see: the (Север) list", "see: the (Север) list")]
    public void A_text_that_names_who_worked_is_read_back(string words, string expected)
    {
        foreach (var language in new[] { B24App.Plan.Text.Language.Ru, B24App.Plan.Text.Language.En })
        {
            foreach (var day in new DateTimeOffset?[] { null, new DateTimeOffset(2026, 5, 12, 10, 0, 0, TimeSpan.Zero) })
            {
                var text = TimeText.Of("Ольга: К.", "Юг (Омск)", day, words, language);
                Assert.True(TimeText.TryRead(text, "Юг (Омск)", out _, out var read));
                Assert.Equal(expected, read);
                Assert.Equal(TimeText.Print(60, TimeText.Of("Ольга: К.", "Юг (Омск)", null, words, language), "Юг (Омск)"), TimeText.Print(60, text, "Юг (Омск)"));
            }
        }
    }

    [Theory]
    [InlineData("Fix (urgent): restart")]
    [InlineData("(Юг): x")]
    [InlineData("note: a (Юг): b")]
    [InlineData("a (Юг) and more")]
    public void What_a_person_writes_is_not_taken_for_ours(string text) => Assert.False(TimeText.TryRead(text, "Юг", out _, out _));

    private static void Do(ImmutableArray<PartVerdict> verdicts, Dictionary<long, KnownPart> rows, List<SeenPart> a, List<SeenPart> b)
    {
        List<SeenPart> On(Side side) => side == Side.A ? a : b;
        var next = 1000 + (rows.Count * 10) + a.Count + b.Count;
        foreach (var verdict in verdicts)
        {
            next++;
            switch (verdict)
            {
                case PartVerdict.Add(var to, var part, var was):
                    var copy = new SeenPart(next, part.Sent, part.Print) { IsOurs = true, Day = part.Day };
                    On(to).Add(copy);
                    rows[was?.Row ?? next] = new KnownPart(was?.Row ?? next, was?.Origin ?? to.Other(), 0, 0, "", "").With(to.Other(), part.Id, KnownPart.BaselineOf(part.Print, part.Day)).With(to, copy.Id, copy.Print);
                    break;
                case PartVerdict.Change(var to, var part, var known, var target):
                    var text = known.Origin == to ? part.Sent : part.Sent;
                    On(to)[On(to).IndexOf(target)] = target with { Print = text, Sent = part.Print, Day = part.Day };
                    rows[known.Row] = known.With(to, target.Id, text).With(to.Other(), part.Id, KnownPart.BaselineOf(part.Print, part.Day));
                    break;
                case PartVerdict.Remove(var to, var known, var target):
                    On(to).Remove(target);
                    rows.Remove(known.Row);
                    break;
                case PartVerdict.Adopt adopt:
                    rows[adopt.Row == 0 ? next : adopt.Row] = new KnownPart(adopt.Row == 0 ? next : adopt.Row, adopt.Origin, adopt.A, adopt.B, adopt.PrintA, adopt.PrintB);
                    break;
                case PartVerdict.Rebase(var known, var printA, var printB):
                    rows[known.Row] = known with { PrintA = printA, PrintB = printB };
                    break;
                case PartVerdict.Drop(var known):
                    rows.Remove(known.Row);
                    break;
                default:
                    break;
            }
        }
    }

    private static string Say(KnownPart[] known, SeenPart[] a, SeenPart[] b, bool toB, DateTimeOffset? adopted = null) => string.Join(
        ", ",
        PartPlanner.Plan(new PartPair(known, [.. a], [.. b], toB, true, new HashSet<long> { 99 }, adopted)).Select(verdict => verdict switch
        {
            PartVerdict.Add(var to, var part, var was) => $"add {to} {part.Id}{(was is null ? "" : $" row {was.Row}")}",
            PartVerdict.Change(var to, var part, _, _) => $"change {to} {part.Id}",
            PartVerdict.Remove(var to, var row, _) => $"remove {to} {row.Row}",
            PartVerdict.Adopt adopt => $"adopt {adopt.Row} {adopt.A}={adopt.B}",
            PartVerdict.Rebase(var row, _, _) => $"rebase {row.Row}",
            PartVerdict.Drop(var row) => $"drop {row.Row}",
            PartVerdict.Lost(var loser, _) => $"lost {loser}",
            _ => "?",
        }));
}
