using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Platform;

public class LateFaultTests
{
    private static async Task<(TestBox Box, Func<int> Runs)> Start()
    {
        var box = await TestBox.Start();
        var runs = 0;
        box.Host.Methods.Add(new RestMethod("test.count", null, _ => new RestAnswer(++runs)));
        return (box, () => runs);
    }

    private static string Url(TestBox box) => box.Host.Url + "/rest/1/demo/test.count";

    [Fact]
    public async Task A_late_call_is_done_after_its_answer_was_lost_and_after_a_look_found_nothing()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(FaultKind.Late) { Method = "test.count", Wait = TimeSpan.FromSeconds(90) });
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(Url(box)));
        box.Clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal((0, 1), (runs(), box.Host.Faults.Late.Pending));
        Assert.Empty(box.Host.Requests.Lines);

        box.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (runs(), box.Host.Faults.Late.Pending));
        Assert.Equal("test.count", Assert.Single(box.Host.Requests.Lines).Method);
        Assert.Equal(2, (int)(await box.Get(Url(box))).Body["result"]!);
    }

    [Fact]
    public async Task A_call_that_hangs_is_done_after_the_client_gave_up()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(FaultKind.Hang) { Wait = TimeSpan.FromSeconds(10) });
        using (var client = new HttpClient(new SocketsHttpHandler()))
        using (var patience = new CancellationTokenSource())
        {
            var call = client.GetAsync(Url(box), patience.Token);
            while (box.Host.Faults.Waiting > 0)
            {
                await Task.Yield();
            }

            Assert.Equal(0, box.Host.Faults.Late.Pending);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        while (box.Host.Faults.Late.Pending == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(0, runs());
        box.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, runs());
    }

    [Fact]
    public async Task Late_calls_can_be_done_now_and_clearing_the_faults_does_not_undo_them()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        box.Host.Faults.Add(new Fault(FaultKind.Late) { Times = 2 });
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(Url(box)));
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(Url(box)));
        box.Host.Faults.Clear();
        box.Host.Faults.Late.DoNow();
        Assert.Equal(2, runs());
        box.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, runs());
    }

    [Fact]
    public async Task A_late_batch_is_done_whole_and_a_reset_portal_forgets_it()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        const string batch = """{"cmd":{"a":"test.count","b":"test.count"}}""";
        box.Host.Faults.Add(new Fault(FaultKind.Late) { Method = "test.count" });
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Post("/rest/1/demo/batch", batch));
        box.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, runs());

        box.Host.Faults.Add(new Fault(FaultKind.Late));
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Post("/rest/1/demo/batch", batch));
        box.Host.Reset();
        box.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, runs());
    }

    [Fact]
    public async Task The_control_plane_sets_and_counts_them()
    {
        var (box, runs) = await Start();
        await using var _ = box;
        await box.Post("/_emulator/faults", """{"kind":"late","method":"test.count","seconds":30,"times":2}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(Url(box)));
        Assert.Equal("""{"waiting":1,"late":1}""", (await box.Get(box.Host.Url + "/_emulator/faults")).Body.ToJsonString());
        await box.Post("/_emulator/faults/late", "{}");
        Assert.Equal(1, runs());
    }
}
