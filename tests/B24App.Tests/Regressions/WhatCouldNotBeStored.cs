using B24App.Store;
using B24App.Tests.Journeys;
using Dapper;

namespace B24App.Tests.Regressions;

/// <summary>
/// A task was created at the partner, the commit that says so failed, and so did the next one, which says that nobody knows. The intent kept
/// standing as one that is leaving, and its lane with it until the next start of the app (found by the rig, every second commit fails).
/// </summary>
public sealed class WhatCouldNotBeStored
{
    [Fact]
    public async Task Rule15_an_outcome_that_could_not_be_stored_is_looked_for_while_the_app_lives_on()
    {
        await using var world = await World.TwoLinkedPortals();
        await Stays(world, "leaving");
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'leaving' AND settled_at = 0"));
        Assert.Single(world.South.TasksIn(40));

        await Heals(world);
        world.North.Says(5, task, "It is grey");
        await world.AllIsQuiet();
        Assert.Single(world.South.Comments(Assert.Single(world.South.TasksIn(40)).Id()));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
    }

    [Fact]
    public async Task A_lane_that_can_store_nothing_rests_and_does_not_ask_the_portals_all_the_time()
    {
        await using var world = await World.TwoLinkedPortals();
        await world.Get<Database>().Write(connection =>
        {
            connection.Execute("CREATE TEMP TRIGGER stuck BEFORE INSERT ON mapping BEGIN SELECT raise(ABORT, 'the disk is full'); END");
            connection.Execute("CREATE TEMP TRIGGER stuck_too BEFORE UPDATE ON dirty BEGIN SELECT raise(ABORT, 'the disk is full'); END");
        });
        var before = world.Requests();
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet(TimeSpan.FromSeconds(4));
        Assert.InRange(world.Requests() - before, 1, 2);

        await world.Get<Database>().Write(connection =>
        {
            connection.Execute("DROP TRIGGER stuck");
            connection.Execute("DROP TRIGGER stuck_too");
        });
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));
    }

    private static Task Stays(World world, string state) => world.Get<Database>().Write(connection =>
    {
        connection.Execute($"CREATE TEMP TRIGGER stuck BEFORE UPDATE ON outbox WHEN OLD.state = '{state}' BEGIN SELECT raise(ABORT, 'the disk is full'); END");
    });

    private static Task Heals(World world) => world.Get<Database>().Write(connection =>
    {
        connection.Execute("DROP TRIGGER stuck");
    });
}
