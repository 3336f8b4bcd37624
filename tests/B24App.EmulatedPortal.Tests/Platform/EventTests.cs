using B24App.EmulatedPortal.Events;

namespace B24App.EmulatedPortal.Tests.Platform;

public class EventTests
{
    private static async Task<(int Status, string? Error, string? Text)> Bind(TestBox box, string token, string code, string more = "")
    {
        var (status, body) = await box.PostForm("/rest/event.bind", $"auth={token}&EVENT={code}&HANDLER={Uri.EscapeDataString(box.Handler)}{more}");
        return (status, (string?)body["error"], (string?)body["error_description"]);
    }

    private static void Happens(TestBox box, int id, long? actor = 5) => box.Host.Portal.Events.Raise(
        "ONTASKADD", actor is { } user ? box.Host.Portal.Users[user] : null, [new("[FIELDS_BEFORE]", "undefined"), new("[FIELDS_AFTER][ID]", $"{id}")]);

    private static IEnumerable<string?> Ids(TestBox box) => box.Heard.Select(heard => (string?)heard["data"]!["FIELDS_AFTER"]!["ID"]);

    private static async Task<(TestBox Box, string Token)> Bound()
    {
        var box = await TestBox.Start();
        var token = box.Token();
        Assert.Equal((200, null, null), await Bind(box, token, "OnTaskAdd"));
        return (box, token);
    }

    [Fact]
    public async Task A_delivery_is_a_form_of_strings_with_the_tokens_of_who_acted()
    {
        var (box, _) = await Bound();
        await using var __ = box;
        Happens(box, 51);
        box.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(1, await box.Host.Events.DeliverPending());

        var heard = Assert.Single(box.Heard);
        Assert.Equal(["event", "event_handler_id", "data", "ts", "auth"], heard.Select(pair => pair.Key));
        Assert.Equal("""{"FIELDS_BEFORE":"undefined","FIELDS_AFTER":{"ID":"51"}}""", heard["data"]!.ToJsonString());
        Assert.Equal($"{box.Clock.GetUtcNow().ToUnixTimeSeconds()}", (string?)heard["ts"]);
        Assert.Equal(
            ["access_token", "expires", "expires_in", "scope", "domain", "server_endpoint", "status", "client_endpoint", "member_id", "user_id", "application_token"],
            heard["auth"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("5", (string?)heard["auth"]!["user_id"]);
        var (status, body) = await box.Post("/rest/profile", $$"""{"auth":"{{heard["auth"]!["access_token"]}}"}""");
        Assert.Equal((200, "5"), (status, (string?)body["result"]!["ID"]));
    }

    [Fact]
    public async Task A_robots_event_has_no_tokens()
    {
        var (box, _) = await Bound();
        await using var __ = box;
        Happens(box, 1, actor: null);
        await box.Host.Events.DeliverPending();
        Assert.Equal(["domain", "server_endpoint", "client_endpoint", "member_id", "application_token"],
            Assert.Single(box.Heard)["auth"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task The_same_address_twice_is_refused_and_with_another_auth_type_doubles()
    {
        var (box, token) = await Bound();
        await using var __ = box;
        Assert.Equal((400, "ERROR_CORE", "Unable to set event handler: Handler already binded"), await Bind(box, token, "ONTASKADD"));
        Assert.Equal((200, null, null), await Bind(box, token, "ONTASKADD", "&auth_type=1"));

        Happens(box, 1);
        Assert.Equal(2, await box.Host.Events.DeliverPending());
        Assert.Equal(["5", "1"], box.Heard.Select(heard => (string?)heard["auth"]!["user_id"]));
        var (_, body) = await box.Post("/rest/event.get", $$"""{"auth":"{{token}}"}""");
        Assert.Equal($$"""[{"event":"ONTASKADD","handler":"{{box.Handler}}","auth_type":"0","offline":0},{"event":"ONTASKADD","handler":"{{box.Handler}}","auth_type":"1","offline":0}]""",
            body["result"]!.ToJsonString());
    }

    [Fact]
    public async Task Refusals_of_a_subscription_have_their_codes()
    {
        await using var box = await TestBox.Start();
        var (admin, user) = (box.Token(), box.Token(5));
        Assert.Equal((400, "ERROR_EVENT_NOT_FOUND", "Event not found"), await Bind(box, admin, "ONNOTHING"));
        Assert.Equal("ERROR_EVENT_NOT_FOUND", (await Bind(box, admin, "ONUSERADD")).Error);
        Assert.Equal((403, "ACCESS_DENIED", "Access denied! Event binding with AUTH_TYPE requires administrator access rights"), await Bind(box, user, "ONTASKADD", "&auth_type=1"));
        Assert.Equal((403, "ACCESS_DENIED", "Access denied! Offline events binding requires administrator access rights"), await Bind(box, user, "ONTASKADD", "&event_type=offline"));
        Assert.Equal((200, null, null), await Bind(box, user, "ONTASKADD", "&auth_type=5"));
        var (status, body) = await box.Post("/rest/event.bind", $$"""{"event":"ONTASKADD","handler":"ftp://a.b/","auth":"{{admin}}"}""");
        Assert.Equal((400, "ERROR_UNSUPPORTED_PROTOCOL"), (status, (string?)body["error"]));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData(",\"event\":\"ontaskadd\",\"auth_type\":0", 1)]
    [InlineData(",\"event\":\"ONTASKUPDATE\"", 0)]
    public async Task Unbinding_counts_what_it_removed(string filter, int count)
    {
        var (box, token) = await Bound();
        await using var __ = box;
        await Bind(box, token, "ONTASKADD", "&auth_type=1");
        var (_, body) = await box.Post("/rest/event.unbind", $$"""{"auth":"{{token}}"{{filter}}}""");
        Assert.Equal(count, (int)body["result"]!["count"]!);
    }

    [Fact]
    public async Task A_test_event_brings_back_what_was_sent()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        await Bind(box, token, "ONAPPTEST");
        var (_, body) = await box.Post("/rest/event.test", $$"""{"any":1,"deep":{"er":["x"]},"auth":"{{token}}"}""");
        Assert.Equal(1, (int)body["result"]!);
        await box.Host.Events.DeliverPending();
        Assert.Equal("""{"any":"1","deep":{"er":["x"]}}""", Assert.Single(box.Heard)["data"]!["QUERY"]!.ToJsonString());
    }

    [Fact]
    public async Task Faults_lose_double_reorder_and_strip_the_next_events()
    {
        var (box, _) = await Bound();
        await using var __ = box;
        box.Host.Events.Faults = new EventFaults { Lose = 1, WithoutTokens = 1 };
        Happens(box, 1);
        Happens(box, 2);
        Happens(box, 3);
        await box.Host.Events.DeliverPending();
        Assert.Equal(["2", "3"], Ids(box));
        Assert.Null(box.Heard[0]["auth"]!["access_token"]);
        Assert.NotNull(box.Heard[1]["auth"]!["access_token"]);

        box.Heard.Clear();
        box.Host.Events.Faults = new EventFaults { Twice = 1, Reorder = 3 };
        Happens(box, 4);
        Happens(box, 5);
        Assert.Equal(0, await box.Host.Events.DeliverPending());
        Happens(box, 6);
        await box.Host.Events.DeliverPending();
        Assert.Equal(["6", "5", "4", "4"], Ids(box));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "1 2 4 5")]
    public async Task A_share_of_the_events_is_lost_until_told_otherwise(int every, string heard)
    {
        var (box, _) = await Bound();
        await using var __ = box;
        await box.Post("/_emulator/events/faults", $$"""{"lose_every":{{every}} }""");
        Enumerable.Range(1, 6).ToList().ForEach(id => Happens(box, id));
        await box.Host.Events.DeliverPending();
        Assert.Equal(heard, string.Join(' ', Ids(box)));
        await box.Post("/_emulator/events/faults", "{}");
        Happens(box, 7);
        Assert.Equal(1, await box.Host.Events.DeliverPending());
    }

    [Fact]
    public async Task Held_and_delayed_events_wait()
    {
        var (box, _) = await Bound();
        await using var __ = box;
        box.Host.Events.Faults = new EventFaults { Hold = true };
        Happens(box, 1);
        Assert.Equal((0, 1), (await box.Host.Events.DeliverPending(), box.Host.Events.Pending));
        box.Host.Events.Faults = new EventFaults { Delay = TimeSpan.FromSeconds(30) };
        Happens(box, 2);
        Assert.Equal(1, await box.Host.Events.DeliverPending());
        box.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await box.Host.Events.DeliverPending());
        Assert.Equal(["1", "2"], Ids(box));
    }

    [Fact]
    public async Task A_slow_handler_waits_longer_and_longer()
    {
        var (box, _) = await Bound();
        await using var __ = box;
        box.OnEvent = () => box.Clock.Advance(TimeSpan.FromSeconds(3));
        Happens(box, 1);
        Happens(box, 2);
        Happens(box, 3);
        Assert.Equal(1, await box.Host.Events.DeliverPending());
        box.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(1, await box.Host.Events.DeliverPending());
        box.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(0, await box.Host.Events.DeliverPending());
        box.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(1, await box.Host.Events.DeliverPending());
    }

    [Fact]
    public async Task A_dead_handler_gets_no_second_try()
    {
        var (box, _) = await Bound();
        await using var __ = box;
        box.OnEvent = () => throw new InvalidOperationException("the app is down");
        Happens(box, 1);
        Assert.Equal(1, await box.Host.Events.DeliverPending());
        Assert.Equal((0, 500), (box.Host.Events.Pending, Assert.Single(box.Host.Events.Log).Status));
    }

    [Fact]
    public async Task Left_alone_the_queue_delivers_by_itself()
    {
        await using var box = await TestBox.Start(with: options => options with { AutoDeliver = true });
        await Bind(box, box.Token(), "ONTASKADD");
        var heard = new TaskCompletionSource();
        box.OnEvent = heard.SetResult;
        Happens(box, 1);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
