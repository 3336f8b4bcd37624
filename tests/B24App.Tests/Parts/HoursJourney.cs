using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan;
using B24App.Tests.Journeys;

namespace B24App.Tests.Parts;

public class HoursJourney
{
    private static string Olga(Pair pair) => $"{pair.South.Portal.Users[7].FullName} (Юг)";

    private static string Pyotr(Pair pair) => $"{pair.North.Portal.Users[5].FullName} (Север)";

    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.New)]
    [InlineData(Card.New, Card.Old)]
    [InlineData(Card.Old, Card.Old)]
    public async Task Hours_cross_both_ways_are_corrected_and_erased(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var his = pair.South.Works(7, pair.Mirror, 5400, "replaced the drum");
        var mine = pair.North.Works(5, pair.Task, 600, "told them");
        await pair.Swept();

        Assert.Equal([$"5400 {Olga(pair)}: replaced the drum", "600 told them"], pair.North.Hours(pair.Task).Order());
        Assert.Equal(["5400 replaced the drum", $"600 {Pyotr(pair)}: told them"], pair.South.Hours(pair.Mirror).Order());

        pair.South.Corrects(pair.Mirror, his, 7200, "replaced the drum and the fuser");
        pair.North.Erases(pair.Task, mine);
        await pair.Swept();

        Assert.Equal([$"7200 {Olga(pair)}: replaced the drum and the fuser"], pair.North.Hours(pair.Task));
        Assert.Equal(["7200 replaced the drum and the fuser"], pair.South.Hours(pair.Mirror));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule7_years_of_hours_that_begin_to_cross_hold_no_link()
    {
        await using var pair = await Pair.Filed();
        for (var i = 0; i < 650; i++)
        {
            pair.North.Works(5, pair.Task, 60 + i, $"part {i}");
        }

        await pair.Swept();
        pair.North.Edits(5, pair.Task, People.Fields(("TITLE", "Edited at once")));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(1));
        Assert.Equal(650, pair.South.Hours(pair.Mirror).Count);
        Assert.Equal("Edited at once", pair.South.Task(pair.Mirror).Text("title"));
    }

    [Fact]
    public async Task By_default_hours_of_the_provider_go_to_the_client_for_reading()
    {
        await using var pair = await Pair.Filed("support");
        pair.South.Works(7, pair.Mirror, 5400, "drum");
        pair.North.Works(5, pair.Task, 600, "inside only");
        await pair.Swept();
        Assert.Equal(["5400 drum"], pair.South.Hours(pair.Mirror));

        var copy = pair.North.Entries(pair.Task).Single(entry => entry.Seconds == 5400);
        pair.North.Corrects(pair.Task, copy.Id, 1, "less");
        await pair.Swept();

        Assert.Equal(["5400 drum"], pair.South.Hours(pair.Mirror));
        pair.North.Erases(pair.Task, copy.Id);
        await pair.Swept();
        Assert.Equal(["5400 drum"], pair.South.Hours(pair.Mirror));
        Assert.Equal(["600 inside only"], pair.North.Hours(pair.Task));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_correction_of_a_copy_goes_back_without_the_name()
    {
        await using var pair = await Pair.Filed();
        pair.South.Works(7, pair.Mirror, 5400, "drum");
        await pair.Swept();
        var copy = Assert.Single(pair.North.Entries(pair.Task));

        pair.North.Corrects(pair.Task, copy.Id, 3600, copy.Comment + " and paper");
        await pair.Swept();

        Assert.Equal(["3600 drum and paper"], pair.South.Hours(pair.Mirror));
        Assert.Equal([$"3600 {Olga(pair)}: drum and paper"], pair.North.Hours(pair.Task));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_day_of_the_work_crosses_also_where_a_portal_takes_none(bool takesDate)
    {
        await using var pair = await Pair.Filed();
        pair.North.Gets(switches => switches with { ElapsedTakesDate = takesDate });
        var day = pair.World.Clock.GetUtcNow().AddDays(-3);

        pair.South.Works(7, pair.Mirror, 5400, "drum", day);
        await pair.Swept();

        var entry = Assert.Single(pair.North.Entries(pair.Task));
        Assert.Equal($"{Olga(pair)}, {day:dd.MM.yyyy}: drum", entry.Comment);
        Assert.Equal(takesDate, entry.WorkedAt.ToUnixTimeSeconds() == day.ToUnixTimeSeconds());
        await pair.Swept();
        Assert.Single(pair.North.Entries(pair.Task));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Only_words_changed_is_found_though_no_sum_moves()
    {
        await using var pair = await Pair.Filed();
        var entry = pair.South.Works(7, pair.Mirror, 5400, "drum");
        await pair.Swept();

        pair.South.Corrects(pair.Mirror, entry, 5400, "drum and fuser");
        await pair.Swept();

        Assert.Equal([$"5400 {Olga(pair)}: drum and fuser"], pair.North.Hours(pair.Task));
    }

    [Fact]
    public async Task Rule1_both_corrected_the_word_of_who_entered_it_stays_and_the_other_is_told()
    {
        await using var pair = await Pair.Filed();
        var entry = pair.South.Works(7, pair.Mirror, 5400, "drum");
        await pair.Swept();
        var copy = Assert.Single(pair.North.Entries(pair.Task));

        pair.South.Corrects(pair.Mirror, entry, 7200, "drum");
        pair.North.Corrects(pair.Task, copy.Id, 60, copy.Comment);
        await pair.Swept();

        Assert.Equal(["7200 drum"], pair.South.Hours(pair.Mirror));
        Assert.Equal([$"7200 {Olga(pair)}: drum"], pair.North.Hours(pair.Task));
        Assert.Contains(pair.NotesAtNorth, note => note.Contains("0:01:00", StringComparison.Ordinal));
        await pair.IsSettled();
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Error)]
    [InlineData(FaultKind.Cut)]
    [InlineData(FaultKind.Late)]
    [InlineData(FaultKind.ErrorAfterWrite)]
    public async Task Rule15_hours_are_never_doubled_whatever_breaks(FaultKind kind)
    {
        await using var pair = await Pair.Filed();
        pair.North.Faults.Add(new Fault(kind) { Method = "task.elapseditem.add", Wait = TimeSpan.FromSeconds(40) });

        pair.South.Works(7, pair.Mirror, 5400, "drum");
        pair.South.Works(7, pair.Mirror, 5400, "drum");
        await pair.Swept();
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        await pair.Swept();

        Assert.Equal([$"5400 {Olga(pair)}: drum", $"5400 {Olga(pair)}: drum"], pair.North.Hours(pair.Task));
        Assert.Equal(2, pair.South.Hours(pair.Mirror).Count);
    }

    [Fact]
    public async Task Rule15_what_was_corrected_or_erased_while_its_answer_was_lost_is_followed()
    {
        await using var pair = await Pair.Filed();
        pair.North.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "task.elapseditem.add", Times = 2 });
        var one = pair.South.Works(7, pair.Mirror, 100, "one");
        var two = pair.South.Works(7, pair.Mirror, 200, "two");
        pair.World.Clock.Turn(TimeSpan.FromMinutes(6));
        await pair.World.SweepNow();
        await pair.Soon();
        pair.South.Corrects(pair.Mirror, one, 111, "one and more");
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(10));
        pair.South.Erases(pair.Mirror, two);
        await pair.Swept();
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(10));

        Assert.Equal([$"111 {Olga(pair)}: one and more"], pair.North.Hours(pair.Task));
    }

    [Fact]
    public async Task Hours_of_the_relay_accounts_owner_cross_and_ours_do_not_come_back()
    {
        await using var pair = await Pair.Filed();
        pair.South.Works(1, pair.Mirror, 60, "Fix (urgent): restart");
        await pair.Swept();
        await pair.Swept();

        var name = pair.South.Portal.Users[1].FullName;
        Assert.Equal([$"60 {name} (Юг): Fix (urgent): restart"], pair.North.Hours(pair.Task));
        Assert.Equal(["60 Fix (urgent): restart"], pair.South.Hours(pair.Mirror));
    }

    [Fact]
    public async Task Rule22_a_task_that_is_hidden_loses_no_hours_on_the_other_side()
    {
        await using var pair = await Pair.Filed();
        pair.South.Works(7, pair.Mirror, 5400, "drum");
        await pair.Swept();

        lock (pair.South.Portal.Gate)
        {
            pair.South.Portal.Users[1].IsAdmin = false;
            var mirror = pair.South.Portal.State<EmulatedPortal.Tasks.TaskBoard>().Tasks[pair.Mirror];
            (mirror.CreatedBy, mirror.ResponsibleId, mirror.GroupId) = (7, 7, 0);
        }

        pair.North.Works(5, pair.Task, 60, "more");
        await pair.Swept();

        Assert.Contains($"5400 {Olga(pair)}: drum", pair.North.Hours(pair.Task));
    }

    [Fact]
    public async Task Without_the_word_of_the_contract_no_hour_leaves_and_nobody_is_asked()
    {
        await using var pair = await Pair.Filed(changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Elapsed), TakesFields = half.TakesFields.Remove(Field.Elapsed) });
        pair.South.Works(7, pair.Mirror, 5400, "drum");
        pair.North.Works(5, pair.Task, 60, "more");
        await pair.Swept();

        Assert.Single(pair.North.Hours(pair.Task));
        Assert.Single(pair.South.Hours(pair.Mirror));
        Assert.Equal(0, pair.North.Calls("task.elapseditem.getlist") + pair.South.Calls("task.elapseditem.getlist"));
    }

    [Fact]
    public async Task Rule27_a_portal_that_leaves_for_good_takes_the_rows_with_it()
    {
        await using var pair = await Pair.Filed();
        pair.South.Works(7, pair.Mirror, 5400, "drum");
        await pair.Swept();
        Assert.Equal(1, await pair.World.Scalar("SELECT count(*) FROM sub_item WHERE kind = 'time'"));
        var north = (await pair.World.Portal(0)).Id;

        await pair.World.Get<Store.Database>().Write(connection => B24App.Portals.Farewell.Everything(connection, north));

        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM sub_item"));
        Assert.Equal(0, await pair.World.Scalar($"SELECT count(*) FROM part_sheet WHERE portal_id = {north.Value}"));
    }

    [Fact]
    public async Task The_drift_report_sees_hours_that_did_not_cross_and_its_repair_sends_them()
    {
        await using var pair = await Pair.Filed();
        pair.South.Works(7, pair.Mirror, 5400, "drum");
        var report = pair.World.Get<B24App.Drift.DriftReport>();
        var link = new Store.LinkId(1);

        var run = await report.Compare(link, CancellationToken.None);
        Assert.Equal(1, run!.Different);
        Assert.Equal("Elapsed", Assert.Single(await report.Of((await pair.World.Portal(0)).Id, link)).Field);

        await report.Repair(link, await pair.World.Admin(0));
        await pair.Quiet();

        Assert.Equal([$"5400 {Olga(pair)}: drum"], pair.North.Hours(pair.Task));
        Assert.Equal(0, (await report.Compare(link, CancellationToken.None))!.Different);
    }
}
