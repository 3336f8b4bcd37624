using B24App.Balance;
using B24App.Portals;
using B24App.Tests.Journeys;

namespace B24App.Tests.Operations;

/// <summary>What has been kept long enough goes; what is mirrored stays mirrored.</summary>
public sealed class RetentionJourney
{
    [Fact]
    public async Task Old_rows_go_as_the_administrator_said_and_the_balance_stays_nought()
    {
        await using var pair = await Pair.Filed();
        var world = pair.World;
        await world.Get<PortalSettings>().Save((await world.Portal(0)).Id, new PortalSetting { JournalDays = 30, EventDays = 7 });
        world.Clock.Turn(TimeSpan.FromDays(8));
        await world.Now();
        Assert.NotEqual(0, await world.Scalar("SELECT count(*) FROM journal WHERE portal_id = 1"));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM inbox WHERE portal_id = 1 AND id < (SELECT max(id) FROM inbox)"));

        world.Clock.Turn(TimeSpan.FromDays(92));
        await world.Now();
        var month = (world.Clock.GetUtcNow() - TimeSpan.FromDays(31)).ToUnixTimeMilliseconds();
        Assert.Equal(0, await world.Scalar($"SELECT count(*) FROM journal WHERE portal_id = 1 AND at < {month}"));
        Assert.NotEqual(0, await world.Scalar($"SELECT count(*) FROM journal WHERE portal_id = 2 AND at < {month}"));
        Assert.NotEqual(0, await world.Scalar("SELECT count(*) FROM balance WHERE day = 0"));
        Assert.Equal(0, await world.Get<BalanceBook>().Off());

        pair.EditsAtNorth(("TITLE", "Still mirrored"));
        await pair.Quiet();
        Assert.Equal("Still mirrored", pair.AtSouth.Text("title"));
        Assert.Equal(0, await world.Get<BalanceBook>().Off());
    }
}
