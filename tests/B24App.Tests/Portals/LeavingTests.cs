using B24App.Portals;

namespace B24App.Tests.Portals;

public class LeavingTests
{
    [Fact]
    public async Task Rule27_uninstall_without_clean_drops_tokens_and_keeps_ids_for_30_days()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);

        rig.North.Install.Uninstall(Rig.ClientId, clean: false);
        await rig.Deliver(rig.North);

        var after = (await rig.Portals.Find(portal.Id))!;
        Assert.Equal(PortalState.Uninstalled, after.State);
        Assert.Equal(0, await rig.Count("token_pair"));
        Assert.Null(await rig.Get<PortalLines>().For(portal.Id));

        rig.Clock.Turn(TimeSpan.FromDays(29));
        await rig.Turn();
        Assert.NotNull(await rig.Portals.Find(portal.Id));

        rig.Clock.Turn(TimeSpan.FromDays(2));
        await rig.Turn();
        Assert.Null(await rig.Portals.Find(portal.Id));
    }

    [Fact]
    public async Task Rule27_uninstall_with_clean_removes_every_row_of_that_portal_and_none_of_another()
    {
        await using var rig = await Rig.Start();
        var north = await rig.Install(rig.North);
        var south = await rig.Install(rig.South);

        rig.North.Install.Uninstall(Rig.ClientId, clean: true);
        await rig.Deliver(rig.North);

        Assert.Null(await rig.Portals.Find(north.Id));
        Assert.Equal(PortalState.Active, (await rig.Portals.Find(south.Id))!.State);
        Assert.Equal(1, await rig.Count("token_pair"));
        Assert.Equal(0, await rig.Scalar<long>($"SELECT count(*) FROM lifecycle WHERE portal_id = {north.Id.Value}"));
    }

    [Fact]
    public async Task Rule27_a_reinstall_by_other_staff_resumes_only_after_its_administrator_says_continue()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        rig.North.Install.Uninstall(Rig.ClientId, clean: false);
        await rig.Deliver(rig.North);
        rig.North.Portal.Users[5].IsAdmin = true;

        var again = await rig.Install(rig.North, administrator: 5);
        Assert.Equal((portal.Id, PortalState.Waiting, WaitReason.Reinstalled), (again.Id, again.State, again.Reason));
        Assert.Null(await rig.Get<PortalLines>().For(portal.Id));

        Assert.True(await rig.Portals.Continue(portal.Id, 5));
        var after = (await rig.Portals.Find(portal.Id))!;
        Assert.Equal((PortalState.Active, 5L), (after.State, after.RelayUser));
        Assert.Contains(1L, after.FormerRelays);
        Assert.NotNull(await rig.Get<PortalLines>().For(portal.Id));
    }

    [Fact]
    public async Task Rule25_a_relay_account_without_living_tokens_makes_the_portal_wait_and_its_own_visit_ends_that()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);

        await rig.Get<PortalLines>().Lost(portal.Id, new Bitrix24.Calls.NoAccess(Bitrix24.Calls.AccessTrouble.Expired, "invalid_grant"), rig.Get<PortalLines>().Now);
        Assert.Equal(WaitReason.RelayLost, (await rig.Portals.Find(portal.Id))!.Reason);

        await rig.Post(rig.North.Install.Open(Rig.ClientId, 1));
        Assert.Equal(PortalState.Active, (await rig.Portals.Find(portal.Id))!.State);
    }

    [Fact]
    public async Task A_late_refusal_of_old_tokens_does_not_bury_the_pair_an_administrator_brought_meanwhile()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var asked = rig.Get<PortalLines>().Now;
        rig.Clock.Turn(TimeSpan.FromSeconds(1));
        await rig.Post(rig.North.Install.Open(Rig.ClientId, 1));

        await rig.Get<PortalLines>().Lost(portal.Id, new Bitrix24.Calls.NoAccess(Bitrix24.Calls.AccessTrouble.Expired, "invalid_grant"), asked);
        Assert.Equal(PortalState.Active, (await rig.Portals.Find(portal.Id))!.State);
        Assert.NotNull(await rig.Get<PortalLines>().For(portal.Id));
    }

    [Fact]
    public async Task Rule27_the_end_of_a_subscription_is_seen_by_asking_and_its_return_too()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);

        rig.North.Install.EndSubscription(Rig.ClientId);
        await rig.Deliver(rig.North);
        await rig.Event($"event=ONAPPPAYMENT&auth[member_id]={portal.Member}");
        await rig.Turn();
        Assert.Equal(WaitReason.SubscriptionEnded, (await rig.Portals.Find(portal.Id))!.Reason);

        rig.North.Install.EndSubscription(Rig.ClientId, ended: false);
        rig.North.Requests.Reset();
        for (var i = 0; i < 20; i++)
        {
            await rig.Event($"event=ONAPPPAYMENT&auth[member_id]={portal.Member}");
            await rig.Turn();
        }

        Assert.True(rig.North.Requests.Lines.Count <= 1, "a payment notice proves nothing, so it may not make us ask again and again");
        rig.Clock.Turn(TimeSpan.FromMinutes(11));
        await rig.Turn();
        Assert.Equal(PortalState.Active, (await rig.Portals.Find(portal.Id))!.State);
    }
}
