using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class SubItemTests
{
    private readonly Desk _desk = new();
    private readonly long _task;

    public SubItemTests() => _task = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""");

    private long Line(string fields) => _desk.Result(1, "task.checklistitem.add", $"[{_task},{fields}]")!.GetValue<long>();

    private JsonArray Lines() => (JsonArray)_desk.Result(1, "task.checklistitem.getlist", $"[{_task}]")!;

    [Fact]
    public void A_line_without_a_parent_goes_to_the_first_checklist_and_makes_it()
    {
        Line("""{"TITLE":"milk"}""");

        var rows = Lines();
        Assert.Equal(["Чек-лист 1", "milk"], rows.Select(row => row!["TITLE"]!.GetValue<string>()));
        Assert.Equal(0, rows[0]!["PARENT_ID"]!.GetValue<int>());
        Assert.Equal(rows[0]!["ID"]!.GetValue<string>(), rows[1]!["PARENT_ID"]!.GetValue<string>());
    }

    [Fact]
    public void A_parent_of_another_task_makes_a_new_checklist()
    {
        var other = _desk.Add(1, """{"TITLE":"o","RESPONSIBLE_ID":1}""");
        var foreign = _desk.Result(1, "task.checklistitem.add", $$"""[{{other}},{"TITLE":"list","PARENT_ID":0}]""")!.GetValue<long>();

        Line($$"""{"TITLE":"mine","PARENT_ID":{{foreign}} }""");

        Assert.Equal(0, Assert.Single(Lines())!["PARENT_ID"]!.GetValue<int>());
    }

    [Fact]
    public void Members_become_accomplices_and_their_names_are_appended_to_the_text()
    {
        Line("""{"TITLE":"call","PARENT_ID":0,"MEMBERS":{"5":{"TYPE":"A"}}}""");

        Assert.Equal("call " + _desk.Portal.Users[5].FullName, Lines()[0]!["TITLE"]!.GetValue<string>());
        Assert.Contains("5", _desk.Task(1, "tasks.task.get", $"{{\"taskId\":{_task}}}")["accomplices"]!.AsArray().Select(id => id!.GetValue<string>()));
    }

    [Fact]
    public void A_line_is_ticked_moved_changed_and_deleted_with_the_empty_answers_of_the_documents()
    {
        var list = Line("""{"TITLE":"list","PARENT_ID":0}""");
        var one = Line($$"""{"TITLE":"one","PARENT_ID":{{list}} }""");
        var two = Line($$"""{"TITLE":"two","PARENT_ID":{{list}} }""");

        Assert.True(_desk.Result(1, "task.checklistitem.complete", $"[{_task},{one}]")!.GetValue<bool>());
        Assert.False(_desk.Result(1, "task.checklistitem.complete", $"[{_task},9999]")!.GetValue<bool>());
        Assert.Null(_desk.Result(1, "task.checklistitem.moveafteritem", $"[{_task},{one},{two}]"));
        Assert.Null(_desk.Result(1, "task.checklistitem.update", $$"""[{{_task}},{{two}},{"TITLE":"2","IS_IMPORTANT":"Y"}]"""));

        Assert.Equal(["list", "2", "one"], Lines().Select(row => row!["TITLE"]!.GetValue<string>()));
        Assert.Equal(["N", "N", "Y"], Lines().Select(row => row!["IS_COMPLETE"]!.GetValue<string>()));
        Assert.True(_desk.Result(1, "task.checklistitem.delete", $"[{_task},{list}]")!.GetValue<bool>());
        Assert.Empty(Lines());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_task_shows_its_checklist_and_tells_of_changes_as_the_switches_say(bool on)
    {
        _desk.Portal.Switches = new Switches { ChecklistMovesTask = on, TaskShowsChecklist = on };
        _desk.TakeEvents();

        Line("""{"TITLE":"list","PARENT_ID":0}""");

        Assert.Equal(on, _desk.TakeEvents().Exists(line => line.StartsWith("ONTASKUPDATE", StringComparison.Ordinal)));
        Assert.Equal(on, _desk.Task(1, "tasks.task.get", $$"""{"taskId":{{_task}},"select":["CHECKLIST"]}""")["checklist"] is JsonObject { Count: 1 });
    }

    [Fact]
    public void Time_is_entered_corrected_and_deleted_without_an_event_and_summed_in_the_task()
    {
        _desk.TakeEvents();
        var id = _desk.Result(1, "task.elapseditem.add", $$"""[{{_task}},{"SECONDS":3600,"COMMENT_TEXT":"visit","CREATED_DATE":"2026-02-01T10:00:00+03:00"}]""")!.GetValue<long>();
        Assert.Null(_desk.Result(1, "task.elapseditem.update", $$"""[{{_task}},{{id}},{"SECONDS":1800,"COMMENT_TEXT":"shorter"}]"""));

        var row = Assert.Single((JsonArray)_desk.Result(1, "task.elapseditem.getlist", $"[{_task}]")!)!;
        Assert.Equal(("1800", "30", "shorter", "2026-02-01T10:00:00+03:00"), (row["SECONDS"]!.GetValue<string>(), row["MINUTES"]!.GetValue<string>(), row["COMMENT_TEXT"]!.GetValue<string>(), row["CREATED_DATE"]!.GetValue<string>()));
        Assert.Equal("1800", Spent());
        Assert.Null(_desk.Result(1, "task.elapseditem.delete", $"[{_task},{id}]"));
        Assert.Null(Spent());
        Assert.Empty(_desk.TakeEvents());

        string? Spent() => _desk.Task(1, "tasks.task.get", $$"""{"taskId":{{_task}},"select":["TIME_SPENT_IN_LOGS"]}""")["timeSpentInLogs"]?.GetValue<string>();
    }

    [Fact]
    public void Without_a_task_the_records_of_all_visible_tasks_are_listed()
    {
        var other = _desk.Add(1, """{"TITLE":"o","RESPONSIBLE_ID":1}""");
        _desk.Result(1, "task.elapseditem.add", $$"""[{{_task}},{"SECONDS":60,"COMMENT_TEXT":"a"}]""");
        _desk.Result(1, "task.elapseditem.add", $$"""[{{other}},{"SECONDS":60,"COMMENT_TEXT":"b"}]""");

        var answer = _desk.Ask(1, "task.elapseditem.getlist", """[{"ID":"desc"},{">=CREATED_DATE":"2026-01-01"}]""");

        Assert.Equal(["b", "a"], ((JsonArray)answer.Result!).Select(row => row!["COMMENT_TEXT"]!.GetValue<string>()));
        Assert.Equal(2, answer.Total);
    }

    [Fact]
    public void On_the_new_card_results_are_texts_of_rest_3()
    {
        var made = _desk.Result(1, "tasks.task.result.add", $$"""{"fields":{"taskId":{{_task}},"text":"done"} }""", v3: true)!["item"]!;
        _desk.Result(1, "tasks.task.result.update", $$"""{"id":{{made["id"]}},"fields":{"text":"well done"} }""", v3: true);

        var row = Assert.Single((JsonArray)_desk.Result(1, "tasks.task.result.list", $"{{\"taskId\":{_task}}}")!)!;
        Assert.Equal(("well done", 0L), (row["text"]!.GetValue<string>(), row["commentId"]!.GetValue<long>()));
        Assert.Equal("Comment not found.", _desk.Refused(1, "tasks.task.result.addFromComment", """{"commentId":5}""").Message);
    }

    [Fact]
    public void On_the_old_card_a_result_is_a_pinned_comment()
    {
        var desk = new Desk(Card.Old);
        var task = desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""");
        var comment = desk.Result(1, "task.commentitem.add", $$"""[{{task}},{"POST_MESSAGE":"done"}]""")!.GetValue<long>();

        desk.Result(1, "tasks.task.result.addFromComment", $"{{\"commentId\":{comment}}}");
        Assert.Equal("Result already exists.", desk.Refused(1, "tasks.task.result.addFromComment", $"{{\"commentId\":{comment}}}").Message);
        Assert.Equal(comment, Assert.Single((JsonArray)desk.Result(1, "tasks.task.result.list", $"{{\"taskId\":{task}}}")!)!["commentId"]!.GetValue<long>());

        Assert.Null(desk.Result(1, "tasks.task.result.deleteFromComment", $"{{\"commentId\":{comment}}}"));
        Assert.Empty((JsonArray)desk.Result(1, "tasks.task.result.list", $"{{\"taskId\":{task}}}")!);
    }
}
