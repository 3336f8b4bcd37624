using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Calls;

public class Tokens
{
    private const string Expired = """{"error":"expired_token","error_description":"The access token provided has expired."}""";

    private static readonly Command Get = TaskCommands.Get(51, ["ID"]);

    [Theory]
    [InlineData("expired_token")]
    [InlineData("EXPIRED_TOKEN")]
    [InlineData("invalid_token")]
    public async Task A_stale_token_is_renewed_once_and_the_call_repeated(string code)
    {
        var given = new ALine();
        given.Web.Then($$"""{"error":"{{code}}"}""", 401).Then(ALine.NewPair(2)).Then(ALine.Ok);

        Assert.IsType<Answer>(await given.Call(Get));

        Assert.Equal(["secret-access-1", "secret-access-2"], given.Web.Requests.Where(r => r.Uri.Host.StartsWith("acme", StringComparison.Ordinal)).Select(r => r.Token));
        var refresh = given.Web.Requests[1];
        Assert.Equal((HttpMethod.Post, "https://oauth.bitrix24.tech/oauth/token/"), (refresh.Method, refresh.Uri.AbsoluteUri));
        Assert.Equal("grant_type=refresh_token&client_id=app.1&client_secret=secret-of-client&refresh_token=secret-refresh-1", refresh.Body);
    }

    [Fact]
    public async Task A_v3_error_object_names_a_stale_token_as_well()
    {
        var given = new ALine();
        given.Web.Then("""{"error":{"code":"expired_token","message":"x"}}""", 401).Then(ALine.NewPair(2)).Then(ALine.Ok);

        Assert.IsType<Answer>(await given.Call(Get with { IsV3 = true }));
    }

    [Fact]
    public async Task The_new_pair_is_stored_before_it_is_used()
    {
        var given = new ALine();
        given.Web.Then(Expired, 401).Then(ALine.NewPair(2)).Then((sent, _) =>
        {
            given.Diary.Add("used " + sent.Token);
            return Task.FromResult(ScriptedWeb.Json(ALine.Ok));
        });

        await given.Call(Get);

        Assert.Equal(["saved secret-access-2", "used secret-access-2"], given.Diary);
    }

    [Fact]
    public async Task A_pair_the_store_could_not_take_is_stored_next_time_instead_of_asking_again()
    {
        var given = new ALine();
        given.Store.Broken = true;
        given.Web.Then(Expired, 401).Then(ALine.NewPair(2));
        await Assert.ThrowsAsync<IOException>(() => given.Call(Get));

        given.Store.Broken = false;
        given.Web.Then(Expired, 401).Then(ALine.Ok);
        Assert.IsType<Answer>(await given.Call(Get));
        Assert.Equal("secret-access-2", given.Store.Pair!.AccessToken);
        Assert.Single(given.Web.Requests, request => request.Uri.AbsolutePath == "/oauth/token/");
    }

    [Fact]
    public async Task Two_refused_calls_at_once_make_one_refresh()
    {
        var given = new ALine();
        var bothAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        for (var i = 0; i < 2; i++)
        {
            given.Web.Then(async (_, _) =>
            {
                if (Interlocked.Increment(ref asked) == 2)
                {
                    bothAsked.SetResult();
                }

                await bothAsked.Task;
                return ScriptedWeb.Json(Expired, 401);
            });
        }

        given.Web.Then(ALine.NewPair(2)).Then(ALine.Ok).Then(ALine.Ok);

        var outcomes = await Task.WhenAll(given.Call(Get), given.Call(Get));

        Assert.All(outcomes, outcome => Assert.IsType<Answer>(outcome));
        Assert.Single(given.Web.Requests, request => request.Uri.AbsolutePath == "/oauth/token/");
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_lose_the_pair()
    {
        var given = new ALine();
        using var stop = new CancellationTokenSource();
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        given.Web.Then(Expired, 401).Then(async (_, _) =>
        {
            await stop.CancelAsync();
            await answered.Task;
            return ScriptedWeb.Json(ALine.NewPair(2));
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.Call(Get, Urgency.Live, stop.Token));

        var next = given.Tokens.Renewed(given.Store.Pair!, CancellationToken.None); // joins the refresh still under way
        answered.SetResult();
        await next;

        Assert.Equal("secret-access-2", given.Store.Pair!.AccessToken);
        Assert.Equal(2, given.Web.Requests.Count);
    }

    [Fact]
    public async Task A_token_known_to_be_over_costs_no_request_to_the_portal()
    {
        var given = new ALine(tokenLife: TimeSpan.Zero);
        given.Web.Then(ALine.NewPair(2)).Then(ALine.Ok);

        Assert.IsType<Answer>(await given.Call(Get));
        Assert.Equal(2, given.Web.Requests.Count);
    }

    [Fact]
    public async Task A_refresh_that_names_a_new_endpoint_moves_the_portal()
    {
        var given = new ALine(tokenLife: TimeSpan.Zero);
        given.Web.Then(ALine.NewPair(2, "new.bitrix24.ru")).Then(ALine.Ok);

        await given.Call(Get);

        Assert.Equal(["saved secret-access-2", "moved to new.bitrix24.ru"], given.Diary);
        Assert.Equal("new.bitrix24.ru", given.Web.Requests[^1].Uri.Host);
    }

    [Fact]
    public async Task A_portal_that_refuses_the_new_token_too_needs_a_person()
    {
        var given = new ALine();
        given.Web.Then(Expired, 401).Then(ALine.NewPair(2)).Then(Expired, 401);

        Assert.Equal(new NoAccess(AccessTrouble.Expired, "expired_token"), await given.Call(Get));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", AccessTrouble.Expired)]
    [InlineData(400, """{"error":"invalid_client"}""", AccessTrouble.ClientRefused)]
    [InlineData(200, """{"error":"wrong_client"}""", AccessTrouble.ClientRefused)]
    [InlineData(401, """{"error":"PAYMENT_REQUIRED"}""", AccessTrouble.SubscriptionEnded)]
    [InlineData(401, """{"error":"NOT_INSTALLED"}""", AccessTrouble.Uninstalled)]
    [InlineData(404, "<html></html>", AccessTrouble.PortalDeleted)]
    public async Task A_refresh_refused_for_good_is_no_access(int status, string body, AccessTrouble trouble)
    {
        var given = new ALine(tokenLife: TimeSpan.Zero);
        given.Web.Then(body, status);

        Assert.Equal(trouble, Assert.IsType<NoAccess>(await given.Call(Get)).Trouble);
    }

    [Theory]
    [InlineData(500, "<html></html>")]
    [InlineData(200, "{}")]
    [InlineData(200, "junk")]
    [InlineData(429, "")]
    public async Task A_refresh_that_may_work_later_is_later(int status, string body)
    {
        var given = new ALine(tokenLife: TimeSpan.Zero);
        given.Web.Then(body, status);

        Assert.Equal(LaterReason.TokenUnavailable, Assert.IsType<Later>(await given.Call(Get)).Reason);
    }

    [Fact]
    public async Task An_owner_without_tokens_has_no_access()
    {
        var given = new ALine();
        var keeper = new Bitrix24.OAuth.TokenKeeper(new MemoryTokens(null, []), given.OAuth, ALine.Credentials, given.Clock);
        var line = new PortalLine(new PortalWay("m", keeper, given.Gate, given.Transport, given.Patience, given, given.Clock));

        Assert.Equal(new NoAccess(AccessTrouble.Expired, "NO_TOKENS"), await line.Call(Get, Urgency.Live, default));
    }
}
