using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.Links;
using B24App.Plan;
using B24App.Tests.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Timeline;

/// <summary>Edits and deletions of which no event comes: the sweep reads them off what it reads anyway.</summary>
public sealed class LostEventsJourney
{
    [Fact]
    public async Task Rule30_an_edited_comment_and_deleted_entries_are_found_without_an_event()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror });
        var world = pair.World;
        world.EventsAreLost();
        var (kept, gone) = (world.North.Remarks(2, pair.North, "перезвонить"), world.North.Remarks(2, pair.North, "лишнее"));
        var (call, wrong) = (world.North.Calls(2, pair.North), world.North.Calls(2, pair.North));
        await Swept(world);
        Assert.Equal((2, 2), (world.South.Entries(2, pair.South).Count, world.South.Remarks(2, pair.South).Count));

        world.North.Call(5, "crm.timeline.comment.update", new JsonObject { ["id"] = kept, ["fields"] = new JsonObject { ["COMMENT"] = "не звонить" } });
        world.North.Call(1, "crm.timeline.comment.delete", new JsonObject { ["id"] = gone });
        world.North.Call(1, "crm.activity.delete", new JsonObject { ["id"] = wrong });
        await Swept(world);
        Assert.EndsWith("не звонить", Assert.Single(world.South.Remarks(2, pair.South)), StringComparison.Ordinal);
        Assert.Single(world.South.Entries(2, pair.South));
        Assert.Equal(1, await world.Scalar($"SELECT count(*) FROM mapping_side WHERE item = 'a{call}'"));

        // Nothing is told twice, and nothing comes back.
        var writes = world.Requests(1);
        await Swept(world);
        await Swept(world);
        Assert.EndsWith("не звонить", Assert.Single(world.South.Remarks(2, pair.South)), StringComparison.Ordinal);
        Assert.Equal((1, 1), (world.North.Entries(2, pair.North).Count, world.North.Remarks(2, pair.North).Count));
        Assert.InRange(world.Requests(1) - writes, 0, 2); // its own sweeps, and not a write
    }

    [Fact]
    public async Task Rule29_a_sweep_is_one_request_and_a_suspicion_one_look()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        world.EventsAreLost();
        var remark = world.North.Remarks(2, pair.North, "перезвонить");
        world.North.Calls(2, pair.North);
        await Swept(world);
        await Swept(world);

        var before = world.Requests(0);
        await Swept(world);
        Assert.Equal(1, world.Requests(0) - before);

        world.North.Call(1, "crm.timeline.comment.delete", new JsonObject { ["id"] = remark });
        before = world.Requests(0);
        await Swept(world);
        await Swept(world);
        Assert.Equal(3, world.Requests(0) - before);
        Assert.Single(world.South.Remarks(2, pair.South)); // the mirror stays: its side did not ask for more
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry' AND state = 'over' AND reason = 'DeletedAtPartner'"));
    }

    [Fact]
    public async Task Rule22_what_we_may_not_read_any_more_is_not_gone()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror });
        var world = pair.World;
        var hidden = world.North.Call(5, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "Только моя", ["OPENED"] = "N", ["ASSIGNED_BY_ID"] = 5 } })!.GetValue<long>();
        await TimelineWorld.Pair(world, pair.Link, hidden, world.South.Deal("Вторая"));
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        world.North.Remarks(2, hidden, "перезвонить");
        world.North.Calls(2, hidden);
        await world.AllIsQuiet();
        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry' AND state = 'live'"));
        world.EventsAreLost();
        lock (world.North.Portal.Gate)
        {
            world.North.Portal.Users[1].IsAdmin = false;
        }

        await Swept(world);
        world.Clock.Turn(TimeSpan.FromDays(1));
        await Swept(world);
        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry' AND state = 'live'"));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE kind = 'removeentry'"));
    }

    [Fact]
    public async Task Rule23_an_old_comment_is_missed_once_a_day()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror });
        var world = pair.World;
        var old = world.North.Remarks(2, pair.North, "первый");
        await world.AllIsQuiet();
        world.EventsAreLost();
        lock (world.North.Portal.Gate)
        {
            for (var i = 0; i < 60; i++)
            {
                TimelineActions.Add(world.North.Portal, null, new CrmKey(2, pair.North), "служебное", 1);
            }
        }

        await Swept(world);
        world.North.Call(1, "crm.timeline.comment.delete", new JsonObject { ["id"] = old });
        await Swept(world);
        Assert.Contains(world.South.Remarks(2, pair.South), text => text.EndsWith("первый", StringComparison.Ordinal));

        world.Clock.Turn(TimeSpan.FromDays(1));
        await Swept(world);
        Assert.DoesNotContain(world.South.Remarks(2, pair.South), text => text.EndsWith("первый", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rule24_most_entries_missing_at_once_stops_the_link_and_asks()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror });
        var world = pair.World;
        var remarks = Enumerable.Range(0, 12).Select(i => world.North.Remarks(2, pair.North, $"запись {i}")).ToList();
        await world.AllIsQuiet();
        Assert.Equal(12, world.South.Remarks(2, pair.South).Count);
        world.EventsAreLost();
        remarks.ForEach(id => world.North.Call(1, "crm.timeline.comment.delete", new JsonObject { ["id"] = id }));
        await Swept(world);
        Assert.Equal(12, world.South.Remarks(2, pair.South).Count);
        Assert.Equal(nameof(Reason.MassDisappearance), (await world.Get<LinkBook>().Details(pair.Link))!.Held);

        world.Clock.Turn(TimeSpan.FromMinutes(1));
        await world.Get<Pausing>().Release(pair.Link, Side.A, await world.Admin(0));
        await Swept(world);
        Assert.Empty(world.South.Remarks(2, pair.South));
    }

    [Fact]
    public async Task Rule21_what_changes_during_a_pause_follows_when_the_link_goes_on()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror });
        var world = pair.World;
        var (edited, gone) = (world.North.Remarks(2, pair.North, "раз"), world.North.Remarks(2, pair.North, "два"));
        await world.AllIsQuiet();
        Assert.Equal(LinkAnswer.Done, await world.Get<Pausing>().Pause(pair.Link, Side.A, await world.Admin(0)));
        await world.AllIsQuiet();
        world.North.Call(5, "crm.timeline.comment.update", new JsonObject { ["id"] = edited, ["fields"] = new JsonObject { ["COMMENT"] = "три" } });
        world.North.Call(1, "crm.timeline.comment.delete", new JsonObject { ["id"] = gone });
        await world.AllIsQuiet();
        Assert.Equal(2, world.South.Remarks(2, pair.South).Count);

        Assert.Equal(LinkAnswer.Done, (await world.Get<Pausing>().Resume(pair.Link, Side.A, await world.Admin(0))).Answer);
        await world.AllIsQuiet();
        await Swept(world);
        Assert.EndsWith("три", Assert.Single(world.South.Remarks(2, pair.South)), StringComparison.Ordinal);
    }

    private static async Task Swept(World world)
    {
        world.Clock.Turn(TimeSpan.FromMinutes(6));
        await world.Now();
        await world.AllIsQuiet(TimeSpan.FromMinutes(2));
    }
}
