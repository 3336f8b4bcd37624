using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Tasks;
using B24App.Tests.Journeys;

namespace B24App.Rig;

/// <summary>What stands at the partner of the years before the link, counted at the portal itself.</summary>
/// <param name="Tasks">Different tasks that came.</param>
/// <param name="Comments">Different comments that came.</param>
/// <param name="Lost">What did not come.</param>
/// <param name="Doubled">What came more than once.</param>
internal sealed partial record BroughtOver(int Tasks, int Comments, int Lost, int Doubled)
{
    /// <summary>People work for years: for <see cref="Stage.Start"/>.</summary>
    public static void Past(PortalHost north, int tasks, int commentsOfEach)
    {
        for (var i = 0; i < tasks; i++)
        {
            var task = north.Files(5, 12, $"Old task {i};");
            for (var j = 0; j < commentsOfEach; j++)
            {
                north.Says(5, task, $"Old comment {i}.{j};");
            }
        }
    }

    /// <summary>Counts.</summary>
    public static BroughtOver Count(Stage stage, Bond bond, int tasks, int comments)
    {
        var south = stage.Hosts[bond.B];
        List<PortalTask> mirrors;
        lock (south.Portal.Gate)
        {
            mirrors = [.. south.Portal.State<TaskBoard>().Tasks.Values.Where(task => task.GroupId == bond.GroupB)];
        }

        var filed = mirrors.SelectMany(mirror => OldTask().Matches(mirror.Title).Select(match => match.Value)).ToList();
        var said = mirrors.SelectMany(mirror => south.Discussion(mirror.Id)).SelectMany(line => OldComment().Matches(line.Text).Select(match => match.Value)).ToList();
        var (oneTask, oneComment) = (filed.Distinct().Count(), said.Distinct().Count());
        return new BroughtOver(oneTask, oneComment, tasks - oneTask + comments - oneComment, filed.Count - oneTask + said.Count - oneComment);
    }

    [GeneratedRegex(@"Old task \d+;")]
    private static partial Regex OldTask();

    [GeneratedRegex(@"Old comment \d+\.\d+;")]
    private static partial Regex OldComment();
}
