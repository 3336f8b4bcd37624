using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Platform;

public class BatchFaultTests
{
    private const string Three = """{"cmd":{"a":"test.count","b":"test.count","c":"test.count"}""";
    private const string ThreeV3 = """{"0":{"method":"test.count"},"1":{"method":"test.count"},"2":{"method":"test.count"}""";

    private static async Task<(TestBox Box, Func<int> Runs)> Start()
    {
        var box = await TestBox.Start();
        var runs = 0;
        box.Host.Methods.Add(new RestMethod("test.count", null, _ => new RestAnswer(++runs)));
        box.Host.Methods.Add(new RestMethod("test.count", null, _ => new RestAnswer(++runs)) { IsV3 = true });
        return (box, () => runs);
    }

    [Theory]
    [InlineData("/rest/1/demo/batch", Three, 0)]
    [InlineData("/rest/1/demo/batch", Three, 2)]
    [InlineData("/rest/1/demo/batch", Three, 9)]
    [InlineData("/rest/api/1/demo/batch", ThreeV3, 2)]
    public async Task A_cut_batch_has_done_its_first_commands_and_answers_nothing(string path, string commands, int after)
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(FaultKind.CutBatch) { After = after });

        // A lone call is no batch; the fault waits for one.
        Assert.Equal(1, (int)(await box.Get(box.Host.Url + "/rest/1/demo/test.count")).Body["result"]!);
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Post(path, commands + "}"));
        Assert.Equal(1 + Math.Min(after, 3), runs());
        Assert.Equal(Math.Min(after, 3), box.Host.Requests.Lines.Count(line => line.InBatch));
        Assert.Equal(200, (await box.Post(path, commands + "}")).Status);
    }

    [Fact]
    public async Task A_named_command_tells_which_batch_is_cut()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        await box.Post("/_emulator/faults", """{"kind":"cut_batch","method":"test.count","after":1}""");
        Assert.Equal(200, (await box.Post("/rest/1/demo/batch", """{"cmd":["server.time"]}""")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Post("/rest/1/demo/batch", Three + "}"));
        Assert.Equal(1, runs());
    }

    [Fact]
    public async Task A_token_that_ends_in_a_batch_refuses_the_rest_and_everything_after()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        var token = box.Token();
        box.Host.Faults.Add(new Fault(FaultKind.TokenExpired) { After = 2 });
        var (status, body) = await box.Post("/rest/batch", Three + $",\"auth\":\"{token}\"}}");
        Assert.Equal((200, 2), (status, runs()));
        Assert.Equal(["a", "b"], body["result"]!["result"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("expired_token", (string?)body["result"]!["result_error"]!["c"]!["error"]);
        Assert.Equal("expired_token", (string?)(await box.Post("/rest/profile", $$"""{"auth":"{{token}}"}""")).Body["error"]);
        Assert.Equal(200, (await box.Post("/rest/profile", $$"""{"auth":"{{box.Token()}}"}""")).Status);
    }

    [Fact]
    public async Task A_batch_of_the_new_version_is_refused_whole_though_its_first_commands_are_done()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        await box.Post("/_emulator/faults", """{"kind":"token_expired","after":1}""");
        var (status, body) = await box.Post("/rest/api/batch", ThreeV3 + $",\"auth\":\"{box.Token()}\"}}");
        Assert.Equal((401, "expired_token", 1), (status, (string?)body["error"], runs()));
    }
}
