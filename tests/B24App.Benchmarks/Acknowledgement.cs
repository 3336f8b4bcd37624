using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using B24App.Tests.Journeys;

namespace B24App.Benchmarks;

/// <summary>
/// How fast an event is acknowledged after it is on disk, against an endpoint of the same process that writes nothing. Both take turns in short
/// slices, so whatever else the machine does hits both.
/// </summary>
internal static partial class Acknowledgement
{
    private const int Callers = 32;
    private const int Slices = 20;
    private const int PerSlice = 1_000;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Files(5, 13, "Private matter");
        await world.Deliver();
        var sample = world.North.Events.Log.Last(sent => sent.Event == "ONTASKADD");
        var events = new Uri(sample.Handler);
        var health = new Uri(events, "/health");
        using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = Callers };
        using var http = new HttpClient(handler);
        var id = 1_000_000;

        var kept = new List<double>();
        var plain = new List<double>();
        TimeSpan keptTime = default, plainTime = default;
        await Slice(Knock, []);
        await Slice(Tell, []);
        for (var slice = 0; slice < Slices; slice++)
        {
            keptTime += await Slice(Tell, kept);
            plainTime += await Slice(Knock, plain);
        }

        var ratio = plainTime / keptTime;
        return
        [
            new("events acknowledged on disk, against an endpoint without a store", "at least 0.50", ratio.ToString("0.00", CultureInfo.InvariantCulture), ratio >= 0.5),
            new($"an event's answer with {Callers} callers: median, 99 of 100 within", "-", $"{At(kept, 0.5)} ms, {At(kept, 0.99)} ms", true),
            new("the endpoint without a store: median, 99 of 100 within", "-", $"{At(plain, 0.5)} ms, {At(plain, 0.99)} ms", true),
        ];

        async Task Tell()
        {
            using var body = new StringContent(TaskId().Replace(sample.Body, "$1" + Interlocked.Increment(ref id).ToString(CultureInfo.InvariantCulture)), Encoding.UTF8);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
            using var answer = await http.PostAsync(events, body);
            answer.EnsureSuccessStatusCode();
        }

        async Task Knock()
        {
            using var answer = await http.GetAsync(health);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<TimeSpan> Slice(Func<Task> call, List<double> times)
    {
        var start = Stopwatch.GetTimestamp();
        var left = PerSlice;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var began = Stopwatch.GetTimestamp();
                await call();
                lock (times)
                {
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
            }
        })));
        return Stopwatch.GetElapsedTime(start);
    }

    private static string At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share)).ToString("0.0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"((?:FIELDS_AFTER|FIELDS_BEFORE)(?:\]|%5D)(?:\[|%5B)ID(?:\]|%5D)=)\d+", RegexOptions.IgnoreCase)]
    private static partial Regex TaskId();
}
