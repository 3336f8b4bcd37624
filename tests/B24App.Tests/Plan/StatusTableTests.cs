using B24App.Plan;
using B24App.Plan.Status;

namespace B24App.Tests.Plan;

public class StatusTableTests
{
    private static readonly Standing[] Standings =
        [Standing.Other, Standing.Responsible, Standing.Creator, Standing.Admin, Standing.Creator | Standing.Responsible, Standing.Admin | Standing.Creator, Standing.Admin | Standing.Responsible];

    public static TheoryData<string, int, int, bool, Standing, string> Table() => new()
    {
        { "already there needs no call, not even a right", 3, 3, true, Standing.Other, "" },
        { "awaiting control here and there", 4, 4, true, Standing.Responsible, "" },
        { "legacy new is pending", 1, 2, false, Standing.Other, "" },
        { "legacy declined rests like deferred", 7, 6, false, Standing.Other, "" },
        { "no role, no right", 2, 3, false, Standing.Other, "!StatusNeedsRole" },
        { "start", 2, 3, false, Standing.Responsible, "Start" },
        { "legacy new starts", 1, 3, false, Standing.Responsible, "Start" },
        { "pause", 3, 2, false, Standing.Responsible, "Pause" },
        { "defer", 2, 6, false, Standing.Responsible, "Defer" },
        { "defer from work", 3, 6, false, Standing.Creator, "Defer" },
        { "complete without control", 3, 5, false, Standing.Responsible, "Complete" },
        { "the creator completes under control", 3, 5, true, Standing.Creator, "Complete" },
        { "an administrator completes and approves", 2, 5, true, Standing.Admin, "Complete Approve" },
        { "the responsible person cannot approve himself", 2, 5, true, Standing.Responsible, "!StatusNeedsCreator" },
        { "done, waits for control", 3, 4, true, Standing.Responsible, "Complete" },
        { "the creator cannot wait for himself, so the field is written", 3, 4, true, Standing.Creator, "WriteStatus" },
        { "completed by its creator, still waits for control there", 5, 4, true, Standing.Admin | Standing.Creator, "WriteStatus" },
        { "no control here", 3, 4, false, Standing.Responsible, "!StatusNeedsControl" },
        { "approve travels", 4, 5, true, Standing.Creator, "Approve" },
        { "approve needs its creator", 4, 5, true, Standing.Responsible, "!StatusNeedsCreator" },
        { "disapprove travels", 4, 2, true, Standing.Creator, "Disapprove" },
        { "taken back by who did it", 4, 2, true, Standing.Responsible, "Renew" },
        { "returned and at work again", 4, 3, true, Standing.Admin, "Disapprove Start" },
        { "returned and put off", 4, 6, true, Standing.Creator, "Disapprove Defer" },
        { "reopen", 5, 2, false, Standing.Creator, "Renew" },
        { "reopen and start", 5, 3, false, Standing.Responsible, "Renew Start" },
        { "reopen and put off", 5, 6, false, Standing.Responsible, "Renew Defer" },
        { "completed here, still waits for control there", 5, 4, true, Standing.Responsible, "Renew Complete" },
        { "out of deferred", 6, 2, false, Standing.Responsible, "Renew" },
        { "from deferred to work", 6, 3, false, Standing.Responsible, "Renew Start" },
        { "from deferred to done", 6, 5, false, Standing.Responsible, "Renew Complete" },
        { "declined comes back", 7, 3, false, Standing.Responsible, "Renew Start" },
        { "wanted legacy new", 3, 1, false, Standing.Responsible, "Pause" },
        { "wanted legacy declined", 3, 7, false, Standing.Responsible, "Defer" },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_status_has_its_path_RULES_20(string why, int now, int wanted, bool control, Standing standing, string expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, Show(StatusTable.Path(now, wanted, control, standing)));
    }

    /// <summary>Walks every pair of statuses on a model of the portal's own rules (tasks.md 2.4).</summary>
    [Fact]
    public void Every_path_ends_where_it_should_RULES_20()
    {
        var pairs = 0;
        for (var now = 1; now <= 7; now++)
        {
            for (var wanted = 1; wanted <= 7; wanted++)
            {
                foreach (var control in new[] { true, false })
                {
                    foreach (var standing in Standings)
                    {
                        pairs++;
                        if (StatusTable.Path(now, wanted, control, standing) is StatusPath.Calls path)
                        {
                            var end = path.Steps.Aggregate(now, (state, call) => call == StatusCall.WriteStatus ? wanted : Step(state, call, control, standing));
                            Assert.Equal(StatusTable.Real(wanted), StatusTable.Real(end));
                        }
                    }
                }
            }
        }

        Assert.Equal(7 * 7 * 2 * Standings.Length, pairs);
    }

    [Fact]
    public void An_administrator_who_did_not_create_the_task_finds_a_way_to_every_status_but_control_where_there_is_none()
    {
        for (var now = 1; now <= 7; now++)
        {
            for (var wanted = 1; wanted <= 7; wanted++)
            {
                Assert.IsType<StatusPath.Calls>(StatusTable.Path(now, wanted, control: true, Standing.Admin));
                var path = StatusTable.Path(now, wanted, control: false, Standing.Admin);
                Assert.Equal(wanted == 4 && now != 4, path is StatusPath.NoPath { Why: Reason.StatusNeedsControl });
            }
        }
    }

    private static int Step(int state, StatusCall call, bool control, Standing standing)
    {
        var creator = standing.HasFlag(Standing.Creator);
        var judges = creator || standing.HasFlag(Standing.Admin);
        var (allowed, next) = call switch
        {
            StatusCall.Start => (state is 1 or 2, 3),
            StatusCall.Pause => (state == 3, 2),
            StatusCall.Defer => (state is 1 or 2 or 3, 6),
            StatusCall.Renew => (state is 4 or 5 or 6 or 7, 2),
            StatusCall.Complete => (state is 1 or 2 or 3 or 6, control && !creator ? 4 : 5),
            StatusCall.Approve => (state == 4 && judges, 5),
            StatusCall.Disapprove => (state == 4 && judges, 2),
            _ => (false, 0),
        };
        Assert.True(allowed && standing != Standing.Other, $"{call} from {state} as {standing}");
        return next;
    }

    private static string Show(StatusPath path) => path switch
    {
        StatusPath.NoPath none => "!" + none.Why,
        StatusPath.Calls calls => string.Join(' ', calls.Steps),
        _ => "?",
    };
}
