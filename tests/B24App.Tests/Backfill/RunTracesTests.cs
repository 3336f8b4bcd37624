using B24App.Backfill;
using B24App.Store;
using B24App.Tests.Journeys;
using Dapper;

namespace B24App.Tests.Backfill;

/// <summary>Every event asks whether it is the echo of a run, so the answer must not cost more the more the runs have read.</summary>
public sealed class RunTracesTests
{
    [Fact]
    public async Task A_task_is_looked_up_by_number_and_no_item_of_a_run_is_read_in_vain()
    {
        await using var world = await World.TwoLinkedPortals();
        var plan = await world.Get<Database>().Read(connection => connection.QueryAsync(
            "EXPLAIN QUERY PLAN SELECT * FROM (" + RunTraces.ItemsSql + ")", new { portal = 1, task = 2 }));
        var steps = plan.Select(step => (string)step.detail).ToList();
        Assert.Contains(steps, step => step.StartsWith("SEARCH i USING INDEX backfill_item_by_task", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN i", StringComparison.Ordinal) || step.StartsWith("SCAN s", StringComparison.Ordinal) || step.StartsWith("SCAN m", StringComparison.Ordinal));
    }
}
