using System.Net;
using B24App.Store;
using B24App.Tests.Journeys;
using B24App.Tests.Portals;
using Dapper;

namespace B24App.Tests.Operations;

/// <summary>A store that cannot commit acknowledges nothing, and heals by itself.</summary>
public sealed class DiskJourney
{
    [Fact]
    public async Task A_full_disk_never_acknowledges_an_event_and_heals()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var token = rig.North.Portal.Apps[Rig.ClientId].ApplicationToken;
        await Limit(rig, full: true);

        var refused = 0;
        var acknowledged = 0;
        for (var i = 0; i < 200; i++)
        {
            var answer = await rig.Event(Body(1000 + i));
            _ = answer.StatusCode == HttpStatusCode.OK ? acknowledged++ : refused++;
        }

        Assert.True(refused > 0);
        Assert.Equal(acknowledged, await rig.Scalar<long>("SELECT count(*) FROM inbox WHERE event = 'ONTASKUPDATE'"));
        Assert.Equal(acknowledged, await rig.Count("dirty"));

        await Limit(rig, full: false);
        Assert.Equal(HttpStatusCode.OK, (await rig.Event(Body(2000))).StatusCode);
        Assert.Equal(acknowledged + 1, await rig.Scalar<long>("SELECT count(*) FROM inbox WHERE event = 'ONTASKUPDATE'"));

        string Body(int task) =>
            $"event=ONTASKUPDATE&data[FIELDS_BEFORE][ID]={task}&data[FIELDS_AFTER][ID]={task}&data[PADDING]={new string('x', 3000)}&auth[member_id]={portal.Member}&auth[application_token]={token}";
    }

    [Fact]
    public async Task A_commit_that_fails_is_told_to_every_caller_and_the_writer_works_on()
    {
        var folder = Directory.CreateTempSubdirectory("b24app-store-");
        await using (var store = await Database.Open(Path.Combine(folder.FullName, "b24app.db")))
        {
            await store.Write(connection =>
            {
                connection.Execute("PRAGMA defer_foreign_keys = 0; CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
            });
            await Assert.ThrowsAnyAsync<Exception>(() => store.Write(connection => { connection.Execute("INSERT INTO child VALUES (7)"); }));
            await store.Write(connection => { connection.Execute("INSERT INTO parent VALUES (1)"); });
            Assert.Equal(0, await store.Read(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM child")));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stop_under_load_leaves_no_outcome_unknown_and_the_next_start_goes_on()
    {
        await using var world = await World.TwoLinkedPortals();
        for (var i = 0; i < 30; i++)
        {
            world.North.Files(5, 12, $"Task {i}");
        }

        await world.Deliver();
        await world.Get<Stations.Engine>().Turn(CancellationToken.None);
        await world.Restart(() =>
        {
            using var store = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(world.Folder, "b24app.db")};Pooling=False");
            Assert.Equal(0, store.ExecuteScalar<long>("SELECT count(*) FROM outbox WHERE state IN ('leaving', 'unknown')"));
        });
        await world.AllIsQuiet();
        Assert.Equal(30, world.South.TasksIn(40).Select(mirror => mirror.Text("title")).Distinct().Count());
        Assert.Equal(30, world.South.TasksIn(40).Count);
    }

    [Fact]
    public async Task A_clock_set_back_or_far_ahead_loses_and_doubles_nothing()
    {
        SkewedClock? clock = null;
        await using var world = await World.Start(options => options with { Clock = clock = new SkewedClock(options.Clock) }, EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        await world.Link(0, 12, 1, 40, "support");
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        clock!.Skew = TimeSpan.FromHours(-3);
        world.North.Says(5, task, "three hours behind");
        world.North.Edits(5, task, People.Fields(("TITLE", "In the past")));
        await world.Now();
        clock.Skew = TimeSpan.FromDays(20);
        world.North.Says(5, task, "twenty days ahead");
        world.North.Files(5, 12, "In the future");
        await world.Now();
        clock.Skew = TimeSpan.Zero;
        world.North.Says(5, task, "right again");
        await world.AllIsQuiet();

        var mirrors = world.South.TasksIn(40);
        Assert.Equal(["In the future", "In the past"], mirrors.Select(mirror => mirror.Text("title")).Order(StringComparer.Ordinal));
        var mirror = mirrors.Single(each => each.Text("title") == "In the past").Id();
        foreach (var text in new[] { "three hours behind", "twenty days ahead", "right again" })
        {
            Assert.Single(world.South.Comments(mirror), said => said.EndsWith(text, StringComparison.Ordinal));
        }

        Assert.Equal(0, await world.Get<Balance.BalanceBook>().Off());
    }

    [Fact]
    public async Task A_clock_set_back_while_the_app_is_down_lets_nothing_wait_for_the_old_time()
    {
        SkewedClock? clock = null;
        await using var world = await World.Start(options => options with { Clock = clock = new SkewedClock(options.Clock) }, EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        await world.Link(0, 12, 1, 40, "support");
        clock!.Skew = TimeSpan.FromHours(3);
        world.South.Faults.Add(EmulatedPortal.Control.Fault.Throttle(2));
        world.North.Files(5, 12, "Replace the printer drum");
        await world.Now();
        Assert.Empty(world.South.TasksIn(40));

        // The restart makes a new clock, which is right.
        await world.Restart();
        Assert.NotEqual(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0") + await world.Scalar("SELECT count(*) FROM dirty"));
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));
    }

    [Fact]
    public async Task Rule7_a_clock_set_back_does_not_blow_the_fuse_with_the_writes_of_hours()
    {
        SkewedClock? clock = null;
        await using var world = await World.Start(options => options with { Clock = clock = new SkewedClock(options.Clock) }, EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        await world.Link(0, 12, 1, 40, "support");
        var task = world.North.Files(5, 12, "Replace the printer drum");
        for (var i = 0; i < 24; i++)
        {
            await world.AllIsQuiet();
            world.Clock.Turn(TimeSpan.FromMinutes(2));
            world.North.Edits(5, task, People.Fields(("TITLE", $"Title {i}")));
        }

        await world.AllIsQuiet();
        clock!.Skew = TimeSpan.FromHours(-3);
        world.North.Edits(5, task, People.Fields(("TITLE", "In the past")));
        await world.AllIsQuiet();
        Assert.Equal("In the past", Assert.Single(world.South.TasksIn(40)).Text("title"));
    }

    // SQLite's own word for a disk without room: the file may not grow (SQLITE_FULL), as on a full disk.
    private static Task Limit(Rig rig, bool full) => rig.Get<Database>().Write(connection =>
    {
        var pages = connection.ExecuteScalar<long>("PRAGMA page_count");
        connection.Execute($"PRAGMA max_page_count = {(full ? pages + 4 : 1_000_000)}");
    });
}
