using B24App.Backfill;
using B24App.Drills;
using B24App.Plan;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Rig;

/// <summary>
/// A run over what existed before the link dies at one step after the other: each life of the app ends at the next. Then it may live, and what
/// came is counted at the portals.
/// </summary>
internal sealed class RunDeaths(Stage stage)
{
    public const string Name = "a run over what existed before is killed at each step";

    private const int Tasks = 12;
    private const int CommentsOfEach = 3;
    private static readonly TimeSpan UntilDeath = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PastDoubt = TimeSpan.FromSeconds(66); // what was out is looked for, so that the next life has work

    // The first ones meet the tasks, the later ones the seats in their chats and their comments.
    private static readonly (DrillStep Step, int Time)[] Steps =
    [
        (DrillStep.IntentAdded, 3), (DrillStep.BeforeLeave, 2), (DrillStep.AfterLeave, 3), (DrillStep.CallOut, 4), (DrillStep.AnswerCame, 3), (DrillStep.AfterSettle, 3),
        (DrillStep.BeforeCommit, 20), (DrillStep.AfterCommit, 25), (DrillStep.AnswerCame, 2),
    ];

    public static RigOptions Options(RigOptions options) => options with { Portals = 2 };

    /// <summary>The years before there was a link.</summary>
    public static Task<Stage> Begin(RigOptions options) => Stage.Start(Options(options), box => BroughtOver.Past(box.Portals[0], Tasks, CommentsOfEach));

    public async Task<Sum> Try()
    {
        var bond = stage.Bonds[0];
        var run = await stage.Inside(async services =>
        {
            var (acts, admin) = (services.GetRequiredService<BackfillActs>(), await stage.Admin(services, bond.A));
            var (_, previewed) = await acts.Preview(bond.Link, Side.A, RunKind.Backfill, new RunOptions(null, true, false, false), admin);
            while ((await services.GetRequiredService<BackfillStore>().Find(previewed))!.State != RunState.Ready)
            {
                await services.GetRequiredService<BackfillWork>().Turn(CancellationToken.None);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }

            await acts.Start(previewed, admin);
            return previewed;
        });

        var sum = new Sum { Tasks = Tasks, Comments = Tasks * CommentsOfEach };
        var deaths = 0;
        foreach (var (step, time) in Steps)
        {
            await using (var app = await AppProcess.Start(stage, new Manner(), $"kill={step}:{time}"))
            {
                deaths += await app.Ended(UntilDeath) ? 1 : 0;
            }

            stage.Leap(PastDoubt);
        }

        await using (await AppProcess.Start(stage, new Manner()))
        {
            var stuck = await new Calm(stage, new StoreGlance(stage)).Wait(Longest, swept: true);
            sum.Stuck = stuck.Count + (int)await Open(run);
            stuck.ToList().ForEach(sum.Tell);
        }

        var came = BroughtOver.Count(stage, bond, Tasks, Tasks * CommentsOfEach);
        (sum.Lost, sum.Doubled) = (came.Lost, came.Doubled);
        if (deaths < Steps.Length - 2) // a step or two may find nothing left to do
        {
            sum.Stuck++;
            sum.Tell($"only {deaths} of {Steps.Length} lives reached their step");
        }

        if (sum.IsRed)
        {
            sum.Tell($"{came.Tasks} of {Tasks} tasks and {came.Comments} of {Tasks * CommentsOfEach} comments came, {came.Doubled} doubled; {deaths} deaths");
        }

        return sum;
    }

    private Task<long> Open(long run) => StoreGlance.Ask(stage.StoreFile, connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM backfill_item WHERE run_id = @run AND state <> 'done'", new { run }));
}
