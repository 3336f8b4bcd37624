using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;

namespace B24App.EmulatedPortal.Tests.People;

public sealed class PeopleFrontTests : IAsyncLifetime, IDisposable
{
    private static readonly AppCard App = new("app.b24app", "very-secret", "B24App", ["task"], "http://127.0.0.1:9/install", "http://127.0.0.1:9/app");

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private PortalBox _box = null!;
    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _box = await PortalBox.Start(new BoxOptions { Portals = [new PortalPlan("Север", "ru", Kernel.Card.Old)] });
        _host = _box.Portals[0];
        _host.Seed(0);
        _box.RegisterApp(App);
    }

    public async Task DisposeAsync() => await _box.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_page_stands_at_the_root_and_at_the_addresses_of_tasks()
    {
        foreach (var path in new[] { "/", "/company/personal/user/5/tasks/task/view/1/" })
        {
            using var answer = await _http.GetAsync(new Uri(_host.Url + path));
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("<html lang=\"ru\">", html, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
            Assert.Contains("frame-src http://127.0.0.1:9;", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_name_of_this_machine_leads_to_the_name_that_frames_are_told()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _host.Url + "/tasks/");
        request.Headers.Host = $"localhost:{new Uri(_host.Url).Port}";
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(_host.Url + "/tasks/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_state_holds_people_and_apps_but_no_secret()
    {
        var state = await _http.GetStringAsync(new Uri(_host.Url + "/_people/state"));
        var parsed = JsonNode.Parse(state)!;
        Assert.Contains(parsed["users"]!.AsArray(), user => (long?)user!["id"] == 5);
        Assert.Equal("B24App", (string?)parsed["apps"]![0]!["title"]);
        Assert.DoesNotContain("secret", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_works_without_a_token_and_without_a_line_in_the_journal()
    {
        var added = await Ask("call", new { @as = 5, method = "tasks.task.add", @params = new { fields = new { TITLE = "Replace the drum", RESPONSIBLE_ID = 5, GROUP_ID = 12 } } });
        var id = (string?)added["result"]!["task"]!["id"];
        var said = await Ask("call", new { @as = 5, method = "task.commentitem.add", @params = new object[] { id!, new { POST_MESSAGE = "ok" } } });
        Assert.True((long?)said["result"] > 0);
        var list = await Ask("call", new { @as = 5, method = "tasks.task.list", @params = new { filter = new { GROUP_ID = 12 } } });

        Assert.Equal(1, (int?)list["total"]);
        Assert.Equal("5", (string?)list["result"]!["tasks"]![0]!["createdBy"]);
        Assert.Equal(0, _host.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_comes_in_the_portals_words()
    {
        Assert.Equal("ERROR_METHOD_NOT_FOUND", (string?)(await Ask("call", new { @as = 5, method = "no.such" }))["error"]);
        Assert.Equal("authorization_error", (string?)(await Ask("call", new { @as = 777, method = "profile" }))["error"]);
        Assert.Equal("NOT_INSTALLED", (string?)(await Ask("open", new { @as = 5, clientId = App.ClientId }))["error"]);
        Assert.Equal("ACCESS_DENIED", (string?)(await Ask("finish", new { @as = 1, clientId = "unknown" }))["error"]);
    }

    [Fact]
    public async Task An_app_is_opened_installed_and_opened_again()
    {
        var first = await Ask("open", new { @as = 1, clientId = App.ClientId });
        Assert.StartsWith(App.InstallUrl + "?DOMAIN=", (string?)first["url"], StringComparison.Ordinal);
        Assert.Equal("DEFAULT", (string?)first["fields"]!["PLACEMENT"]);

        await Ask("call", new { @as = 1, clientId = App.ClientId, method = "app.option.set", @params = new { options = new { theme = "dark" } } });
        Assert.Equal("dark", (string?)(await Ask("call", new { @as = 5, clientId = App.ClientId, method = "app.option.get" }))["result"]!["theme"]);
        Assert.Equal(70, ((string?)(await Ask("refresh-auth", new { @as = 1, clientId = App.ClientId }))["AUTH_ID"])!.Length);

        await Ask("finish", new { @as = 1, clientId = App.ClientId });
        Assert.StartsWith(App.AppUrl + "?DOMAIN=", (string?)(await Ask("open", new { @as = 5, clientId = App.ClientId }))["url"], StringComparison.Ordinal);

        Assert.Equal("ACCESS_DENIED", (string?)(await Ask("uninstall", new { @as = 5, clientId = App.ClientId }))["error"]);
        Assert.True((bool?)(await Ask("uninstall", new { @as = 1, clientId = App.ClientId, clean = true }))["result"]);
        Assert.StartsWith(App.InstallUrl + "?DOMAIN=", (string?)(await Ask("open", new { @as = 1, clientId = App.ClientId }))["url"], StringComparison.Ordinal);
        Assert.Null((await Ask("call", new { @as = 1, clientId = App.ClientId, method = "app.option.get", @params = new { option = "theme" } }))["result"]?.GetValue<string?>());
    }

    [Fact]
    public async Task Everyone_edits_his_own_comment_of_the_old_card_and_nobody_elses()
    {
        var comment = (long?)(await Ask("call", new { @as = 3, method = "task.commentitem.add", @params = new object[] { 1, new { POST_MESSAGE = "helo" } } }))["result"];
        Assert.Equal("ACCESS_DENIED", (string?)(await Ask("edit-comment", new { @as = 1, comment, text = "mine now" }))["error"]);
        Assert.True((bool?)(await Ask("edit-comment", new { @as = 3, comment, text = "hello" }))["result"]);

        var read = await Ask("call", new { @as = 3, method = "task.commentitem.get", @params = new object[] { 1, comment! } });
        Assert.Equal("hello", (string?)read["result"]!["POST_MESSAGE"]);
    }

    [Fact]
    public async Task Messages_are_counted_for_those_who_are_in_the_chat()
    {
        _host.Portal.Switches = _host.Portal.Switches with { Card = Kernel.Card.New };
        var task = (await Ask("call", new { @as = 5, method = "tasks.task.add", @params = new { fields = new { TITLE = "Replace the drum", RESPONSIBLE_ID = 3 } } }))["result"]!["task"]!;
        await Ask("call", new { @as = 3, method = "im.message.add", @params = new { DIALOG_ID = $"chat{task["chatId"]}", MESSAGE = "ok" } });

        var id = (string)task["id"]!;
        Assert.Equal(1, (int?)(await Ask("counters", new { @as = 5 }))["result"]![id]);
        Assert.Null((await Ask("counters", new { @as = 8 }))["result"]![id]);
    }

    [Fact]
    public async Task An_administrator_registers_an_app_and_installs_it()
    {
        Assert.Equal("ACCESS_DENIED", (string?)(await Ask("register-app", new { @as = 5, title = "Mine", appUrl = "http://127.0.0.1:9/a" }))["error"]);
        Assert.Equal("INVALID_REQUEST", (string?)(await Ask("register-app", new { @as = 1, title = "Mine", appUrl = "javascript:alert(1)" }))["error"]);

        var keys = await Ask("register-app", new { @as = 1, title = "Mine", appUrl = "http://127.0.0.1:9/a", installUrl = "http://127.0.0.1:9/i", scopes = "task, im" });
        var form = await Ask("open", new { @as = 1, clientId = (string?)keys["clientId"] });
        Assert.StartsWith("http://127.0.0.1:9/i?", (string?)form["url"], StringComparison.Ordinal);
        Assert.Equal("task,im", (string?)form["fields"]!["APPLICATION_SCOPE"]);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.OK)]
    public async Task A_body_that_is_no_request_changes_nothing(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(_host.Url + "/_people/call"), content);
        Assert.Equal(status, answer.StatusCode);
    }

    private async Task<JsonNode> Ask(string name, object body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri($"{_host.Url}/_people/{name}"), body, JsonSerializerOptions.Default);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
