using B24App.EmulatedPortal.Tests.Platform;

namespace B24App.EmulatedPortal.Tests.Events;

public class OfflineQueueTests
{
    [Fact]
    public async Task An_offline_subscription_has_no_handler_and_shows_itself()
    {
        await using var desk = await QueueDesk.Start();
        Assert.Equal(
            """[{"event":"ONTASKADD","handler":"","auth_type":"0","offline":1},{"event":"ONTASKUPDATE","handler":"","auth_type":"0","offline":1}]""",
            (await desk.Result("event.get")).ToJsonString());
        Assert.Equal("Unable to set event handler: Handler already binded",
            (string?)(await desk.Ask("event.bind", """{"event":"ONTASKADD","event_type":"offline"}""")).Body["error_description"]);
        Assert.Equal("ERROR_EVENT_NOT_FOUND", (string?)(await desk.Ask("event.bind", """{"event":"ONNOTHING","event_type":"offline"}""")).Body["error"]);

        Assert.Equal(0, (int)(await desk.Result("event.unbind"))["count"]!);
        Assert.Equal(1, (int)(await desk.Result("event.unbind", """{"event":"ONTASKADD","event_type":"offline"}"""))["count"]!);
        desk.Happens(1);
        desk.Happens(2, "ONTASKUPDATE");
        Assert.Equal("2", await desk.Read());
        Assert.Equal(0, desk.Box.Host.Events.Pending);
    }

    [Theory]
    [InlineData("event.offline.get")]
    [InlineData("event.offline.list")]
    [InlineData("event.offline.clear")]
    [InlineData("event.offline.error")]
    public async Task Only_an_administrators_app_reads_the_queue(string method)
    {
        await using var desk = await QueueDesk.Start();
        var (status, body) = await desk.Ask(method, """{"process_id":"x"}""", desk.Box.Token(5));
        Assert.Equal((403, "ACCESS_DENIED", "Access denied!"), (status, (string?)body["error"], (string?)body["error_description"]));
        (status, body) = await desk.Box.Get($"{desk.Box.Host.Url}/rest/1/demo/{method}");
        Assert.Equal((403, "WRONG_AUTH_TYPE"), (status, (string?)body["error"]));
    }

    [Fact]
    public async Task A_record_has_the_documented_shape()
    {
        await using var desk = await QueueDesk.Start();
        desk.Happens(51);
        var (_, list) = await desk.Ask("event.offline.list");
        Assert.Equal(["result", "total", "time"], list.AsObject().Select(pair => pair.Key));
        var row = list["result"]![0]!;
        Assert.Equal(["ID", "TIMESTAMP_X", "EVENT_NAME", "EVENT_DATA", "EVENT_ADDITIONAL", "MESSAGE_ID", "PROCESS_ID", "ERROR"], row.AsObject().Select(pair => pair.Key));
        Assert.Equal(("1", "2026-09-01T12:00:00+03:00", "ONTASKADD", "", "0"),
            ((string?)row["ID"], (string?)row["TIMESTAMP_X"], (string?)row["EVENT_NAME"], (string?)row["PROCESS_ID"], (string?)row["ERROR"]));
        Assert.Equal("""{"FIELDS_BEFORE":"undefined","FIELDS_AFTER":{"ID":"51"}}""", row["EVENT_DATA"]!.ToJsonString());

        desk.Box.Host.Portal.Switches = desk.Box.Host.Portal.Switches with { OfflineNamesObject = false };
        var read = await desk.Result("event.offline.get");
        Assert.Equal(["process_id", "events"], read.AsObject().Select(pair => pair.Key));
        Assert.Null(read["process_id"]);
        Assert.Equal($$"""[{"ID":"1","TIMESTAMP_X":"2026-09-01T12:00:00+03:00","EVENT_NAME":"ONTASKADD","EVENT_DATA":false,"EVENT_ADDITIONAL":false,"MESSAGE_ID":"{{row["MESSAGE_ID"]}}"}]""",
            read["events"]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_record_for_an_object_and_event_with_the_last_time()
    {
        await using var desk = await QueueDesk.Start();
        desk.Happens(1, "ONTASKUPDATE");
        desk.Happens(2, "ONTASKUPDATE");
        desk.Happens(1);
        desk.Box.Clock.Advance(TimeSpan.FromMinutes(1));
        desk.Happens(1, "ONTASKUPDATE");

        Assert.Equal("1 2 1", await desk.Listed());
        var events = (await desk.Result("event.offline.get"))["events"]!.AsArray();
        Assert.Equal(["2 ONTASKUPDATE 12:00", "1 ONTASKADD 12:00", "1 ONTASKUPDATE 12:01"],
            events.Select(row => $"{QueueDesk.Id(row)} {row!["EVENT_NAME"]} {((string)row["TIMESTAMP_X"]!)[11..16]}"));
    }

    [Fact]
    public async Task Reading_deletes_unless_told_not_to()
    {
        await using var desk = await QueueDesk.Start();
        Enumerable.Range(1, 60).ToList().ForEach(id => desk.Happens(id));
        Assert.Equal("1 2", await desk.Read("""{"limit":2}"""));
        Assert.Equal(50, (await desk.Read()).Split(' ').Length);
        Assert.Equal("53 54 55 56 57 58 59 60", await desk.Read("""{"clear":"1"}"""));
        Assert.Equal("", await desk.Read());
    }

    [Fact]
    public async Task Readers_that_reserve_get_different_records_and_confirm_them()
    {
        await using var desk = await QueueDesk.Start();
        Enumerable.Range(1, 4).ToList().ForEach(id => desk.Happens(id));
        var first = await desk.Result("event.offline.get", """{"clear":0,"limit":2}""");
        var second = await desk.Result("event.offline.get", """{"clear":0}""");
        Assert.Equal("1 2|3 4", string.Join('|', new[] { first, second }.Select(read => string.Join(' ', read["events"]!.AsArray().Select(QueueDesk.Id)))));
        var (one, two) = ((string)first["process_id"]!, (string)second["process_id"]!);
        Assert.NotEqual(one, two);
        Assert.Equal("", await desk.Read("""{"clear":0}"""));

        // The list hides nothing and changes nothing.
        Assert.Equal("3 4", await desk.Listed($$"""{"filter":{"=PROCESS_ID":"{{two}}"} }"""));
        Assert.Equal("1 2 3 4", await desk.Listed());

        // What a reader has not confirmed he can have again.
        Assert.True((bool)await desk.Result("event.offline.clear", $$"""{"process_id":"{{one}}","id":["1"],"message_id":["nonsense"]}"""));
        Assert.Equal("2", await desk.Read($$"""{"clear":0,"process_id":"{{one}}"}"""));
        Assert.True((bool)await desk.Result("event.offline.clear", $$"""{"process_id":"{{two}}"}"""));
        Assert.Equal("2", await desk.Listed());
        var message = (await desk.Result("event.offline.list"))[0]!["MESSAGE_ID"];
        Assert.True((bool)await desk.Result("event.offline.clear", $$"""{"process_id":"{{one}}","message_id":["{{message}}"]}"""));
        Assert.Equal("", await desk.Listed());
        Assert.Equal("ERROR_ARGUMENT", (string?)(await desk.Ask("event.offline.clear")).Body["error"]);
    }

    [Fact]
    public async Task A_change_while_a_record_is_held_makes_another_one()
    {
        await using var desk = await QueueDesk.Start();
        desk.Happens(1);
        var held = (string)(await desk.Result("event.offline.get", """{"clear":0}"""))["process_id"]!;
        desk.Happens(1);
        Assert.Equal("1 1", await desk.Listed());
        await desk.Result("event.offline.clear", $$"""{"process_id":"{{held}}"}""");
        Assert.Equal("1", await desk.Read());
    }

    [Fact]
    public async Task A_reservation_ends_after_thirty_days_and_takes_its_records_along()
    {
        await using var desk = await QueueDesk.Start();
        desk.Happens(1);
        var held = (string)(await desk.Result("event.offline.get", """{"clear":0}"""))["process_id"]!;
        desk.Happens(2);
        desk.Box.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        var token = desk.Box.Token();
        async Task<int> Count(string more = "") => (await desk.Ask("event.offline.list", $"{{{more}}}", token)).Body["result"]!.AsArray().Count;
        Assert.Equal(2, await Count());
        desk.Box.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Count());
        Assert.Equal(0, await Count($"\"filter\":{{\"PROCESS_ID\":\"{held}\"}}"));
    }

    [Fact]
    public async Task A_failed_record_is_kept_and_shown_on_demand()
    {
        await using var desk = await QueueDesk.Start();
        desk.Happens(1);
        desk.Happens(2);
        var read = await desk.Result("event.offline.get", """{"clear":0}""");
        var process = (string)read["process_id"]!;
        await desk.Result("event.offline.error", $$"""{"process_id":"{{process}}","message_id":["{{read["events"]![1]!["MESSAGE_ID"]}}"]}""");

        Assert.Equal("2", await desk.Listed("""{"filter":{"ERROR":1}}"""));
        Assert.Equal("1", await desk.Read($$"""{"clear":0,"process_id":"{{process}}"}"""));
        Assert.Equal("1 2", await desk.Read($$"""{"clear":0,"process_id":"{{process}}","error":1}"""));
        Assert.Equal("", await desk.Read());
    }

    [Theory]
    [InlineData("""{"filter":{">ID":"2"}}""", "3 4")]
    [InlineData("""{"filter":{"<=ID":2}}""", "1 2")]
    [InlineData("""{"filter":{"ID":["1","3"]}}""", "1 3")]
    [InlineData("""{"filter":{"!ID":1},"order":{"ID":"DESC"}}""", "4 3 2")]
    [InlineData("""{"filter":{"=EVENT_NAME":"ONTASKUPDATE"}}""", "4")]
    [InlineData("""{"filter":{">TIMESTAMP_X":"2026-09-01T12:00:30+03:00"}}""", "4")]
    [InlineData("""{"filter":{">=TIMESTAMP_X":"nonsense"}}""", "")]
    [InlineData("""{"start":3}""", "4")]
    public async Task Filters_put_the_operator_before_the_name(string sent, string found)
    {
        await using var desk = await QueueDesk.Start();
        Enumerable.Range(1, 3).ToList().ForEach(id => desk.Happens(id));
        desk.Box.Clock.Advance(TimeSpan.FromMinutes(1));
        desk.Happens(4, "ONTASKUPDATE");
        Assert.Equal(found, await desk.Listed(sent));
    }

    [Fact]
    public async Task The_list_has_pages_of_fifty()
    {
        await using var desk = await QueueDesk.Start();
        Enumerable.Range(1, 51).ToList().ForEach(id => desk.Happens(id));
        var (_, body) = await desk.Ask("event.offline.list");
        Assert.Equal((50, 51, 50), (body["result"]!.AsArray().Count, (int)body["total"]!, (int)body["next"]!));
        Assert.Equal("51", await desk.Listed("""{"start":50}"""));
    }

    [Fact]
    public async Task Nothing_is_written_before_the_installation_and_nothing_is_left_after_it_ends()
    {
        await using var desk = await QueueDesk.Start();
        desk.Happens(1);
        desk.Box.Host.Install.Update(TestBox.ClientId, 2);
        var token = desk.Box.Host.Install.IssueTokens(TestBox.ClientId, 1).Access;
        Assert.Equal("[]", (await desk.Ask("event.offline.list", "{}", token)).Body["result"]!.ToJsonString());
        Assert.Equal("[]", (await desk.Ask("event.get", "{}", token)).Body["result"]!.ToJsonString());

        await desk.Ask("event.bind", """{"event":"ONTASKADD","event_type":"offline"}""", token);
        desk.Happens(2);
        desk.Box.Host.Install.Finish(TestBox.ClientId);
        desk.Happens(3);
        Assert.Equal("3", QueueDesk.Id(Assert.Single((await desk.Ask("event.offline.list", "{}", token)).Body["result"]!.AsArray())));

        desk.Box.Host.Install.Uninstall(TestBox.ClientId, clean: false);
        token = desk.Box.Token();
        Assert.Equal("[]", (await desk.Ask("event.offline.list", "{}", token)).Body["result"]!.ToJsonString());
    }

    [Theory]
    [InlineData(true, 403, 403)]
    [InlineData(false, 200, 403)]
    public async Task A_small_plan_says_no_and_feature_get_says_so_before(bool needsExtended, int read, int reserve)
    {
        await using var desk = await QueueDesk.Start();
        var plan = desk.Box.Host.Portal;
        Assert.Equal("Y", (string?)(await desk.Result("feature.get", """{"CODE":"rest_offline_extended"}"""))["value"]);
        plan.Switches = plan.Switches with { RestOfflineExtended = false, OfflineNeedsExtended = needsExtended };
        Assert.Equal("N", (string?)(await desk.Result("feature.get", """{"CODE":"rest_offline_extended"}"""))["value"]);

        var bind = await desk.Ask("event.bind", """{"event":"ONTASKDELETE","event_type":"offline"}""");
        Assert.Equal(read, bind.Status);
        Assert.Equal(read, (await desk.Ask("event.offline.get")).Status);
        Assert.Equal(read, (await desk.Ask("event.offline.list")).Status);
        var refused = await desk.Ask("event.offline.get", """{"clear":0}""");
        Assert.Equal((reserve, "Access denied! Available only on extended plans"), (refused.Status, (string?)refused.Body["error_description"]));
        Assert.Equal(reserve, (await desk.Ask("event.offline.clear", """{"process_id":"x"}""")).Status);
        Assert.Equal(reserve, (await desk.Ask("event.offline.error", """{"process_id":"x"}""")).Status);
    }
}
