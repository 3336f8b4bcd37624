using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;

namespace B24App.EmulatedPortal.Tests.Platform;

public class ControlTests
{
    [Fact]
    public async Task Any_client_can_be_tried_with_a_registered_app()
    {
        await using var box = await TestBox.Start();
        var (status, app) = await box.Post("/_emulator/apps", """{"title":"Tried","scopes":["task"],"user_id":5}""");
        Assert.Equal(200, status);
        Assert.Equal(
            ["client_id", "client_secret", "member_id", "user_id", "access_token", "refresh_token", "expires", "application_token", "client_endpoint", "server_endpoint"],
            app.AsObject().Select(pair => pair.Key));

        var (_, info) = await box.Get($"{app["client_endpoint"]}app.info?auth={app["access_token"]}");
        Assert.Equal((true, "L"), ((bool)info["result"]!["INSTALLED"]!, (string?)info["result"]!["STATUS"]));
        var refresh = $"{box.Box.OAuth.Url}/oauth/token/?grant_type=refresh_token&client_id={app["client_id"]}&client_secret={app["client_secret"]}&refresh_token={app["refresh_token"]}";
        Assert.Equal(5, (int)(await box.Get(refresh)).Body["user_id"]!);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", null, 415)]
    [InlineData("text/plain", null, 415)]
    [InlineData("application/json", "evil.example", 403)]
    [InlineData("application/json", "127.0.0.1.evil.example:80", 403)]
    [InlineData("application/json", "localhost", 200)]
    public async Task Strangers_pages_can_not_turn_the_knobs(string type, string? host, int status)
    {
        await using var box = await TestBox.Start();
        Assert.Equal(status, (int)(await box.Send("/_emulator/throttle", "{}", type, hostHeader: host)).StatusCode);
    }

    [Fact]
    public async Task Calls_are_counted_and_listed()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        await box.Post("/rest/profile", $$"""{"x":1,"auth":"{{token}}"}""");
        await box.Get(box.Host.Url + "/rest/1/demo/nope");

        Assert.Equal(2, (int)(await box.Get(box.Host.Url + "/_emulator/requests/count")).Body["count"]!);
        var text = await (await box.Fetch(box.Host.Url + "/_emulator/requests")).Content.ReadAsStringAsync();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["app", "webhook"], lines.Select(line => (string?)line["auth"]));
        Assert.Equal(["profile", "nope"], lines.Select(line => (string?)line["method"]));
        Assert.Equal("""{"x":1}""", lines[0]["params"]!.ToJsonString());
        Assert.Equal((404, 2), ((int)lines[1]["status"]!, (int)lines[1]["v"]!));
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);

        await box.Post("/_emulator/requests/reset", "{}");
        Assert.Equal(0, (int)(await box.Get(box.Host.Url + "/_emulator/requests/count")).Body["count"]!);
    }

    [Fact]
    public async Task Faults_are_set_for_the_next_calls()
    {
        await using var box = await TestBox.Start();
        var url = box.Host.Url + "/rest/1/demo/profile";
        await box.Post("/_emulator/throttle", """{"times":1}""");
        Assert.Equal(503, (await box.Get(url)).Status);
        await box.Post("/_emulator/faults", """{"kind":"error","error":"OVERLOAD_LIMIT","status":503,"method":"profile"}""");
        Assert.Equal("OVERLOAD_LIMIT", (string?)(await box.Get(url)).Body["error"]);
        Assert.Equal(200, (await box.Get(url)).Status);
        Assert.Equal(400, (await box.Post("/_emulator/faults", """{"kind":"rain"}""")).Status);
        Assert.Equal(400, (await box.Post("/_emulator/faults", "[")).Status);
    }

    [Fact]
    public async Task Tokens_expire_on_demand()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        Assert.True((int)(await box.Post("/_emulator/tokens/expire", "{}")).Body["expired"]! > 0);
        Assert.Equal("expired_token", (string?)(await box.Post("/rest/profile", $$"""{"auth":"{{token}}"}""")).Body["error"]);
    }

    [Fact]
    public async Task Switches_change_one_by_one()
    {
        await using var box = await TestBox.Start();
        Assert.Equal(200, (await box.Post("/_emulator/switches", """{"card":"old","enterprise":true,"operatingLimit":"00:00:30"}""")).Status);
        Assert.Equal((Kernel.Card.Old, true, TimeSpan.FromSeconds(30), true),
            (box.Host.Portal.Switches.Card, box.Host.Portal.Switches.Enterprise, box.Host.Portal.Switches.OperatingLimit, box.Host.Portal.Switches.XmlIdFilter));
        Assert.Equal(400, (await box.Post("/_emulator/switches", """{"no such":1}""")).Status);
    }

    [Fact]
    public async Task Reset_empties_and_seed_fills()
    {
        await using var box = await TestBox.Start();
        Assert.Equal(200, (await box.Post("/_emulator/reset", "{}")).Status);
        Assert.Empty(box.Host.Portal.Users);
        Assert.Equal(200, (await box.Post("/_emulator/seed", """{"index":1}""")).Status);
        Assert.Equal("7", (string?)(await box.Get(box.Host.Url + "/rest/7/demo/profile")).Body["result"]!["ID"]);
        Assert.Equal(200, (await box.Post("/_emulator/seed", "{}")).Status);
        Assert.Contains(7, box.Host.Portal.Users.Keys);
    }

    [Theory]
    [InlineData(null, "--base-port is missing.")]
    [InlineData("--base-port", "--base-port needs a value.")]
    [InlineData("--base-port x", "--base-port x is not understood.")]
    [InlineData("--base-port 65530 --portals 10", "leaves no room")]
    [InlineData("--base-port 6000 --card round", "--card round is not understood.")]
    public void Bad_arguments_get_one_sentence(string? line, string complaint)
    {
        var read = CommandLine.Read(line?.Split(' ') ?? []);
        Assert.Null(read.Options);
        Assert.Contains(complaint, read.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Good_arguments_make_a_plan()
    {
        var options = CommandLine.Read(["--base-port", "6000", "--portals", "3", "--card", "old", "--time-scale", "60"]).Options!;
        Assert.Equal((6000, 60.0, 3), (options.BasePort, options.TimeScale, options.Portals.Count));
        Assert.All(options.Portals, plan => Assert.Equal(Kernel.Card.Old, plan.Card));
    }
}
