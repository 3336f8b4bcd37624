using B24App.EmulatedPortal.Control;

namespace B24App.EmulatedPortal.Tests.Platform;

public class OAuthFaultTests
{
    private static async Task<(TestBox Box, string Url)> Start()
    {
        var box = await TestBox.Start();
        box.Token();
        return (box, Refresh(box, box.Host.Install.IssueTokens(TestBox.ClientId, 1).Refresh));
    }

    private static string Refresh(TestBox box, string token) =>
        $"{box.Box.OAuth.Url}/oauth/token/?grant_type=refresh_token&client_id={TestBox.ClientId}&client_secret=secret&refresh_token={token}";

    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 200)]
    public async Task A_lost_refresh_answer_has_spent_the_token_where_tokens_are_spent(bool tolerant, int again)
    {
        var (box, url) = await Start();
        await using var _ = box;
        box.Host.Portal.Switches = box.Host.Portal.Switches with { TolerantRefreshTokens = tolerant };
        box.Box.OAuth.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "oauth/token" });
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(url));
        Assert.Equal(again, (await box.Get(url)).Status);
    }

    [Theory]
    [InlineData(FaultKind.Junk)]
    [InlineData(FaultKind.HalfAnswer)]
    [InlineData(FaultKind.ErrorAfterWrite)]
    public async Task A_spoilt_refresh_answer_has_spent_it_too(FaultKind kind)
    {
        var (box, url) = await Start();
        await using var _ = box;
        box.Box.OAuth.Faults.Add(new Fault(kind));
        try
        {
            Assert.Equal(500, (await box.Get(url)).Status);
        }
        catch (System.Text.Json.JsonException)
        {
            Assert.NotEqual(FaultKind.ErrorAfterWrite, kind);
        }

        Assert.Equal("invalid_grant", (string?)(await box.Get(url)).Body["error"]);
    }

    [Fact]
    public async Task A_host_that_is_down_spends_nothing()
    {
        var (box, url) = await Start();
        await using var _ = box;
        await box.Post("/_emulator/oauth/faults", """{"kind":"cut","lasts":60}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(url));
        box.Clock.Advance(TimeSpan.FromSeconds(60));
        await box.Post("/_emulator/oauth/faults", """{"kind":"error","status":503,"error":"QUERY_LIMIT_EXCEEDED","method":"oauth/token"}""");
        Assert.Equal(503, (await box.Get(url)).Status);
        Assert.Equal(200, (await box.Get(url)).Status);
    }

    [Fact]
    public async Task The_faults_of_the_two_hosts_are_apart()
    {
        var (box, url) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(FaultKind.Cut) { Times = 9 });
        box.Box.OAuth.Faults.Add(new Fault(FaultKind.Error) { Method = "app.info" });
        Assert.Equal(200, (await box.Get(url)).Status);
        Assert.Equal(500, (await box.Get(box.Box.OAuth.Url + "/rest/app.info")).Status);
        Assert.Equal("""{"waiting":0,"late":0}""", (await box.Get(box.Host.Url + "/_emulator/oauth/faults")).Body.ToJsonString());
    }
}
