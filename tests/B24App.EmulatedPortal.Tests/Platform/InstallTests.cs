using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Platform;

public class InstallTests
{
    private static async Task Bind(TestBox box, string token, params string[] events)
    {
        foreach (var code in events)
        {
            var (status, body) = await box.Post("/rest/event.bind", $$"""{"event":"{{code}}","handler":"{{box.Handler}}","auth":"{{token}}"}""");
            Assert.Equal((200, true), (status, (bool)body["result"]!));
        }
    }

    [Fact]
    public async Task The_master_gets_the_form_until_it_has_finished()
    {
        await using var box = await TestBox.Start();
        var form = box.Host.Install.Open(TestBox.ClientId, 1);

        Assert.True(form.IsInstaller);
        Assert.Contains("/install?DOMAIN=" + Uri.EscapeDataString(box.Host.Portal.Domain) + "&PROTOCOL=0&LANG=en&APP_SID=", form.Url, StringComparison.Ordinal);
        Assert.Equal(
            ["AUTH_ID", "AUTH_EXPIRES", "REFRESH_ID", "SERVER_ENDPOINT", "APPLICATION_TOKEN", "APPLICATION_SCOPE", "member_id", "status", "PLACEMENT", "PLACEMENT_OPTIONS"],
            form.Fields.Select(field => field.Key));
        Assert.Equal("3600", form["AUTH_EXPIRES"]);
        Assert.Throws<RestError>(() => box.Host.Install.Open(TestBox.ClientId, 5));

        box.Host.Install.Finish(TestBox.ClientId);
        Assert.Contains("/app?", box.Host.Install.Open(TestBox.ClientId, 5).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_end_of_the_installation()
    {
        await using var box = await TestBox.Start();
        var token = box.Host.Install.Open(TestBox.ClientId, 1)["AUTH_ID"];
        await Bind(box, token, "ONTASKADD", "ONAPPINSTALL");

        box.Host.Portal.Events.Raise("ONTASKADD", box.Host.Portal.Users[5], [new("[FIELDS_AFTER][ID]", "1")]);
        Assert.Equal(0, await box.Host.Events.DeliverPending());

        box.Host.Install.Finish(TestBox.ClientId);
        box.Host.Portal.Events.Raise("ONTASKADD", box.Host.Portal.Users[5], [new("[FIELDS_AFTER][ID]", "2")]);
        Assert.Equal(2, await box.Host.Events.DeliverPending());
        Assert.Equal(["ONAPPINSTALL", "ONTASKADD"], box.Heard.Select(heard => (string?)heard["event"]));
        Assert.NotNull(box.Heard[0]["auth"]!["refresh_token"]);
        Assert.Null(box.Heard[1]["auth"]!["refresh_token"]);
        Assert.Equal("2", (string?)box.Heard[1]["data"]!["FIELDS_AFTER"]!["ID"]);
    }

    [Fact]
    public async Task An_update_drops_the_handlers_and_brings_a_new_secret()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        await Bind(box, token, "ONAPPUPDATE", "ONTASKADD");
        var before = box.Host.Portal.Apps[TestBox.ClientId].ApplicationToken;

        box.Host.Install.Update(TestBox.ClientId, 2);
        Assert.Equal(1, await box.Host.Events.DeliverPending());

        var heard = Assert.Single(box.Heard);
        Assert.Equal(("2.0.0", "1.0.0"), ((string?)heard["data"]!["VERSION"], (string?)heard["data"]!["PREVIOUS_VERSION"]));
        Assert.NotEqual(before, (string?)heard["auth"]!["application_token"]);
        Assert.NotNull(heard["auth"]!["refresh_token"]);
        var (_, left) = await box.Post("/rest/event.get", $$"""{"auth":"{{token}}"}""");
        Assert.Empty(left["result"]!.AsArray());

        // The new version's own master binds again; until it has finished the gate is shut.
        var form = box.Host.Install.Open(TestBox.ClientId, 1);
        Assert.True(form.IsInstaller);
        await Bind(box, form["AUTH_ID"], "ONTASKADD", "ONAPPINSTALL");
        box.Host.Portal.Events.Raise("ONTASKADD", null, []);
        Assert.Equal(0, await box.Host.Events.DeliverPending());
        box.Host.Install.Finish(TestBox.ClientId);
        box.Host.Portal.Events.Raise("ONTASKADD", null, []);
        Assert.Equal(1, await box.Host.Events.DeliverPending());
        Assert.Equal("ONTASKADD", (string?)box.Heard[^1]["event"]);
    }

    [Fact]
    public async Task A_removal_is_told_without_tokens_and_kills_them_all()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        await Bind(box, token, "ONAPPUNINSTALL");
        await box.Post("/rest/app.option.set", $$"""{"options":{"a":"1"},"auth":"{{token}}"}""");

        box.Host.Install.Uninstall(TestBox.ClientId, clean: false);
        await box.Host.Events.DeliverPending();

        var heard = Assert.Single(box.Heard);
        Assert.Equal("0", (string?)heard["data"]!["CLEAN"]);
        Assert.Equal(["domain", "server_endpoint", "client_endpoint", "member_id", "application_token"], heard["auth"]!.AsObject().Select(pair => pair.Key));
        var (status, body) = await box.Post("/rest/profile", $$"""{"auth":"{{token}}"}""");
        Assert.Equal((401, "APPLICATION_NOT_FOUND"), (status, (string?)body["error"]));

        var again = box.Token();
        (_, body) = await box.Post("/rest/app.option.get", $$"""{"auth":"{{again}}"}""");
        Assert.Equal("1", (string?)body["result"]!["a"]);
    }

    [Fact]
    public async Task A_renamed_portal_redirects_from_its_old_address()
    {
        await using var box = await TestBox.Start();
        var (token, old) = (box.Token(), box.Host.Url);
        await box.Host.Install.Rename();

        var moved = await box.Send(old + "/rest/profile?a=1", $$"""{"auth":"{{token}}"}""", "application/json");
        Assert.Equal(302, (int)moved.StatusCode);
        Assert.Equal(box.Host.Url + "/rest/profile?a=1", moved.Headers.Location!.ToString());

        var (status, _) = await box.Post(moved.Headers.Location!.ToString(), $$"""{"auth":"{{token}}"}""");
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task The_tokens_of_a_dismissed_user_stop_unless_the_integration_is_kept()
    {
        await using var box = await TestBox.Start();
        var token = box.Token(5);
        box.Host.Install.Dismiss(5);
        var (status, body) = await box.Post("/rest/profile", $$"""{"auth":"{{token}}"}""");
        Assert.Equal((401, "authorization_error"), (status, (string?)body["error"]));

        token = box.Token(1);
        box.Host.Install.Dismiss(1, preserve: true);
        (status, body) = await box.Post("/rest/profile", $$"""{"auth":"{{token}}"}""");
        Assert.Equal((200, "Mirror"), (status, (string?)body["result"]!["NAME"]));
    }

    [Fact]
    public async Task An_ended_subscription_answers_payment_required()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        box.Host.Install.EndSubscription(TestBox.ClientId);
        var (status, body) = await box.Post("/rest/profile", $$"""{"auth":"{{token}}"}""");
        Assert.Equal((401, "PAYMENT_REQUIRED"), (status, (string?)body["error"]));
    }
}
