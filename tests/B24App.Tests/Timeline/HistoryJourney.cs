using B24App.Backfill;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Store;
using B24App.Tests.Carry;
using B24App.Tests.Files;
using B24App.Tests.Journeys;
using B24App.Timeline;
using Half = B24App.Links.Half;

namespace B24App.Tests.Timeline;

/// <summary>What stood in a card before it was paired crosses when a person asks for it, once, after he saw what it is.</summary>
public sealed class HistoryJourney
{
    [Fact]
    public async Task A_preview_counts_the_facts_and_only_lists_the_partners_card()
    {
        await using var past = await Given(calls: 3, remarks: 4, letters: 2, changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Letters) });
        var before = past.World.Requests(1);
        var view = await past.Previewed();
        Assert.Equal(RunState.Ready, view.Run.State);
        Assert.Equal(
            [(EntryKind.Comment, ItemState.Waits, "", 4), (EntryKind.Call, ItemState.Waits, "", 3), (EntryKind.Letter, ItemState.Stays, nameof(Reason.EntryNotInContract), 2)],
            view.Counts.Select(count => (count.Kind, count.State, count.Reason, count.Entries)));
        Assert.Equal(1 + 7, view.Requests);
        Assert.Equal(before + 1, past.World.Requests(1)); // what stands there already is no matter for a second copy
        Assert.Empty(past.World.South.Entries(2, past.South));
        Assert.Empty(past.World.South.Remarks(2, past.South));
    }

    [Fact]
    public async Task Where_nothing_would_cross_the_partner_is_asked_nothing()
    {
        await using var past = await Given(calls: 0, remarks: 0, letters: 2, changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Letters) });
        var before = past.World.Requests(1);
        var view = await past.Previewed();
        Assert.Equal((RunState.Ready, 2), (view.Run.State, view.Counts.Sum(count => count.Entries)));
        Assert.Equal(before, past.World.Requests(1));
    }

    [Fact]
    public async Task Files_are_counted_before_and_come_along()
    {
        var (talk, bill) = (FilePeople.Bytes(50_000, 1), FilePeople.Bytes(2_000, 2));
        await using var past = await Given(calls: 1, remarks: 1, letters: 1, changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Letters) }, before: (north, deal) =>
        {
            foreach (var entry in north.Entries(2, deal))
            {
                north.Records(entry.Id, "talk.mp3", talk); // of the letter too, which stays
            }

            north.RemarksWith(deal, "с файлами", ("a.pdf", bill), ("b.pdf", bill));
        });
        var view = await past.Previewed();
        Assert.Equal((3, 1 + 3 + 2 + (2 * 3)), (view.Counts.Sum(count => count.Files), view.Requests));
        Assert.DoesNotContain(past.World.North.Requests.Lines, line => line.Method == "download");
        await past.Does((acts, run, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal([FilePeople.Line("talk.mp3", talk)], past.World.South.FilesOf(Assert.Single(past.World.South.Entries(2, past.South))));
        Assert.Equal([FilePeople.Line("a.pdf", bill), FilePeople.Line("b.pdf", bill)], past.World.South.FilesRemarked(past.South));
        Assert.All((await past.View())!.Counts, count => Assert.True(count.State is ItemState.Done or ItemState.Stays));
    }

    [Fact]
    public async Task It_crosses_once_in_the_order_it_was_written_beside_live_work()
    {
        await using var past = await Given(calls: 2, remarks: 5, letters: 1);
        var world = past.World;
        await past.Previewed();
        await past.Does((acts, run, by) => acts.Start(run, by));
        world.North.Remarks(2, past.North, "новое");
        await world.AllIsQuiet();
        var view = (await past.View())!;
        Assert.Equal(RunState.Done, view.Run.State);
        Assert.All(view.Counts, count => Assert.Equal(ItemState.Done, count.State));
        Assert.Equal(8, view.Counts.Sum(count => count.Entries));
        Assert.Equal(3, world.South.Entries(2, past.South).Count);
        Assert.Empty(world.South.SentLetters());
        var remarks = world.South.Remarks(2, past.South).Select(text => text.Split('\n')[^1]).Where(text => text != "новое").ToList();
        Assert.Equal(["запись 0", "запись 1", "запись 2", "запись 3", "запись 4"], remarks);
        Assert.Equal(6, world.South.Remarks(2, past.South).Count);

        // Once more finds nothing to do; nothing of it comes back.
        view = await past.Previewed();
        Assert.All(view.Counts, count => Assert.Equal((ItemState.Stays, nameof(Reason.EntryMirrored)), (count.State, count.Reason)));
        Assert.Equal((3, 6), (world.North.Entries(2, past.North).Count, world.North.Remarks(2, past.North).Count));
    }

    [Fact]
    public async Task A_run_that_is_killed_twice_doubles_nothing()
    {
        await using var past = await Given(calls: 20, remarks: 30, letters: 5);
        var world = past.World;
        await past.Previewed();
        await past.Does((acts, run, by) => acts.Start(run, by));
        foreach (var method in new[] { "crm.activity.add", "crm.timeline.comment.add" })
        {
            world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = method });
            await world.AllIsQuiet(TimeSpan.FromSeconds(3));
            await world.Restart();
        }

        await world.AllIsQuiet(TimeSpan.FromHours(1));
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        Assert.Equal(RunState.Done, (await past.View())!.Run.State);
        Assert.Equal(25, world.South.Entries(2, past.South).Count);
        Assert.Equal(30, world.South.Remarks(2, past.South).Select(text => text.Split('\n')[^1]).Distinct().Count());
        Assert.Equal(30, world.South.Remarks(2, past.South).Count);
        Assert.Equal((25, 30), (world.North.Entries(2, past.North).Count, world.North.Remarks(2, past.North).Count));
        Assert.Empty(world.South.SentLetters());
    }

    [Fact]
    public async Task A_long_history_is_read_by_pages_and_killed_reading_begins_where_it_stood()
    {
        await using var past = await Given(calls: 120, remarks: 130, letters: 0);
        var world = past.World;
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Preview(past.Pair, await world.Admin(0)));
        await world.Restart();
        await world.AllIsQuiet();
        var view = (await past.View())!;
        Assert.Equal((RunState.Ready, 250), (view.Run.State, view.Counts.Sum(count => count.Entries)));
    }

    [Fact]
    public async Task Rule5_only_the_own_side_sends_its_history_and_only_under_the_contract_it_was_counted_under()
    {
        await using var past = await Given(calls: 1, remarks: 1, letters: 0);
        var world = past.World;
        var run = (await past.Previewed()).Run.Id;
        var acts = world.Get<BackfillActs>();
        Assert.Equal(LinkAnswer.NotFound, await acts.Start(run, await world.Admin(1)));
        Assert.Null(await world.Get<HistoryDesk>().View(past.Pair, (await world.Portal(1)).Id));
        Assert.Equal(LinkAnswer.WrongState, await acts.Undo(run, await world.Admin(0)));

        var contract = (await world.Get<LinkBook>().Find(past.Link))!.Contract;
        var narrower = contract.A with { SendsFields = contract.A.SendsFields.Remove(Field.Calls) };
        Assert.Equal(LinkAnswer.Done, await world.Get<Halves>().Edit(past.Link, Side.A, narrower, contract.Number, await world.Admin(0), Consent.None));
        Assert.Equal(LinkAnswer.Stale, await acts.Start(run, await world.Admin(0)));
        await world.AllIsQuiet();
        Assert.Empty(world.South.Remarks(2, past.South));
    }

    [Fact]
    public async Task It_pauses_goes_on_and_ends_with_its_pair()
    {
        await using var past = await Given(calls: 0, remarks: 8, letters: 0);
        var world = past.World;
        await past.Previewed();
        await past.Does((acts, run, by) => acts.Start(run, by));
        await past.Does((acts, run, by) => acts.Pause(run, by));
        await world.AllIsQuiet();
        var crossed = world.South.Remarks(2, past.South).Count;
        Assert.Equal(RunState.Paused, (await past.View())!.Run.State);
        await past.Does((acts, run, by) => acts.Resume(run, by));
        await world.AllIsQuiet();
        Assert.True(crossed <= 8);
        Assert.Equal(8, world.South.Remarks(2, past.South).Count);

        await past.Previewed();
        Assert.Equal(PairAnswer.Done, await world.Get<CardPairs>().End((await world.Portal(1)).Id, past.Pair));
        Assert.Equal(LinkAnswer.NotFound, await world.Get<HistoryDesk>().Preview(past.Pair, await world.Admin(0)));
    }

    [Fact]
    public async Task What_the_partner_refused_can_be_tried_again()
    {
        await using var past = await Given(calls: 2, remarks: 0, letters: 0);
        var world = past.World;
        world.South.Faults.Add(new Fault(FaultKind.Error) { Method = "crm.activity.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 400 });
        await past.Previewed();
        await past.Does((acts, run, by) => acts.Start(run, by));
        await world.AllIsQuiet();
        Assert.Equal(1, (await past.View())!.Counts.Where(count => count.State == ItemState.Failed).Sum(count => count.Entries));
        await past.Does((acts, run, by) => acts.Repeat(run, by));
        await world.AllIsQuiet();
        Assert.All((await past.View())!.Counts, count => Assert.Equal(ItemState.Done, count.State));
        Assert.Equal(2, world.South.Entries(2, past.South).Count);
    }

    internal static async Task<OldPair> Given(int calls, int remarks, int letters, Func<Half, Half>? changeA = null, Action<PortalHost, long>? before = null, Func<Half, Half>? changeB = null, Action<World, long, long>? copied = null)
    {
        var world = await World.Start(Card.New, Card.New);
        var link = await world.Link(0, 12, 1, 40, changeA: half => (changeA ?? (known => known))(TimelineWorld.All(half)), changeB: half => (changeB ?? (known => known))(TimelineWorld.All(half)));
        var (north, south) = (world.North.Deal("Старая сделка"), world.South.Deal("Их сделка"));
        for (var i = 0; i < remarks; i++)
        {
            world.North.Remarks(2, north, $"запись {i}");
            world.Clock.Turn(TimeSpan.FromSeconds(2));
        }

        for (var i = 0; i < calls; i++)
        {
            world.North.Calls(2, north);
        }

        for (var i = 0; i < letters; i++)
        {
            world.North.Writes(north, $"Письмо {i}", "<p>текст</p>");
        }

        before?.Invoke(world.North, north);
        copied?.Invoke(world, north, south);
        var theirs = world.South.Remarks(2, south).Count;
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(1));
        var pair = await TimelineWorld.Pair(world, link, north, south);
        await world.AllIsQuiet();
        Assert.Equal(theirs, world.South.Remarks(2, south).Count);
        return new OldPair(world, link, pair, north, south);
    }
}

/// <summary>A pair of deals of which one has a history.</summary>
internal sealed record OldPair(World World, LinkId Link, MappingId Pair, long North, long South) : IAsyncDisposable
{
    public async Task<HistoryView?> View() => await World.Get<HistoryDesk>().View(Pair, (await World.Portal(0)).Id);

    public async Task<HistoryView> Previewed()
    {
        Assert.Equal(LinkAnswer.Done, await World.Get<HistoryDesk>().Preview(Pair, await World.Admin(0)));
        await World.AllIsQuiet();
        return (await View())!;
    }

    public async Task Does(Func<BackfillActs, long, Admin, Task<LinkAnswer>> act)
    {
        var by = await World.Admin(0);
        Assert.Equal(LinkAnswer.Done, await World.Get<HistoryDesk>().On(Pair, by, (run, admin) => act(World.Get<BackfillActs>(), run, admin)));
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
