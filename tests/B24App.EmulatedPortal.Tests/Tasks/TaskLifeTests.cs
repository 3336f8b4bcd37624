using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class TaskLifeTests
{
    [Theory]
    [InlineData("start", 2, 3)]
    [InlineData("start", 6, 3)]
    [InlineData("start", 3, null)]
    [InlineData("start", 5, null)]
    [InlineData("pause", 3, 2)]
    [InlineData("pause", 2, null)]
    [InlineData("complete", 2, 5)]
    [InlineData("complete", 3, 5)]
    [InlineData("complete", 6, 5)]
    [InlineData("complete", 5, null)]
    [InlineData("complete", 4, null)]
    [InlineData("defer", 2, 6)]
    [InlineData("defer", 3, 6)]
    [InlineData("defer", 6, null)]
    [InlineData("renew", 5, 2)]
    [InlineData("renew", 4, 2)]
    [InlineData("renew", 6, 2)]
    [InlineData("renew", 2, null)]
    [InlineData("approve", 4, 5)]
    [InlineData("approve", 2, null)]
    [InlineData("approve", 5, null)]
    [InlineData("disapprove", 4, 2)]
    [InlineData("disapprove", 5, null)]
    public void The_state_machine(string verb, int from, int? to) => Assert.Equal(to, TaskLife.Next(from, verb, control: false, isCreator: true, isOwnWork: false));

    [Theory]
    [InlineData(true, false, 4)]
    [InlineData(true, true, 5)]
    [InlineData(false, false, 5)]
    public void Completion_under_control_waits_for_the_creator(bool control, bool isCreator, int to) =>
        Assert.Equal(to, TaskLife.Next(3, "complete", control, isCreator, isOwnWork: false));

    [Theory]
    [InlineData("start", "0")]
    [InlineData("complete", "0")]
    [InlineData("pause", "1048582")]
    [InlineData("defer", "1048582")]
    [InlineData("renew", "1048582")]
    [InlineData("approve", "1048582")]
    [InlineData("disapprove", "1048582")]
    public void An_absent_task_is_refused_with_the_verbs_own_code(string verb, string code)
    {
        var refusal = new Desk().Refused(1, $"tasks.task.{verb}", """{"taskId":99}""");

        Assert.Equal(code, refusal.Code);
        Assert.Equal("Action on the task is not allowed", refusal.Message);
    }

    [Fact]
    public void An_sdks_live_sequence_passes()
    {
        var desk = new Desk();
        var id = desk.Add(5, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        foreach (var (verb, status) in new[] { ("start", "3"), ("pause", "2"), ("defer", "6"), ("complete", "5"), ("renew", "2"), ("start", "3"), ("complete", "5"), ("approve", "5") })
        {
            Assert.Equal(status, desk.Task(5, $"tasks.task.{verb}", $$"""{"taskId":{{id}}}""")["status"]!.GetValue<string>());
        }

        Assert.Equal("1048582", desk.Refused(5, "tasks.task.disapprove", $$"""{"taskId":{{id}}}""").Code);
    }

    [Fact]
    public void Closed_by_is_null_when_fresh_the_closer_when_done_and_zero_after_renew()
    {
        var desk = new Desk();
        var id = desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5,"TASK_CONTROL":"Y"}""");
        var json = $$"""{"taskId":{{id}}}""";

        Assert.Equal("4", desk.Task(5, "tasks.task.complete", json)["status"]!.GetValue<string>());
        Assert.Equal("1048582", desk.Refused(5, "tasks.task.approve", json).Code);
        Assert.Equal("5", desk.Task(1, "tasks.task.approve", json)["status"]!.GetValue<string>());
        var renewed = desk.Task(1, "tasks.task.renew", json);
        Assert.Equal("0", renewed["closedBy"]!.GetValue<string>());
        Assert.Null(renewed["closedDate"]);
    }

    [Theory]
    [InlineData("start", false)]
    [InlineData("defer", false)]
    [InlineData("complete", true)]
    public void Only_some_verbs_move_the_activity_date(string verb, bool moves)
    {
        var desk = new Desk(Card.Old);
        var id = desk.Add(5, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        desk.Clock.Turn(TimeSpan.FromMinutes(5));
        var task = desk.Task(5, $"tasks.task.{verb}", $$"""{"taskId":{{id}}}""");

        Assert.Equal("2026-03-04T12:05:00+03:00", task["changedDate"]!.GetValue<string>());
        Assert.Equal(moves ? "2026-03-04T12:05:00+03:00" : "2026-03-04T12:00:00+03:00", task["activityDate"]!.GetValue<string>());
    }
}
