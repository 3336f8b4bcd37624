namespace B24App.Rig;

/// <summary>The three ways to run, each with its own last words and exit code.</summary>
internal static class Runs
{
    private static readonly TimeSpan Easy = TimeSpan.FromSeconds(0.8);
    private const int SideBySide = 4;

    public static async Task<int> Storm(RigOptions options, TextWriter output)
    {
        await using var stage = await Stage.Start(options);
        var storm = new Storm(stage, options, output);
        var sum = await storm.Run();
        await Table.Write(output, stage, storm.Tally, sum);
        await Leave(stage, options.Keep || sum.IsRed, output);
        return sum.IsRed ? 1 : 0;
    }

    public static async Task<int> Before(RigOptions options, TextWriter output)
    {
        await using var stage = await Stage.Start(options, box => B24App.Rig.Before.Past(box.Portals[0], options));
        var well = await new Before(stage, options, output).Run();
        await Leave(stage, options.Keep || !well, output);
        return well ? 0 : 1;
    }

    public static async Task<int> Remembered(RigOptions options, TextWriter output)
    {
        RememberedPast? past = null;
        await using var stage = await Stage.Start(options, box => past = RememberedPast.Of(box.Portals[0], options.Contacts, options.Activities));
        var well = await new Remembered(stage, options, past!, output).Run();
        await Leave(stage, options.Keep || !well, output);
        return well ? 0 : 1;
    }

    // Most of a case is waiting, so the cases are dealt out to a few stages of their own.
    public static async Task<int> Slice(RigOptions options, TextWriter output)
    {
        options = await AtItsPace(options);
        var cases = Case.All.Where(tried => tried.Name.Contains(options.Only, StringComparison.Ordinal)).ToList();
        var lanes = Enumerable.Range(0, SideBySide).Select(place => Task.Run(() => Lane(new Queue<Case>(cases.Where((_, i) => i % SideBySide == place)), options, output))).ToList();
        if (RunDeaths.Name.Contains(options.Only, StringComparison.Ordinal))
        {
            lanes.Add(Task.Run(() => KilledRun(options, output)));
        }

        var results = await Task.WhenAll(lanes);
        var (passed, failed, skipped) = (results.Sum(lane => lane.Passed), results.Sum(lane => lane.Failed), results.Sum(lane => lane.Skipped));
        await output.WriteLineAsync($"{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 ? 0 : 1;
    }

    private static async Task<(int Passed, int Failed, int Skipped)> Lane(Queue<Case> cases, RigOptions options, TextWriter output)
    {
        var (passed, failed, skipped) = (0, 0, 0);
        while (cases.Count > 0)
        {
            var stage = await Stage.Start(options);
            await using var ends = stage;
            await using var slice = new Slice(stage, new Manner(), options.Seed);
            await slice.Begin();
            var red = false;
            while (!red && cases.TryDequeue(out var tried)) // what came after a loss on the same stage would only repeat it
            {
                var sum = await slice.Try(tried);
                red = sum?.IsRed == true;
                _ = sum switch { null => skipped++, { IsRed: true } => failed++, _ => passed++ };
                await Say(output, tried.Name, sum);
            }

            await slice.DisposeAsync();
            await Leave(stage, options.Keep || red, output);
        }

        return (passed, failed, skipped);
    }

    // The only case whose portals have a past.
    private static async Task<(int Passed, int Failed, int Skipped)> KilledRun(RigOptions options, TextWriter output)
    {
        var stage = await RunDeaths.Begin(options);
        await using var ends = stage;
        var sum = await new RunDeaths(stage).Try();
        await Say(output, RunDeaths.Name, sum);
        await Leave(stage, options.Keep || sum.IsRed, output);
        return sum.IsRed ? (0, 1, 0) : (1, 0, 0);
    }

    private static Task Say(TextWriter output, string name, Sum? sum)
    {
        var stories = string.Concat((sum?.Stories ?? []).Select(story => $"{Environment.NewLine}  ! {story}"));
        return output.WriteLineAsync($"{(sum is null ? "skipped" : sum.IsRed ? "FAILED" : "passed"),-8} {name}{stories}");
    }

    public static async Task<int> Mutations(RigOptions options, TextWriter output)
    {
        var unnoticed = 0;
        options = await AtItsPace(options);
        await output.WriteLineAsync("| guard taken away | noticed by | as |\n|---|---|---|");
        foreach (var mutation in Mutation.All.Where(mutation => mutation.Guard.Contains(options.Only, StringComparison.Ordinal)))
        {
            await using var stage = await Stage.Start(options);
            await using var slice = new Slice(stage, mutation.Manner, options.Seed);
            await slice.Begin();
            var (noticed, found) = ("**nothing**", "");
            foreach (var tried in Case.All.Where(tried => mutation.Cases.Contains(tried.Name)))
            {
                if (await slice.Try(tried) is { IsRed: true } sum)
                {
                    (noticed, found) = (tried.Name, $"lost {sum.Lost}, doubled {sum.Doubled}, leaked {sum.Leaked}, stuck {sum.Stuck}: {sum.Stories[0]}");
                    break;
                }
            }

            unnoticed += found.Length == 0 ? 1 : 0;
            await output.WriteLineAsync($"| {mutation.Guard} | {noticed} | {found} |");
            await slice.DisposeAsync();
            await Leave(stage, options.Keep, output);
        }

        return unnoticed == 0 ? 0 : 1;
    }

    // A call of the app waits about a minute of emulated time; on a machine that is busy otherwise that must not pass in a moment.
    private static async Task<RigOptions> AtItsPace(RigOptions options) =>
        options with { Pace = Math.Max(3, options.Pace * Math.Min(1, Easy / await AppProcess.Effort())) };

    private static async Task Leave(Stage stage, bool keep, TextWriter output)
    {
        if (keep)
        {
            await output.WriteLineAsync($"store and log stay in {stage.Folder}");
        }
        else
        {
            Directory.Delete(stage.Folder, recursive: true);
        }
    }
}
