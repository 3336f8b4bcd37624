using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class TaskShapeTests
{
    private readonly Desk _desk = new();

    [Fact]
    public void Add_answers_the_whole_task_with_strings_an_integer_chat_and_empty_maps_as_lists()
    {
        var task = _desk.Task(5, "tasks.task.add", """
            {"fields":{"TITLE":"Замените барабан","DESCRIPTION":"[B]Срочно[/B]","RESPONSIBLE_ID":"5","DEADLINE":"2026-03-06T18:00:00+05:00","PRIORITY":2,"TAGS":["печать"],"XML_ID":"k1"}}
            """);

        Assert.Equal("2", task["id"]!.GetValue<string>());
        Assert.Equal("2", task["status"]!.GetValue<string>());
        Assert.Equal("2", task["priority"]!.GetValue<string>());
        Assert.Equal("5", task["createdBy"]!.GetValue<string>());
        Assert.Equal("2026-03-06T16:00:00+03:00", task["deadline"]!.GetValue<string>());
        Assert.Equal("2026-03-04T12:00:00+03:00", task["createdDate"]!.GetValue<string>());
        Assert.Equal("k1", task["xmlId"]!.GetValue<string>());
        Assert.Null(task["closedBy"]);
        Assert.Null(task["parentId"]);
        Assert.Null(task["commentsCount"]);
        Assert.Equal("0", task["groupId"]!.GetValue<string>());
        Assert.Equal("[]", task["group"]!.ToJsonString());
        Assert.Equal("[]", task["auditorsData"]!.ToJsonString());
        Assert.Equal("[]", task["checklist"]!.ToJsonString());
        Assert.True(task["chatId"]!.GetValueKind() == System.Text.Json.JsonValueKind.Number);
        Assert.False(task.ContainsKey("tags"));
        Assert.True(task["action"]!["start"]!.GetValue<bool>());
    }

    [Fact]
    public void The_keys_of_add_are_the_documented_ones()
    {
        string[] documented =
        [
            "id", "parentId", "title", "description", "mark", "priority", "multitask", "notViewed", "replicate", "stageId", "createdBy", "createdDate",
            "responsibleId", "changedBy", "changedDate", "statusChangedBy", "closedBy", "closedDate", "activityDate", "dateStart", "deadline",
            "startDatePlan", "endDatePlan", "guid", "xmlId", "commentsCount", "serviceCommentsCount", "allowChangeDeadline", "allowTimeTracking",
            "taskControl", "addInReport", "forkedByTemplateId", "timeEstimate", "timeSpentInLogs", "matchWorkTime", "forumTopicId", "forumId", "siteId",
            "subordinate", "exchangeModified", "exchangeId", "outlookVersion", "viewedDate", "sorting", "durationFact", "isMuted", "isPinned",
            "isPinnedInGroup", "flowId", "descriptionInBbcode", "status", "statusChangedDate", "durationPlan", "durationType", "favorite", "groupId",
            "auditors", "accomplices", "checklist", "group", "creator", "responsible", "accomplicesData", "auditorsData", "newCommentsCount", "action",
            "checkListTree", "checkListCanAdd",
        ];
        var task = new Desk(Card.Old).Task(1, "tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1}}""");

        Assert.Empty(documented.Except(task.Select(pair => pair.Key)));
        Assert.Equal(["sprintId", "backlogId"], task.Select(pair => pair.Key).Except(documented));
    }

    [Fact]
    public void A_select_brings_id_favourite_group_and_action_whatever_it_names()
    {
        var task = _desk.Task(1, "tasks.task.get", """{"taskId":1,"select":["CHAT_ID"]}""");

        Assert.Equal(["action", "chatId", "favorite", "group", "id"], task.Select(pair => pair.Key).Order());
        Assert.Equal("Внутреннее", task["group"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void Tags_are_a_map_by_id_and_empty_tags_a_list()
    {
        var id = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1,"TAGS":["принтер"]}""");

        var tags = _desk.Task(1, "tasks.task.get", $$"""{"taskId":{{id}},"select":["TAGS"]}""")["tags"]!;
        Assert.Equal("""{"31":{"id":31,"title":"принтер"}}""", tags.ToJsonString(Readable));
        Assert.Equal("[]", _desk.Task(1, "tasks.task.get", """{"taskId":1,"select":["TAGS"]}""")["tags"]!.ToJsonString());
    }

    [Fact]
    public void A_word_after_a_hash_in_the_description_makes_a_tag_and_entities_come_out_decoded()
    {
        var id = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1,"DESCRIPTION":"см. #склад и [URL=https://a.example/#top]ссылку[/URL] &lt;b&gt;"}""");
        var task = _desk.Task(1, "tasks.task.get", $$"""{"taskId":{{id}},"select":["TAGS","DESCRIPTION"]}""");

        Assert.Equal("склад", task["tags"]!.AsObject().Single().Value!["title"]!.GetValue<string>());
        Assert.EndsWith("<b>", task["description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"taskId":99}""")]
    [InlineData("""{"taskId":1}""")]
    public void A_missing_and_a_hidden_task_are_both_an_empty_list(string json)
    {
        _desk.Portal.State<TaskBoard>().Tasks[1].GroupId = 0;

        Assert.Equal("[]", _desk.Result(5, "tasks.task.get", json)!.ToJsonString());
    }

    [Theory]
    [InlineData("tasks.task.get", "{}", "100")]
    [InlineData("tasks.task.get", """{"taskId":"x"}""", "0")]
    [InlineData("tasks.task.get", """{"taskId":1,"select":"ID"}""", "100")]
    [InlineData("tasks.task.add", "{}", "100")]
    [InlineData("tasks.task.add", """{"fields":{"RESPONSIBLE_ID":1}}""", "ERROR_CORE")]
    [InlineData("tasks.task.add", """{"fields":{"TITLE":"t"}}""", "ERROR_CORE")]
    [InlineData("tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":77}}""", "ERROR_CORE")]
    [InlineData("tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1,"STATUS":9}}""", "ERROR_CORE")]
    [InlineData("tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1,"PARENT_ID":9}}""", "ERROR_CORE")]
    [InlineData("tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1,"START_DATE_PLAN":"2026-03-05","END_DATE_PLAN":"2026-03-04"}}""", "ERROR_CORE")]
    [InlineData("tasks.task.update", """{"taskId":1,"fields":{"PARENT_ID":1}}""", "ERROR_CORE")]
    [InlineData("tasks.task.update", """{"taskId":99,"fields":{"TITLE":"t"}}""", "0")]
    [InlineData("tasks.task.update", """{"taskId":1,"fields":{}}""", "100")]
    [InlineData("tasks.task.delete", """{"taskId":99}""", "1048582")]
    [InlineData("tasks.task.list", """{"order":{"DESCRIPTION":"asc"}}""", "0")]
    [InlineData("tasks.task.startwatch", """{"taskId":99}""", "1048584")]
    [InlineData("tasks.task.favorite.add", """{"taskId":99}""", "1")]
    public void Refusals_carry_the_documented_code(string method, string json, string code) => Assert.Equal(code, _desk.Refused(1, method, json).Code);

    [Fact]
    public void A_cycle_of_parents_is_refused()
    {
        var child = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1,"PARENT_ID":1}""");
        var grandchild = _desk.Add(1, $$"""{"TITLE":"t","RESPONSIBLE_ID":1,"PARENT_ID":{{child}} }""");

        Assert.Contains("циклические", _desk.Refused(1, "tasks.task.update", $$"""{"taskId":1,"fields":{"PARENT_ID":{{grandchild}} } }""").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_planned_date_alone_is_not_stored()
    {
        var task = _desk.Task(1, "tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1,"START_DATE_PLAN":"2026-03-05T10:00:00+03:00"}}""");

        Assert.Null(task["startDatePlan"]);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
