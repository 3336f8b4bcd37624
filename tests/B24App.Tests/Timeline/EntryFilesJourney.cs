using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using B24App.Tests.Carry;
using B24App.Tests.Files;
using B24App.Tests.Journeys;
using B24App.Timeline;
using Half = B24App.Links.Half;

namespace B24App.Tests.Timeline;

/// <summary>Recordings of calls and files of letters, to-dos and comments on paired cards: once, whole, and only where the contract names them.</summary>
public sealed class EntryFilesJourney
{
    private static readonly byte[] Talk = FilePeople.Bytes(700_001, 1);
    private static readonly byte[] Plan = FilePeople.Bytes(400_000, 2);
    private static readonly byte[] Bill = FilePeople.Bytes(3_000, 3);

    public static TheoryData<FaultKind> Doubts => [FaultKind.AnswerLost, FaultKind.Cut, FaultKind.Junk, FaultKind.HalfAnswer, FaultKind.ErrorAfterWrite, FaultKind.Error];

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_recording_that_comes_late_follows_its_call_once_whether_a_date_tells_of_it_or_not(bool movesDate)
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        world.North.Portal.Switches = world.North.Portal.Switches with { RecordingMovesLastUpdated = movesDate };
        var call = world.North.Calls(2, pair.North);
        await world.AllIsQuiet();
        Assert.Empty(world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));

        world.Clock.Turn(TimeSpan.FromMinutes(20));
        await world.AllIsQuiet();
        world.North.Records(call, "разговор.mp3", Talk);
        await Swept(world);
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.Entries(2, pair.South));
        Assert.Equal([FilePeople.Line("разговор.mp3", Talk)], world.South.FilesOf(mirror));
        Assert.EndsWith("Договорились о встрече", mirror.Description, StringComparison.Ordinal);
        Assert.Equal(1, await world.Scalar($"SELECT count(*) FROM file_copy WHERE state = 'stored' AND size = {Talk.Length} AND length(sha256) = 64"));
        Assert.Contains(await world.Journal(0), line => line.Station == "receipt" && line.Detail.StartsWith($"file {Talk.Length} bytes, sha-256 ", StringComparison.Ordinal));

        // What is done rests: later sweeps write nothing.
        var writes = world.Requests(1);
        await Swept(world);
        await Swept(world);
        Assert.Single(world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
        Assert.InRange(world.Requests(1) - writes, 0, 4);
        Assert.Empty(world.North.FilesOf(world.North.Entries(2, pair.North).Single(entry => entry.Id == call)).Skip(1));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, "transit")));
    }

    [Fact]
    public async Task Files_of_letters_todos_and_comments_come_with_them_and_no_letter_is_sent()
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        var letter = north.Writes(pair.North, "Счёт", "<p>во вложении</p>");
        north.Records(letter, "счёт.pdf", Bill);
        north.Records(letter, "план.docx", Plan);
        north.RemarksWith(pair.North, "смотрите", ("план.docx", Plan), ("счёт.pdf", Bill));
        var todo = north.Call(5, "crm.activity.todo.add", new JsonObject { ["ownerTypeId"] = 2, ["ownerId"] = pair.North, ["deadline"] = "2031-01-01T10:00:00+03:00", ["title"] = "Отгрузить" })!["id"]!.GetValue<long>();
        north.Records(todo, "наряд.pdf", Bill);
        await world.AllIsQuiet();

        var entries = south.Entries(2, pair.South);
        Assert.Equal([FilePeople.Line("план.docx", Plan), FilePeople.Line("счёт.pdf", Bill)], south.FilesOf(entries.Single(entry => entry.TypeId == 4)));
        Assert.Equal([FilePeople.Line("наряд.pdf", Bill)], south.FilesOf(entries.Single(entry => entry.ProviderId == "CRM_TODO")));
        Assert.Equal([FilePeople.Line("план.docx", Plan), FilePeople.Line("счёт.pdf", Bill)], south.FilesRemarked(pair.South));
        Assert.True(entries.Single(entry => entry.TypeId == 4).IsCompleted);
        Assert.EndsWith("смотрите", Assert.Single(south.Remarks(2, pair.South)), StringComparison.Ordinal);
        Assert.Empty(south.SentLetters());
        Assert.Empty(north.SentLetters());
        await world.AllIsQuiet();
        Assert.Equal((2, 1), (north.Entries(2, pair.North).Count, north.Remarks(2, pair.North).Count));
    }

    [Fact]
    public async Task Files_that_join_or_leave_a_comment_follow_with_an_event_or_without()
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        var comment = north.RemarksWith(pair.North, "смотрите", ("план.docx", Plan));
        await world.AllIsQuiet();
        north.LeavesComment(comment, "смотрите оба", ("план.docx", Plan), ("счёт.pdf", Bill));
        await world.AllIsQuiet();
        Assert.Equal([FilePeople.Line("план.docx", Plan), FilePeople.Line("счёт.pdf", Bill)], south.FilesRemarked(pair.South));
        Assert.EndsWith("смотрите оба", Assert.Single(south.Remarks(2, pair.South)), StringComparison.Ordinal);

        world.EventsAreLost();
        north.LeavesComment(comment, null, ("счёт.pdf", Bill));
        await Swept(world);
        await world.AllIsQuiet();
        Assert.Equal([FilePeople.Line("счёт.pdf", Bill)], south.FilesRemarked(pair.South));

        north.LeavesComment(comment, null);
        await Swept(world);
        await world.AllIsQuiet();
        Assert.Empty(south.FilesRemarked(pair.South));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM file_copy"));
    }

    [Fact]
    public async Task A_recording_that_its_portal_removes_stays_with_the_partner()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        var call = world.North.Calls(2, pair.North);
        world.North.Records(call, "talk.mp3", Talk);
        await world.AllIsQuiet();
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["FILES"] = new JsonArray() } });
        await Swept(world);
        await world.AllIsQuiet();
        Assert.Equal([FilePeople.Line("talk.mp3", Talk)], world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
    }

    [Fact]
    public async Task Rule5_without_the_words_of_the_contract_neither_a_file_nor_its_name_leaves()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { TakesFields = half.TakesFields.Except([Field.Recordings, Field.CardFiles]) });
        var world = pair.World;
        world.North.Records(world.North.Calls(2, pair.North), "секрет.mp3", Talk);
        world.North.RemarksWith(pair.North, "смотрите", ("секрет.docx", Plan));
        await world.AllIsQuiet();
        await Swept(world);
        var mirror = Assert.Single(world.South.Entries(2, pair.South));
        Assert.Empty(world.South.FilesOf(mirror));
        Assert.Empty(world.South.FilesRemarked(pair.South));
        Assert.DoesNotContain("секрет", mirror.Description + string.Concat(world.South.Remarks(2, pair.South)), StringComparison.Ordinal);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM file_copy"));
        Assert.Equal(2, await world.Scalar($"SELECT count(*) FROM skip WHERE reason = '{nameof(Reason.FilesNotCarried)}'"));
        Assert.DoesNotContain(world.North.Requests.Lines, line => line.Method == "download");
    }

    [Fact]
    public async Task Rule34_what_is_too_large_forbidden_or_unreadable_is_named_with_its_reason_and_can_be_tried_again()
    {
        static Half Small(Half half) => half with { LargestFile = 1 };
        await using var pair = await TimelineWorld.Paired(changeB: Small);
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        var film = FilePeople.Bytes(1_500_000, 9);
        north.Records(north.Calls(2, pair.North), "разговор.mp3", film);
        north.RemarksWith(pair.North, "смотрите", ("счёт.pdf", Bill), ("run.exe", Bill));
        await world.AllIsQuiet();

        var mirror = Assert.Single(south.Entries(2, pair.South));
        Assert.Empty(south.FilesOf(mirror));
        Assert.Contains("разговор.mp3 (1,4 МБ)", mirror.Description, StringComparison.Ordinal);
        var remark = Assert.Single(south.Remarks(2, pair.South));
        Assert.Equal([FilePeople.Line("счёт.pdf", Bill)], south.FilesRemarked(pair.South));
        Assert.Contains("run.exe", remark, StringComparison.Ordinal);
        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM file_copy WHERE state = 'refused'"));

        // The limit is raised by both, and the person tries again: the recording comes and the line goes.
        await Raise(world, pair.Link, 20);
        await world.AllIsQuiet();
        var refused = (await world.Get<FileStore>().Refused((await world.Portal(0)).Id)).Single(copy => copy.Name == "разговор.mp3");
        Assert.True(await world.Get<FileRetries>().Try((await world.Portal(0)).Id, refused.Id));
        await world.AllIsQuiet();
        mirror = Assert.Single(south.Entries(2, pair.South));
        Assert.Equal([FilePeople.Line("разговор.mp3", film)], south.FilesOf(mirror));
        Assert.EndsWith("Договорились о встрече", mirror.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule34_a_portal_that_shows_a_login_page_or_takes_no_file_loses_no_call()
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        north.Faults.Add(new Fault(FaultKind.Junk) { Method = "download", Times = 50 });
        north.Records(north.Calls(2, pair.North), "разговор.mp3", Talk);
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        Assert.Contains("Файл не передан", Assert.Single(south.Entries(2, pair.South)).Description, StringComparison.Ordinal);
        Assert.Equal(1, await world.Scalar($"SELECT count(*) FROM file_copy WHERE state = 'refused' AND reason = '{nameof(Reason.FileUnreadable)}'"));

        north.Faults.Clear();
        north.RemarksWith(pair.North, "смотрите", ("счёт.pdf", Bill));
        south.Faults.Add(new Fault(FaultKind.Error) { Method = "crm.timeline.comment.update", Code = "ACCESS_DENIED", Status = 403 });
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        Assert.Empty(south.FilesRemarked(pair.South));
        Assert.Contains("счёт.pdf", Assert.Single(south.Remarks(2, pair.South)), StringComparison.Ordinal);
        Assert.Equal(1, await world.Scalar($"SELECT count(*) FROM file_copy WHERE state = 'refused' AND reason = '{nameof(Reason.FileNotStored)}'"));
    }

    [Theory, MemberData(nameof(Doubts))]
    public async Task Rule15_whatever_becomes_of_an_answer_a_file_stands_there_once(FaultKind fault)
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        foreach (var method in new[] { "crm.activity.add", "crm.activity.update", "crm.timeline.comment.add", "crm.timeline.comment.update" })
        {
            south.Faults.Add(new Fault(fault) { Method = method });
        }

        north.Faults.Add(new Fault(FaultKind.HalfAnswer) { Method = "download" });
        north.Records(north.Calls(2, pair.North), "разговор.mp3", Talk);
        north.RemarksWith(pair.North, "смотрите", ("план.docx", Plan));
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        if (fault == FaultKind.Error)
        {
            foreach (var stayed in await world.Get<FileStore>().Refused((await world.Portal(0)).Id))
            {
                Assert.True(await world.Get<FileRetries>().Try((await world.Portal(0)).Id, stayed.Id));
            }

            await world.AllIsQuiet(TimeSpan.FromHours(1));
        }

        Assert.Equal([FilePeople.Line("разговор.mp3", Talk)], south.FilesOf(Assert.Single(south.Entries(2, pair.South))));
        Assert.Equal([FilePeople.Line("план.docx", Plan)], south.FilesRemarked(pair.South));
        Assert.Single(south.Remarks(2, pair.South));
        Assert.DoesNotContain("не передан", south.Remarks(2, pair.South)[0], StringComparison.Ordinal);
        Assert.Empty(south.SentLetters());
    }

    [Theory, InlineData("crm.activity.update"), InlineData("crm.activity.add"), InlineData("download")]
    public async Task Rule15_an_app_that_dies_in_the_middle_doubles_and_loses_nothing(string method)
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        (method == "download" ? north : south).Faults.Add(new Fault(FaultKind.AnswerLost) { Method = method });
        north.Records(north.Calls(2, pair.North), "разговор.mp3", Talk);
        for (var i = 0; i < 4; i++)
        {
            await world.Now();
            await world.Restart();
        }

        await world.AllIsQuiet(TimeSpan.FromHours(1));
        Assert.Equal([FilePeople.Line("разговор.mp3", Talk)], south.FilesOf(Assert.Single(south.Entries(2, pair.South))));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, "transit")));
    }

    [Fact]
    public async Task Rule29_an_entry_with_a_file_costs_a_look_a_download_and_a_call_more()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        var (north, south) = (world.Requests(0), world.Requests(1));
        world.North.Records(world.North.Calls(2, pair.North), "разговор.mp3", Talk);
        await world.AllIsQuiet(TimeSpan.FromSeconds(10));
        Assert.Equal((3L, 2L), (world.Requests(0) - north, world.Requests(1) - south));
    }

    [Fact]
    public async Task Rule8_files_of_what_crossed_before_come_when_both_sides_named_them()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { TakesFields = half.TakesFields.Remove(Field.Recordings) });
        var world = pair.World;
        world.North.Records(world.North.Calls(2, pair.North), "разговор.mp3", Talk);
        await world.AllIsQuiet();
        await Swept(world);
        Assert.Empty(world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
        await Amend(world, pair.Link, half => half with { TakesFields = half.TakesFields.Add(Field.Recordings) });
        await Swept(world);
        await Swept(world);
        Assert.Equal([FilePeople.Line("разговор.mp3", Talk)], world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
    }

    [Fact]
    public async Task Rule21_a_file_that_waits_for_a_paused_link_comes_when_it_goes_on()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        var call = world.North.Calls(2, pair.North);
        await world.AllIsQuiet();
        Assert.Equal(LinkAnswer.Done, await world.Get<Pausing>().Pause(pair.Link, Side.A, await world.Admin(0)));
        world.North.Records(call, "разговор.mp3", Talk);
        await Swept(world);
        Assert.Empty(world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
        Assert.Equal(LinkAnswer.Done, (await world.Get<Pausing>().Resume(pair.Link, Side.A, await world.Admin(0))).Answer);
        await Swept(world);
        await Swept(world);
        Assert.Equal([FilePeople.Line("разговор.mp3", Talk)], world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
    }

    [Fact]
    public async Task Rule5_a_pair_that_a_person_ends_stops_the_files_that_are_on_their_way()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        world.North.Faults.Add(new Fault(FaultKind.HalfAnswer) { Method = "download", Times = 3 });
        world.North.Records(world.North.Calls(2, pair.North), "разговор.mp3", Talk);
        await world.AllIsQuiet(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM outbox WHERE kind = 'fillentry' AND settled_at = 0"));
        Assert.Equal(PairAnswer.Done, await world.Get<CardPairs>().End((await world.Portal(1)).Id, new MappingId(await world.Scalar("SELECT id FROM mapping WHERE kind = 'card'"))));
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        await Swept(world);
        Assert.Empty(world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
    }

    [Fact]
    public async Task An_edit_keeps_the_line_about_a_file_that_stays_and_the_files_that_stand()
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        var comment = north.RemarksWith(pair.North, "смотрите", ("счёт.pdf", Bill), ("run.exe", Bill));
        await world.AllIsQuiet();
        north.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = comment, ["fields"] = new JsonObject { ["COMMENT"] = "смотрите ещё раз" } });
        await world.AllIsQuiet();
        var remark = Assert.Single(south.Remarks(2, pair.South));
        Assert.Contains("смотрите ещё раз", remark, StringComparison.Ordinal);
        Assert.Contains("run.exe", remark, StringComparison.Ordinal);
        Assert.Equal([FilePeople.Line("счёт.pdf", Bill)], south.FilesRemarked(pair.South));
    }

    [Fact]
    public async Task Rule34_a_name_from_a_stranger_is_made_plain()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        world.North.Records(world.North.Calls(2, pair.North), "../../etc/разг\u202Eовор[b].mp3", Talk);
        await world.AllIsQuiet();
        Assert.Equal([FilePeople.Line("разговор_b_.mp3", Talk)], world.South.FilesOf(Assert.Single(world.South.Entries(2, pair.South))));
    }

    [Fact]
    public async Task While_a_file_that_stands_there_can_not_be_read_again_none_is_touched()
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        var call = north.Calls(2, pair.North);
        north.Records(call, "один.mp3", Talk);
        await world.AllIsQuiet();
        north.Faults.Add(new Fault(FaultKind.Junk) { Method = "download" });
        north.Records(call, "два.mp3", Plan);
        await Swept(world);
        var mirror = Assert.Single(south.Entries(2, pair.South));
        Assert.Equal([FilePeople.Line("один.mp3", Talk)], south.FilesOf(mirror));
        Assert.Contains("два.mp3", mirror.Description, StringComparison.Ordinal);

        foreach (var stayed in await world.Get<FileStore>().Refused((await world.Portal(0)).Id))
        {
            Assert.True(await world.Get<FileRetries>().Try((await world.Portal(0)).Id, stayed.Id));
        }

        await world.AllIsQuiet();
        Assert.Equal([FilePeople.Line("два.mp3", Plan), FilePeople.Line("один.mp3", Talk)], south.FilesOf(Assert.Single(south.Entries(2, pair.South))));
        Assert.DoesNotContain("не передан", south.Entries(2, pair.South)[0].Description, StringComparison.Ordinal);
    }

    private static Task Raise(World world, LinkId link, int megabytes) => Amend(world, link, half => half with { LargestFile = megabytes });

    private static async Task Amend(World world, LinkId link, Func<Half, Half> change)
    {
        var contract = (await world.Get<LinkBook>().Details(link))!.Link.Contract;
        Assert.Equal(LinkAnswer.WaitsForPartner, await world.Get<Halves>().Edit(link, Side.B, change(contract.B), contract.Number, await world.Admin(1), Consent.None));
        var proposal = Assert.Single((await world.Get<LinkBook>().Details(link))!.Proposals);
        Assert.Equal(LinkAnswer.Done, await world.Get<Halves>().Confirm(link, Side.A, proposal.Number, await world.Admin(0), Consent.None));
    }

    private static async Task Swept(World world)
    {
        world.Clock.Turn(TimeSpan.FromMinutes(6));
        await world.Now();
        await world.AllIsQuiet(TimeSpan.FromMinutes(2));
    }
}
