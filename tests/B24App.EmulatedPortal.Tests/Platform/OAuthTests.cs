using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tests.Platform;

public class OAuthTests
{
    private static string TokenUrl(TestBox box, string query) => $"{box.Box.OAuth.Url}/oauth/token/?{query}";

    private static string Client(string secret = "secret") => $"client_id={TestBox.ClientId}&client_secret={secret}";

    private static async Task<string> Code(TestBox box)
    {
        var answer = await box.Fetch($"{box.Host.Url}/oauth/authorize/?client_id={TestBox.ClientId}&state=abc&user=5");
        Assert.Equal(302, (int)answer.StatusCode);
        var query = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.Equal("abc", query["state"]);
        Assert.Equal(box.Host.Portal.Domain, query["domain"]);
        Assert.Equal(box.Host.Portal.MemberId, query["member_id"]);
        Assert.Equal(box.Box.OAuth.Domain, query["server_domain"]);
        return query["code"]!;
    }

    [Fact]
    public async Task A_code_becomes_a_pair_once()
    {
        await using var box = await TestBox.Start();
        box.Token();
        var code = await Code(box);

        var (status, body) = await box.Get(TokenUrl(box, $"grant_type=authorization_code&{Client()}&code={code}"));

        Assert.Equal(200, status);
        Assert.Equal(3600, (int)body["expires_in"]!);
        Assert.Equal(5, (int)body["user_id"]!);
        Assert.Equal(box.Box.OAuth.Domain, (string?)body["domain"]);
        Assert.Equal(box.Host.Url + "/rest/", (string?)body["client_endpoint"]);
        Assert.Equal(box.Box.OAuth.Url + "/rest/", (string?)body["server_endpoint"]);
        Assert.Equal("F", (string?)body["status"]);
        Assert.Equal("task,placement", (string?)body["scope"]);

        (status, body) = await box.Get(TokenUrl(box, $"grant_type=authorization_code&{Client()}&code={code}"));
        Assert.Equal((400, "bad_verification_code"), (status, (string?)body["error"]));
    }

    [Fact]
    public async Task A_code_lives_thirty_seconds()
    {
        await using var box = await TestBox.Start();
        box.Token();
        var code = await Code(box);
        box.Clock.Advance(TimeSpan.FromSeconds(30));
        var (_, body) = await box.Get(TokenUrl(box, $"grant_type=authorization_code&{Client()}&code={code}"));
        Assert.Equal("bad_verification_code", (string?)body["error"]);
    }

    [Theory]
    [InlineData(false, "invalid_grant")]
    [InlineData(true, null)]
    public async Task A_used_refresh_token_is_dead_or_tolerated(bool tolerant, string? error)
    {
        await using var box = await TestBox.Start();
        box.Host.Portal.Switches = box.Host.Portal.Switches with { TolerantRefreshTokens = tolerant };
        box.Token();
        var pair = box.Host.Install.IssueTokens(TestBox.ClientId, 1);
        var form = $"grant_type=refresh_token&{Client()}&refresh_token={pair.Refresh}";

        var (status, first) = await box.PostForm($"{box.Box.OAuth.Url}/oauth/token/", form);
        Assert.Equal(200, status);
        Assert.NotEqual(pair.Refresh, (string?)first["refresh_token"]);

        var (_, second) = await box.PostForm($"{box.Box.OAuth.Url}//oauth/token", form);
        Assert.Equal(error, (string?)second["error"]);
    }

    [Theory]
    [InlineData("grant_type=refresh_token&client_id=nobody&client_secret=x&refresh_token=y", 200, "wrong_client")]
    [InlineData("grant_type=refresh_token&client_id=app.64f0a1.10000001&client_secret=x&refresh_token=y", 400, "invalid_client")]
    [InlineData("grant_type=refresh_token&client_id=app.64f0a1.10000001&client_secret=secret", 400, "invalid_request")]
    [InlineData("grant_type=refresh_token&client_id=app.64f0a1.10000001&client_secret=secret&refresh_token=y", 400, "invalid_grant")]
    [InlineData("grant_type=password", 400, "invalid_request")]
    public async Task Refusals_have_their_codes(string query, int status, string error)
    {
        await using var box = await TestBox.Start();
        var answer = await box.Get(TokenUrl(box, query));
        Assert.Equal((status, error), (answer.Status, (string?)answer.Body["error"]));
    }

    [Fact]
    public async Task A_token_begins_with_its_expiry()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        var expiry = BinaryPrimitives.ReadUInt32LittleEndian(Convert.FromHexString(token[..8]));
        Assert.Equal(box.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), expiry);
    }

    [Fact]
    public async Task App_info_of_the_OAuth_host_tells_where_a_token_is_from()
    {
        await using var box = await TestBox.Start();
        var (status, body) = await box.Get($"{box.Box.OAuth.Url}/rest/app.info?auth={box.Token(5)}");
        Assert.Equal(200, status);
        Assert.Equal(TestBox.ClientId, (string?)body["result"]!["client_id"]);
        Assert.Equal(5, (int)body["result"]!["user_id"]!);
        JsonNode install = body["result"]!["install"]!;
        Assert.Equal(box.Host.Portal.MemberId, (string?)install["member_id"]);
        Assert.Equal(box.Host.Portal.Domain, (string?)install["domain"]);
        Assert.Equal(box.Host.Url + "/rest/", (string?)install["client_endpoint"]);
        Assert.True((bool)install["installed"]!);
        Assert.Equal("2026-09-01T10:00:00+00:00", (string?)body["result"]!["expires"]);
    }

    [Fact]
    public async Task App_info_of_the_OAuth_host_refuses_a_made_up_token()
    {
        await using var box = await TestBox.Start();
        var (status, body) = await box.Get($"{box.Box.OAuth.Url}/rest/app.info?auth={new string('a', 70)}");
        Assert.Equal((400, "invalid_client"), (status, (string?)body["error"]));
        (status, body) = await box.Get($"{box.Box.OAuth.Url}/rest/app.info?auth=abc");
        Assert.Equal((401, "NO_AUTH_FOUND"), (status, (string?)body["error"]));
    }

    [Fact]
    public async Task After_removal_a_refresh_token_says_not_installed()
    {
        await using var box = await TestBox.Start();
        box.Token();
        var pair = box.Host.Install.IssueTokens(TestBox.ClientId, 1);
        box.Host.Install.Uninstall(TestBox.ClientId, clean: true);
        var (status, body) = await box.Get(TokenUrl(box, $"grant_type=refresh_token&{Client()}&refresh_token={pair.Refresh}"));
        Assert.Equal((401, "NOT_INSTALLED"), (status, (string?)body["error"]));
        (status, body) = await box.Get($"{box.Box.OAuth.Url}/rest/app.info?auth={pair.Access}");
        Assert.Equal((401, "NOT_INSTALLED"), (status, (string?)body["error"]));
    }
}
