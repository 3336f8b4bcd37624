using B24App.Bitrix24.Http;
using B24App.Bitrix24.Limits;
using B24App.Portals;
using B24App.RestLogs;
using Dapper;
using Microsoft.Data.Sqlite;

namespace B24App.Tests.Portals;

public class AtRestTests
{
    [Fact]
    public async Task Rule36_no_token_and_no_secret_lies_open_in_any_file()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var form = rig.North.Install.Open(Rig.ClientId, 1);
        await rig.Post(form);
        await rig.Event($"event=ONAPPUPDATE&auth[member_id]={portal.Member}&auth[access_token]={form["AUTH_ID"]}&auth[refresh_token]={form["REFRESH_ID"]}");

        var folder = rig.Get<AppOptions>().DataFolder;
        var stored = string.Concat(Directory.GetFiles(folder, "*.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(Bytes));
        Assert.Contains(portal.Member, stored);
        foreach (var secret in new[] { form["AUTH_ID"], form["REFRESH_ID"], form["APPLICATION_TOKEN"], "secret-" + Rig.ClientId })
        {
            Assert.DoesNotContain(secret, stored);
        }
    }

    [Fact]
    public async Task Rule36_the_log_of_calls_keeps_three_days_and_not_for_ever()
    {
        var folder = Directory.CreateTempSubdirectory("b24app-log-");
        var path = Path.Combine(folder.FullName, "rest-log.db");
        var clock = new TurnedClock();
        await using (var log = new RestLog(path, clock))
        {
            log.Write(Entry(clock, "old.method"));
        }

        clock.Turn(TimeSpan.FromDays(3));
        await Later(path, clock);
        Assert.Contains("old.method", Methods(path));

        clock.Turn(TimeSpan.FromDays(12));
        await Later(path, clock);
        Assert.DoesNotContain("old.method", Methods(path));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Rule32_budgets_outlive_a_restart()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var before = (await rig.Get<Gates>().Of(portal.Member)).Snapshot().Bucket;
        Assert.True(before.Level > 0);

        await rig.Restart();

        Assert.Equal(before, (await rig.Get<Gates>().Of(portal.Member)).Snapshot().Bucket);
    }

    [Fact]
    public async Task Rule32_after_an_unclean_stop_half_the_bucket_counts_as_spent()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        await rig.Get<Gates>().Stop();
        await rig.Get<Gates>().Start(); // this run has begun and never ends

        var next = new Gates(rig.Get<Store.Database>(), rig.Clock);
        await next.Start();

        Assert.True((await next.Of(portal.Member)).Snapshot().Bucket.Level >= RateLimit.Ordinary.Capacity / 2);
    }

    [Fact]
    public async Task Tokens_survive_a_restart_and_the_relay_account_still_answers()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        await rig.Restart();

        var line = await rig.Get<PortalLines>().For(portal.Id);
        var answer = (await line!.Call([Bitrix24.Users.UserCommands.Profile()], Bitrix24.Calls.Urgency.Live, CancellationToken.None))[0];

        Assert.IsType<Bitrix24.Calls.Answer>(answer);
    }

    [Fact]
    public async Task Rule25_reading_fails_over_to_another_administrator_and_writing_does_not()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        rig.North.Portal.Users[5].IsAdmin = true;
        await rig.Post(rig.North.Install.Open(Rig.ClientId, 5));
        rig.North.Install.Dismiss(1);

        var reading = await rig.Get<PortalLines>().Reading(portal.Id);
        var answer = (await reading!.Call([Bitrix24.Users.UserCommands.Profile()], Bitrix24.Calls.Urgency.Live, CancellationToken.None))[0];

        Assert.IsType<Bitrix24.Calls.Answer>(answer);
        var after = (await rig.Portals.Find(portal.Id))!;
        Assert.Equal((PortalState.Waiting, WaitReason.RelayLost, 1L), (after.State, after.Reason, after.RelayUser));
        Assert.Null(await rig.Get<PortalLines>().For(portal.Id));
    }

    private static string Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static async Task Later(string path, TurnedClock clock)
    {
        await using var log = new RestLog(path, clock);
        log.Write(Entry(clock, "new.method"));
    }

    private static List<string> Methods(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        return [.. connection.Query<string>("SELECT method FROM rest_call")];
    }

    private static RestLogEntry Entry(TurnedClock clock, string method) =>
        new(clock.GetUtcNow(), "member", method, 2, false, [51], 10, 20, TimeSpan.FromMilliseconds(5), 200, "Answer");
}
