namespace B24App.Rig;

/// <summary>The result, for people.</summary>
internal static class Table
{
    public static async Task Write(TextWriter output, Stage stage, Tally tally, Sum sum)
    {
        var glance = new StoreGlance(stage);
        foreach (var (how, times) in tally.Deaths)
        {
            await output.WriteLineAsync($"  killed {how,-14} {times,6}");
        }

        await output.WriteLineAsync($"  stopped in order {tally.Stops}, stores that failed {tally.Troubles}, wrong clocks {tally.WrongClocks}, outages of hours {tally.Outages}");
        foreach (var story in sum.Stories)
        {
            await output.WriteLineAsync("  ! " + story);
        }

        if (sum.Parts > 0)
        {
            await output.WriteLineAsync($"  lines, hours and files {sum.Parts}");
        }

        await output.WriteLineAsync($"""
            | kills | unknown outcomes | retries | tasks | comments | lost | doubled | stuck | leaked | swapped |
            |---|---|---|---|---|---|---|---|---|---|
            | {tally.Kills} | {await glance.Doubts()} | {await glance.Retries()} | {sum.Tasks} | {sum.Comments} | {sum.Lost} | {sum.Doubled} | {sum.Stuck} | {sum.Leaked} | {sum.Swapped} |
            """);
    }
}
