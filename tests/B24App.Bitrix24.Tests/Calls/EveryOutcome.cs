using System.Net.Sockets;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Calls;

public class EveryOutcome
{
    private static readonly Command Get = TaskCommands.Get(51, ["ID", "TITLE"]);

    [Fact]
    public async Task An_answer_carries_result_total_next_and_the_portals_time()
    {
        var given = new ALine();
        given.Web.Then("""{"result":{"task":{"id":"51"}},"total":"120","next":50,"time":{"duration":0.2,"date_finish":"2026-09-01T15:00:00+03:00"}}""");

        var answer = Assert.IsType<Answer>(await given.Call(Get));

        Assert.Equal(51, TaskWire.From(answer.Result)!.Id);
        Assert.Equal((120, 50), (answer.Total, answer.Next));
        Assert.Equal(new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero), answer.PortalTime);
        Assert.Equal("https://acme.bitrix24.ru/rest/tasks.task.get", given.Web.Requests.Single().Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData(400, """{"error":"ERROR_CORE","error_description":"Не указано название"}""", RefusalKind.Validation)]
    [InlineData(400, """{"error":"0","error_description":"Action on the task is not allowed (internal error)"}""", RefusalKind.Denied)]
    [InlineData(400, """{"error":"1048582","error_description":"No access to delete the task"}""", RefusalKind.Denied)]
    [InlineData(400, """{"error":100,"error_description":"Could not find value for parameter {fields} (internal error)"}""", RefusalKind.Validation)]
    [InlineData(400, """{"error":"1","error_description":"Task not found or not accessible"}""", RefusalKind.NotFound)]
    [InlineData(400, """{"error":"","error_description":"HANDLER missing"}""", RefusalKind.Validation)]
    [InlineData(403, """{"error":"ACCESS_ERROR","error_description":"You do not have access"}""", RefusalKind.Denied)]
    [InlineData(400, """{"error":"ACCESS_ERROR","error_description":"x"}""", RefusalKind.Denied)]
    [InlineData(403, """{"error":"CANT_EDIT_MESSAGE","error_description":"x"}""", RefusalKind.Denied)]
    [InlineData(403, """{"error":"insufficient_scope","error_description":""}""", RefusalKind.MissingScope)]
    [InlineData(401, """{"error":"insufficient_scope"}""", RefusalKind.MissingScope)]
    [InlineData(404, """{"error":"ERROR_METHOD_NOT_FOUND","error_description":"Method not found!"}""", RefusalKind.UnknownMethod)]
    [InlineData(200, """{"error":"ERROR_ARGUMENT","error_description":"on HTTP 200"}""", RefusalKind.Validation)]
    [InlineData(400, """{"error":{"code":"BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION","message":"x"}}""", RefusalKind.NotFound)]
    [InlineData(400, """{"error":{"code":"BITRIX_REST_V3_EXCEPTION_VALIDATION_DTOVALIDATIONEXCEPTION","message":"x","validation":[]}}""", RefusalKind.Validation)]
    [InlineData(422, """{"error":{"code":"BITRIX_REST_V3_EXCEPTION_IDEMPOTENCYKEYREUSEDEXCEPTION","message":"x"}}""", RefusalKind.KeyReused)]
    [InlineData(400, """{"error":{"code":"BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION","message":"x"}}""", RefusalKind.Validation)]
    [InlineData(403, """{"error":{"code":"BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION","message":"x"}}""", RefusalKind.Denied)]
    [InlineData(403, """{"error":{"code":"BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION","message":"x"}}""", RefusalKind.MissingScope)]
    [InlineData(400, """{"error":"ERROR_CORE","error_description":"TASKS_ERROR_EXCEPTION_#512; x; 512/TE/ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE<br>"}""", RefusalKind.NotFound)]
    [InlineData(400, """{"error":"ERROR_CORE","error_description":"TASKS_ERROR_EXCEPTION_#4; x; 4/TE/ACTION_NOT_ALLOWED<br>"}""", RefusalKind.Denied)]
    [InlineData(400, """{"error":"ERROR_CORE","error_description":"TASKS_ERROR_EXCEPTION_#256; x; 256/TE/WRONG_ARGUMENTS<br>"}""", RefusalKind.Validation)]
    public async Task A_no_is_a_refusal_of_a_kind(int status, string body, RefusalKind kind)
    {
        var given = new ALine();
        given.Web.Then(body, status);

        Assert.Equal(kind, Assert.IsType<Refusal>(await given.Call(Get)).Kind);
    }

    [Theory]
    [InlineData(401, "NO_AUTH_FOUND", "", AccessTrouble.Expired)]
    [InlineData(401, "APPLICATION_NOT_FOUND", "", AccessTrouble.Uninstalled)]
    [InlineData(401, "ERROR_OAUTH", "", AccessTrouble.Uninstalled)]
    [InlineData(401, "authorization_error", "Unable to authorize user", AccessTrouble.UserDismissed)]
    [InlineData(403, "user_access_error", "", AccessTrouble.UserBarred)]
    [InlineData(401, "PAYMENT_REQUIRED", "Subscription has been ended", AccessTrouble.SubscriptionEnded)]
    [InlineData(403, "ACCESS_DENIED", "REST API is available only on commercial plans", AccessTrouble.SubscriptionEnded)]
    [InlineData(500, "PORTAL_DELETED", "", AccessTrouble.PortalDeleted)]
    [InlineData(410, "PORTAL_DELETED", "", AccessTrouble.PortalDeleted)]
    [InlineData(503, "OVERLOAD_LIMIT", "", AccessTrouble.Overloaded)]
    public async Task What_a_person_must_mend_is_no_access(int status, string code, string text, AccessTrouble trouble)
    {
        var given = new ALine();
        given.Web.Then($$"""{"error":"{{code}}","error_description":"{{text}}"}""", status);

        Assert.Equal(trouble, Assert.IsType<NoAccess>(await given.Call(Get)).Trouble);
    }

    [Fact]
    public async Task Overload_stops_the_portal_for_an_hour_without_another_request()
    {
        var given = new ALine(tokenLife: TimeSpan.FromHours(2));
        given.Web.Then("""{"error":"OVERLOAD_LIMIT"}""", 503);
        await given.Call(Get);

        Assert.IsType<NoAccess>(await given.Call(Get));
        Assert.Single(given.Web.Requests);

        given.Clock.Turn(TimeSpan.FromHours(1));
        given.Web.Then(ALine.Ok);
        Assert.IsType<Answer>(await given.Call(Get));
    }

    [Fact]
    public async Task A_full_portal_is_left_alone_longer_each_time()
    {
        var given = new ALine();
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            given.Web.Then("""{"error":"QUERY_LIMIT_EXCEEDED"}""", 503);
            var later = Assert.IsType<Later>(await given.Call(Get));
            Assert.Equal((LaterReason.RateLimited, given.Clock.Now.AddSeconds(seconds)), (later.Reason, later.NotBefore));
            Assert.Equal(later, await given.Call(Get)); // no request: the script has no line for one
            given.Clock.Turn(TimeSpan.FromSeconds(seconds));
        }

        given.Web.Then(ALine.Ok).Then("""{"error":"QUERY_LIMIT_EXCEEDED"}""", 503);
        Assert.IsType<Answer>(await given.Call(Get));
        Assert.Equal(given.Clock.Now.AddSeconds(1), Assert.IsType<Later>(await given.Call(Get)).NotBefore); // an answer starts the row anew
    }

    [Fact]
    public async Task A_method_out_of_time_is_parked_and_the_others_go_on()
    {
        var given = new ALine();
        var reset = given.Clock.Now.AddMinutes(3).ToUnixTimeSeconds();
        given.Web.Then($$"""{"error":"OPERATION_TIME_LIMIT","error_description":"x","time":{"operating":481,"operating_reset_at":{{reset}} } }""", 429);

        Assert.Equal(new Later(given.Clock.Now.AddMinutes(3), LaterReason.MethodParked), await given.Call(Get));
        Assert.IsType<Later>(await given.Call(Get));

        given.Web.Then(ALine.Ok);
        Assert.IsType<Answer>(await given.Call(TaskCommands.Start(51)));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_connection_that_never_came_about_is_later(HttpRequestError error)
    {
        var given = new ALine();
        given.Web.Throws(new HttpRequestException(error, "no", new SocketException()));

        Assert.Equal(LaterReason.Unreachable, Assert.IsType<Later>(await given.Call(Get)).Reason);
    }

    [Fact]
    public async Task A_connection_cut_after_sending_is_unknown()
    {
        var given = new ALine();
        given.Web.Throws(new HttpRequestException(HttpRequestError.ResponseEnded, "cut", new IOException()));

        Assert.IsType<Unknown>(await given.Call(Get));
    }

    [Theory]
    [InlineData(500, """{"error":"INTERNAL_SERVER_ERROR","error_description":"x"}""")]
    [InlineData(500, """{"error":{"code":"BITRIX_REST_V3_EXCEPTION_SOMETHINGNEW","message":"x"}}""")]
    [InlineData(500, """{"error":"","error_description":"Action is not allowed"}""")]
    [InlineData(400, """{"error":"ERROR_UNKNOWN_ADD_TASK_ERROR","error_description":"There was an error while saving task chat"}""")]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(504, "")]
    [InlineData(200, "<html>login</html>")]
    [InlineData(200, """{"result":{"task":{"id":"5""")]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, "null")]
    [InlineData(404, "<html>nginx</html>")]
    public async Task Whatever_may_have_happened_is_unknown(int status, string body)
    {
        var given = new ALine();
        given.Web.Then(body, status);

        Assert.IsType<Unknown>(await given.Call(Get));
    }

    [Fact]
    public async Task No_answer_within_patience_is_unknown()
    {
        var given = new ALine();
        given.Web.Then(async (_, ct) =>
        {
            given.Clock.Turn(TimeSpan.FromSeconds(68));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            throw new InvalidOperationException("Nobody waits that long.");
        });

        Assert.Equal(new Unknown("timeout"), await given.Call(Get));
    }

    [Fact]
    public async Task Our_own_cancellation_is_an_exception_and_not_an_outcome()
    {
        var given = new ALine();
        using var stop = new CancellationTokenSource();
        given.Web.Then(async (_, ct) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            throw new InvalidOperationException("Nobody waits that long.");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.Call(Get, Urgency.Live, stop.Token));
    }

    [Fact]
    public async Task An_answer_beyond_all_measure_is_unknown()
    {
        var given = new ALine();
        given.Web.Then((_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(new byte[Bitrix24.Http.Transport.LargestAnswer + 1]) }));

        Assert.IsType<Unknown>(await given.Call(Get));
    }

    [Fact]
    public async Task Plain_http_does_not_leave()
    {
        var given = new ALine();
        await given.Store.SaveEndpoint(new Uri("http://acme.bitrix24.ru/rest/"), default);

        Assert.Equal(AccessTrouble.AddressRefused, Assert.IsType<NoAccess>(await given.Call(Get)).Trouble);
        Assert.Empty(given.Web.Requests);
    }
}
