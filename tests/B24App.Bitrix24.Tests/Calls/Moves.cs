using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Calls;

/// <summary>RULES 34: a redirect is believed after the OAuth host named the same place.</summary>
public class Moves
{
    private static readonly Command Start = TaskCommands.Start(51);

    [Fact]
    public async Task A_confirmed_move_is_saved_and_the_same_post_repeated_there()
    {
        var given = new ALine();
        given.Web.Redirects("https://new.bitrix24.ru/rest/tasks.task.start").Then(ALine.AppInfo("new.bitrix24.ru")).Then(ALine.Ok);

        Assert.IsType<Answer>(await given.Call(Start));

        Assert.Equal(["moved to new.bitrix24.ru"], given.Diary);
        var (first, asked, again) = (given.Web.Requests[0], given.Web.Requests[1], given.Web.Requests[2]);
        Assert.Equal("https://oauth.bitrix24.tech/rest/app.info", asked.Uri.AbsoluteUri);
        Assert.Equal("https://new.bitrix24.ru/rest/tasks.task.start", again.Uri.AbsoluteUri);
        Assert.Equal((HttpMethod.Post, first.Body), (again.Method, again.Body));
    }

    [Theory]
    [InlineData("https://evil.example/rest/", "acme.bitrix24.ru", ALine.Member)]
    [InlineData("https://new.bitrix24.ru:8443/rest/", "new.bitrix24.ru", ALine.Member)]
    [InlineData("http://new.bitrix24.ru/rest/", "new.bitrix24.ru", ALine.Member)]
    [InlineData("https://new.bitrix24.ru/rest/", "new.bitrix24.ru", "another portal")]
    public async Task A_move_nobody_confirms_gets_no_token(string location, string known, string member)
    {
        var given = new ALine();
        given.Web.Redirects(location).Then(ALine.AppInfo(known, member));

        Assert.Equal(LaterReason.Moved, Assert.IsType<Later>(await given.Call(Start)).Reason);

        Assert.Empty(given.Diary);
        Assert.Equal(["acme.bitrix24.ru", "oauth.bitrix24.tech"], given.Web.Requests.Select(request => request.Uri.Host));
    }

    [Theory]
    [InlineData("/login/")]
    [InlineData("https://acme.bitrix24.ru/login/")]
    public async Task A_redirect_within_the_portal_is_no_move(string location)
    {
        var given = new ALine();
        given.Web.Redirects(location);

        Assert.Equal(LaterReason.Moved, Assert.IsType<Later>(await given.Call(Start)).Reason);
        Assert.Single(given.Web.Requests);
    }

    [Fact]
    public async Task A_token_that_ran_out_meanwhile_is_renewed_and_its_answer_confirms_the_move()
    {
        var given = new ALine();
        given.Web.Redirects("https://new.bitrix24.ru/rest/x").Then("""{"error":"invalid_client"}""", 401).Then(ALine.NewPair(2, "new.bitrix24.ru")).Then(ALine.Ok);

        Assert.IsType<Answer>(await given.Call(Start));
        Assert.Equal("secret-access-2", given.Web.Requests[^1].Token);
    }

    [Fact]
    public async Task A_ring_of_redirects_ends()
    {
        var given = new ALine();
        given.Web.Redirects("https://new.bitrix24.ru/rest/x").Then(ALine.AppInfo("new.bitrix24.ru")).Redirects("https://acme.bitrix24.ru/rest/x");

        Assert.Equal(LaterReason.Moved, Assert.IsType<Later>(await given.Call(Start)).Reason);
    }
}
