using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using B24App.Links;
using B24App.Pages;
using B24App.Plan;
using B24App.Portals;
using B24App.Tests.Portals;

namespace B24App.Tests.Pages;

public class PageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>\u202E\"'";

    [Theory]
    [InlineData("app")]
    [InlineData("install")]
    public async Task The_developer_console_gets_200_for_GET_and_HEAD(string path)
    {
        await using var rig = await Rig.Start();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            var answer = await rig.Http.SendAsync(new HttpRequestMessage(method, new Uri(rig.Url, path)));
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.False(answer.Headers.Contains("X-Frame-Options"));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("ru", "Служебный пользователь")]
    [InlineData("de", "Relay account")]
    public async Task The_screen_shows_portal_relay_and_links_without_anything_inline(string language, string expected)
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        await rig.Portals.Rename(portal.Id, Hostile);
        await Invite(rig, portal, Hostile);

        var (session, shell) = await Open(rig, language);
        var home = Parse(await Get(rig, "home", session));

        Assert.Contains(expected, home.Body!.TextContent);
        var links = Parse(await Get(rig, "links", session));
        Assert.Contains(Hostile, links.QuerySelector(".lead b")!.TextContent);
        Assert.Contains(Hostile, home.QuerySelector(".top .muted")!.TextContent);
        foreach (var page in new[] { shell, home, links })
        {
            Sound.Is(page);
        }
    }

    [Fact]
    public async Task A_session_travels_in_the_header_only_and_ends_after_an_hour()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var (session, _) = await Open(rig);

        Assert.Equal(401, (int)(await rig.Http.GetAsync(new Uri(rig.Url, "home"))).StatusCode);
        Assert.Equal(401, (int)(await rig.Http.GetAsync(new Uri(rig.Url, "home?session=" + session))).StatusCode);
        Assert.Equal(401, (int)(await Get(rig, "home", session + "x")).StatusCode);
        Assert.Equal(200, (int)(await Get(rig, "home", session)).StatusCode);

        rig.Clock.Turn(TimeSpan.FromMinutes(61));
        var late = await Get(rig, "home", session);
        Assert.Equal(401, (int)late.StatusCode);
        Assert.Equal("session-expired", late.Headers.GetValues("HX-Trigger").Single());
    }

    [Fact]
    public async Task A_session_is_renewed_by_a_fresh_token_of_a_known_portal_only()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var fresh = rig.North.Install.IssueTokens(Rig.ClientId, 5).Access;

        var renewed = await Renew(rig, fresh, portal.Member);
        Assert.Equal(200, (int)(await Get(rig, "home", await renewed.Content.ReadAsStringAsync())).StatusCode);

        Assert.Equal(401, (int)(await Renew(rig, "forged", portal.Member)).StatusCode);
        Assert.Equal(401, (int)(await Renew(rig, fresh, rig.South.Portal.MemberId)).StatusCode);
    }

    [Fact]
    public async Task Rule27_continue_is_an_administrators_press()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        await rig.Get<PairStore>().Bury(portal.Id, portal.RelayUser, "Expired", rig.Clock.GetUtcNow());
        await rig.Portals.Wait(portal.Id, WaitReason.RelayLost);

        var (employee, _) = await Open(rig, user: 5);
        Assert.Equal(403, (int)(await Post(rig, "home?handler=continue", employee)).StatusCode);
        Assert.Equal(PortalState.Waiting, (await rig.Portals.Find(portal.Id))!.State);

        rig.North.Portal.Users[5].IsAdmin = true;
        var (administrator, _) = await Open(rig, user: 5);
        var page = Parse(await Get(rig, "home", administrator));
        Assert.NotNull(page.QuerySelector("button[hx-post='/home?handler=continue']"));
        Assert.Equal(200, (int)(await Post(rig, "home?handler=continue", administrator)).StatusCode);
        Assert.Equal(PortalState.Active, (await rig.Portals.Find(portal.Id))!.State);
    }

    [Fact]
    public async Task Rule38_rights_older_than_five_minutes_are_asked_again()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        rig.North.Portal.Users[5].IsAdmin = true;
        var (session, _) = await Open(rig, user: 5);
        rig.North.Portal.Users[5].IsAdmin = false;
        rig.North.Requests.Reset();

        rig.Clock.Turn(TimeSpan.FromMinutes(6));
        Assert.Equal(403, (int)(await Post(rig, "home?handler=relay", session)).StatusCode);
        Assert.Contains(rig.North.Requests.Lines, line => line.Method == "profile");
        Assert.Equal(1, (await rig.Portals.Find(portal.Id))!.RelayUser);
    }

    [Fact]
    public async Task The_installer_shows_its_steps_and_says_when_it_is_ready()
    {
        await using var rig = await Rig.Start();
        var shell = Parse(await rig.Post(rig.North.Install.Open(Rig.ClientId, 1)));
        var session = shell.Body!.GetAttribute("data-session")!;

        Assert.Equal("busy", Parse(await Get(rig, "install/steps", session)).QuerySelector("[data-install]")!.GetAttribute("data-install"));
        await rig.Turn();
        var done = Parse(await Get(rig, "install/steps", session));
        Assert.Equal("ready", done.QuerySelector("[data-install]")!.GetAttribute("data-install"));
        Assert.Equal(4, done.QuerySelectorAll(".step-done").Length);
    }

    [Fact]
    public async Task The_screen_asks_no_portal_and_remembers_a_theme()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var (session, _) = await Open(rig);

        await rig.Get<ViewerStore>().Choose((await rig.Portals.Find(rig.North.Portal.MemberId))!.Id, 1, new Viewer("dark", "en"));

        var (_, shell) = await Open(rig);
        Assert.Equal("dark", shell.DocumentElement.ClassName);
        Assert.Equal("en", shell.DocumentElement.GetAttribute("lang"));
        rig.North.Requests.Reset();
        Assert.Equal(200, (int)(await Get(rig, "home", session)).StatusCode);
        Assert.Empty(rig.North.Requests.Lines);
    }

    private static async Task Invite(Rig rig, Portal portal, string name)
    {
        var half = Presets.Half(Presets.Support, Side.A, new HalfChoices { Filter = new TaskFilter { Groups = [12] }, PublishedGroupTitle = "Техподдержка" });
        await rig.Get<Invitations>().Create(name, half, new Admin(portal.Id, 1, rig.Clock.GetUtcNow()), Consent.None);
    }

    private static async Task<(string Session, IHtmlDocument Shell)> Open(Rig rig, string language = "ru", long user = 1)
    {
        var form = rig.North.Install.Open(Rig.ClientId, user);
        var shell = Parse(await rig.Post(form with { Url = form.Url.Replace("LANG=ru", "LANG=" + language, StringComparison.Ordinal) }));
        return (shell.Body!.GetAttribute("data-session")!, shell);
    }

    private static Task<HttpResponseMessage> Get(Rig rig, string path, string session) => Send(rig, HttpMethod.Get, path, session, null);

    private static Task<HttpResponseMessage> Post(Rig rig, string path, string session, params (string Name, string Value)[] fields) =>
        Send(rig, HttpMethod.Post, path, session, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private static Task<HttpResponseMessage> Send(Rig rig, HttpMethod method, string path, string session, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(rig.Url, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        return rig.Http.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Renew(Rig rig, string token, string member) => rig.Http.PostAsync(
        new Uri(rig.Url, "app/session"),
        new FormUrlEncodedContent([new("AUTH_ID", token), new("REFRESH_ID", "r"), new("SERVER_ENDPOINT", rig.Box.OAuth.ServerEndpoint), new("member_id", member)]));

    private static IHtmlDocument Parse(HttpResponseMessage answer) => new HtmlParser().ParseDocument(answer.Content.ReadAsStream());
}
