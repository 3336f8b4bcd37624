using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Portals;
using B24App.Tests.Journeys;

namespace B24App.Tests.Operations;

/// <summary>Administrators are told in their portal what stops the exchange: once per cause, with the way to the screen, and when it is over.</summary>
public sealed class NoticeJourney
{
    [Fact]
    public async Task A_refused_group_is_told_once_with_a_link_and_its_end_takes_the_place()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Status = 403 });
        world.North.Files(5, 12, "First");
        await Later(world);

        var notice = Assert.Single(Notices(world.South));
        Assert.Equal(1, notice.UserId);
        Assert.Equal(0, notice.AuthorId);
        Assert.Contains("/marketplace/view/", notice.Text, StringComparison.Ordinal);
        Assert.Contains("params%5Bscreen%5D=undelivered", notice.Text, StringComparison.Ordinal);
        Assert.Contains("1 изменение", notice.Text, StringComparison.Ordinal);
        Assert.Empty(Notices(world.North)); // it is mended at the South; the North reads of it in its task

        world.North.Files(5, 12, "Second");
        await Later(world);
        Assert.Equal(notice.Id, Assert.Single(Notices(world.South)).Id);

        world.South.Faults.Clear();
        world.Clock.Turn(TimeSpan.FromDays(1));
        await Later(world);
        await Later(world);
        var over = Assert.Single(Notices(world.South));
        Assert.NotEqual(notice.Id, over.Id);
        Assert.Equal(2, world.South.TasksIn(40).Count);
    }

    [Fact]
    public async Task A_lost_relay_account_is_told_by_another_administrators_pair()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Portal.Users[3].IsAdmin = true;
        await world.Opens(world.North, 3);
        var mirror = await Mirror(world);
        World.Revoke(world.North, 1);
        world.South.Says(7, mirror, "meets the dead pair");
        await Later(world);
        Assert.Equal(WaitReason.RelayLost, (await world.Portal(0)).Reason);

        await Later(world);
        var notice = Assert.Single(Notices(world.North));
        Assert.Equal(3, notice.UserId);
        Assert.Contains("screen%5D=settings", notice.Text, StringComparison.Ordinal);
        Assert.Single(Notices(world.South), told => told.Text.Contains("screen%5D=links", StringComparison.Ordinal)); // the partner waits
    }

    [Fact]
    public async Task What_was_muted_is_not_told_and_a_deputy_is_told_the_rest()
    {
        await using var world = await World.Start(Card.New, Card.New);
        var north = (await world.Portal(0)).Id;
        await world.Get<Deputies>().Grant(north, 5, "Пётр", 1);
        await world.Get<PortalSettings>().Save(north, new PortalSetting { Muted = ["held"] });
        var link = await world.Link(0, 12, 1, 40);
        await world.Get<LinkBook>().Hold(link, "FuseOfLink");
        await Later(world);

        Assert.Empty(Notices(world.North));
        Assert.Single(Notices(world.South));

        await world.Get<PortalSettings>().Save(north, new PortalSetting());
        await Later(world);
        Assert.Equal([1L, 5L], Notices(world.North).Select(notice => notice.UserId).Order());
    }

    private static async Task<long> Mirror(World world)
    {
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        return world.South.TasksIn(40)[0].Id();
    }

    private static async Task Later(World world)
    {
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromSeconds(16));
        await world.AllIsQuiet();
    }

    private static IReadOnlyList<PortalNotice> Notices(PortalHost host)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ChatBoard>().Notices];
        }
    }
}
