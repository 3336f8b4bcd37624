using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class TaskRightsTests
{
    private readonly Desk _desk = new();

    [Theory]
    [InlineData(5, 5, 5, false, true)]
    [InlineData(1, 3, 5, false, true)]
    [InlineData(5, 3, 5, false, true)]
    [InlineData(5, 3, 8, false, false)]
    [InlineData(5, 3, 8, true, true)]
    public void Only_an_administrator_or_the_one_who_does_it_may_name_another_creator(long caller, long creator, long responsible, bool switched, bool allowed)
    {
        _desk.Portal.Switches = _desk.Portal.Switches with { ForeignCreatorAllowed = switched };
        var json = $$$"""{"fields":{"TITLE":"t","RESPONSIBLE_ID":{{{responsible}}},"CREATED_BY":{{{creator}}}}}""";

        if (allowed)
        {
            Assert.Equal(Php.Text(creator), _desk.Task(caller, "tasks.task.add", json)["createdBy"]!.GetValue<string>());
        }
        else
        {
            Assert.Equal("ERROR_TASK_CREATE_ACCESS_DENIED", _desk.Refused(caller, "tasks.task.add", json).Code);
        }
    }

    [Fact]
    public void A_group_may_forbid_its_members_to_file_tasks_but_not_an_administrator()
    {
        const string json = """{"fields":{"TITLE":"t","RESPONSIBLE_ID":5,"GROUP_ID":12}}""";
        _desk.Task(5, "tasks.task.add", json);
        _desk.Portal.State<GroupBoard>().Groups[12].Needs[GroupOperation.CreateTasks] = 'E';

        Assert.Equal("ERROR_TASK_CREATE_ACCESS_DENIED", _desk.Refused(5, "tasks.task.add", json).Code);
        _desk.Task(1, "tasks.task.add", json);
        _desk.Portal.State<GroupBoard>().Groups[12].Members.Remove(5);
        Assert.Equal("ERROR_TASK_CREATE_ACCESS_DENIED", _desk.Refused(5, "tasks.task.add", json).Code);
    }

    [Theory]
    [InlineData("""{"TITLE":"u"}""", false)]
    [InlineData("""{"DEADLINE":"2026-03-05"}""", false)]
    [InlineData("""{"DEADLINE":null}""", false)]
    [InlineData("""{"STATUS":3}""", true)]
    [InlineData("""{"AUDITORS":[3]}""", true)]
    public void The_responsible_changes_little_of_a_task_that_is_not_his(string fields, bool allowed)
    {
        var id = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        var json = $$"""{"taskId":{{id}},"fields":{{fields}} }""";

        if (allowed)
        {
            _desk.Task(5, "tasks.task.update", json);
        }
        else
        {
            Assert.Equal("0", _desk.Refused(5, "tasks.task.update", json).Code);
        }
    }

    [Fact]
    public void The_responsible_moves_the_deadline_when_the_task_allows_it()
    {
        var id = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5,"ALLOW_CHANGE_DEADLINE":"Y"}""");
        var task = _desk.Task(5, "tasks.task.update", $$"""{"taskId":{{id}},"fields":{"DEADLINE":"2026-03-05T10:00:00"} }""");

        Assert.Equal("2026-03-05T10:00:00+03:00", task["deadline"]!.GetValue<string>());
        Assert.Null(_desk.Task(5, "tasks.task.update", $$"""{"taskId":{{id}},"fields":{"DEADLINE":""} }""")["deadline"]);
    }

    [Fact]
    public void Moving_a_task_out_of_the_group_hides_it_from_the_group()
    {
        var id = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1,"GROUP_ID":12}""");
        var json = $$"""{"taskId":{{id}}}""";
        Assert.NotEqual("[]", _desk.Result(5, "tasks.task.get", json)!.ToJsonString());

        TaskActions.Move(_desk.Portal, _desk.Portal.Users[1], _desk.Portal.State<TaskBoard>().Tasks[id], 0);
        Assert.Equal("[]", _desk.Result(5, "tasks.task.get", json)!.ToJsonString());
        Assert.Equal("1048582", _desk.Refused(5, "tasks.task.delete", json).Code);
    }

    [Fact]
    public void Access_is_told_per_user_and_unknown_ones_may_nothing()
    {
        var access = _desk.Result(1, "tasks.task.getaccess", """{"taskId":1,"users":[1,3,77]}""")!["allowedActions"]!;

        Assert.True(access["1"]!["EDIT"]!.GetValue<bool>());
        Assert.True(access["3"]!["COMPLETE"]!.GetValue<bool>());
        Assert.False(access["3"]!["EDIT"]!.GetValue<bool>());
        Assert.All(access["77"]!.AsObject(), action => Assert.False(action.Value!.GetValue<bool>()));
        Assert.True(access["1"]!.AsObject().ContainsKey("CHANGE_DEADLINE"));
        Assert.True(access["1"]!.AsObject().ContainsKey("ELAPSEDTIME.ADD"));
    }

    [Fact]
    public void A_delegated_task_leaves_its_former_responsible_watching()
    {
        var id = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        var task = _desk.Task(5, "tasks.task.delegate", $$"""{"taskId":{{id}},"userId":3}""");

        Assert.Equal(("3", """["5"]"""), (task["responsibleId"]!.GetValue<string>(), task["auditors"]!.ToJsonString()));
    }
}
