using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Calls;

/// <summary>RULES 36: method, ids, sizes, outcome; never a token, never a text.</summary>
public class Secrets
{
    [Fact]
    public async Task No_token_and_no_text_stands_in_a_log_line_an_address_or_a_printed_value()
    {
        var given = new ALine();
        given.Web
            .Then("""{"error":"expired_token","error_description":"private words"}""", 401)
            .Then(ALine.NewPair(2))
            .Then("""{"error":"ERROR_CORE","error_description":"private words"}""", 400)
            .Then("""{"result":{"result":{"c0":"private words"},"result_error":{"c1":{"error":"0","error_description":"private words"}}}}""")
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded, "secret-access-2 private words"))
            .Redirects("https://new.bitrix24.ru/rest/?auth=secret-access-2")
            .Then("""{"error":"invalid_client"}""", 401)
            .Then("""{"error":"invalid_grant"}""", 400);

        var outcomes = new List<Outcome> { await given.Call(ChatCommands.Send(7, "private words")) };
        outcomes.AddRange(await given.Call(ChatCommands.Send(7, "private words"), TaskCommands.Start(51)));
        outcomes.Add(await given.Call(ChatCommands.Send(7, "private words")));
        outcomes.Add(await given.Call(ChatCommands.Send(7, "private words")));

        var printed = string.Join('\n',
        [
            .. given.Log.Select(entry => entry.ToString()),
            .. outcomes.Select(outcome => outcome.ToString()),
            .. given.Web.Requests.Select(request => request.Uri.AbsoluteUri),
            given.Store.Pair!.ToString(),
            ALine.Credentials.ToString(),
            ChatCommands.Send(7, "private words").ToString(),
        ]);
        Assert.DoesNotContain("secret", printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("private", printed, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(given.Log, entry => entry is { Method: "im.message.add", Status: 400, Version: 2 } && entry.Ids.SequenceEqual([7L]));
        Assert.Contains(given.Log, entry => entry is { Method: "batch", Status: 200 });
        Assert.Contains(given.Log, entry => entry is { Method: "tasks.task.start", InBatch: true, Outcome: "Refusal Denied 0" });
    }

    [Fact]
    public async Task A_bug_is_an_exception_that_quotes_neither_address_nor_body()
    {
        var given = new ALine();
        given.Web.Throws(new InvalidOperationException("a bug"));

        var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => given.Call(ChatCommands.Send(7, "private words")));

        Assert.DoesNotContain("secret", bug.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("private", bug.ToString(), StringComparison.Ordinal);
    }
}
