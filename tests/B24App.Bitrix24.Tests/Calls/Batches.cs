using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Comments;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Calls;

public class Batches
{
    private static readonly Command One = TaskCommands.Get(1, ["ID"]);
    private static readonly Command Two = TaskCommands.Get(2, ["ID"]);

    [Fact]
    public async Task Commands_that_wait_together_leave_in_one_request()
    {
        var given = new ALine();
        given.Web.Then("""
            {"result":{"result":{"c0":{"task":{"id":"1"}},"c1":[]},"result_error":[],"result_total":[],"result_next":{"c0":50},
             "result_time":{"c0":{"duration":0.1,"date_finish":"2026-09-01T15:00:00+03:00"},"c1":{"duration":0.1}}},"time":{"duration":0.2}}
            """);

        var outcomes = await given.Call(One, Two);

        Assert.Equal(1, TaskWire.From(Assert.IsType<Answer>(outcomes[0]).Result)!.Id);
        Assert.Equal(50, ((Answer)outcomes[0]).Next);
        Assert.Null(TaskWire.From(Assert.IsType<Answer>(outcomes[1]).Result));
        Assert.Equal("https://acme.bitrix24.ru/rest/batch", given.Web.Requests.Single().Uri.AbsoluteUri);
        Assert.Equal(
            """{"halt":0,"cmd":{"c0":"tasks.task.get?taskId=1&select%5B0%5D=ID","c1":"tasks.task.get?taskId=2&select%5B0%5D=ID"},"auth":"secret-access-1"}""",
            given.Web.Requests.Single().Body);
    }

    /// <summary>Read for every task of a link that resumes: a record of time asked by itself would cost a request per task (found by the rig, seed 72).</summary>
    [Fact]
    public async Task What_is_read_of_every_task_shares_a_request()
    {
        var given = new ALine();
        given.Web.Then("""{"result":{"result":{"c0":[],"c1":[],"c2":[],"c3":[],"c4":[]},"result_error":[]}}""");

        await given.Call(One, ElapsedCommands.Of(1, 1), ResultCommands.Of(1), ChecklistCommands.List(1), ChatCommands.Messages(1, null, null, 50));

        Assert.Equal("https://acme.bitrix24.ru/rest/batch", given.Web.Requests.Single().Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"result":["yes","no"],"result_error":[]}""", "lists")]
    [InlineData("""{"result":{"c0":"yes","c1":"no"},"result_error":{}}""", "maps")]
    public async Task Lists_and_maps_are_the_same(string result, string why)
    {
        var given = new ALine();
        given.Web.Then($$"""{"result":{{result}} }""");

        Assert.Equal(["yes", "no"], (await given.Call(One, Two)).Select(outcome => Assert.IsType<Answer>(outcome).Result.GetString()));
        Assert.NotEmpty(why);
    }

    [Fact]
    public async Task One_refused_command_hides_nothing_else()
    {
        var given = new ALine();
        given.Web.Then("""{"result":{"result":{"c1":true},"result_error":{"c0":{"error":"insufficient_scope","error_description":""}}}}""");

        var outcomes = await given.Call(One, Two);

        Assert.Equal(RefusalKind.MissingScope, Assert.IsType<Refusal>(outcomes[0]).Kind);
        Assert.IsType<Answer>(outcomes[1]);
    }

    [Fact]
    public async Task A_missing_key_was_not_executed_and_one_with_a_time_block_is_unknown()
    {
        var given = new ALine();
        given.Web.Then("""{"result":{"result":[],"result_error":[],"result_time":{"c1":{"duration":0.1}}}}""");

        var outcomes = await given.Call(One, Two);

        Assert.Equal(new Later(given.Clock.Now, LaterReason.NotExecuted), outcomes[0]);
        Assert.IsType<Unknown>(outcomes[1]);
    }

    [Fact]
    public async Task A_null_result_is_an_answer()
    {
        var given = new ALine();
        given.Web.Then("""{"result":{"result":{"c0":null,"c1":true},"result_error":[]}}""");

        Assert.All(await given.Call(One, Two), outcome => Assert.IsType<Answer>(outcome));
    }

    [Fact]
    public async Task A_method_out_of_time_inside_a_batch_parks_only_itself()
    {
        var given = new ALine();
        given.Web.Then("""{"result":{"result":{"c0":true},"result_error":{"c1":{"error":"OPERATION_TIME_LIMIT","error_description":"x"}}}}""");

        var outcomes = await given.Call(TaskCommands.Start(1), Two);

        Assert.IsType<Answer>(outcomes[0]);
        Assert.Equal(new Later(given.Clock.Now.AddMinutes(10), LaterReason.MethodParked), outcomes[1]);
    }

    [Fact]
    public async Task A_lost_batch_leaves_every_command_unknown()
    {
        var given = new ALine();
        given.Web.Throws(new HttpRequestException(HttpRequestError.ResponseEnded, "cut"));

        Assert.All(await given.Call(One, Two), outcome => Assert.IsType<Unknown>(outcome));
    }

    [Fact]
    public async Task A_refused_batch_refuses_every_command()
    {
        var given = new ALine();
        given.Web.Then("""{"error":"QUERY_LIMIT_EXCEEDED"}""", 503);

        Assert.All(await given.Call(One, Two), outcome => Assert.Equal(LaterReason.RateLimited, Assert.IsType<Later>(outcome).Reason));
    }

    [Fact]
    public async Task Fifty_one_commands_are_a_batch_and_a_call()
    {
        var given = new ALine();
        given.Web.Then(BatchOf(50)).Then(ALine.Ok);

        var outcomes = await given.Call([.. Enumerable.Range(1, 51).Select(id => TaskCommands.Get(id, ["ID"]))]);

        Assert.All(outcomes, outcome => Assert.IsType<Answer>(outcome));
        Assert.Equal(["/rest/batch", "/rest/tasks.task.get"], given.Web.Requests.Select(request => request.Uri.AbsolutePath));
    }

    [Fact]
    public async Task Packs_behind_a_closed_gate_do_not_leave()
    {
        var given = new ALine();
        given.Web.Then("""{"error":"QUERY_LIMIT_EXCEEDED"}""", 503);

        var outcomes = await given.Call([.. Enumerable.Range(1, 101).Select(id => TaskCommands.Get(id, ["ID"]))]);

        Assert.Equal(101, outcomes.Count(outcome => outcome is Later));
        Assert.Single(given.Web.Requests);
    }

    [Fact]
    public async Task Packs_behind_an_unreachable_portal_do_not_leave()
    {
        var given = new ALine();
        given.Web.Throws(new HttpRequestException(HttpRequestError.ConnectionError, "no"));

        var outcomes = await given.Call([.. Enumerable.Range(1, 101).Select(id => TaskCommands.Get(id, ["ID"]))]);

        Assert.All(outcomes, outcome => Assert.Equal(LaterReason.Unreachable, Assert.IsType<Later>(outcome).Reason));
        Assert.Single(given.Web.Requests);
    }

    [Fact]
    public async Task Positional_parameters_keep_their_order_in_a_call()
    {
        var given = new ALine();
        given.Web.Then("""{"result":78}""");

        await given.Call(CommentCommands.Update(51, 77, "Текст & ещё"));

        Assert.Equal("""{"0":51,"1":77,"2":{"POST_MESSAGE":"Текст & ещё"},"auth":"secret-access-1"}""", given.Web.Requests.Single().Body);
    }

    [Fact]
    public async Task Positional_parameters_keep_their_order_in_a_batch()
    {
        var given = new ALine();
        given.Web.Then(BatchOf(2));

        await given.Call(CommentCommands.Add(51, "a=1&b[c]"), CommentCommands.Newer(51, 7));

        var lines = given.Web.Requests.Single().Json.GetProperty("cmd");
        Assert.Equal("task.commentitem.add?0=51&1%5BPOST_MESSAGE%5D=a%3D1%26b%5Bc%5D", lines.GetProperty("c0").GetString());
        Assert.Equal("task.commentitem.getlist?0=51&1%5BID%5D=asc&2%5B%3EID%5D=7", lines.GetProperty("c1").GetString());
    }

    public static TheoryData<string, Command> Loners => new()
    {
        { "an empty list clears, a query string has none", TaskCommands.Update(1, new JsonObject { ["TAGS"] = new JsonArray() }) },
        { "a positional gap would shift the rest", CommentCommands.GetList(1, [], new JsonObject { [">ID"] = 1 }) },
        { "null is not the empty text", TaskCommands.Update(1, new JsonObject { ["DEADLINE"] = null }) },
        { "the portal would fill in other answers", ChatCommands.Send(1, "see $result[c0][ID]") },
        { "also when encoded", ChatCommands.Send(1, "see %24Result[c0][ID]") },
        { "REST 3.0 has another batch", TaskCommands.AddV3(new JsonObject { ["title"] = "T" }, "key-1") },
    };

    [Theory]
    [MemberData(nameof(Loners))]
    public async Task What_a_line_cannot_say_travels_alone_and_in_its_turn(string why, Command loner)
    {
        var given = new ALine();
        given.Web.Then(ALine.Ok).Then(ALine.Ok).Then(ALine.Ok);

        var outcomes = await given.Call(One, loner, Two);

        Assert.All(outcomes, outcome => Assert.IsType<Answer>(outcome));
        Assert.Equal(["tasks.task.get", loner.Method, "tasks.task.get"], given.Web.Requests.Select(request => request.Uri.Segments[^1]));
        Assert.NotEmpty(why);
    }

    [Fact]
    public async Task A_v3_call_has_its_own_path_and_key()
    {
        var given = new ALine();
        given.Web.Then("""{"result":{"item":{"id":5}}}""");

        await given.Call(TaskCommands.AddV3(new JsonObject { ["title"] = "T" }, "key-1"));

        var sent = given.Web.Requests.Single();
        Assert.Equal(("https://acme.bitrix24.ru/rest/api/tasks.task.add", "key-1"), (sent.Uri.AbsoluteUri, sent.IdempotencyKey));
        Assert.Equal("""{"fields":{"title":"T"},"auth":"secret-access-1"}""", sent.Body);
    }

    [Fact]
    public async Task A_command_can_be_sent_twice()
    {
        var given = new ALine();
        given.Web.Then(ALine.Ok).Then(ALine.Ok);

        await given.Call(One);
        await given.Call(One);

        Assert.Equal(given.Web.Requests[0].Body, given.Web.Requests[1].Body);
    }

    private static string BatchOf(int count) =>
        $$$"""{"result":{"result":{{{{string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"c{i}\":true")))}}}},"result_error":[]}}""";
}
