using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Calls;

/// <summary>The batch of REST 3.0 (b24restdocs: api-reference/rest-v3.md).</summary>
public class V3Batches
{
    private static readonly Command One = ResultCommands.Add(1, "first");
    private static readonly Command Two = ResultCommands.Add(2, "second");

    [Fact]
    public async Task Methods_of_rest_3_leave_in_a_list_of_their_own_and_are_answered_in_order()
    {
        var given = new ALine();
        given.Web.Then("""{"result":[{"item":{"id":7}},{"item":{"id":8}}],"time":{"date_finish":"2026-09-01T15:00:00+03:00"}}""");

        var outcomes = await given.Call(One, Two);

        Assert.Equal([7, 8], outcomes.Select(outcome => ResultCommandsId(outcome)));
        Assert.All(outcomes, outcome => Assert.NotNull(((Answer)outcome).PortalTime));
        Assert.Equal("https://acme.bitrix24.ru/rest/api/batch", given.Web.Requests.Single().Uri.AbsoluteUri);
        Assert.Equal(
            """{"0":{"method":"tasks.task.result.add","query":{"fields":{"taskId":1,"text":"first"}}},"1":{"method":"tasks.task.result.add","query":{"fields":{"taskId":2,"text":"second"}}},"auth":"secret-access-1"}""",
            given.Web.Requests.Single().Body);
        Assert.Equal([3, 3, 3], given.Log.Select(line => line.Version));
    }

    [Fact]
    public async Task Both_versions_leave_apart_and_in_order()
    {
        var given = new ALine();
        given.Web.Then(ALine.Ok).Then("""{"result":[{"item":{"id":7}},{"item":{"id":8}}]}""").Then(ALine.Ok);

        await given.Call(TaskCommands.Get(1, ["ID"]), One, Two, TaskCommands.Get(2, ["ID"]));

        Assert.Equal(["/rest/tasks.task.get", "/rest/api/batch", "/rest/tasks.task.get"], given.Web.Requests.Select(request => request.Uri.AbsolutePath));
    }

    [Fact]
    public async Task A_key_of_its_own_travels_alone()
    {
        var given = new ALine();
        given.Web.Then(ALine.Ok).Then(ALine.Ok);

        await given.Call(One with { IdempotencyKey = "k1" }, Two with { IdempotencyKey = "k2" });

        Assert.Equal(2, given.Web.Requests.Count);
    }

    [Fact]
    public async Task Where_one_is_refused_all_may_have_happened_and_the_next_ones_go_singly_until_it_is_found()
    {
        var given = new ALine();
        const string No = """{"error":{"code":"BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION","message":"no"}}""";
        given.Web.Then(No, 403).Then("""{"result":{"item":{"id":7}}}""").Then(No, 403).Then("""{"result":[{"item":{"id":9}},{"item":{"id":10}}]}""");

        Assert.All(await given.Call(One, Two), outcome => Assert.IsType<Unknown>(outcome));
        var singly = await given.Call(One, Two);
        given.Clock.Turn(TimeSpan.FromMinutes(11));
        var again = await given.Call(One, Two);

        Assert.IsType<Answer>(singly[0]);
        Assert.Equal(RefusalKind.Denied, Assert.IsType<Refusal>(singly[1]).Kind);
        Assert.All(again, outcome => Assert.IsType<Answer>(outcome));
        Assert.Equal(4, given.Web.Requests.Count);
    }

    [Fact]
    public async Task A_token_that_ended_is_renewed_and_nothing_repeated()
    {
        var given = new ALine();
        given.Web.Then("""{"error":"expired_token"}""", 401).Then(ALine.NewPair(2));

        Assert.All(await given.Call(One, Two), outcome => Assert.IsType<Unknown>(outcome));
        Assert.Single(given.Web.Requests, request => request.Uri.AbsolutePath.EndsWith("/batch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_too_fast_was_not_begun()
    {
        var given = new ALine();
        given.Web.Then("""{"error":"QUERY_LIMIT_EXCEEDED"}""", 503);

        Assert.All(await given.Call(One, Two), outcome => Assert.Equal(LaterReason.RateLimited, Assert.IsType<Later>(outcome).Reason));
    }

    [Fact]
    public async Task A_result_that_is_missing_may_have_happened()
    {
        var given = new ALine();
        given.Web.Then("""{"result":[{"item":{"id":7}}]}""");

        var outcomes = await given.Call(One, Two);

        Assert.IsType<Answer>(outcomes[0]);
        Assert.IsType<Unknown>(outcomes[1]);
    }

    private static long? ResultCommandsId(Outcome outcome) => ResultWire.AddedFrom(Assert.IsType<Answer>(outcome).Result);
}
