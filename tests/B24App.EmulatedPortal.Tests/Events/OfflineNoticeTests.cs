using B24App.EmulatedPortal.Tests.Platform;

namespace B24App.EmulatedPortal.Tests.Events;

public class OfflineNoticeTests
{
    private static async Task<QueueDesk> Start(string options = "{}")
    {
        var desk = await QueueDesk.Start();
        await desk.Result("event.bind", $$"""{"event":"ONOFFLINEEVENT","handler":"{{desk.Box.Handler}}","options":{{options}} }""");
        return desk;
    }

    private static async Task<int> Notices(QueueDesk desk)
    {
        var before = desk.Box.Heard.Count;
        await desk.Box.Host.Events.DeliverPending();
        return desk.Box.Heard.Count - before;
    }

    [Fact]
    public async Task A_notice_is_an_empty_event_with_a_refresh_token()
    {
        await using var desk = await Start();
        desk.Happens(1);
        Assert.Equal(1, await Notices(desk));
        var heard = Assert.Single(desk.Box.Heard);
        Assert.Equal("ONOFFLINEEVENT", (string?)heard["event"]);
        Assert.Null(heard["data"]);
        var refresh = (string)heard["auth"]!["refresh_token"]!;
        var (status, _) = await desk.Box.Get(
            $"{desk.Box.Box.OAuth.Url}/oauth/token/?grant_type=refresh_token&client_id={TestBox.ClientId}&client_secret=secret&refresh_token={refresh}");
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task Only_events_that_are_queued_are_announced()
    {
        await using var desk = await Start();
        desk.Happens(1, "ONTASKDELETE");
        Assert.Equal(0, await Notices(desk));
        desk.Happens(1);
        Assert.Equal(1, await Notices(desk));
    }

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("""{"minTimeout":"30"}""", 30)]
    public async Task Between_two_notices_lies_the_shortest_pause(string options, int seconds)
    {
        await using var desk = await Start(options);
        desk.Happens(1);
        desk.Happens(2);
        Assert.Equal(1, await Notices(desk));
        desk.Box.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        desk.Happens(3);
        Assert.Equal(0, await Notices(desk));
        desk.Box.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await Notices(desk));
        desk.Happens(4);
        Assert.Equal(1, await Notices(desk));
    }

    [Fact]
    public async Task A_trailing_notice_comes_at_the_end_of_the_pause_when_the_portal_is_so()
    {
        await using var desk = await Start("""{"minTimeout":30}""");
        desk.Box.Host.Portal.Switches = desk.Box.Host.Portal.Switches with { OfflineNoticeTrails = true };
        desk.Happens(1);
        desk.Happens(2);
        desk.Happens(3);
        Assert.Equal(1, await Notices(desk));
        desk.Box.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await Notices(desk));
        desk.Box.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, await Notices(desk));
        desk.Happens(4);
        Assert.Equal(1, await Notices(desk));
    }

    [Fact]
    public async Task Without_a_pause_every_request_is_announced_once()
    {
        await using var desk = await Start("""{"minTimeout":0}""");
        const string add = "tasks.task.add?fields[TITLE]=t&fields[RESPONSIBLE_ID]=1";
        await desk.Result("batch", $$"""{"cmd":{"a":"{{add}}","b":"{{add}}"} }""");
        Assert.Equal(1, await Notices(desk));
        await desk.Result("tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1}}""");
        await desk.Result("tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1}}""");
        Assert.Equal(2, await Notices(desk));
    }
}
