using System.Collections.Concurrent;
using System.Net;
using System.Text;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace B24App.Tests.Operations;

/// <summary>What leaves over OTLP: few numbers and ids, no token, no text.</summary>
public sealed class TelemetryJourney
{
    [Fact]
    public async Task Traces_and_metrics_leave_without_secrets()
    {
        var sent = new ConcurrentBag<(string Path, string Body)>();
        await using var collector = await Collector(sent);
        await using (var world = await World.Start(options => options with { OtlpEndpoint = new Uri(collector.Urls.First()) }, Card.New, Card.New))
        {
            await world.Link(0, 12, 1, 40, "support");
            var task = world.North.Files(5, 12, "Replace the printer drum");
            await world.AllIsQuiet();
            world.North.Says(5, task, "a very private sentence");
            await world.AllIsQuiet();
            var secrets = new List<string> { "a very private sentence", "Replace the printer drum", "secret" + "-app" };
            foreach (var host in world.Hosts)
            {
                var form = host.Install.Open("app.b24app", 1);
                secrets.AddRange([form["AUTH_ID"], form["REFRESH_ID"], form["APPLICATION_TOKEN"]]);
                await world.Install(host);
            }

            await world.Restart(() => { }); // what was collected leaves at the stop
            Assert.NotNull((await world.Portal(0)).Domain);
            var all = string.Concat(sent.Select(each => each.Body));
            Assert.Contains(sent, each => each.Path == "/v1/traces");
            Assert.Contains(sent, each => each.Path == "/v1/metrics");
            foreach (var name in new[] { "b24app.looks", "b24app.intents", "b24app.lane.age", "b24app.balance.off", "b24app.portal" })
            {
                Assert.Contains(name, all, StringComparison.Ordinal);
            }

            foreach (var secret in secrets)
            {
                Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("auth=", all, StringComparison.Ordinal);
            Assert.DoesNotContain("refresh_token", all, StringComparison.Ordinal);
        }
    }

    private static async Task<WebApplication> Collector(ConcurrentBag<(string Path, string Body)> sent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            sent.Add((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync();
        return collector;
    }
}
