using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.Tests.Journeys;

/// <summary>RULES 8-10, 12, 14, 16, 18, 19: what people write, change and take back in a discussion.</summary>
public sealed class TalkJourney
{
    public static TheoryData<Card, Card> Cards => CommentJourney.Cards;

    public static TheoryData<Card> BothCards => StatusJourney.BothCards;

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule14_edits_and_deletions_cross_both_ways(Card north, Card south)
    {
        await using var pair = await Pair.Filed("support", north, south);
        var asks = pair.North.Says(5, pair.Task, "Whne?");
        await pair.Quiet();
        var answers = pair.South.Says(7, pair.Mirror, "Tomorow");
        var mistake = pair.South.Says(7, pair.Mirror, "Wrong task, sorry");
        var aside = pair.North.Says(5, pair.Task, "Never mind");
        await pair.Quiet();
        Assert.Equal(4, pair.North.Comments(pair.Task).Count);
        Assert.Equal(4, pair.South.Comments(pair.Mirror).Count);

        pair.North.Rewrites(5, pair.Task, asks, "When?");
        pair.South.Rewrites(7, pair.Mirror, answers, "Tomorrow");
        pair.South.Unsays(7, pair.Mirror, mistake);
        pair.North.Unsays(5, pair.Task, aside);
        await pair.LookAtTalks();

        Assert.Equal(["When?", "Tomorrow"], Bodies(pair.North.Comments(pair.Task)));
        Assert.Equal(["When?", "Tomorrow"], Bodies(pair.South.Comments(pair.Mirror)));
        Assert.Empty(pair.NotesAtNorth);
        Assert.Empty(pair.NotesAtSouth);
        await pair.LookAtTalks();
        Assert.Equal(["When?", "Tomorrow"], Bodies(pair.South.Comments(pair.Mirror)));
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule08_comments_from_before_the_task_entered_never_cross_and_later_ones_do(Card card)
    {
        await using var world = await World.Start(card, card);
        await world.Link(0, 12, 1, 40, "support");
        var task = world.North.Files(5, 13, "First an internal matter");
        world.North.Says(5, task, "between us");
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        world.North.Moves(5, task, 12);
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        world.North.Says(5, task, "for the partner");
        await world.AllIsQuiet();

        Assert.Equal(["for the partner"], Bodies(world.South.Comments(mirror)));
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule08_what_is_written_while_the_task_is_outside_never_crosses_either_way(Card north, Card south)
    {
        await using var pair = await Pair.Filed("support", north, south);
        pair.North.Says(5, pair.Task, "inside");
        await pair.Quiet();
        pair.North.Moves(5, pair.Task, 13);
        await pair.Quiet();
        Assert.Single(pair.NotesAtSouth);

        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        pair.North.Says(5, pair.Task, "between us");
        pair.South.Says(7, pair.Mirror, "between us here");
        pair.EditsAtNorth(("TITLE", "Inner title"));
        await pair.Quiet();
        Assert.Equal(["inside"], Bodies(pair.South.Comments(pair.Mirror).Take(1)));
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));

        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        pair.North.Moves(5, pair.Task, 12);
        await pair.Quiet();
        Assert.Equal(2, pair.NotesAtSouth.Count);
        Assert.Equal("Inner title", pair.AtSouth.Text("title"));
        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        pair.North.Says(5, pair.Task, "back again");
        pair.South.Says(7, pair.Mirror, "welcome");
        await pair.Quiet();

        Assert.Equal(["inside", "between us here", "back again", "welcome"], Bodies(pair.South.Comments(pair.Mirror)).Order(Comparer<string>.Create((a, b) => Place(a) - Place(b))));
        Assert.Equal(["inside", "between us", "back again", "welcome"], Bodies(pair.North.Comments(pair.Task)).Order(Comparer<string>.Create((a, b) => Place(a) - Place(b))));
        await pair.IsSettled();

        static int Place(string text) => Array.IndexOf(["inside", "between us", "between us here", "back again", "welcome"], text);
    }

    [Fact]
    public async Task Rule08_moving_the_mirror_inside_its_portal_changes_nothing()
    {
        await using var pair = await Pair.Filed("partners");
        pair.South.Moves(1, pair.Mirror, 0);
        await pair.Quiet();
        Assert.Empty(pair.NotesAtNorth);
        Assert.Empty(pair.NotesAtSouth);
        Assert.Equal("12", pair.AtNorth.Text("groupId"));
        pair.North.Says(5, pair.Task, "still here");
        pair.EditsAtSouth(("TITLE", "Renamed by the partner"));
        await pair.Quiet();
        Assert.Equal(["still here"], Bodies(pair.South.Comments(pair.Mirror)));
        Assert.Equal("Renamed by the partner", pair.AtNorth.Text("title"));
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule08_an_internal_comment_made_public_crosses_and_a_public_one_made_internal_is_withdrawn(Card card)
    {
        await using var pair = await Pair.Filed("support", card, card);
        var comment = pair.North.Says(5, pair.Task, "// price is too high");
        pair.North.Says(5, pair.Task, "hello");
        await pair.Quiet();
        Assert.Equal(["hello"], Bodies(pair.South.Comments(pair.Mirror)));

        pair.North.Rewrites(5, pair.Task, comment, "price is fine");
        await pair.LookAtTalks();
        Assert.Equal(["hello", "price is fine"], Bodies(pair.South.Comments(pair.Mirror)));

        pair.North.Rewrites(5, pair.Task, comment, "// price is too high after all");
        await pair.LookAtTalks();
        Assert.Equal(["hello"], Bodies(pair.South.Comments(pair.Mirror)));

        pair.North.Rewrites(5, pair.Task, comment, "price agreed");
        await pair.LookAtTalks();
        Assert.Equal(["hello", "price agreed"], Bodies(pair.South.Comments(pair.Mirror)));
        Assert.Empty(pair.NotesAtNorth);
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule09_a_note_never_crosses_back(Card north, Card south)
    {
        await using var pair = await Pair.Filed("partners", north, south);
        pair.EditsAtNorth(("TITLE", "Drum of the client"));
        pair.EditsAtSouth(("TITLE", "Drum of the partner"));
        await pair.Quiet();
        Assert.Single(pair.NotesAtSouth);
        pair.South.Says(7, pair.Mirror, "I see");
        await pair.LookAtTalks();
        Assert.Equal(["I see"], Bodies(pair.North.Comments(pair.Task)));
        Assert.Empty(pair.NotesAtNorth);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule10_an_imitated_byline_is_quoted(Card north, Card south)
    {
        await using var pair = await Pair.Filed("support", north, south);
        pair.North.Says(5, pair.Task, "[b]Ольга Кузнецова (Юг)[/b]\nI will pay for everything");
        await pair.Quiet();
        var arrived = Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.StartsWith(south == Card.New ? "[b]Пётр Орлов (Север)[/b]" : "[B]Пётр Орлов (Север)[/B]", arrived, StringComparison.Ordinal);
        var body = arrived[(arrived.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        Assert.StartsWith(south == Card.New ? ">>" : "[QUOTE]", body, StringComparison.Ordinal);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule12_an_old_card_whose_counts_disagree_is_held_shown_and_released()
    {
        await using var pair = await Pair.Filed("support", Card.Old, Card.New);
        pair.North.Says(5, pair.Task, "certain");
        await pair.Quiet();

        // A service line of a kind no template knows.
        long odd;
        lock (pair.North.Portal.Gate)
        {
            var task = pair.North.Portal.State<TaskBoard>().Tasks[pair.Task];
            odd = EmulatedPortal.Comments.CommentActions.AddService(pair.North.Portal, task, pair.North.Portal.Users[5], "Zxq wv plm: 17").Id;
        }

        pair.North.Says(5, pair.Task, "after the odd line");
        await pair.Quiet();
        Assert.Equal(["certain"], Bodies(pair.South.Comments(pair.Mirror)));
        Assert.Contains(await pair.World.Journal(0), row => row.Reason == "ServiceCommentsUnclear");

        lock (pair.North.Portal.Gate)
        {
            pair.North.Portal.State<EmulatedPortal.Comments.CommentBook>().Comments.Remove(odd);
        }

        pair.North.Says(5, pair.Task, "third");
        await pair.Quiet();
        Assert.Equal(["certain", "after the odd line", "third"], Bodies(pair.South.Comments(pair.Mirror)));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(Card.New, FaultKind.AnswerLost)]
    [InlineData(Card.Old, FaultKind.AnswerLost)]
    [InlineData(Card.New, FaultKind.Cut)]
    [InlineData(Card.Old, FaultKind.Cut)]
    [InlineData(Card.New, FaultKind.HalfAnswer)]
    [InlineData(Card.Old, FaultKind.Junk)]
    public async Task Rule16_equal_comments_settle_once_when_the_answer_is_lost(Card card, FaultKind fault)
    {
        await using var pair = await Pair.Filed("support", card, card);
        pair.North.Says(5, pair.Task, "ok");
        await pair.Quiet();
        pair.South.Faults.Add(new Fault(fault) { Method = card == Card.New ? "im.message.add" : "task.commentitem.add" });
        pair.North.Says(5, pair.Task, "ok");
        pair.North.Says(5, pair.Task, "ok");
        await pair.Soon();
        pair.North.Says(5, pair.Task, "ok");
        await pair.Quiet();
        Assert.Equal(["ok", "ok", "ok", "ok"], Bodies(pair.South.Comments(pair.Mirror)));
        Assert.Equal(4, pair.North.Comments(pair.Task).Count);
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule14_a_refused_comment_is_parked_with_a_note_and_the_lane_goes_on(Card card)
    {
        await using var pair = await Pair.Filed("support", card, card);
        pair.North.Says(5, pair.Task, "first");
        await pair.Quiet();
        pair.South.Faults.Add(new Fault(FaultKind.Error) { Method = card == Card.New ? "im.message.add" : "task.commentitem.add", Code = "ERROR_CORE", Description = "Bad text", Status = 400 });
        pair.North.Says(5, pair.Task, "refused");
        await pair.Quiet();
        pair.North.Says(5, pair.Task, "third");
        await pair.Quiet();
        Assert.Equal(["first", "third"], Bodies(pair.South.Comments(pair.Mirror)));
        Assert.Single(pair.NotesAtNorth);
        Assert.Contains(await pair.World.Journal(0), row => row.Reason == "WriteRefused");
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule19_a_long_comment_crosses_in_numbered_parts_and_edit_and_deletion_reach_them_all(Card card)
    {
        await using var pair = await Pair.Filed("support", Card.Old, card);
        var text = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"line {i:0000} of a long log"));
        var comment = pair.North.Says(5, pair.Task, text);
        pair.North.Says(5, pair.Task, "that was the log");
        await pair.Quiet();
        var parts = pair.South.Comments(pair.Mirror);
        Assert.True(parts.Count > 3);
        Assert.Equal(Words(text), Words(string.Join('\n', Bodies(parts.SkipLast(1)))));
        Assert.All(parts.SkipLast(1), part => Assert.True(part.Length <= 20_000));

        var shorter = string.Join('\n', Enumerable.Range(0, 1000).Select(i => $"line {i:0000} of a better log"));
        pair.North.Rewrites(5, pair.Task, comment, shorter);
        await pair.LookAtTalks();
        Assert.Equal(Words(shorter), Words(string.Join('\n', Bodies(pair.South.Comments(pair.Mirror).SkipLast(1)))));

        pair.North.Unsays(5, pair.Task, comment);
        await pair.LookAtTalks();
        Assert.Equal(["that was the log"], Bodies(pair.South.Comments(pair.Mirror)));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule19_a_comment_that_grows_gets_its_new_parts()
    {
        await using var pair = await Pair.Filed("support", Card.Old, Card.Old);
        var comment = pair.North.Says(5, pair.Task, "short");
        await pair.Quiet();
        var text = string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"line {i:0000} of a long log"));
        pair.North.Rewrites(5, pair.Task, comment, text);
        await pair.LookAtTalks();
        Assert.Equal(Words(text), Words(string.Join('\n', Bodies(pair.South.Comments(pair.Mirror)))));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule14_an_edit_after_the_edit_window_becomes_a_note_with_the_new_text()
    {
        await using var pair = await Pair.Filed("support");
        pair.South.Gets(switches => switches with { EditWindow = TimeSpan.FromHours(1) });
        pair.North.Gets(switches => switches with { EditWindow = null });
        var comment = pair.North.Says(5, pair.Task, "four pieces");
        var other = pair.North.Says(5, pair.Task, "call me");
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromHours(2));
        pair.North.Rewrites(5, pair.Task, comment, "five pieces");
        await pair.LookAtTalks();
        var note = Assert.Single(pair.NotesAtSouth);
        Assert.Contains("five pieces", note, StringComparison.Ordinal);
        Assert.Contains("Пётр Орлов", note, StringComparison.Ordinal);

        pair.South.Faults.Add(new Fault(FaultKind.Error) { Method = "im.message.delete", Code = "CANT_EDIT_MESSAGE", Description = "Time has expired for modification", Status = 403 });
        pair.North.Unsays(5, pair.Task, other);
        await pair.LookAtTalks();
        Assert.Equal(2, pair.NotesAtSouth.Count);
        await pair.LookAtTalks();
        Assert.Equal(2, pair.NotesAtSouth.Count);
        Assert.Empty(pair.NotesAtNorth);
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(MigrationKind.WithHistory)]
    [InlineData(MigrationKind.WithoutHistory)]
    [InlineData(MigrationKind.WithSummary)]
    public async Task Rule18_a_card_that_moves_to_a_chat_in_mid_life_doubles_and_loses_nothing(MigrationKind kind)
    {
        await using var pair = await Pair.Filed("support", Card.Old, Card.Old);
        var first = pair.North.Says(5, pair.Task, "first question");
        await pair.Quiet();
        pair.South.Says(7, pair.Mirror, "first answer");
        await pair.Quiet();

        lock (pair.North.Portal.Gate)
        {
            Migration.ToNewCard(pair.North.Portal, pair.Task, kind);
        }

        lock (pair.South.Portal.Gate)
        {
            Migration.ToNewCard(pair.South.Portal, pair.Mirror, kind);
        }

        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        pair.North.Says(5, pair.Task, "second question");
        await pair.Quiet();
        pair.South.Says(7, pair.Mirror, "second answer");
        await pair.Quiet();

        string[] history = kind == MigrationKind.WithHistory ? ["first question", "first answer"] : [];
        Assert.Equal([.. history, "second question", "second answer"], Bodies(pair.North.Comments(pair.Task)));
        Assert.Equal([.. history, "second question", "second answer"], Bodies(pair.South.Comments(pair.Mirror)));
        if (kind == MigrationKind.WithHistory)
        {
            var moved = Spoken.Of(pair.North.Portal, pair.Task).First(line => line.Text == "first question").Id;
            Assert.NotEqual(first, moved);
            pair.North.Rewrites(5, pair.Task, moved, "first question, mended");
            await pair.LookAtTalks();
            Assert.Equal("first question, mended", Bodies(pair.South.Comments(pair.Mirror))[0]);
        }

        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule18_comments_that_wait_while_the_card_moves_cross_once()
    {
        await using var pair = await Pair.Filed("support", Card.Old, Card.Old);
        pair.North.Says(5, pair.Task, "known");
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        pair.North.Says(5, pair.Task, "waits for its look");
        lock (pair.North.Portal.Gate)
        {
            Migration.ToNewCard(pair.North.Portal, pair.Task, MigrationKind.WithHistory);
        }

        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        pair.North.Says(5, pair.Task, "written in the chat");
        await pair.Quiet();
        Assert.Equal(["known", "waits for its look", "written in the chat"], Bodies(pair.South.Comments(pair.Mirror)));
    }

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string> Bodies(IEnumerable<string> comments) => [.. comments.Select(B24App.Plan.Text.Byline.Strip).Select(text => text.Trim())];
}
