using B24App.Links;
using B24App.Plan;
using Dapper;
using static B24App.Tests.Links.LinkWorld;

namespace B24App.Tests.Links;

public sealed class InvitationTests
{
    [Fact]
    public async Task Rule37_a_link_runs_only_after_the_inviter_saw_who_accepted_and_confirmed()
    {
        await using var world = await Open();
        var invited = await world.Invitations.Create("Поддержка", ClientHalf(), world.Admin(North), Consent.None);
        Assert.Equal(LinkState.Pending, (await world.Link(invited.Link)).State);
        Assert.Equal(LinkAnswer.WrongState, await world.Invitations.Confirm(invited.Link, world.Admin(North), Consent.None));

        var looked = await world.Invitations.Look(invited.Code, South);
        Assert.Equal(InvitationState.Open, looked.State);
        Assert.Equal("Север", looked.Invitation!.Inviter.Name);
        Assert.Equal("north.example", looked.Invitation.Inviter.Domain);

        var accepted = await world.Invitations.Accept(invited.Code, ProviderHalf(), world.Admin(South), Consent.None);
        Assert.Equal(LinkAnswer.Done, accepted.Answer);
        Assert.False((await world.Link(invited.Link)).Runs);

        var acceptance = Assert.Single(await world.Invitations.ToConfirm(North));
        Assert.Equal(("Юг", "south.example"), (acceptance.Partner.Name, acceptance.Partner.Domain));
        Assert.Equal(LinkAnswer.NotFound, await world.Invitations.Confirm(invited.Link, world.Admin(South), Consent.None));

        world.Clock.Turn(TimeSpan.FromMinutes(3));
        Assert.Equal(LinkAnswer.Done, await world.Invitations.Confirm(invited.Link, world.Admin(North), Consent.None));
        var link = await world.Link(invited.Link);
        Assert.True(link.Runs);
        Assert.Equal(1, link.Contract.Number);
        Assert.Equal(world.Clock.GetUtcNow(), link.ActiveSince);
        Assert.Empty(await world.Invitations.ToConfirm(North));
    }

    [Fact]
    public async Task Rule37_the_code_is_long_readable_and_stored_nowhere()
    {
        await using var world = await Open();
        var invited = await world.Invitations.Create("x", ClientHalf(), world.Admin(North), Consent.None);

        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$", invited.Code);
        var plain = invited.Code.Replace("-", "", StringComparison.Ordinal);
        var stored = await world.Database.Read(store => store.QuerySingleAsync<(string Locator, byte[] Hash)>("SELECT locator, hash FROM invitation"));
        Assert.Equal(plain[..4], stored.Locator);
        Assert.Equal(32, stored.Hash.Length);
        Assert.Equal(InvitationState.Open, (await world.Invitations.Look(" " + invited.Code.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l') + " ", South)).State);
    }

    [Fact]
    public async Task Rule37_a_code_is_used_once_and_expires()
    {
        await using var world = await Open();
        var once = await world.Invitations.Create("x", ClientHalf(), world.Admin(North), Consent.None);
        await world.Invitations.Accept(once.Code, ProviderHalf(), world.Admin(South), Consent.None);
        Assert.Equal(InvitationState.Used, (await world.Invitations.Accept(once.Code, ProviderHalf(), world.Admin(Stranger), Consent.None)).State);
        Assert.Equal(South, (await world.Link(once.Link)).B);

        var late = await world.Invitations.Create("y", ClientHalf(), world.Admin(North), Consent.None);
        world.Clock.Turn(Invitations.Life);
        Assert.Equal(InvitationState.Expired, (await world.Invitations.Look(late.Code, South)).State);
    }

    [Fact]
    public async Task Rule37_a_renewed_code_voids_the_old_one()
    {
        await using var world = await Open();
        var old = await world.Invitations.Create("x", ClientHalf(), world.Admin(North), Consent.None);
        Assert.Equal(LinkAnswer.NotFound, (await world.Invitations.Renew(old.Link, world.Admin(South))).Answer);
        world.Clock.Turn(Invitations.Life);
        var renewed = await world.Invitations.Renew(old.Link, world.Admin(North));

        Assert.Equal(InvitationState.Unknown, (await world.Invitations.Look(old.Code, South)).State);
        Assert.Equal(InvitationState.Open, (await world.Invitations.Look(renewed.Code, South)).State);
        await world.Invitations.Accept(renewed.Code, ProviderHalf(), world.Admin(South), Consent.None);
        Assert.Equal(LinkAnswer.WrongState, (await world.Invitations.Renew(old.Link, world.Admin(North))).Answer);
    }

    [Fact]
    public async Task Rule37_guessing_is_limited_per_portal()
    {
        await using var world = await Open();
        var invited = await world.Invitations.Create("x", ClientHalf(), world.Admin(North), Consent.None);
        for (var i = 0; i < Invitations.MostMisses; i++)
        {
            Assert.Equal(InvitationState.Unknown, (await world.Invitations.Look("no code at all", Stranger)).State);
        }

        Assert.Equal(InvitationState.TooManyTries, (await world.Invitations.Look(invited.Code, Stranger)).State);
        Assert.Equal(InvitationState.Open, (await world.Invitations.Look(invited.Code, South)).State);
        world.Clock.Turn(Invitations.MissWindow);
        Assert.Equal(InvitationState.Open, (await world.Invitations.Look(invited.Code, Stranger)).State);
    }

    [Fact]
    public async Task Rule37_guessing_is_limited_per_code()
    {
        await using var world = await Open();
        var invited = await world.Invitations.Create("x", ClientHalf(), world.Admin(North), Consent.None);
        var wrong = invited.Code[..^1] + (invited.Code[^1] == 'Z' ? 'Y' : 'Z');
        for (var i = 0; i < Invitations.MostMisses; i++)
        {
            await world.Invitations.Look(wrong, Stranger);
        }

        Assert.Equal(InvitationState.Revoked, (await world.Invitations.Look(invited.Code, South)).State);
    }

    [Fact]
    public async Task Rule37_a_whole_portal_needs_a_second_confirmation_by_both_with_a_count()
    {
        await using var world = await Open();
        var whole = ClientHalf() with { Filter = new TaskFilter { WholePortal = true } };
        Assert.Equal(LinkAnswer.ConfirmOwnWholePortal, (await world.Invitations.Create("x", whole, world.Admin(North), Consent.None)).Answer);

        var invited = await world.Invitations.Create("x", whole, world.Admin(North), new Consent(OwnTasksIn30Days: 3180));
        Assert.Equal(3180, (await world.Invitations.Look(invited.Code, South)).Invitation!.Half.TasksIn30Days);
        Assert.Equal(LinkAnswer.ConfirmPartnersWholePortal, (await world.Invitations.Accept(invited.Code, ProviderHalf(), world.Admin(South), Consent.None)).Answer);
        Assert.Equal(LinkAnswer.Done, (await world.Invitations.Accept(invited.Code, ProviderHalf(), world.Admin(South), new Consent(PartnersWholePortal: true))).Answer);
    }

    [Fact]
    public async Task Rule38_old_rights_are_asked_again_before_a_link()
    {
        await using var world = await Open();
        var admin = world.Admin(North);
        world.Clock.Turn(TimeSpan.FromMinutes(6));

        Assert.Equal(LinkAnswer.AskRightsAgain, (await world.Invitations.Create("x", ClientHalf(), admin, Consent.None)).Answer);
    }

    [Fact]
    public async Task Either_side_may_step_back_before_it_runs()
    {
        await using var world = await Open();
        var first = await world.Invitations.Create("x", ClientHalf(), world.Admin(North), Consent.None);
        Assert.Equal(LinkAnswer.NotFound, await world.Invitations.Withdraw(first.Link, Side.B, world.Admin(South)));
        Assert.Equal(LinkAnswer.Done, await world.Invitations.Withdraw(first.Link, Side.A, world.Admin(North)));
        Assert.Equal(InvitationState.Revoked, (await world.Invitations.Look(first.Code, South)).State);

        var second = await world.Invitations.Create("y", ClientHalf(), world.Admin(North), Consent.None);
        await world.Invitations.Accept(second.Code, ProviderHalf(), world.Admin(South), Consent.None);
        Assert.Equal(LinkAnswer.Done, await world.Invitations.Withdraw(second.Link, Side.B, world.Admin(South)));
        Assert.Equal(LinkState.Ended, (await world.Link(second.Link)).State);
    }

    [Fact]
    public async Task Rule06_a_self_link_never_flows_into_its_own_group_and_two_links_may_join_one_pair()
    {
        await using var world = await Open();
        var invited = await world.Invitations.Create("x", ClientHalf(12), world.Admin(North), Consent.None);
        Assert.Equal(
            LinkAnswer.IntoItsOwnGroup,
            (await world.Invitations.Accept(invited.Code, ProviderHalf() with { TargetGroup = 12 }, world.Admin(North), Consent.None)).Answer);

        var self = await world.Linked(ClientHalf(12), ProviderHalf() with { TargetGroup = 13 }, North, North);
        var one = await world.Linked();
        var two = await world.Linked();
        Assert.True((await world.Link(self)).IsSelfLink);
        Assert.Equal([invited.Link, self, one, two], (await world.Book.Of(North)).Select(link => link.Id));
        Assert.Equal([one, two], (await world.Book.Of(South)).Select(link => link.Id));
    }
}
