using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using B24App.Store;
using B24App.Tests.Journeys;
using Dapper;

namespace B24App.Benchmarks;

/// <summary>How long the server takes for the journal page of a portal with ten thousand rows, whole and filtered.</summary>
internal static partial class JournalPage
{
    private const int Rows = 10_000;
    private const int Times = 200;

    // Ten rows per task, as an exchange writes them: what is shown is found among what only led to it.
    private const string FillSql = """
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @rows - 1)
        INSERT INTO journal (portal_id, link_id, at, station, item, reason, detail)
        SELECT @portal, 1, @now - (@rows - i) * 60000, CASE i % 5 WHEN 0 THEN 'event' WHEN 1 THEN 'verdict' WHEN 2 THEN 'intent' WHEN 3 THEN 'receipt' ELSE 'verdict' END,
               't' || (1000 + i / 10), CASE i % 5 WHEN 4 THEN 'GroupNotLinked' ELSE '' END, CASE i % 5 WHEN 1 THEN 'create' WHEN 3 THEN 'CreateTask' ELSE '' END
          FROM n
        """;

    private static readonly string[] Pages = ["journal", "journal?handler=lines&days=0&text=1%", "journal?handler=lines&days=0&result=Skipped", "journal?handler=lines&days=0&task=1500"];

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var world = await World.TwoLinkedPortals();
        var portal = (await world.Portal(0)).Id;
        await world.Get<Database>().Write(connection =>
        {
            connection.Execute(FillSql, new { rows = Rows, portal, now = world.Clock.GetUtcNow().ToUnixTimeMilliseconds() });
        });
        var form = world.North.Install.Open("app.b24app", 1);
        var shell = await (await world.Http.PostAsync(new Uri(form.Url), new FormUrlEncodedContent(form.Fields))).Content.ReadAsStringAsync();
        var session = Token().Match(shell).Groups[1].Value;
        var figures = new List<Figure>();
        foreach (var page in Pages)
        {
            var times = new List<double>();
            for (var i = 0; i < Times; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Url, page));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
                var began = Stopwatch.GetTimestamp();
                using var answer = await world.Http.SendAsync(request);
                answer.EnsureSuccessStatusCode();
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            var most = times.Order().ElementAt(Times * 95 / 100);
            figures.Add(new Figure($"{page} with {Rows} rows: 95 of 100 within", "100 ms", string.Create(CultureInfo.InvariantCulture, $"{most:0.0} ms"), most < 100));
        }

        return figures;
    }

    [GeneratedRegex("data-session=\"([^\"]+)\"")]
    private static partial Regex Token();
}
