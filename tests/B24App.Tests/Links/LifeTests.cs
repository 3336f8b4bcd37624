using B24App.Links;
using B24App.Plan;
using static B24App.Tests.Links.LinkWorld;

namespace B24App.Tests.Links;

public sealed class LifeTests
{
    [Fact]
    public async Task Rule05_narrowing_is_in_force_at_once_under_a_new_number()
    {
        await using var world = await Open();
        var id = await world.Linked();
        var half = (await world.Link(id)).Contract.A;

        Assert.Equal(LinkAnswer.Done, await world.Halves.Edit(id, Side.A, half with { SendsComments = false }, 1, world.Admin(North), Consent.None));

        var link = await world.Link(id);
        Assert.Equal(2, link.Contract.Number);
        Assert.False(link.Contract.CommentsLeave(Side.A));
        Assert.Equal([1, 2], (await world.Book.History(id)).Select(past => past.Contract.Number));
        Assert.True((await world.Book.History(id))[0].Contract.A.SendsComments);
    }

    [Fact]
    public async Task Rule05_widening_waits_for_the_other_side()
    {
        await using var world = await Open();
        var id = await world.Linked();
        var half = (await world.Link(id)).Contract.A;
        var wider = half with { SendsComments = false, Filter = half.Filter with { Groups = [12, 14] } };

        Assert.Equal(LinkAnswer.WaitsForPartner, await world.Halves.Edit(id, Side.A, wider, 1, world.Admin(North), Consent.None));

        var details = (await world.Book.Details(id))!;
        Assert.Equal([12L], details.Link.Contract.A.Filter.Groups.ToArray());
        Assert.False(details.Link.Contract.A.SendsComments);
        var proposal = Assert.Single(details.Proposals);
        Assert.Equal(LinkAnswer.NotFound, await world.Halves.Confirm(id, Side.B, proposal.Number, world.Admin(North), Consent.None));
        Assert.Equal(LinkAnswer.Stale, await world.Halves.Confirm(id, Side.B, proposal.Number + 1, world.Admin(South), Consent.None));
        Assert.Equal(LinkAnswer.Done, await world.Halves.Confirm(id, Side.B, proposal.Number, world.Admin(South), Consent.None));

        var now = (await world.Book.Details(id))!;
        Assert.Equal([12L, 14L], now.Link.Contract.A.Filter.Groups.ToArray());
        Assert.Equal(3, now.Link.Contract.Number);
        Assert.Empty(now.Proposals);
    }

    [Fact]
    public async Task Rule05_a_newer_edit_overtakes_the_proposal_that_was_read()
    {
        await using var world = await Open();
        var id = await world.Linked();
        var half = (await world.Link(id)).Contract.A;
        await world.Halves.Edit(id, Side.A, half with { Filter = half.Filter with { Groups = [12, 14] } }, 1, world.Admin(North), Consent.None);
        var read = (await world.Book.Details(id))!.Proposals[0].Number;
        await world.Halves.Edit(id, Side.A, half with { Filter = half.Filter with { Groups = [12, 15] } }, 1, world.Admin(North), Consent.None);

        Assert.Equal(LinkAnswer.Stale, await world.Halves.Confirm(id, Side.B, read, world.Admin(South), Consent.None));
        Assert.Equal(LinkAnswer.Done, await world.Halves.Drop(id, Side.A, read + 1, Side.B, world.Admin(South)));
        Assert.Empty((await world.Book.Details(id))!.Proposals);
    }

    [Fact]
    public async Task Rule05_own_affairs_change_at_once_and_a_stale_page_is_told()
    {
        await using var world = await Open();
        var id = await world.Linked();
        var half = (await world.Link(id)).Contract.B;

        Assert.Equal(LinkAnswer.NothingToDo, await world.Halves.Edit(id, Side.B, half, 1, world.Admin(South), Consent.None));
        Assert.Equal(LinkAnswer.Done, await world.Halves.Edit(id, Side.B, half with { DefaultResponsible = 8 }, 1, world.Admin(South), Consent.None));
        Assert.Equal(LinkAnswer.Stale, await world.Halves.Edit(id, Side.B, half with { DefaultResponsible = 9 }, 1, world.Admin(South), Consent.None));
        Assert.Equal(LinkAnswer.NotFound, await world.Halves.Edit(id, Side.B, half, 2, world.Admin(North), Consent.None));
    }

    [Fact]
    public async Task Rule37_widening_to_the_whole_portal_asks_both_again()
    {
        await using var world = await Open();
        var id = await world.Linked();
        var whole = (await world.Link(id)).Contract.A with { Filter = new TaskFilter { WholePortal = true } };

        Assert.Equal(LinkAnswer.ConfirmOwnWholePortal, await world.Halves.Edit(id, Side.A, whole, 1, world.Admin(North), Consent.None));
        Assert.Equal(LinkAnswer.WaitsForPartner, await world.Halves.Edit(id, Side.A, whole, 1, world.Admin(North), new Consent(42)));
        var proposal = (await world.Book.Details(id))!.Proposals[0];
        Assert.Equal(42, proposal.Published.TasksIn30Days);
        Assert.Equal(LinkAnswer.ConfirmPartnersWholePortal, await world.Halves.Confirm(id, Side.B, proposal.Number, world.Admin(South), Consent.None));
        Assert.Equal(LinkAnswer.Done, await world.Halves.Confirm(id, Side.B, proposal.Number, world.Admin(South), new Consent(PartnersWholePortal: true)));
        Assert.Equal(42, (await world.Book.Details(id))!.Published(Side.A).TasksIn30Days);
    }

    [Fact]
    public async Task Rule21_who_paused_resumes()
    {
        await using var world = await Open();
        var id = await world.Linked();
        await world.Pausing.Pause(id, Side.A, world.Admin(North));
        await world.Pausing.Pause(id, Side.B, world.Admin(South));

        Assert.Equal(LinkAnswer.Done, (await world.Pausing.Resume(id, Side.A, world.Admin(North))).Answer);
        Assert.Equal(LinkState.Paused, (await world.Link(id)).State);
        Assert.Equal(LinkAnswer.NothingToDo, (await world.Pausing.Resume(id, Side.A, world.Admin(North))).Answer);
        Assert.Equal(LinkAnswer.Done, (await world.Pausing.Resume(id, Side.B, world.Admin(South))).Answer);
        Assert.True((await world.Link(id)).Runs);
    }

    [Fact]
    public async Task Rule21_resume_tells_how_much_waits_and_since_when()
    {
        await using var world = await Open();
        var id = await world.Linked();
        await world.Pausing.Pause(id, Side.A, world.Admin(North));
        await world.Sql($"""
            INSERT INTO mapping (id, link_id, kind, origin, state, created_at, updated_at) VALUES (9, {id}, 'task', 'A', 'live', 1, 1);
            INSERT INTO mapping_side (mapping_id, side, portal_id, item) VALUES (9, 'A', 1, 't51'), (9, 'B', 2, 't7');
            INSERT INTO dirty (portal_id, kind, task, due_at, hinted_at, feed) VALUES (1, 'task', 51, 0, 5000, 'event'), (1, 'talk', 51, 0, 4000, 'event'), (1, 'task', 99, 0, 10, 'event');
            """);

        var resumed = await world.Pausing.Resume(id, Side.A, world.Admin(North));

        Assert.Equal(2, resumed.Backlog.Items);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(4000), resumed.Backlog.Oldest);
        Assert.Equal(world.Clock.GetUtcNow(), (await world.Book.Details(id))!.ResumedAt);
    }

    [Fact]
    public async Task Rule07_a_held_link_goes_on_only_when_an_administrator_says_so()
    {
        await using var world = await Open();
        var id = await world.Linked();
        await world.Book.Hold(id, "FuseOfLink");
        Assert.Equal(LinkState.Held, (await world.Link(id)).State);

        Assert.Equal(LinkAnswer.NotFound, (await world.Pausing.Release(id, Side.A, world.Admin(Stranger))).Answer);
        Assert.Equal(LinkAnswer.Done, (await world.Pausing.Release(id, Side.B, world.Admin(South))).Answer);
        Assert.True((await world.Link(id)).Runs);
    }

    [Fact]
    public async Task Rule25_a_link_waits_for_each_side_by_itself()
    {
        await using var world = await Open();
        var id = await world.Linked();
        await world.Book.SetWaiting(North, "RelayLost");
        await world.Book.SetWaiting(id, Side.B, "Uninstalled");
        await world.Book.ClearWaiting(North);
        Assert.Equal(LinkState.Waiting, (await world.Link(id)).State);

        await world.Book.SetWaiting(id, Side.B, "");
        Assert.True((await world.Link(id)).Runs);
    }

    [Fact]
    public async Task Rule27_links_wait_end_and_forget_with_their_portal()
    {
        await using var world = await Open();
        var id = await world.Linked();
        var links = new LinksOfPortal(world.Book, world.Clock);

        await world.Database.Write(store => links.Left(store, South, clean: false));
        Assert.Equal(LinkState.Waiting, (await world.Link(id)).State);
        await world.Database.Write(store => links.Returned(store, South));
        Assert.True((await world.Link(id)).Runs);

        await world.Database.Write(store => links.Left(store, South, clean: true));
        var ended = (await world.Book.Details(id))!;
        Assert.Equal(LinkState.Ended, ended.Link.State);
        Assert.Equal(EndingPolicy.Mark, ended.Ending!.Policy(Side.A));
        Assert.Equal(0, ended.Link.B.Value);
        Assert.Equal(0, ended.Link.Contract.B.DefaultResponsible);
        Assert.DoesNotContain(await world.Book.History(id), past => past.Contract.B.TargetGroup != 0);
    }

    [Theory]
    [InlineData(EndingPolicy.Keep, EndingPolicy.Keep)]
    [InlineData(EndingPolicy.Mark, EndingPolicy.Mark)]
    [InlineData(EndingPolicy.RemoveMirrors, EndingPolicy.Mark)]
    public async Task Rule05_an_unlink_removes_nothing_on_the_partners_portal(EndingPolicy own, EndingPolicy partners)
    {
        await using var world = await Open();
        var id = await world.Linked();
        await world.Sql($"""
            INSERT INTO mapping (id, link_id, kind, origin, state, part, created_at, updated_at)
            VALUES (1, {id}, 'task', 'A', 'live', 0, 1, 1), (2, {id}, 'task', 'B', 'outside', 0, 1, 1), (3, {id}, 'task', 'A', 'tombstone', 0, 1, 1),
                   (4, {id}, 'comment', 'A', 'live', 1, 1, 1), (5, {id}, 'comment', 'A', 'live', 2, 1, 1);
            """);
        Assert.Equal(new UnlinkCount(2, 1, 1, 1, 0), await world.Unlinking.Count(id));

        Assert.Equal(LinkAnswer.Done, await world.Unlinking.End(id, Side.B, own, world.Admin(South)));

        var ending = (await world.Book.Details(id))!.Ending!;
        Assert.Equal((Side.B, partners, own), (ending.By, ending.AtA, ending.AtB));
        Assert.Equal(LinkAnswer.WrongState, await world.Pausing.Pause(id, Side.A, world.Admin(North)));
    }

    [Fact]
    public async Task Rule05_every_journal_row_belongs_to_one_portal_and_names_only_its_own_people()
    {
        await using var world = await Open();
        var id = await world.Linked();
        await world.Pausing.Pause(id, Side.A, world.Admin(North, user: 4711));

        Assert.Contains(await world.Journal.Page(North), row => row is { Reason: "link.paused", Detail: "user 4711" });
        Assert.Contains(await world.Journal.Page(South), row => row is { Reason: "link.paused", Detail: "partner" });
        Assert.DoesNotContain(await world.Journal.Page(South), row => row.Detail.Contains("4711", StringComparison.Ordinal));
        Assert.Empty(await world.Journal.Page(Stranger));
        var newest = await world.Journal.Page(North, limit: 2);
        Assert.Equal("link.active", newest[1].Reason);
        Assert.Equal("link.accepted", (await world.Journal.Page(North, before: newest[1].Id, limit: 1))[0].Reason);
    }

    [Fact]
    public async Task Rule38_limits_are_per_link()
    {
        await using var world = await Open();
        var (one, two) = (await world.Linked(), await world.Linked());
        await world.Book.SetLimits(one, LinkLimits.Default with { WritesOfItem = 3 });

        Assert.Equal(3, (await world.Book.Details(one))!.Limits.WritesOfItem);
        Assert.Equal(LinkLimits.Default, (await world.Book.Details(two))!.Limits);
    }

    [Fact]
    public async Task The_book_keeps_every_choice_of_a_half()
    {
        await using var world = await Open();
        var half = ClientHalf(12, 13) with
        {
            TargetGroup = 5,
            DefaultResponsible = 6,
            OnPartnerDelete = DeletePolicy.RemoveMirror,
            SendsPartnersMirrors = true,
            Filter = new TaskFilter { Groups = [12, 13], Tags = ["срочно"], Responsibles = [1, 5] },
        };

        var kept = (await world.Link(await world.Linked(half))).Contract.A;

        Assert.Empty(Contracts.Compare(half, kept));
        Assert.Equal(half.InternalPrefix, kept.InternalPrefix);
    }
}
