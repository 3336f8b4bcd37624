using B24App.EmulatedPortal.Control;

namespace B24App.EmulatedPortal.Tests.Platform;

public class StormTests
{
    private static string Url(TestBox box, string method = "profile") => $"{box.Host.Url}/rest/1/demo/{method}";

    [Fact]
    public async Task A_storm_hits_every_call_until_its_time_is_over()
    {
        await using var box = await TestBox.Start();
        box.Host.Faults.Add(Fault.Storm(TimeSpan.FromSeconds(30)));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((503, "QUERY_LIMIT_EXCEEDED"), Short(await box.Get(Url(box))));
            box.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(200, (await box.Get(Url(box))).Status);
        Assert.Equal(0, box.Host.Faults.Waiting);
    }

    [Fact]
    public async Task A_blocked_method_tells_when_it_is_free_and_blocks_no_other()
    {
        await using var box = await TestBox.Start();
        box.Host.Faults.Add(Fault.Blocked("server.time", TimeSpan.FromMinutes(2)));
        var answer = await box.Get(Url(box, "server.time"));
        Assert.Equal((429, "OPERATION_TIME_LIMIT"), Short(answer));
        Assert.Equal(box.Clock.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds(), (long)answer.Body["time"]!["operating_reset_at"]!);
        Assert.Equal(200, (await box.Get(Url(box))).Status);

        var (_, batch) = await box.Post("/rest/1/demo/batch", """{"cmd":{"a":"server.time","b":"profile"}}""");
        Assert.Equal("OPERATION_TIME_LIMIT", (string?)batch["result"]!["result_error"]!["a"]!["error"]);
        Assert.NotNull(batch["result"]!["result"]!["b"]);
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (await box.Get(Url(box, "server.time"))).Status);
    }

    [Fact]
    public async Task Any_kind_may_last()
    {
        await using var box = await TestBox.Start();
        box.Host.Faults.Add(new Fault(FaultKind.Cut) { Lasts = TimeSpan.FromHours(5) });
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(Url(box)));
        box.Clock.Advance(TimeSpan.FromHours(5) - TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Get(Url(box)));
        box.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await box.Get(Url(box))).Status);
    }

    [Fact]
    public async Task The_control_plane_raises_storms()
    {
        await using var box = await TestBox.Start();
        await box.Post("/_emulator/throttle", """{"lasts":10}""");
        Assert.Equal(503, (await box.Get(Url(box))).Status);
        Assert.Equal(503, (await box.Get(Url(box))).Status);
        await box.Post("/_emulator/faults/clear", "{}");
        Assert.Equal(400, (await box.Post("/_emulator/throttle", """{"status":429,"lasts":10}""")).Status);
        await box.Post("/_emulator/throttle", """{"status":429,"method":"profile","lasts":10}""");
        Assert.Equal(429, (await box.Get(Url(box))).Status);
        Assert.Equal(200, (await box.Get(Url(box, "server.time"))).Status);
        await box.Post("/_emulator/faults", """{"error":"OVERLOAD_LIMIT","status":503,"lasts":10}""");
        Assert.Equal((503, "OVERLOAD_LIMIT"), Short(await box.Get(Url(box, "server.time"))));
        box.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, (await box.Get(Url(box))).Status);
    }

    private static (int, string?) Short((int Status, System.Text.Json.Nodes.JsonNode Body) answer) => (answer.Status, (string?)answer.Body["error"]);
}
