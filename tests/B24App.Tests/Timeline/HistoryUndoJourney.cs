using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Backfill;
using B24App.DeadLetters;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Hosting;
using B24App.Links;
using B24App.Plan;
using B24App.Tests.Carry;
using B24App.Tests.Files;
using B24App.Timeline;
using CrmKey = B24App.EmulatedPortal.Crm.CrmKey;
using Half = B24App.Links.Half;

namespace B24App.Tests.Timeline;

/// <summary>Taking a run over the history of a pair back: what it brought and nobody touched goes, the rest stays and is named.</summary>
public sealed class HistoryUndoJourney
{
    private static readonly Func<Half, Half> Removes = half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror };

    [Fact]
    public async Task The_receiving_portal_removes_what_nobody_has_worked_on()
    {
        await using var past = await Sent(calls: 4, remarks: 5, letters: 1, before: (north, deal) => north.Plans(deal, "Перезвонить"));
        var (north, south) = (past.World.North, past.World.South);
        var own = north.Comments(past.North);
        var (remarks, calls) = (south.Comments(past.South), south.Entries(2, past.South).Where(entry => entry.TypeId == 2).ToList());
        south.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = remarks[0].Id, ["fields"] = new JsonObject { ["COMMENT"] = remarks[0].Text + " и ещё" } });
        south.Notes(past.South, remarks[1].Id, isActivity: false, "Это важно");
        south.Call(7, "crm.activity.update", new JsonObject { ["id"] = calls[0].Id, ["fields"] = new JsonObject { ["SUBJECT"] = "Важный звонок" } });
        south.Notes(past.South, calls[1].Id, isActivity: true, "Спросить ещё раз");
        south.Call(7, "crm.activity.todo.updateResponsibleUser", new JsonObject
        {
            ["id"] = south.Entries(2, past.South).Single(entry => entry.ProviderId == "CRM_TODO").Id,
            ["ownerTypeId"] = 2,
            ["ownerId"] = past.South,
            ["value"] = 7,
        });
        south.Remarks(2, past.South, "их слова", 7);
        north.Remarks(2, past.North, "новое");
        await past.World.AllIsQuiet();

        Assert.Equal(LinkAnswer.Done, await past.World.Get<HistoryDesk>().UndoTheirs(past.Pair, await past.World.Admin(1)));
        await past.World.AllIsQuiet();
        var view = (await past.View())!;
        Assert.Equal(RunState.Undone, view.Run.State);
        Assert.Equal((6, 5), (past.Count(view, ItemState.Removed), past.Count(view, ItemState.Marked, Reason.MirrorWorkedOn)));
        Assert.Equal([$"k{own[0].Id}", $"k{own[1].Id}"], view.Stayed.Select(entry => entry.Item).Where(item => item[0] == 'k'));
        Assert.Equal(5, view.Stayed.Count);
        Assert.Equal([remarks[0].Id, remarks[1].Id], south.Comments(past.South).Where(comment => comment.Text.Contains("запись", StringComparison.Ordinal)).Select(comment => comment.Id));
        Assert.Equal(["Важный звонок", "Звонок", "Перезвонить"], south.Entries(2, past.South).Select(entry => entry.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(2, south.Comments(past.South).Count(comment => comment.Text == "их слова" || comment.Text.EndsWith("новое", StringComparison.Ordinal)));
        Assert.Equal((6, 7), (north.Entries(2, past.North).Count, north.Remarks(2, past.North).Count));

        // What was removed may be sent again, once; what stayed is never doubled.
        view = await past.Previewed();
        Assert.Equal(6, past.Count(view, ItemState.Waits));
        await past.Does((acts, run, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal((6, 5 + 2), (south.Entries(2, past.South).Count, south.Comments(past.South).Count));
        Assert.Empty(south.SentLetters());
    }

    [Fact]
    public async Task Nobody_deletes_in_a_portal_that_is_not_his_but_that_portal_may_afterwards()
    {
        await using var past = await Sent(calls: 2, remarks: 2, letters: 1);
        var (world, south) = (past.World, past.World.South);
        var asked = world.Requests(1);
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        await world.AllIsQuiet(TimeSpan.FromSeconds(30));
        var view = (await past.View())!;
        Assert.Equal((RunState.Undone, 5), (view.Run.State, past.Count(view, ItemState.Marked, Reason.RemovalNotAgreed)));
        Assert.Equal(asked, world.Requests(1));
        Assert.Equal((3, 2), (south.Entries(2, past.South).Count, south.Remarks(2, past.South).Count));
        Assert.Equal(LinkAnswer.NotFound, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));

        // It is mirrored no more, and a further run does not double it.
        world.North.Rewords(past.North, 0, "другие слова");
        await world.AllIsQuiet();
        Assert.DoesNotContain(south.Remarks(2, past.South), text => text.Contains("другие слова", StringComparison.Ordinal));
        view = await past.Previewed();
        Assert.Equal(5, past.Count(view, ItemState.Stays, Reason.EntryMirrored));

        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().UndoTheirs(past.Pair, await world.Admin(1)));
        await world.AllIsQuiet();
        Assert.Empty(south.Entries(2, past.South));
        Assert.Empty(south.Remarks(2, past.South));
        await past.AllCrossOnce(entries: 3, remarks: 2);
    }

    [Fact]
    public async Task What_was_taken_back_comes_again_only_by_another_run()
    {
        await using var past = await Given(calls: 1, remarks: 2, letters: 1, before: (north, deal) => north.Plans(deal, "Перезвонить"));
        var (world, north, south) = (past.World, past.World.North, past.World.South);
        north.Events.Faults = new EventFaults { Lose = 1 };
        north.Remarks(2, past.North, "без события"); // younger than the pair, and only the run has seen it
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Preview(past.Pair, await world.Admin(0)));
        await world.AllIsQuiet(TimeSpan.FromSeconds(20));
        await past.Does((acts, run, by) => acts.Start(run, by));
        await world.AllIsQuiet(TimeSpan.FromSeconds(40));
        Assert.Equal(6, past.Count((await past.View())!, ItemState.Done));

        // Live work goes on with what the run brought: that is ours as well.
        north.Rewords(past.North, 0, "исправлено");
        var todo = north.Entries(2, past.North).Single(entry => entry.ProviderId == "CRM_TODO").Id;
        north.Call(1, "crm.activity.update", new JsonObject { ["id"] = todo, ["fields"] = new JsonObject { ["SUBJECT"] = "Позвонить", ["COMPLETED"] = "Y" } });
        await world.AllIsQuiet();
        Assert.Contains(south.Remarks(2, past.South), text => text.EndsWith("исправлено", StringComparison.Ordinal));
        Assert.Contains(south.Entries(2, past.South), entry => entry is { Subject: "Позвонить", IsCompleted: true });

        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        await world.AllIsQuiet();
        Assert.Equal((RunState.Undone, 6), ((await past.View())!.Run.State, past.Count((await past.View())!, ItemState.Removed)));
        Assert.Empty(south.Entries(2, past.South));
        Assert.Empty(south.Remarks(2, past.South));

        // Neither an edit nor the sweeps of two days bring it back.
        north.Rewords(past.North, 1, "ещё раз");
        north.Rewords(past.North, 2, "и это");
        for (var day = 0; day < 2; day++)
        {
            world.Clock.Turn(TimeSpan.FromDays(1));
            await world.AllIsQuiet();
        }

        Assert.Empty(south.Entries(2, past.South));
        Assert.Empty(south.Remarks(2, past.South));
        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM skip WHERE reason = 'TakenBack' AND item LIKE 'k%'"));
        await past.AllCrossOnce(entries: 3, remarks: 3);
    }

    [Fact]
    public async Task An_undo_that_is_killed_twice_ends_the_same()
    {
        await using var past = await Sent(calls: 12, remarks: 14, letters: 3, changeB: Removes);
        var (world, south) = (past.World, past.World.South);
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        foreach (var method in new[] { "crm.timeline.comment.delete", "crm.activity.delete" })
        {
            south.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = method });
            await world.AllIsQuiet(TimeSpan.FromSeconds(3));
            Assert.Equal(RunState.Undoing, (await past.View())!.Run.State);
            await world.Restart();
        }

        await world.AllIsQuiet(TimeSpan.FromHours(1));
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        var view = (await past.View())!;
        Assert.Equal((RunState.Undone, 29), (view.Run.State, past.Count(view, ItemState.Removed)));
        Assert.Empty(south.Entries(2, past.South));
        Assert.Empty(south.Remarks(2, past.South));
        Assert.Equal((15, 14), (world.North.Entries(2, past.North).Count, world.North.Remarks(2, past.North).Count));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry' AND state <> 'ended'"));
        await past.AllCrossOnce(entries: 15, remarks: 14);
        Assert.Empty(south.SentLetters());
    }

    [Fact]
    public async Task Files_go_with_what_they_came_with_and_one_that_joined_it_holds_it()
    {
        var bytes = FilePeople.Bytes(2_000, 3);
        await using var past = await Sent(calls: 2, remarks: 0, letters: 0, changeB: Removes, before: (north, deal) =>
        {
            foreach (var call in north.Entries(2, deal))
            {
                north.Records(call.Id, "talk.mp3", bytes);
            }

            north.RemarksWith(deal, "с файлом", ("a.pdf", bytes));
        });
        var (world, south) = (past.World, past.World.South);
        Assert.All(south.Entries(2, past.South), call => Assert.Single(call.Files));
        var held = south.Entries(2, past.South)[0].Id;
        south.Records(held, "their.mp3", FilePeople.Bytes(900, 4), user: 7);
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        await world.AllIsQuiet();
        Assert.Equal([held], south.Entries(2, past.South).Select(entry => entry.Id));
        Assert.Empty(south.Remarks(2, past.South));
        await past.AllCrossOnce(entries: 2, remarks: 1);
        Assert.Single(south.FilesRemarked(past.South));
    }

    [Fact]
    public async Task A_run_that_stands_still_is_taken_back_with_what_it_had_not_sent()
    {
        await using var past = await Given(calls: 0, remarks: 60, letters: 0, changeB: Removes);
        var (world, south) = (past.World, past.World.South);
        await past.Previewed();
        await past.Does((acts, run, by) => acts.Start(run, by));
        await world.AllIsQuiet(TimeSpan.FromSeconds(4));
        await past.Does((acts, run, by) => acts.Pause(run, by));
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        var view = (await past.View())!;
        Assert.Equal(RunState.Undone, view.Run.State);
        Assert.Empty(south.Remarks(2, past.South));
        Assert.Equal(60, past.Count(view, ItemState.Removed) + past.Count(view, ItemState.Stays));
        Assert.True(past.Count(view, ItemState.Stays) > 0 && past.Count(view, ItemState.Removed) > 0);
        await past.AllCrossOnce(entries: 0, remarks: 60);
    }

    [Fact]
    public async Task What_the_portal_refuses_to_remove_stays_and_can_be_tried_again()
    {
        await using var past = await Sent(calls: 2, remarks: 0, letters: 0, changeB: Removes);
        var (world, south) = (past.World, past.World.South);
        south.Faults.Add(new Fault(FaultKind.Error) { Method = "crm.activity.delete", Code = "ACCESS_DENIED", Description = "Access denied", Status = 400 });
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        await world.AllIsQuiet();
        var view = (await past.View())!;
        Assert.Equal((RunState.Undone, 1, 1), (view.Run.State, past.Count(view, ItemState.Removed), past.Count(view, ItemState.Marked, Reason.WriteRefused)));
        Assert.Single(south.Entries(2, past.South));

        var parked = await world.Scalar("SELECT id FROM outbox WHERE state = 'parked'");
        await world.Get<Replay>().Anew([new(parked)], (await world.Portal(0)).Id, "test");
        await world.AllIsQuiet();
        view = (await past.View())!;
        Assert.Equal((RunState.Undone, 2), (view.Run.State, past.Count(view, ItemState.Removed)));
        Assert.Empty(south.Entries(2, past.South));
    }

    [Fact]
    public async Task Rule5_and_22_only_the_two_sides_act_and_a_mirror_that_is_gone_is_not_made_anew()
    {
        await using var past = await Given(calls: 1, remarks: 2, letters: 0, changeB: Removes);
        var (world, south, desk) = (past.World, past.World.South, past.World.Get<HistoryDesk>());
        var run = (await past.Previewed()).Run.Id;
        Assert.Equal(LinkAnswer.NotFound, await desk.Undo(past.Pair, await world.Admin(0)));
        Assert.Equal(LinkAnswer.WrongState, await world.Get<BackfillActs>().Undo(run, await world.Admin(0)));
        Assert.Null(await desk.Theirs(past.Pair, (await world.Portal(1)).Id));
        await past.Does((acts, number, by) => acts.Start(number, by));
        await world.AllIsQuiet();
        Assert.Equal((3, true), (await desk.Theirs(past.Pair, (await world.Portal(1)).Id) is { } theirs ? (theirs.Mirrors, theirs.MayUndo) : default));
        Assert.Null(await desk.Theirs(past.Pair, (await world.Portal(0)).Id));
        Assert.Null(await desk.View(past.Pair, (await world.Portal(1)).Id));

        south.Call(1, "crm.timeline.comment.delete", new JsonObject { ["id"] = south.Comments(past.South)[0].Id });
        await world.AllIsQuiet();
        Assert.Equal(LinkAnswer.Done, await desk.Undo(past.Pair, await world.Admin(0)));
        Assert.Equal(LinkAnswer.NotFound, await desk.Undo(past.Pair, await world.Admin(0))); // pressed twice, done once
        await world.AllIsQuiet();
        Assert.Equal(3, past.Count((await past.View())!, ItemState.Removed));
        var view = await past.Previewed();
        Assert.Equal((2, 1), (past.Count(view, ItemState.Waits), past.Count(view, ItemState.Stays, Reason.EntryMirrored)));
        Assert.False(view.MayUndo);
    }

    [Fact]
    public async Task It_waits_for_its_link_and_plans_anew_under_another_contract()
    {
        await using var past = await Sent(calls: 0, remarks: 6, letters: 0, changeB: Removes);
        var (world, south) = (past.World, past.World.South);
        Assert.Equal(LinkAnswer.Done, await world.Get<Pausing>().Pause(past.Link, Side.A, await world.Admin(0)));
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        await world.AllIsQuiet();
        Assert.Equal((RunState.Undoing, nameof(Reason.LinkPaused)), ((await past.View())!.Run.State, (await past.View())!.Run.Reason));
        Assert.Equal(6, south.Remarks(2, past.South).Count);
        Assert.Equal(LinkAnswer.Done, (await world.Get<Pausing>().Resume(past.Link, Side.A, await world.Admin(0))).Answer);
        await world.AllIsQuiet(TimeSpan.FromSeconds(2));

        // The partner no longer agrees to removals: what has not left by then stays.
        var contract = (await world.Get<LinkBook>().Find(past.Link))!.Contract;
        Assert.Equal(LinkAnswer.Done, await world.Get<Halves>().Edit(past.Link, Side.B, contract.B with { OnPartnerDelete = DeletePolicy.MarkAndKeep }, contract.Number, await world.Admin(1), Consent.None));
        await world.AllIsQuiet(TimeSpan.FromHours(1));
        var view = (await past.View())!;
        Assert.Equal(RunState.Undone, view.Run.State);
        Assert.Equal(6, past.Count(view, ItemState.Removed) + past.Count(view, ItemState.Marked, Reason.RemovalNotAgreed));
        Assert.Equal(past.Count(view, ItemState.Marked), south.Remarks(2, past.South).Count);
        Assert.True(past.Count(view, ItemState.Marked) > 0);
    }

    [Fact]
    public async Task It_ends_with_its_pair()
    {
        await using var past = await Sent(calls: 0, remarks: 3, letters: 0, changeB: Removes);
        var world = past.World;
        Assert.Equal(LinkAnswer.Done, await world.Get<HistoryDesk>().Undo(past.Pair, await world.Admin(0)));
        Assert.Equal(PairAnswer.Done, await world.Get<CardPairs>().End((await world.Portal(0)).Id, past.Pair));
        await world.AllIsQuiet();
        Assert.Equal(RunState.Cancelled, (await past.View())!.Run.State);
        Assert.Equal(3, world.South.Remarks(2, past.South).Count);
    }

    private static Task<OldPair> Given(int calls, int remarks, int letters, Func<Half, Half>? changeB = null, Action<PortalHost, long>? before = null) =>
        HistoryJourney.Given(calls, remarks, letters, before: before, changeB: changeB ?? Removes);

    private static async Task<OldPair> Sent(int calls, int remarks, int letters, Func<Half, Half>? changeB = null, Action<PortalHost, long>? before = null)
    {
        var past = await HistoryJourney.Given(calls, remarks, letters, before: before, changeB: changeB);
        await past.Previewed();
        await past.Does((acts, run, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        Assert.All((await past.View())!.Counts, count => Assert.Equal(ItemState.Done, count.State));
        return past;
    }
}

/// <summary>What people do with entries that a run brought, and how far it is taken back.</summary>
internal static class UndoPeople
{
    public static int Count(this OldPair past, HistoryView view, ItemState state, Reason? why = null)
    {
        _ = past;
        return view.Counts.Where(count => count.State == state && (why is null || count.Reason == why.ToString())).Sum(count => count.Entries);
    }

    /// <summary>Another run sends what was taken back, each entry once.</summary>
    public static async Task AllCrossOnce(this OldPair past, int entries, int remarks)
    {
        await past.Previewed();
        await past.Does((acts, run, by) => acts.Start(run, by));
        await past.World.AllIsQuiet(TimeSpan.FromHours(1));
        Assert.Equal(RunState.Done, (await past.View())!.Run.State);
        Assert.Equal((entries, remarks), (past.World.South.Entries(2, past.South).Count, past.World.South.Remarks(2, past.South).Count));
        Assert.Equal(remarks, past.World.South.Remarks(2, past.South).Select(text => text.Split('\n')[^1]).Distinct().Count());
    }

    public static IReadOnlyList<TimelineComment> Comments(this PortalHost host, long deal)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().CommentsOf(new CrmKey(2, deal))];
        }
    }

    /// <summary>The author of a comment changes it.</summary>
    public static void Rewords(this PortalHost host, long deal, int index, string text) =>
        host.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = host.Comments(deal)[index].Id, ["fields"] = new JsonObject { ["COMMENT"] = text } });

    /// <summary>Somebody pins a note to an entry.</summary>
    public static void Notes(this PortalHost host, long deal, long id, bool isActivity, string text) => host.Call(7, "crm.timeline.note.save", new JsonObject
    {
        ["ownerTypeId"] = 2,
        ["ownerId"] = deal,
        ["itemType"] = isActivity ? 2 : 1,
        ["itemId"] = id,
        ["text"] = text,
    });

    public static void Plans(this PortalHost host, long deal, string title) => host.Call(5, "crm.activity.todo.add", new JsonObject
    {
        ["ownerTypeId"] = 2,
        ["ownerId"] = deal,
        ["title"] = title,
        ["deadline"] = host.Portal.Clock.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
    });
}
