namespace B24App.EmulatedPortal.Tests.Events;

public class ConnectorTests
{
    private static async Task<QueueDesk> Start()
    {
        var desk = await QueueDesk.Start();
        Assert.True((bool)await desk.Result("event.bind", """{"event":"ONTASKADD","event_type":"offline","auth_connector":"mirror"}""")!);
        return desk;
    }

    private static string Task(string title, string more = "") => $$"""{"fields":{"TITLE":"{{title}}","RESPONSIBLE_ID":1}{{more}} }""";

    private static async Task<int> Count(QueueDesk desk, string more = "{}") => (await desk.Result("event.offline.list", more)).AsArray().Count;

    [Fact]
    public async Task Each_source_has_a_queue_of_its_own()
    {
        await using var desk = await Start();
        desk.Happens(1);
        Assert.Equal("1", await desk.Read("""{"auth_connector":"mirror"}"""));
        Assert.Equal("", await desk.Read("""{"auth_connector":"mirror"}"""));
        Assert.Equal("", await desk.Read("""{"auth_connector":"other"}"""));
        Assert.Equal("1", await desk.Read());
    }

    [Fact]
    public async Task A_write_that_carries_the_key_is_not_recorded_in_its_queue()
    {
        await using var desk = await Start();
        await desk.Result("tasks.task.add", Task("ours", ",\"auth_connector\":\"mirror\""));
        Assert.Equal((0, 1), (await Count(desk, """{"auth_connector":"mirror"}"""), await Count(desk)));
        await desk.Result("tasks.task.add", Task("theirs"));
        await desk.Result("tasks.task.add", Task("another's", ",\"auth_connector\":\"else\""));
        Assert.Equal((2, 3), (await Count(desk, """{"auth_connector":"mirror"}"""), await Count(desk)));
    }

    [Fact]
    public async Task A_batch_carries_the_key_for_all_or_for_one_command()
    {
        await using var desk = await Start();
        const string add = "tasks.task.add?fields[TITLE]=t&fields[RESPONSIBLE_ID]=1";
        await desk.Result("batch", $$"""{"cmd":{"a":"{{add}}","b":"{{add}}"},"auth_connector":"mirror"}""");
        Assert.Equal(0, await Count(desk, """{"auth_connector":"mirror"}"""));
        await desk.Result("batch", $$"""{"cmd":{"a":"{{add}}&auth_connector=mirror","b":"{{add}}"} }""");
        Assert.Equal(1, await Count(desk, """{"auth_connector":"mirror"}"""));
    }

    [Fact]
    public async Task The_key_shifts_no_positional_parameters_and_the_journal_shows_it()
    {
        await using var desk = await Start();
        desk.Box.Host.Portal.Switches = desk.Box.Host.Portal.Switches with { Card = Kernel.Card.Old };
        var task = (await desk.Result("tasks.task.add", Task("t")))["task"]!["id"];
        var (status, body) = await desk.Box.Post("/rest/task.commentitem.add?auth_connector=mirror", $$"""{"TASKID":{{task}},"FIELDS":{"POST_MESSAGE":"hi"},"auth":"{{desk.Token}}"}""");
        Assert.True(status == 200, body.ToJsonString());
        Assert.Contains("auth_connector", desk.Box.Host.Requests.Lines[^1].Params, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_equal_key_hides_nothing()
    {
        await using var desk = await Start();
        var (_, app) = await desk.Box.Post("/_emulator/apps", "{}");
        await desk.Ask("tasks.task.add", Task("t", ",\"auth_connector\":\"mirror\""), (string)app["access_token"]!);
        Assert.Equal(1, await Count(desk, """{"auth_connector":"mirror"}"""));
    }

    [Fact]
    public async Task A_plan_without_keys_refuses_them_and_records_what_carries_one()
    {
        await using var desk = await Start();
        var portal = desk.Box.Host.Portal;
        portal.Switches = portal.Switches with { RestAuthConnector = false };
        Assert.Equal("N", (string?)(await desk.Result("feature.get", """{"CODE":"rest_auth_connector"}"""))["value"]);
        foreach (var (method, sent) in new[]
        {
            ("event.bind", """{"event":"ONTASKDELETE","event_type":"offline","auth_connector":"x"}"""),
            ("event.offline.get", """{"auth_connector":"mirror"}"""),
            ("event.offline.list", """{"auth_connector":"mirror"}"""),
        })
        {
            var (status, body) = await desk.Ask(method, sent);
            Assert.Equal((403, "Access denied! Available only on extended plans"), (status, (string?)body["error_description"]));
        }

        await desk.Result("tasks.task.add", Task("t", ",\"auth_connector\":\"mirror\""));
        Assert.Equal(1, await Count(desk));
        portal.Switches = portal.Switches with { RestAuthConnector = true };
        Assert.Equal(1, await Count(desk, """{"auth_connector":"mirror"}"""));
    }
}
