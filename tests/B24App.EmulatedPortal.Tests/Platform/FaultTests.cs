using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Platform;

public class FaultTests
{
    private static async Task<(TestBox Box, Func<int> Runs)> Start()
    {
        var box = await TestBox.Start();
        var runs = 0;
        box.Host.Methods.Add(new RestMethod("test.count", null, _ => new RestAnswer(++runs)));
        return (box, () => runs);
    }

    private static string Url(TestBox box) => box.Host.Url + "/rest/1/demo/test.count";

    [Theory]
    [InlineData(FaultKind.AnswerLost, 1)]
    [InlineData(FaultKind.Cut, 0)]
    public async Task A_lost_answer_leaves_the_write_and_a_cut_leaves_nothing(FaultKind kind, int written)
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(kind) { Method = "test.count" });
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(Url(box)));
        Assert.Equal(written, runs());
        Assert.Equal(200, (await box.Get(Url(box))).Status);
    }

    [Theory]
    [InlineData(FaultKind.Junk)]
    [InlineData(FaultKind.HalfAnswer)]
    public async Task A_spoilt_answer_is_no_json(FaultKind kind)
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(kind));
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => box.Get(Url(box)));
        Assert.Equal(1, runs());
    }

    [Fact]
    public async Task An_error_may_come_instead_of_the_call_or_after_it()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(Fault.Throttle(2));
        Assert.Equal(503, (await box.Get(Url(box))).Status);
        Assert.Equal("QUERY_LIMIT_EXCEEDED", (string?)(await box.Get(Url(box))).Body["error"]);
        Assert.Equal(0, runs());

        box.Host.Faults.Add(new Fault(FaultKind.ErrorAfterWrite));
        Assert.Equal(500, (await box.Get(Url(box))).Status);
        Assert.Equal(1, runs());
    }

    [Fact]
    public async Task A_delayed_call_waits_on_the_clock_of_the_portal()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(FaultKind.Delay) { Wait = TimeSpan.FromSeconds(20) });
        var call = box.Get(Url(box));
        while (box.Clock.Waiting == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(0, runs());
        box.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, (await call).Status);
    }
}
