using B24App.Portals;

namespace B24App.Tests.Portals;

public class InstallTests
{
    [Fact]
    public async Task An_administrators_install_is_confirmed_bound_and_probed()
    {
        await using var rig = await Rig.Start();

        var portal = await rig.Install(rig.North);

        Assert.Equal(PortalState.Active, portal.State);
        Assert.Equal(1, portal.RelayUser);
        Assert.Equal(1, portal.InstalledBy);
        Assert.Equal(rig.North.ClientEndpoint, portal.Endpoint.AbsoluteUri);
        Assert.True(portal.Recognises(rig.North.Portal.Apps[Rig.ClientId].ApplicationToken));
        Assert.NotNull(portal.Capabilities.ProbedAt);
        Assert.True(portal.Capabilities.FindsByMarker);
        var steps = await rig.Get<LifecycleStore>().Latest(portal.Id);
        Assert.All(steps, step => Assert.Equal("ok", step.Outcome));
        Assert.Equal((19, 6 + 1), Bound(rig)); // the second: the offline queue with its notice
    }

    [Fact]
    public async Task Events_are_bound_once_and_again_after_they_vanished()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        rig.North.Requests.Reset();

        await rig.Post(rig.North.Install.Open(Rig.ClientId, 1));
        await rig.Turn();
        Assert.DoesNotContain(rig.North.Requests.Lines, line => line.Method == "event.bind");

        rig.North.Install.Update(Rig.ClientId, 2);
        await rig.Deliver(rig.North);
        Assert.Equal((19, 6 + 1), Bound(rig)); // the second: the offline queue with its notice
        Assert.True((await rig.Portals.Find(portal.Id))!.Recognises(rig.North.Portal.Apps[Rig.ClientId].ApplicationToken));
    }

    [Fact]
    public async Task What_needs_a_scope_that_was_not_granted_is_not_asked_for()
    {
        await using var rig = await Rig.Start(scopes: ["task", "im", "disk", "sonet_group", "user_basic", "placement"]);

        var portal = await rig.Install(rig.North);

        Assert.All(await rig.Get<LifecycleStore>().Latest(portal.Id), step => Assert.Equal("ok", step.Outcome));
        Assert.Equal((9, 6 + 1), Bound(rig));
    }

    [Fact]
    public async Task An_ordinary_user_sees_the_page_and_leaves_no_tokens()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);

        var answer = await rig.Post(rig.North.Install.Open(Rig.ClientId, 5));

        Assert.Contains("data-session=\"", await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, await rig.Count("token_pair"));
    }

    [Fact]
    public async Task Rule27_an_ordinary_user_cannot_replace_the_application_token()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);

        await rig.Post(rig.North.Install.Open(Rig.ClientId, 5), ("APPLICATION_TOKEN", "mine"));

        Assert.False((await rig.Portals.Find(portal.Id))!.Recognises("mine"));
    }

    [Theory]
    [InlineData("SERVER_ENDPOINT", "https://oauth.evil.example/rest/")]
    [InlineData("SERVER_ENDPOINT", "http://127.0.0.1:1/rest/")]
    [InlineData("SERVER_ENDPOINT", "javascript:alert(1)")]
    public async Task Rule27_a_strange_OAuth_host_is_never_called(string field, string value)
    {
        await using var rig = await Rig.Start();
        var form = rig.North.Install.Open(Rig.ClientId, 1);

        var answer = await rig.Post(form, (field, value));

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(0, rig.Box.OAuth.RequestCount);
        Assert.Equal(0, await rig.Count("portal"));
        Assert.Empty(rig.North.Requests.Lines);
    }

    [Theory]
    [InlineData("member_id", "0123456789abcdef0123456789abcdef")]
    [InlineData("AUTH_ID", "forged")]
    public async Task Rule27_an_unknown_install_costs_one_call_to_the_OAuth_host_and_none_to_a_portal(string field, string value)
    {
        await using var rig = await Rig.Start();
        var form = rig.North.Install.Open(Rig.ClientId, 1);

        var answer = await rig.Post(form, (field, value));

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(1, rig.Box.OAuth.RequestCount);
        Assert.Equal(0, await rig.Count("portal"));
        Assert.Empty(rig.North.Requests.Lines);
    }

    [Fact]
    public async Task Rule27_what_strangers_make_us_ask_is_limited()
    {
        await using var rig = await Rig.Start();
        var form = rig.North.Install.Open(Rig.ClientId, 1);
        for (var i = 0; i < 40; i++)
        {
            await rig.Post(form, ("AUTH_ID", "forged" + i));
        }

        Assert.Equal(10, rig.Box.OAuth.RequestCount);
        Assert.Equal(503, (int)(await rig.Post(form)).StatusCode);

        rig.Clock.Turn(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (int)(await rig.Post(form)).StatusCode);
    }

    [Fact]
    public async Task Rule27_the_domain_as_sent_is_believed_nowhere()
    {
        await using var rig = await Rig.Start();
        var form = rig.North.Install.Open(Rig.ClientId, 1);
        var bent = form with { Url = form.Url.Replace(Uri.EscapeDataString(rig.North.Portal.Domain), "evil.example", StringComparison.Ordinal) };

        var answer = await rig.Post(bent);

        Assert.Equal(rig.North.ClientEndpoint, (await rig.Portals.Find(rig.North.Portal.MemberId))!.Endpoint.AbsoluteUri);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.EndsWith($"frame-ancestors {rig.North.Url}", policy);
        Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Rule28_a_token_of_another_application_is_refused()
    {
        await using var rig = await Rig.Start();

        var answer = await rig.Post(rig.North.Install.Open("app.stranger", 1));

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(0, await rig.Count("portal"));
        Assert.Empty(rig.North.Requests.Lines);
    }

    [Fact]
    public async Task Rule28_a_pinned_registration_takes_only_its_portal()
    {
        await using var rig = await Rig.Start(pinned: "somebody else");

        Assert.Equal(403, (int)(await rig.Post(rig.North.Install.Open(Rig.ClientId, 1))).StatusCode);
        Assert.Equal(0, await rig.Count("portal"));
    }

    [Fact]
    public async Task Rule25_another_administrators_visit_does_not_move_the_relay_role()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        rig.North.Portal.Users[5].IsAdmin = true;

        await rig.Post(rig.North.Install.Open(Rig.ClientId, 5));
        Assert.Equal(1, (await rig.Portals.Find(portal.Id))!.RelayUser);

        Assert.True(await rig.Portals.UseRelay(portal.Id, 5));
        var after = (await rig.Portals.Find(portal.Id))!;
        Assert.Equal(5, after.RelayUser);
        Assert.True(after.IsOurs(1));
    }

    private static (int Online, int Offline) Bound(Rig rig)
    {
        var bound = rig.North.Requests.Lines.Where(line => line.Method == "event.bind").ToList();
        var offline = bound.Count(line => line.Params.Contains("offline", StringComparison.OrdinalIgnoreCase));
        return (bound.Count - offline, offline);
    }
}
