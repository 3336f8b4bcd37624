using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.OAuth;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.OAuth;

public class Grants
{
    private static readonly Uri West = new("https://oauth.bitrix.info/");

    [Fact]
    public void The_browser_goes_to_the_portal_with_client_and_state() =>
        Assert.Equal("https://acme.bitrix24.ru/oauth/authorize/?client_id=app.1&state=a%26b", OAuthClient.AuthorizeUrl(new Uri("https://acme.bitrix24.ru/rest/"), "app.1", "a&b").AbsoluteUri);

    [Fact]
    public async Task A_code_is_traded_for_a_pair_even_without_expires_and_user()
    {
        var given = new ALine();
        given.Web.Then("""
            {"access_token":"A","refresh_token":"R","expires_in":3600,"client_endpoint":"https://acme.bitrix24.ru/rest/","server_endpoint":"https://oauth.bitrix24.tech/rest/",
             "domain":"oauth.bitrix24.tech","member_id":"m","scope":"task","status":"F"}
            """);

        var pair = Assert.IsType<Granted<TokenPair>>(await given.OAuth.ExchangeCode(West, "code-1", ALine.Credentials, default)).Value;

        Assert.Equal(("A", "R", given.Clock.Now.AddHours(1), "m"), (pair.AccessToken, pair.RefreshToken, pair.Expires, pair.Member));
        Assert.Null(pair.UserId);
        Assert.Equal(("https://acme.bitrix24.ru/rest/", "https://oauth.bitrix24.tech/"), (pair.Endpoint.AbsoluteUri, pair.OAuthHost.AbsoluteUri));
        Assert.Contains("grant_type=authorization_code", given.Web.Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_endpoint_off_the_list_does_not_change_the_host()
    {
        var given = new ALine();
        given.Web.Then(ALine.NewPair(2).Replace("https://oauth.bitrix24.tech/rest/", "https://evil.example/rest/", StringComparison.Ordinal));

        var pair = Assert.IsType<Granted<TokenPair>>(await given.OAuth.Refresh(given.Store.Pair!, ALine.Credentials, default)).Value;
        Assert.Equal("oauth.bitrix24.tech", pair.OAuthHost.Host);
    }

    [Fact]
    public async Task A_host_off_the_list_gets_no_secret()
    {
        var given = new ALine();

        var outcome = await given.OAuth.ExchangeCode(new Uri("https://evil.example/"), "code", ALine.Credentials, default);

        Assert.Equal(AccessTrouble.AddressRefused, Assert.IsType<Denied<TokenPair>>(outcome).Trouble);
        Assert.Empty(given.Web.Requests);
    }

    [Fact]
    public async Task The_query_form_stays_for_hosts_that_want_it()
    {
        var given = new ALine();
        given.Web.Then(ALine.NewPair(2));
        var client = new OAuthClient(given.Transport, OAuthHosts.With([]), new RestPatience(), given, given.Clock) { TokensByGet = true };

        await client.Refresh(given.Store.Pair!, ALine.Credentials, default);

        var sent = given.Web.Requests.Single();
        Assert.Equal((HttpMethod.Get, "/oauth/token/"), (sent.Method, sent.Uri.AbsolutePath));
        Assert.Contains("refresh_token=secret-refresh-1", sent.Uri.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("as the SDK shows it", false)]
    [InlineData("under result", true)]
    public async Task App_info_names_portal_user_and_application(string why, bool wrapped)
    {
        var given = new ALine();
        given.Web.Then(wrapped ? $$"""{"result":{{ALine.AppInfo("acme.bitrix24.ru")}} }""" : ALine.AppInfo("acme.bitrix24.ru"));

        var info = Assert.IsType<Granted<AppInfo>>(await given.OAuth.AppInfo(West, "token", default)).Value;

        Assert.Equal(("app.1", ALine.Member, "acme.bitrix24.ru", 1L, true), (info.ClientId, info.Member, info.Domain, info.UserId!.Value, info.Installed));
        Assert.Equal("https://acme.bitrix24.ru/rest/", info.Endpoint.AbsoluteUri);
        Assert.Equal(["task", "im"], info.Scopes);
        Assert.Equal("auth=token", given.Web.Requests.Single().Body);
        Assert.NotEmpty(why);
    }
}
