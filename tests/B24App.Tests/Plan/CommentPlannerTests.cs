using System.Collections.Immutable;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;

namespace B24App.Tests.Plan;

/// <summary>The verdicts for a discussion, the match after an unknown outcome, and the match of a card that became a chat.</summary>
public class CommentPlannerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly TalkSight Open = new()
    {
        Window = [],
        Known = ImmutableDictionary<string, KnownComment>.Empty,
        JudgedUpTo = 10,
        OpenedAt = Noon.AddHours(-1),
        CommentsLeave = true,
        InternalPrefix = "//",
    };

    public static TheoryData<string, TalkSight, string> Table() => new()
    {
        { "new: it crosses", Open with { Window = [Said(11, "hi")] }, "Send 11" },
        { "judged before: nothing", Open with { Window = [Said(10, "hi")] }, "" },
        { "system talk stays", Open with { Window = [Said(11, "hi") with { Speaker = Speaker.System }] }, "Skip 11 SystemMessage" },
        { "from before the task entered", Open with { Window = [Said(11, "hi") with { At = Noon.AddHours(-2) }] }, "Skip 11 BeforeEntering" },
        { "from before it came back, by number", Open with { Window = [Said(11, "hi")], OpenedAfter = 11 }, "Skip 11 BeforeEntering" },
        { "written while outside", Open with { Window = [Said(11, "hi")], IsOutside = true }, "Skip 11 WhileOutside" },
        { "the contract keeps comments", Open with { Window = [Said(11, "hi")], CommentsLeave = false }, "Skip 11 CommentsNotCarried" },
        { "a partner's mirror needs a word of the contract", Open with { Window = [Said(11, "hi")], MirrorsOfOthers = new HashSet<string> { "m11" } }, "Skip 11 CameFromPartner" },
        { "and has it", Open with { Window = [Said(11, "hi")], MirrorsOfOthers = new HashSet<string> { "m11" }, SendsPartnersMirrors = true }, "Send 11" },
        { "internal: it stays and is remembered", Open with { Window = [Said(11, "// psst")] }, "Inside 11" },
        { "written and deleted before we looked", Open with { Window = [Said(11, "") with { Deleted = true }] }, "" },
        { "unclear who speaks: nothing after it is judged", Open with { Window = [Said(11, "a"), Said(12, "b") with { Speaker = Speaker.Unclear }, Said(13, "c")] }, "Send 11, Hold 12 ServiceCommentsUnclear" },
        { "unclear, but it would stay anyway", Open with { Window = [Said(11, "a") with { Speaker = Speaker.Unclear }, Said(12, "b")], IsOutside = true }, "Skip 11 WhileOutside, Skip 12 WhileOutside" },
        { "our own mirror, whatever was done to it here", Knows(Said(9, "changed"), isOrigin: false, KnownState.Live), "" },
        { "our own note", Knows(Said(9, "changed"), isOrigin: false, KnownState.Note), "" },
        { "edited", Knows(Said(9, "changed"), isOrigin: true, KnownState.Live), "Edit 9" },
        { "edited while outside: it stays as it is", Knows(Said(9, "changed"), isOrigin: true, KnownState.Live) with { IsOutside = true }, "" },
        { "edited, but comments no longer leave", Knows(Said(9, "changed"), isOrigin: true, KnownState.Live) with { CommentsLeave = false }, "" },
        { "another file, the same words", Carries("m 7:10", 8), "Edit 9 files" },
        { "the same file", Carries("m 8:10", 8), "" },
        { "another file and other words", Carries("m 7:10", 8, "changed"), "Edit 9 files" },
        { "other words, the same file", Carries("m 8:10", 8, "changed"), "Edit 9" },
        { "another file while outside: it stays as it is", Carries("m 7:10", 8) with { IsOutside = true }, "" },
        { "another file, and files may not leave: it is no news later", Carries("m 7:10", 8) with { FilesLeave = false }, "Rebase 9" },
        { "other words and another file that may not leave", Carries("m 7:10", 8, "changed") with { FilesLeave = false }, "Edit 9" },
        { "files that were not written down are written down", Carries(null, 8), "Rebase 9" },
        { "files of the other card say nothing", Carries("c 7:10", 8), "Rebase 9" },
        { "files of a mirror are the affair of that side", Carries("m 7:10", 8, isOrigin: false), "" },
        { "shown as deleted", Knows(Said(9, "") with { Deleted = true }, isOrigin: true, KnownState.Live), "Withdraw 9 DeletedAtPartner" },
        { "deleted while outside: a withdrawal hides, it tells nothing", Knows(Said(9, "") with { Deleted = true }, isOrigin: true, KnownState.Live) with { IsOutside = true }, "Withdraw 9 DeletedAtPartner" },
        { "made internal", Knows(Said(9, "// psst"), isOrigin: true, KnownState.Live), "Withdraw 9 InternalComment" },
        { "internal made public: as new", Knows(Said(9, "hello"), isOrigin: true, KnownState.Internal), "Send 9" },
        { "internal, still internal", Knows(Said(9, "// psst!"), isOrigin: true, KnownState.Internal), "" },
        { "internal made public while outside", Knows(Said(9, "hello"), isOrigin: true, KnownState.Internal) with { IsOutside = true }, "Skip 9 WhileOutside" },
        { "withdrawn stays withdrawn", Knows(Said(9, "changed"), isOrigin: true, KnownState.Over), "" },
        { "missing between neighbours that are there", Missing(9) with { Window = [Said(8, "x"), Said(10, "y")] }, "Withdraw 9 DeletedAtPartner" },
        { "missing below what can be seen: hidden, not deleted", Missing(7) with { Window = [Said(8, "x"), Said(10, "y")] }, "" },
        { "missing above what can be seen", Missing(12) with { Window = [Said(8, "x"), Said(10, "y")] }, "" },
        { "nothing can be seen: nothing is deleted", Missing(9), "" },
        { "the portal said so", Missing(9) with { SaidDeleted = new HashSet<string> { "m9" } }, "Withdraw 9 DeletedAtPartner" },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_discussion_is_decided(string why, TalkSight sight, string expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, string.Join(", ", CommentPlanner.Plan(sight).Select(Show)));
    }

    [Fact]
    public void What_stands_behind_a_hold_is_not_judged()
    {
        var sight = Open with { Window = [Said(11, "a"), Said(12, "b") with { Speaker = Speaker.Unclear }, Said(13, "c")] };
        Assert.Equal(11, CommentPlanner.JudgedUpTo(sight, CommentPlanner.Plan(sight)));
        Assert.Equal(13, CommentPlanner.JudgedUpTo(Open with { Window = [Said(11, "a"), Said(13, "c")] }, []));
        Assert.Equal(10, CommentPlanner.JudgedUpTo(Open, []));
    }

    public static TheoryData<string, TalkSight, long[], bool> Histories() => new()
    {
        { "it begins with the portal's line of our coming, long after the task", Open with { Window = [FromPortal(20, Noon), Said(21, "x")] }, [], true },
        { "we were told of a message that we cannot see", Open with { Window = [FromPortal(20, Open.OpenedAt)] }, [18], true },
        { "it begins with the portal's greeting of the day the task was made", Open with { Window = [FromPortal(20, Open.OpenedAt), Said(21, "x")] }, [21], false },
        { "it begins with a person", Open with { Window = [Said(21, "x")] }, [21], false },
        { "nothing to see", Open, [21], false },
    };

    [Theory, MemberData(nameof(Histories))]
    public void Hidden_history_is_noticed_RULES_26(string why, TalkSight sight, long[] hinted, bool hides)
    {
        Assert.NotEmpty(why);
        Assert.Equal(hides, CommentPlanner.HidesHistory(sight, hinted));
    }

    public static TheoryData<string, string[], string[], string> Doubts() => new()
    {
        { "all arrived", ["ok", "ok"], ["1:ok", "2:ok"], "1 2" },
        { "one of two equal ones arrived: the first", ["ok", "ok"], ["1:ok"], "1 -" },
        { "none arrived", ["ok", "thanks"], [], "- -" },
        { "the second arrived alone", ["ok", "thanks"], ["1:thanks"], "- 1" },
        { "a stranger's words between them", ["ok", "thanks"], ["1:ok", "2:other", "3:thanks"], "1 3" },
        { "order is kept: what stands before a match is not taken later", ["b", "a"], ["1:a", "2:b"], "2 -" },
    };

    [Theory, MemberData(nameof(Doubts))]
    public void Unsettled_comments_are_matched_in_order_RULES_16(string why, string[] unsettled, string[] found, string expected)
    {
        Assert.NotEmpty(why);
        var pairs = OrderedMatch.Match(
            [.. unsettled.Select(text => Said(0, text).Print)],
            [.. found.Select(text => Said(long.Parse(text.Split(':')[0], null), text.Split(':')[1]))]);
        Assert.Equal(expected, string.Join(' ', pairs.Select(pair => pair is null ? "-" : pair.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    public static TheoryData<string, OldComment[], SeenComment[], string, long> Migrations() => new()
    {
        { "with history: every comment is found", [Old("c1", 5, "hi"), Old("c2", null, "answer", 1)], [Said(101, "hi"), Said(102, "answer", 1) with { Author = 1 }], "c1=m101 c2=m102", 101 },
        { "without history: nothing is found and nothing is new", [Old("c1", 5, "hi")], [FromPortal(101, Noon.AddMinutes(5))], "", 0 },
        { "equal comments are taken one by one", [Old("c1", 5, "ok"), Old("c2", 5, "ok")], [Said(101, "ok"), Said(102, "ok")], "c1=m101 c2=m102", 102 },
        { "another author is another comment", [Old("c1", 5, "ok")], [Said(101, "ok") with { Author = 8 }], "", 101 },
        { "another time is another comment", [Old("c1", 5, "ok")], [Said(101, "ok", 10)], "", 0 },
        { "what we had not judged yet is new", [Old("c1", 5, "hi")], [Said(101, "hi"), Said(102, "waits", 3)], "c1=m101", 101 },
        { "written before our last mirror but not judged yet: new as well", [Old("c1", 5, "hi"), Old("c3", null, "answer", 9)], [Said(101, "hi"), Said(102, "waits", 3), Said(103, "answer", 9) with { Author = 1 }], "c1=m101 c3=m103", 101 },
        { "older and unmatched is not new", [Old("c2", 5, "hi", 3)], [Said(101, "mangled"), Said(102, "hi", 3)], "c2=m102", 102 },
    };

    [Theory, MemberData(nameof(Migrations))]
    public void A_card_that_became_a_chat_is_matched_RULES_18(string why, OldComment[] known, SeenComment[] window, string renamed, long openedAfter)
    {
        Assert.NotEmpty(why);
        var migrated = CardMigration.Match(known, window, author => author == 1);
        Assert.Equal(renamed, string.Join(' ', migrated.Renamed.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(openedAfter, migrated.OpenedAfter);
    }

    private static OldComment Old(string item, long? author, string text, int minute = 0) => new(item, author, Noon.AddMinutes(minute), Said(0, text).Print);

    private static SeenComment Said(long id, string text, int minute = 0) =>
        new("m" + id.ToString(System.Globalization.CultureInfo.InvariantCulture), id, 5, "Ann", Noon.AddMinutes(minute), text, Speaker.Human, false, false);

    private static SeenComment FromPortal(long id, DateTimeOffset at) => Said(id, "joined") with { Speaker = Speaker.System, At = at };

    private static TalkSight Knows(SeenComment comment, bool isOrigin, KnownState state) => Open with
    {
        Window = [comment],
        Known = new Dictionary<string, KnownComment> { [comment.Item] = new(1, comment.Item, isOrigin, state, Said(0, "as it crossed").Print) { Files = "m" } },
    };

    private static TalkSight Carries(string? crossed, long now, string text = "as it crossed", bool isOrigin = true) => Open with
    {
        FilesLeave = true,
        Window = [Said(9, text) with { HasFiles = true, Files = [new SeenFile("", 0, now, "a.txt", 10)] }],
        Known = new Dictionary<string, KnownComment> { ["m9"] = new(1, "m9", isOrigin, KnownState.Live, Said(0, "as it crossed").Print) { Files = crossed } },
    };

    private static TalkSight Missing(long id) => Open with
    {
        Known = new Dictionary<string, KnownComment> { ["m" + id] = new(1, "m" + id.ToString(System.Globalization.CultureInfo.InvariantCulture), true, KnownState.Live, "") },
    };

    private static string Show(CommentVerdict verdict) => verdict switch
    {
        CommentVerdict.Send send => $"Send {send.Comment.Id}",
        CommentVerdict.Edit edit => $"Edit {edit.Comment.Id}{(edit.FilesChanged ? " files" : "")}",
        CommentVerdict.Rebase(var comment, _) => $"Rebase {comment.Id}",
        CommentVerdict.Withdraw(var was, var reason) => $"Withdraw {was.Id} {reason}",
        CommentVerdict.StayInside(var comment) => $"Inside {comment.Id}",
        CommentVerdict.Skip(var comment, var reason) => $"Skip {comment.Id} {reason}",
        CommentVerdict.Hold(var comment, var reason) => $"Hold {comment.Id} {reason}",
        _ => "?",
    };
}
