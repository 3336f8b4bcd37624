using System.Globalization;
using B24App.Backfill;
using B24App.EmulatedPortal.Hosting;
using B24App.Plan;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Rig;

/// <summary>
/// Years of tasks are brought over while the app is killed from outside, at moments nobody chose. What came is counted at the portals
/// themselves: every task and every comment once, and no refusal for asking too much.
/// </summary>
internal sealed class Before(Stage stage, RigOptions options, TextWriter output)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly Random _chance = new(options.Seed);

    /// <summary>The years before there was a link: for <see cref="Stage.Start"/>.</summary>
    public static void Past(PortalHost north, RigOptions options) => BroughtOver.Past(north, options.Tasks, options.Comments / options.Tasks);

    /// <summary>Brings them over; true when nothing is lost, doubled or refused.</summary>
    public async Task<bool> Run()
    {
        var bond = stage.Bonds[0];
        var requests = stage.Hosts.Sum(host => (long)host.Requests.Count);
        var run = await stage.Inside(async services =>
            (await services.GetRequiredService<BackfillActs>().Preview(bond.Link, Side.A, RunKind.Backfill, new RunOptions(null, true, false, false), await stage.Admin(services, bond.A))).Run);
        await using (var reads = await AppProcess.Start(stage, new Manner()))
        {
            await Until("the preview", async () => await State(run) == "ready");
            await reads.Stop();
        }

        await stage.Inside(async services => await services.GetRequiredService<BackfillActs>().Start(run, await stage.Admin(services, bond.A)));
        var kills = await Carry(run);
        await output.WriteLineAsync($"  killed when {string.Join(" and ", kills)} of {options.Tasks} tasks had crossed");
        return await Tell(bond, run, kills.Count, stage.Hosts.Sum(host => (long)host.Requests.Count) - requests);
    }

    // Each death has a stretch of the way of its own, and a moment in it that the seed chooses.
    private async Task<List<long>> Carry(long run)
    {
        var kills = new List<long>();
        for (var death = 0; ; death++)
        {
            await using var app = await AppProcess.Start(stage, new Manner());
            var at = death >= options.Kills ? long.MaxValue : (long)(options.Tasks * (death + 0.2 + (0.6 * _chance.NextDouble())) / (options.Kills + 1));
            long done = 0;
            await Until("the run", async () => (done = await Done(run)) >= at || await State(run) == "done");
            if (await State(run) == "done")
            {
                await new Calm(stage, new StoreGlance(stage)).Wait(Longest, swept: true);
                await app.Stop();
                return kills;
            }

            app.Kill();
            kills.Add(done);
        }
    }

    private async Task<bool> Tell(Bond bond, long run, int kills, long requests)
    {
        var wanted = options.Comments / options.Tasks * options.Tasks;
        var came = BroughtOver.Count(stage, bond, options.Tasks, wanted);
        var refused = stage.Hosts.Sum(host => host.Requests.TooMany);
        var failed = await Ask(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM backfill_item WHERE run_id = @run AND state <> 'done'", new { run }));
        await output.WriteLineAsync($"""
            | card | tasks | comments | kills | tasks that came | comments that came | lost | doubled | not done | limit errors | requests for each task |
            |---|---|---|---|---|---|---|---|---|---|---|
            | {(options.OldCard ? "old" : "new")} | {options.Tasks} | {wanted} | {kills} | {came.Tasks} | {came.Comments} | {came.Lost} | {came.Doubled} | {failed} | {refused} | {((double)requests / options.Tasks).ToString("0.000", CultureInfo.InvariantCulture)} |
            """);
        foreach (var host in stage.Hosts)
        {
            var most = host.Requests.Calls.OrderByDescending(call => call.Value).Take(10).Select(call => $"{call.Key} {call.Value}");
            await output.WriteLineAsync($"  {host.Portal.Name}, {host.Requests.Count} requests: {string.Join(", ", most)}");
        }

        return came is { Lost: 0, Doubled: 0 } && failed == 0 && refused == 0 && kills == options.Kills;
    }

    internal static async Task Until(string what, Func<Task<bool>> happened)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await Happened())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Longest)
            {
                throw new InvalidOperationException($"{what} did not end.");
            }

            await Task.Delay(Glance, TimeProvider.System);
        }

        // While an app that was killed comes back, on a busy machine for longer than a glance waits, its files can be opened by nobody else.
        async Task<bool> Happened()
        {
            try
            {
                return await happened();
            }
            catch (SqliteException) when (TimeProvider.System.GetElapsedTime(start) <= Longest)
            {
                return false;
            }
        }
    }

    private Task<string?> State(long run) => Ask(connection => connection.ExecuteScalarAsync<string?>("SELECT state FROM backfill_run WHERE id = @run", new { run }));

    private Task<long> Done(long run) => Ask(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM backfill_item WHERE run_id = @run AND state = 'done'", new { run }));

    private Task<T> Ask<T>(Func<SqliteConnection, Task<T>> question) => StoreGlance.Ask(stage.StoreFile, question);
}
