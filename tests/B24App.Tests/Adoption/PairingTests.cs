using B24App.Plan;
using B24App.Plan.Comments;

namespace B24App.Tests.Adoption;

/// <summary>Comments that stand on both sides already are matched in order.</summary>
public sealed class PairingTests
{
    public static TheoryData<string, string[], string[], string> Table() => new()
    {
        { "the same words", ["one", "two"], ["one", "two"], "0-0 1-1" },
        { "named authors", ["one", "two"], ["Olga (South): one", "Olga (South):\ntwo"], "0-0A 1-1A" },
        { "copied the other way", ["Пётр: one"], ["one"], "0-0B" },
        { "equal words pair one by one", ["ok", "ok", "ok"], ["ok", "ok"], "0-0 1-1" },
        { "what stands between is passed over", ["one", "only here", "two"], ["one", "two", "only there"], "0-0 2-1" },
        { "nothing pairs across", ["one", "two", "three"], ["three", "one", "two"], "0-1 1-2" },
        { "bold and spaces do not matter", ["see [b]this[/b]"], ["see  [B]this[/B]"], "0-0" },
        { "nothing in common", ["one"], ["two"], "" },
        { "a colon in a sentence is no name", ["note: one"], ["one thing"], "" },
        { "empty ones pair with nobody", [""], [""], "" },
        { "none at all", [], ["one"], "" },
    };

    [Theory, MemberData(nameof(Table))]
    public void They_are_matched_in_order(string why, string[] a, string[] b, string expected)
    {
        var pairs = Pairing.Match([.. a.Select(Comment)], [.. b.Select(Comment)], Side.A);
        var found = string.Join(' ', pairs.Select(pair => $"{pair.A.Id}-{pair.B.Id}{(expected.Contains('A', StringComparison.Ordinal) || expected.Contains('B', StringComparison.Ordinal) ? pair.First.ToString() : "")}"));
        Assert.True(expected == found, $"{why}: {found}");
    }

    private static SeenComment Comment(string text, int i) => new($"c{i}", i, 5, "Olga", DateTimeOffset.UnixEpoch.AddMinutes(i), text, Speaker.Human, false, false);
}
