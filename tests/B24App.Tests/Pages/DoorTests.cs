using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using B24App.Configuration;
using B24App.EmulatedPortal.Control;
using B24App.Pages;
using B24App.Store;
using B24App.Tests.Portals;
using Dapper;

namespace B24App.Tests.Pages;

/// <summary>Whatever is wrong with an opening, the person in the frame reads one sentence and one advice in his own language.</summary>
public sealed class DoorTests
{
    private static readonly string[] Doors = ["app", "install", "task"];

    public static TheoryData<string, string, int> Openings => new()
    {
        { "no fields", "Malformed", 400 },
        { "no form", "Malformed", 400 },
        { "fields cut", "Malformed", 400 },
        { "token forged", "Refused", 403 },
        { "token expired", "Refused", 403 },
        { "another company's token", "Refused", 403 },
        { "strange host", "Refused", 403 },
        { "authorisation host down", "NotNow", 503 },
        { "our own failure", "Broken", 500 },
    };

    [Theory, MemberData(nameof(Openings))]
    public async Task An_opening_that_fails_is_a_human_page_in_the_visitors_language(string what, string words, int expected)
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        foreach (var door in Doors)
        {
            foreach (var (query, browser, language) in new[] { ("?LANG=en", "ru-RU,ru;q=0.9", "en"), ("", "ru-RU,ru;q=0.9", "ru"), ("", "de-DE", "en"), ("?LANG=kz", "en-US", "ru") })
            {
                var (status, page, answer) = await Open(rig, door + query, what, browser);
                Assert.True(expected == status, $"{door} {what}: {status}");
                Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
                Assert.Equal(Texts.For(language)[words + ".title"], page.QuerySelector("h1")!.TextContent);
                Assert.Contains(Texts.For(language)[words + ".advice"], page.Body!.TextContent);
                Assert.NotNull(page.QuerySelector("a[href^='mailto:']"));
                Assert.NotEmpty(page.QuerySelector("code")!.TextContent);
                Assert.Contains("frame-ancestors https: http:", answer.Headers.GetValues("Content-Security-Policy").Single());
                Sound.Is(page);
            }
        }
    }

    [Fact]
    public async Task An_address_that_does_not_exist_leads_back_into_the_portal()
    {
        await using var rig = await Rig.Start();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, new Uri(rig.Url, "apps/b24?LANG=ru"));
            using var answer = await rig.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains(Texts.For("ru")["Lost.advice"], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("support@example.com", "mailto:support@example.com")]
    [InlineData("https://example.com/help/", "https://example.com/help/")]
    [InlineData("http://example.com/help", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("a@b.cc?bcc=x@y.zz", null)]
    [InlineData("\"<x>\"@example.com", null)]
    [InlineData("call us", null)]
    [InlineData("", null)]
    public void A_place_to_write_to_is_an_address_or_nothing(string text, string? url) => Assert.Equal(url, SupportContact.Of(text)?.Url);

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task The_listing_and_every_error_name_the_same_place(string language)
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var contact = rig.Get<SupportContact>();
        Assert.Contains(contact.Text, await File.ReadAllTextAsync(Path.Combine(B24App.Tests.Architecture.Repository.Root, "app-manifest", "listing", language, "support.txt")), StringComparison.Ordinal);
        var person = await Desktop.Open(rig, rig.North, language: language);

        foreach (var path in new[] { "settings", "links/999" })
        {
            Assert.Equal(contact.Url, (await person.Get(path)).Page.QuerySelector("a[href^='mailto:']")!.GetAttribute("href"));
        }
    }

    private static async Task<(int Status, IHtmlDocument Page, HttpResponseMessage Answer)> Open(Rig rig, string path, string what, string browser)
    {
        var form = rig.North.Install.Open(Rig.ClientId, 1);
        var fields = form.Fields.ToDictionary(field => field.Key, field => field.Value);
        HttpContent? content = null;
        switch (what)
        {
            case "no fields":
                fields.Clear();
                break;
            case "no form":
                content = new StringContent("{\"AUTH_ID\":1}", System.Text.Encoding.UTF8, "application/json");
                break;
            case "fields cut":
                fields.Remove("AUTH_ID");
                break;
            case "token forged":
                fields["AUTH_ID"] = "forged";
                break;
            case "token expired":
                rig.North.Install.RevokeTokens(Rig.ClientId, 1);
                break;
            case "another company's token":
                fields["AUTH_ID"] = rig.South.Install.Open(Rig.ClientId, 1).Fields.First(field => field.Key == "AUTH_ID").Value;
                break;
            case "strange host":
                fields["SERVER_ENDPOINT"] = "https://oauth.evil.example/rest/";
                break;
            case "authorisation host down":
                rig.North.Faults.Add(new Fault(FaultKind.Cut) { Lasts = TimeSpan.FromHours(1) });
                break;
            default:
                await rig.Get<Database>().Write(store => store.Execute("DROP TABLE IF EXISTS viewer"));
                break;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Url, path)) { Content = content ?? new FormUrlEncodedContent(fields) };
        request.Headers.Add("Accept-Language", browser);
        request.Headers.Add("Accept", "text/html,*/*");
        var answer = await rig.Http.SendAsync(request);
        return ((int)answer.StatusCode, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()), answer);
    }
}
