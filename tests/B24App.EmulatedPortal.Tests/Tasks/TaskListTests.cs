using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class TaskListTests
{
    private readonly Desk _desk = new(Card.Old);

    public TaskListTests()
    {
        _desk.Clock.Turn(TimeSpan.FromHours(1));
        _desk.Add(1, """{"TITLE":"Принтер","RESPONSIBLE_ID":5,"GROUP_ID":12,"XML_ID":"k2","TAGS":["печать"],"DEADLINE":"2026-03-05T10:00:00+03:00","AUDITORS":[3]}""");
        _desk.Clock.Turn(TimeSpan.FromHours(1));
        _desk.Add(1, """{"TITLE":"Сервер","RESPONSIBLE_ID":1,"PRIORITY":2,"PARENT_ID":1,"DEADLINE":"2026-03-01T10:00:00+03:00"}""");
        _desk.Result(1, "tasks.task.start", """{"taskId":3}""");
    }

    private string Ids(string filter, string more = "", long user = 1) =>
        string.Join(',', ((JsonArray)_desk.Result(user, "tasks.task.list", $"{{\"filter\":{filter}{more}}}")!["tasks"]!).Select(task => task!["id"]!.GetValue<string>()));

    [Theory]
    [InlineData("{}", "3,2,1")]
    [InlineData("""{"ID":2}""", "2")]
    [InlineData("""{"ID":["1","3"]}""", "3,1")]
    [InlineData("""{"!ID":2}""", "3,1")]
    [InlineData("""{">ID":1}""", "3,2")]
    [InlineData("""{"<=ID":"2"}""", "2,1")]
    [InlineData("""{"GROUP_ID":12}""", "2")]
    [InlineData("""{"RESPONSIBLE_ID":[1,5]}""", "3,2")]
    [InlineData("""{"TITLE":"Сер%"}""", "3")]
    [InlineData("""{"%TITLE":"инт"}""", "2")]
    [InlineData("""{"TAG":"печать"}""", "2")]
    [InlineData("""{"AUDITOR":3}""", "2")]
    [InlineData("""{"MEMBER":3}""", "2,1")]
    [InlineData("""{"REAL_STATUS":3}""", "3")]
    [InlineData("""{"!REAL_STATUS":[2,5]}""", "3")]
    [InlineData("""{"STATUS":-1}""", "3")]
    [InlineData("""{"PRIORITY":"2"}""", "3")]
    [InlineData("""{"PARENT_ID":1}""", "3")]
    [InlineData("""{"ONLY_ROOT_TASKS":"Y"}""", "2,1")]
    [InlineData("""{"XML_ID":"k2"}""", "2")]
    [InlineData("""{"XML_ID":"nobody"}""", "")]
    [InlineData("""{"DEADLINE":""}""", "1")]
    [InlineData("""{"!DEADLINE":""}""", "3,2")]
    [InlineData("""{">=CHANGED_DATE":"2026-03-04T14:00:00+03:00"}""", "3")]
    [InlineData("""{">=CHANGED_DATE":"2026-03-04T10:00:00Z"}""", "3,2")]
    [InlineData("""{">=CHANGED_DATE":"2026-03-04 13:00:00"}""", "3,2")]
    [InlineData("""{">=ACTIVITY_DATE":"2026-03-04T10:00:00Z"}""", "3,2")]
    [InlineData("""{"NO_SUCH_KEY":"x"}""", "3,2,1")]
    [InlineData("""{"::LOGIC":"OR","ID":1,"PRIORITY":2}""", "3,1")]
    [InlineData("""{"::SUBFILTER-PARAMS":{"FAVORITE":"Y"}}""", "")]
    public void Filters(string filter, string ids) => Assert.Equal(ids, Ids(filter));

    [Theory]
    [InlineData("""{"XML_ID":"nobody"}""")]
    [InlineData("""{"UF_KEY":"nobody"}""")]
    [InlineData("""{">=ACTIVITY_DATE":"2030-01-01"}""")]
    public void A_switched_off_key_is_ignored_and_every_row_comes(string filter)
    {
        _desk.Result(1, "task.item.userfield.add", """[{"USER_TYPE_ID":"string","FIELD_NAME":"KEY"}]""");
        Assert.Equal("", Ids(filter));
        _desk.Portal.Switches = _desk.Portal.Switches with { XmlIdFilter = false, UfFilter = false, ActivityDateFilter = false };
        Assert.Equal("3,2,1", Ids(filter));
    }

    [Theory]
    [InlineData("""{"ID":"asc"}""", "1,2,3")]
    [InlineData("""{"DEADLINE":"asc"}""", "1,3,2")]
    [InlineData("""{"PRIORITY":"desc","ID":"asc"}""", "3,1,2")]
    [InlineData("""{"CHANGED_DATE":"desc"}""", "3,2,1")]
    public void Orders(string order, string ids) => Assert.Equal(ids, Ids("{}", $",\"order\":{order}"));

    [Fact]
    public void Pages_have_fifty_rows_a_total_and_a_next_that_ends()
    {
        for (var i = 0; i < 60; i++)
        {
            _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""");
        }

        var first = _desk.Ask(1, "tasks.task.list");
        Assert.Equal((50, 63, 50), (first.Result!["tasks"]!.AsArray().Count, first.Total, first.Next));
        var second = _desk.Ask(1, "tasks.task.list", """{"start":"50"}""");
        Assert.Equal((13, 63, null), (second.Result!["tasks"]!.AsArray().Count, second.Total, second.Next));
        var uncounted = _desk.Ask(1, "tasks.task.list", """{"start":-1,"order":{"ID":"asc"},"filter":{">ID":5}}""");
        Assert.Equal((50, null, null), (uncounted.Result!["tasks"]!.AsArray().Count, uncounted.Total, uncounted.Next));
    }

    [Fact]
    public void A_row_holds_what_was_selected_and_the_group()
    {
        var row = _desk.Result(1, "tasks.task.list", """
            {"filter":{"ID":2},"select":["ID","TITLE","AUDITORS","TAGS","subStatus","COUNTERS","RESPONSIBLE_ID"],"params":{"WITH_PARSED_DESCRIPTION":true}}
            """)!["tasks"]![0]!.AsObject();

        Assert.Equal(
            ["id", "title", "responsibleId", "auditors", "responsible", "auditorsData", "group", "tags", "subStatus", "counter", "parsedDescription"],
            row.Select(pair => pair.Key));
        Assert.Equal("3", row["auditorsData"]!["3"]!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1, "3,2,1")]
    [InlineData(3, "2,1")]
    [InlineData(5, "2,1")]
    public void Everyone_sees_his_own_and_his_groups_tasks(long user, string ids) => Assert.Equal(ids, Ids("{}", user: user));

    [Fact]
    public void Dates_come_in_the_callers_zone()
    {
        _desk.Portal.Users[5].UtcOffset = TimeSpan.FromHours(7);

        Assert.Equal("2026-03-05T14:00:00+07:00", _desk.Task(5, "tasks.task.get", """{"taskId":2,"select":["DEADLINE"]}""")["deadline"]!.GetValue<string>());
    }

    [Fact]
    public void Another_task_of_the_same_portal_never_shares_an_id_after_deletion()
    {
        _desk.Result(1, "tasks.task.delete", """{"taskId":3}""");

        Assert.Equal(4, _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}"""));
        Assert.Null(_desk.Portal.State<TaskBoard>().Find(3));
    }

    [Fact]
    public void History_tells_who_changed_what()
    {
        _desk.Result(1, "tasks.task.update", """{"taskId":2,"fields":{"TITLE":"Сканер"}}""");
        var line = _desk.Result(5, "tasks.task.history.list", """{"taskId":2,"filter":{"FIELD":"TITLE"}}""")!["list"]![0]!;

        Assert.Equal(("Принтер", "Сканер", 1L), (line["value"]!["from"]!.GetValue<string>(), line["value"]!["to"]!.GetValue<string>(), line["user"]!["id"]!.GetValue<long>()));
        Assert.Equal("[]", _desk.Result(1, "tasks.task.history.list", """{"taskId":99}""")!["list"]!.ToJsonString());
        Assert.Equal("0", _desk.Refused(5, "tasks.task.history.list", """{"taskId":3}""").Code);
    }
}
