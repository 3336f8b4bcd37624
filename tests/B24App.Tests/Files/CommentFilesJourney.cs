using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan;
using B24App.Tests.Journeys;

namespace B24App.Tests.Files;

/// <summary>An author changes the files of what he said and leaves the words alone: the mirror follows on either card.</summary>
public class CommentFilesJourney
{
    public static TheoryData<Card, Card> Cards => FileJourney.Cards;

    private static readonly byte[] One = FilePeople.Bytes(1000, 1), Two = FilePeople.Bytes(2000, 2), Three = FilePeople.Bytes(3000, 3);

    // A chat's folder gives a name that is taken a number.
    private static IReadOnlyList<string> Said(Pair pair) => [.. pair.South.FilesSaid(pair.Mirror).Select(file => file.Replace(" (1)", "", StringComparison.Ordinal).Replace(" (2)", "", StringComparison.Ordinal))];

    private static async Task<(Pair Pair, long Comment)> Said(Card north, Card south, params (string Name, byte[] Bytes)[] files)
    {
        var pair = await Pair.Filed(north: north, south: south);
        var comment = pair.North.SaysWith(5, pair.Task, "see the picture", [.. files.Select(file => pair.North.Puts(5, file.Name, file.Bytes))]);
        await pair.Quiet();
        return (pair, comment);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task A_file_is_replaced_added_and_taken_away(Card north, Card south)
    {
        var (pair, comment) = await Said(north, south, ("one.png", One));
        await using var _ = pair;

        pair.North.LeavesWith(5, pair.Task, comment, [], pair.North.Puts(5, "two.png", Two));
        await pair.LookAtTalks();
        Assert.Equal([FilePeople.Line("two.png", Two)], Said(pair));
        Assert.Single(pair.South.Comments(pair.Mirror));

        pair.North.LeavesWith(5, pair.Task, comment, ["two.png"], pair.North.Puts(5, "three.png", Three));
        await pair.LookAtTalks();
        Assert.Equal([FilePeople.Line("three.png", Three), FilePeople.Line("two.png", Two)], Said(pair));

        pair.North.LeavesWith(5, pair.Task, comment, ["three.png"]);
        await pair.LookAtTalks();
        Assert.Equal([FilePeople.Line("three.png", Three)], Said(pair));

        pair.North.LeavesWith(5, pair.Task, comment, []);
        await pair.LookAtTalks();
        Assert.Empty(Said(pair));
        Assert.Contains("see the picture", Assert.Single(pair.South.Comments(pair.Mirror)), StringComparison.Ordinal);
        Assert.Equal(["see the picture"], pair.North.Comments(pair.Task));
        Assert.Equal(3, pair.South.Uploads());
        Assert.Equal(0, pair.North.Uploads());
        await pair.LookAtTalks();
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task A_new_content_under_the_same_number_crosses_when_its_size_tells_of_it(Card north, Card south)
    {
        var (pair, _) = await Said(north, south, ("one.png", One));
        await using var __ = pair;

        pair.North.Renews(5, "one.png", Two);
        await pair.LookAtTalks();
        Assert.Equal([FilePeople.Line("one.png", Two)], Said(pair));

        pair.North.Renews(5, "one.png", Three);
        await pair.LookAtTalks();
        Assert.Equal([FilePeople.Line("one.png", Three)], Said(pair));
        Assert.Single(pair.South.Comments(pair.Mirror));
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Looking_again_writes_nothing(Card north, Card south)
    {
        var (pair, _) = await Said(north, south, ("one.png", One), ("two.png", Two));
        await using var __ = pair;
        var before = pair.South.Talk(pair.Mirror);

        await pair.LookAtTalks();
        await pair.LookAtTalks();

        Assert.Equal(before, pair.South.Talk(pair.Mirror));
        Assert.Equal(0, pair.South.Calls("im.message.delete") + pair.South.Calls("task.commentitem.update"));
        Assert.Equal(2, pair.South.Uploads());
    }

    [Theory]
    [InlineData(Card.Old)]
    [InlineData(Card.New)]
    public async Task Words_that_change_keep_the_files_and_say_again_what_stayed_behind(Card south)
    {
        var (pair, comment) = await Said(Card.Old, south, ("one.png", One), ("setup.exe", Two));
        await using var _ = pair;

        pair.North.Rewrites(5, pair.Task, comment, "see it");
        await pair.LookAtTalks();

        var said = Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.Contains("see it", said, StringComparison.Ordinal);
        Assert.Contains("setup.exe", said, StringComparison.Ordinal);
        Assert.Equal([FilePeople.Line("one.png", One)], Said(pair));
        Assert.Equal(1, pair.South.Uploads());
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Words_and_files_change_at_once(Card north, Card south)
    {
        var (pair, comment) = await Said(north, south, ("one.png", One));
        await using var _ = pair;

        pair.North.LeavesWith(5, pair.Task, comment, [], pair.North.Puts(5, "two.png", Two));
        pair.North.Rewrites(5, pair.Task, comment, "the other one");
        await pair.LookAtTalks();

        Assert.Contains("the other one", Assert.Single(pair.South.Comments(pair.Mirror)), StringComparison.Ordinal);
        Assert.Equal([FilePeople.Line("two.png", Two)], Said(pair));
        await pair.IsSettled();
    }

    [Fact]
    public async Task In_a_digest_people_are_told_beside_it_and_get_the_new_file()
    {
        await using var pair = await Pair.Filed(north: Card.New, south: Card.New);
        var admin = await pair.World.Admin(0);
        await pair.World.Get<B24App.Links.Pausing>().Pause(new Store.LinkId(1), Side.A, admin);
        await pair.Quiet();
        var items = Enumerable.Range(0, 12).Select(i => i == 0
            ? pair.North.SaysWith(5, pair.Task, "first", pair.North.Puts(5, "one.png", One))
            : pair.North.Says(5, pair.Task, $"line {i}")).ToList();
        await pair.Quiet();
        await pair.World.Get<B24App.Links.Pausing>().Resume(new Store.LinkId(1), Side.A, admin);
        await pair.LookAtTalks();
        Assert.Equal([FilePeople.Line("one.png", One)], Said(pair));

        pair.North.LeavesWith(5, pair.Task, items[0], [], pair.North.Puts(5, "two.png", Two));
        await pair.LookAtTalks();

        Assert.Contains(pair.NotesAtSouth, note => note.Contains("two.png", StringComparison.Ordinal));
        Assert.Contains(FilePeople.Line("two.png", Two), Said(pair));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(Card.Old, FaultKind.AnswerLost, "task.commentitem.update")]
    [InlineData(Card.Old, FaultKind.Cut, "task.commentitem.update")]
    [InlineData(Card.New, FaultKind.AnswerLost, "im.message.delete")]
    [InlineData(Card.New, FaultKind.Cut, "im.message.delete")]
    [InlineData(Card.New, FaultKind.AnswerLost, "im.disk.file.commit")]
    [InlineData(Card.New, FaultKind.Cut, "im.disk.file.commit")]
    public async Task Rule15_it_stands_there_once_whatever_breaks(Card south, FaultKind kind, string method)
    {
        var (pair, comment) = await Said(Card.Old, south, ("one.png", One));
        await using var _ = pair;
        pair.South.Faults.Add(new Fault(kind) { Method = method });

        pair.North.LeavesWith(5, pair.Task, comment, [], pair.North.Puts(5, "two.png", Two));
        await pair.LookAtTalks(TimeSpan.FromMinutes(30));

        Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.Equal([FilePeople.Line("two.png", Two)], Said(pair));
        Assert.Single(pair.North.Comments(pair.Task));
    }

    [Fact]
    public async Task Where_the_older_message_may_not_be_removed_any_more_people_are_told()
    {
        await using var pair = await Pair.Filed(north: Card.New, south: Card.Old);
        var comment = pair.South.SaysWith(7, pair.Mirror, "see the picture", pair.South.Puts(7, "one.png", One));
        await pair.Quiet();
        pair.North.Gets(switches => switches with { EditWindow = TimeSpan.FromMinutes(1) });
        pair.World.Clock.Turn(TimeSpan.FromMinutes(5));

        pair.South.LeavesWith(7, pair.Mirror, comment, [], pair.South.Puts(7, "two.png", Two));
        await pair.LookAtTalks();

        Assert.Contains(pair.NotesAtNorth, note => note.Contains("заменён новым", StringComparison.Ordinal));
        Assert.Contains(FilePeople.Line("two.png", Two), pair.North.FilesSaid(pair.Task));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Without_the_word_of_the_contract_no_change_of_files_leaves()
    {
        await using var pair = await Pair.Filed(north: Card.Old, south: Card.Old, changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Files) });
        var comment = pair.North.SaysWith(5, pair.Task, "here", pair.North.Puts(5, "a.bin", One));
        await pair.Quiet();

        pair.North.LeavesWith(5, pair.Task, comment, [], pair.North.Puts(5, "b.bin", Two));
        await pair.LookAtTalks();

        Assert.Empty(Said(pair));
        Assert.Equal(0, pair.North.Calls("download"));
        Assert.Equal(0, pair.South.Calls("task.commentitem.update"));
    }

    [Theory]
    [InlineData(Card.Old)]
    [InlineData(Card.New)]
    public async Task A_change_that_was_overtaken_by_a_pause_is_made_when_the_link_goes_on(Card south)
    {
        var (pair, comment) = await Said(Card.Old, south, ("one.png", One));
        await using var _ = pair;
        var (links, admin, link) = (pair.World.Get<B24App.Links.Pausing>(), await pair.World.Admin(0), new Store.LinkId(1));
        pair.South.Faults.Add(new Fault(FaultKind.Error) { Code = "QUERY_LIMIT_EXCEEDED", Times = 3 }); // it is planned and does not leave
        pair.North.LeavesWith(5, pair.Task, comment, [], pair.North.Puts(5, "two.png", Two));
        await pair.LookAtTalks(TimeSpan.FromSeconds(1));
        await links.Pause(link, Side.A, admin);
        await pair.Quiet();
        await links.Resume(link, Side.A, admin);
        await pair.LookAtTalks(TimeSpan.FromMinutes(30));

        Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.Equal([FilePeople.Line("two.png", Two)], Said(pair));
    }

    [Fact]
    public async Task What_a_chat_lost_by_its_own_method_is_lost_on_the_other_side()
    {
        var (pair, _) = await Said(Card.New, Card.Old, ("one.png", One), ("two.png", Two));
        await using var __ = pair;
        var chat = pair.North.Chat(pair.Task);
        long file;
        lock (pair.North.Portal.Gate)
        {
            file = pair.North.Portal.State<DiskBoard>().Objects.Values.Single(found => found.Name == "one.png" && found.ChatId == chat && found.Content is not null).Id;
        }

        pair.North.Call(5, "im.disk.file.delete", new JsonObject { ["CHAT_ID"] = chat, ["FILE_ID"] = file });
        await pair.LookAtTalks();

        Assert.Equal([FilePeople.Line("two.png", Two)], Said(pair));
        await pair.IsSettled();
    }

    // A long comment crosses as several; its files hang on one of them.
    [Theory, MemberData(nameof(Cards))]
    public async Task A_long_comment_that_is_cut_short_and_grows_again_keeps_its_files_once(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var comment = pair.North.SaysWith(5, pair.Task, Long('a'), pair.North.Puts(5, "one.png", One));
        await pair.Quiet();
        Assert.True(pair.South.Comments(pair.Mirror).Count > 1);
        Assert.Equal([FilePeople.Line("one.png", One)], Said(pair));

        pair.North.Rewrites(5, pair.Task, comment, "in short");
        pair.North.LeavesWith(5, pair.Task, comment, ["one.png"], pair.North.Puts(5, "two.png", Two));
        await pair.LookAtTalks();
        Assert.Contains("in short", Assert.Single(pair.South.Comments(pair.Mirror)), StringComparison.Ordinal);
        Assert.Equal([FilePeople.Line("one.png", One), FilePeople.Line("two.png", Two)], Said(pair));

        pair.North.Rewrites(5, pair.Task, comment, Long('b'));
        await pair.LookAtTalks();
        Assert.True(pair.South.Comments(pair.Mirror).Count > 1, string.Join('\n', pair.South.Talk(pair.Mirror).Select(line => line[..Math.Min(line.Length, 200)])));
        Assert.DoesNotContain(pair.South.Comments(pair.Mirror), text => text.Contains("in short", StringComparison.Ordinal));
        Assert.Equal([FilePeople.Line("one.png", One), FilePeople.Line("two.png", Two)], Said(pair));
        await pair.IsSettled();
    }

    // Of a message that was to take the place of another, the row of the older one is left over when the portal refuses the newer.
    [Theory]
    [InlineData(Card.Old, "task.commentitem.update")]
    [InlineData(Card.New, "im.disk.file.commit")]
    public async Task A_change_that_was_refused_is_replayed_and_stands_once(Card south, string method)
    {
        var (pair, comment) = await Said(Card.Old, south, ("one.png", One));
        await using var _ = pair;
        pair.South.Faults.Add(new Fault(FaultKind.Error) { Method = method, Code = "PARAMS_ERROR", Status = 400, Times = 5 });
        pair.North.LeavesWith(5, pair.Task, comment, [], pair.North.Puts(5, "two.png", Two));
        await pair.LookAtTalks();
        Assert.NotEqual([FilePeople.Line("two.png", Two)], Said(pair));
        pair.South.Faults.Clear();

        var box = pair.World.Get<B24App.DeadLetters.DeadLetterBox>();
        Assert.Equal(1, (await box.Replay(new B24App.DeadLetters.DeadLetterPick((await pair.World.Portal(0)).Id), await pair.World.Admin(0))).Count);
        await pair.LookAtTalks();

        Assert.Contains("see the picture", Assert.Single(pair.South.Comments(pair.Mirror)), StringComparison.Ordinal);
        Assert.Equal([FilePeople.Line("two.png", Two)], Said(pair).Distinct()); // on the old card the note that told of the refusal carried it too
        Assert.Single(pair.North.Comments(pair.Task));
        await pair.LookAtTalks();
        Assert.Single(pair.South.Comments(pair.Mirror));
    }

    private static string Long(char letter) => string.Join(' ', Enumerable.Repeat(new string(letter, 9), 4000));
}
