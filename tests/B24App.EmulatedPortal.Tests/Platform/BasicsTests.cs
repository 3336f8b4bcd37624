using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tests.Platform;

public class BasicsTests
{
    private static async Task<JsonNode> Call(TestBox box, string token, string method, string parameters = "")
    {
        var (_, body) = await box.Post("/rest/" + method, $$"""{"auth":"{{token}}"{{parameters}}}""");
        return body;
    }

    [Fact]
    public async Task Options_are_php_shaped_and_per_app_or_user()
    {
        await using var box = await TestBox.Start();
        var (admin, user) = (box.Token(), box.Token(5));
        Assert.Equal("[]", (await Call(box, admin, "app.option.get"))["result"]!.ToJsonString());
        Assert.Equal("AccessException", (string?)(await Call(box, user, "app.option.set", ""","options":{"a":"1"}"""))["error"]);
        Assert.Equal("ArgumentNullException", (string?)(await Call(box, admin, "app.option.set", ""","options":[]"""))["error"]);
        await Call(box, admin, "app.option.set", ""","options":{"a":"1","b":"2"}""");
        await Call(box, user, "user.option.set", ""","options":{"c":"3"}""");
        Assert.Equal("""{"a":"1","b":"2"}""", (await Call(box, user, "app.option.get"))["result"]!.ToJsonString());
        Assert.Equal("2", (string?)(await Call(box, user, "app.option.get", ""","option":"b" """))["result"]);
        Assert.Null((await Call(box, admin, "user.option.get", ""","option":"c" """))["result"]);
    }

    [Fact]
    public async Task Widgets_are_bound_listed_and_counted_twice_when_removed()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        const string tab = ""","PLACEMENT":"TASK_VIEW_TAB","HANDLER":"http://127.0.0.1:1/tab","TITLE":"Partner" """;
        Assert.True((bool)(await Call(box, token, "placement.bind", tab))["result"]!);
        Assert.Equal("ERROR_CORE", (string?)(await Call(box, token, "placement.bind", tab))["error"]);
        Assert.Equal("""[{"placement":"TASK_VIEW_TAB","userId":0,"handler":"http://127.0.0.1:1/tab","options":[],"title":"Partner","description":"","langAll":[]}]""",
            (await Call(box, token, "placement.get"))["result"]!.ToJsonString());
        Assert.Contains("TASK_VIEW_TAB", (await Call(box, token, "placement.list"))["result"]!.AsArray().Select(code => (string?)code));
        Assert.StartsWith("http://127.0.0.1:1/tab?DOMAIN=", box.Host.Install.Open(TestBox.ClientId, 5, "TASK_VIEW_TAB", """{"taskId":"1"}""").Url, StringComparison.Ordinal);
        Assert.Equal(2, (int)(await Call(box, token, "placement.unbind", tab))["result"]!["count"]!);
    }

    [Theory]
    [InlineData("", 200, "ERROR_ARGUMENT")]
    [InlineData(""","PLACEMENT":"NOWHERE","HANDLER":"http://a.b/" """, 400, "ERROR_PLACEMENT_NOT_FOUND")]
    [InlineData(""","PLACEMENT":"CRM_DEAL_DETAIL_TAB","HANDLER":"http://a.b/" """, 400, "ERROR_PLACEMENT_NOT_FOUND")]
    [InlineData(""","PLACEMENT":"LEFT_MENU","HANDLER":"a.b" """, 400, "ERROR_WRONG_HANDLER_URL")]
    [InlineData(""","PLACEMENT":"LEFT_MENU","HANDLER":"http://a.b/","USER_ID":5""", 200, "ERROR_PLACEMENT_USER_MODE")]
    [InlineData(""","PLACEMENT":"PAGE_BACKGROUND_WORKER","HANDLER":"http://a.b/" """, 200, "EMPTY_ERROR_HANDLER_URL")]
    public async Task Refusals_of_a_widget_have_their_codes(string parameters, int status, string error)
    {
        await using var box = await TestBox.Start();
        var answer = await box.Post("/rest/placement.bind", $$"""{"auth":"{{box.Token()}}"{{parameters}}}""");
        Assert.Equal((status, error), (answer.Status, (string?)answer.Body["error"]));
    }

    [Fact]
    public async Task An_app_can_ask_about_itself_and_the_portal()
    {
        await using var box = await TestBox.Start();
        var token = box.Token(5);
        var info = (await Call(box, token, "app.info"))["result"]!.AsObject();
        Assert.Equal(["ID", "CODE", "VERSION", "STATUS", "INSTALLED", "PAYMENT_EXPIRED", "DAYS", "LANGUAGE_ID", "LICENSE", "LICENSE_TYPE", "LICENSE_FAMILY"], info.Select(pair => pair.Key));
        Assert.Equal("""["placement","task"]""", (await Call(box, token, "scope"))["result"]!.ToJsonString());
        Assert.Equal("""{"isExisting":true,"isAvailable":true}""", (await Call(box, token, "method.get", ""","name":"event.bind" """))["result"]!.ToJsonString());
        Assert.Equal("""{"isExisting":false,"isAvailable":false}""", (await Call(box, token, "method.get"))["result"]!.ToJsonString());
        Assert.Equal("CODE_EMPTY", (string?)(await Call(box, token, "feature.get"))["error"]);
        Assert.False((bool)(await Call(box, token, "user.admin"))["result"]!);
        Assert.False((bool)(await Call(box, token, "access.name"))["result"]!);
        Assert.Equal("""{"AU":{"provider":"","name":"All authorized users","provider_id":"other"}}""", (await Call(box, token, "access.name", ""","ACCESS":["AU","NO"]"""))["result"]!.ToJsonString());
        Assert.Contains("ONTASKADD", (await Call(box, token, "events"))["result"]!.AsArray().Select(code => (string?)code));
    }
}
