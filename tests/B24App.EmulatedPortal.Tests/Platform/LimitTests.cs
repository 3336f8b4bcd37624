using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Platform;

public class LimitTests
{
    private static async Task<(int Status, string? Error)> Call(TestBox box, string method = "profile")
    {
        var (status, body) = await box.Get($"{box.Host.Url}/rest/1/demo/{method}");
        return (status, (string?)body["error"]);
    }

    [Theory]
    [InlineData(false, 50, 2)]
    [InlineData(true, 250, 5)]
    public async Task The_bucket_holds_so_many_and_leaks_so_fast(bool enterprise, int brim, int leak)
    {
        await using var box = await TestBox.Start();
        box.Host.Portal.Switches = box.Host.Portal.Switches with { Enterprise = enterprise };
        for (var i = 0; i < brim; i++)
        {
            Assert.Equal((200, null), await Call(box));
        }

        Assert.Equal((503, "QUERY_LIMIT_EXCEEDED"), await Call(box));
        box.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < leak; i++)
        {
            Assert.Equal((200, null), await Call(box));
        }

        Assert.Equal((503, "QUERY_LIMIT_EXCEEDED"), await Call(box));
    }

    [Fact]
    public async Task A_batch_is_one_request()
    {
        await using var box = await TestBox.Start();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(200, (await box.Post("/rest/1/demo/batch", """{"cmd":["profile","profile","profile"]}""")).Status);
        }

        Assert.Equal(503, (await Call(box)).Status);
    }

    [Fact]
    public async Task The_call_that_crosses_the_time_of_a_method_succeeds_and_the_next_waits_ten_minutes()
    {
        await using var box = await TestBox.Start();
        box.Host.Methods.Add(new RestMethod("test.slow", null, _ => new RestAnswer(true) { Cost = TimeSpan.FromSeconds(50) }));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal((200, null), await Call(box, "test.slow"));
            box.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        var (status, body) = await box.Get($"{box.Host.Url}/rest/1/demo/test.slow");
        Assert.Equal((429, "OPERATION_TIME_LIMIT"), (status, (string?)body["error"]));
        Assert.Equal(box.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(), (long)body["time"]!["operating_reset_at"]!);
        Assert.Equal((200, null), await Call(box));

        var (_, batch) = await box.Post("/rest/1/demo/batch", """{"cmd":{"a":"test.slow"}}""");
        Assert.Equal("OPERATION_TIME_LIMIT", (string?)batch["result"]!["result_error"]!["a"]!["error"]);
        box.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((200, null), await Call(box, "test.slow"));
    }

    [Fact]
    public async Task After_a_minute_the_call_is_done_and_the_client_cut_off()
    {
        await using var box = await TestBox.Start();
        var runs = 0;
        box.Host.Methods.Add(new RestMethod("test.count", null, _ => new RestAnswer(++runs)));
        box.Host.Faults.Add(new Fault(FaultKind.Slow) { Method = "test.count", Wait = TimeSpan.FromSeconds(60) });
        Assert.Equal(504, (int)await box.StatusOf($"{box.Host.Url}/rest/1/demo/test.count"));
        Assert.Equal(1, runs);
    }
}
