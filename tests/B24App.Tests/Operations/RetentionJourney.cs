using B24App.Balance;
using B24App.Portals;
using B24App.Store;
using B24App.Tests.Journeys;
using Dapper;

namespace B24App.Tests.Operations;

/// <summary>What has been kept long enough goes; what is mirrored stays mirrored.</summary>
public sealed class RetentionJourney
{
    private const string AgeSql = """
        UPDATE journal SET at = at - @days * 86400000;
        UPDATE inbox SET received_at = received_at - @days * 86400000;
        UPDATE outbox SET settled_at = settled_at - @days * 86400000 WHERE settled_at <> 0;
        UPDATE balance SET day = day - @days;
        UPDATE look SET opened_day = opened_day - @days, ended_day = ended_day - @days WHERE ended_day <> 0;
        """;

    [Fact]
    public async Task Old_rows_go_as_the_administrator_said_and_the_balance_stays_nought()
    {
        await using var pair = await Pair.Filed();
        var world = pair.World;
        await world.Get<PortalSettings>().Save((await world.Portal(0)).Id, new PortalSetting { JournalDays = 30, EventDays = 7 });
        await Age(world, 8);
        Assert.NotEqual(0, await world.Scalar("SELECT count(*) FROM journal WHERE portal_id = 1"));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM inbox WHERE portal_id = 1 AND id < (SELECT max(id) FROM inbox)"));
        Assert.NotEqual(0, await world.Scalar("SELECT count(*) FROM inbox WHERE portal_id = 2"));

        await Age(world, 92);
        var month = (world.Clock.GetUtcNow() - TimeSpan.FromDays(31)).ToUnixTimeMilliseconds();
        Assert.Equal(0, await world.Scalar($"SELECT count(*) FROM journal WHERE portal_id = 1 AND at < {month}"));
        Assert.NotEqual(0, await world.Scalar($"SELECT count(*) FROM journal WHERE portal_id = 2 AND at < {month}"));
        Assert.NotEqual(0, await world.Scalar("SELECT count(*) FROM balance WHERE day = 0"));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM look WHERE ended_day <> 0"));
        Assert.Equal(0, await world.Get<BalanceBook>().Off());

        pair.EditsAtNorth(("TITLE", "Still mirrored"));
        await pair.Quiet();
        Assert.Equal("Still mirrored", pair.AtSouth.Text("title"));
        Assert.Equal(0, await world.Get<BalanceBook>().Off());
    }

    private static async Task Age(World world, int days)
    {
        await world.Get<Database>().Write(connection =>
        {
            connection.Execute(AgeSql, new { days });
        });
        world.Clock.Turn(TimeSpan.FromDays(1));
        await world.AllIsQuiet();
    }
}
