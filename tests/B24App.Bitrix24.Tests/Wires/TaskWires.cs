using System.Text.Json;
using B24App.Bitrix24.Tasks;

namespace B24App.Bitrix24.Tests.Wires;

public class TaskWires
{
    private const string Sample = """
        {"task":{"id":"51","title":"T","description":"[B]x[/B]","status":"2","responsibleId":"9","createdBy":"1","taskControl":"Y","priority":"2",
         "deadline":"2026-08-30T18:00:00+03:00","startDatePlan":null,"closedBy":"0","groupId":"12","parentId":"0","xmlId":"b24app:x:1",
         "accomplices":[],"auditors":["13"],"accomplicesData":[],"auditorsData":{"13":{"id":"13","name":"N"}},"commentsCount":null,
         "group":[],"creator":{"id":"1","name":"Ann"},"responsible":{"id":"9","name":"Bob"},"chatId":2537,"favorite":"N","action":[],
         "tags":{"35":{"id":35,"title":"a"},"36":{"id":36,"title":"b"}}}}
        """;

    [Fact]
    public void The_documented_shape_is_read()
    {
        var task = From(Sample)!;

        Assert.Equal((51, "T", "[B]x[/B]", 2, 9L, 1L), (task.Id, task.Title, task.Description, task.Status, task.ResponsibleId, task.CreatedBy));
        Assert.Equal((true, 2, 12L, 0L, 2537L, "b24app:x:1"), (task.TaskControl, task.Priority, task.GroupId, task.ParentId, task.ChatId, task.XmlId));
        Assert.Equal(new DateTimeOffset(2026, 8, 30, 15, 0, 0, TimeSpan.Zero), task.Deadline);
        Assert.Equal(["a", "b"], task.Tags);
        Assert.Equal([13], task.Auditors!);
        Assert.Equal(("Ann", "Bob"), (task.CreatorName, task.ResponsibleName));
    }

    [Fact]
    public void Absent_is_not_empty()
    {
        var task = From(Sample)!;

        Assert.True(task.Has("startDatePlan"));
        Assert.Null(task.StartDatePlan);
        Assert.False(task.Has("endDatePlan"));
        Assert.Empty(task.Accomplices!);
        Assert.Null(From("""{"task":{"id":"1"}}""")!.Tags);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"task":[]}""")]
    [InlineData("""{"task":true}""")]
    [InlineData("""{"task":{"id":"undefined"}}""")]
    [InlineData("false")]
    [InlineData("null")]
    public void A_task_not_shown_is_null(string json) => Assert.Null(From(json));

    [Theory]
    [InlineData("""["a","b"]""", "a,b")]
    [InlineData("""[{"id":1,"title":"a"}]""", "a")]
    [InlineData("[]", "")]
    public void Tags_have_three_shapes(string tags, string names) =>
        Assert.Equal(names, string.Join(',', From($$"""{"task":{"id":1,"tags":{{tags}} } }""")!.Tags!));

    [Theory]
    [InlineData("""{"tasks":[{"id":"1"},{"id":"2"}]}""", 2)]
    [InlineData("""{"tasks":[]}""", 0)]
    [InlineData("[]", 0)]
    [InlineData("""{"tasks":{"5":{"id":"1"}}}""", 1)]
    public void Lists_are_read(string json, int count) => Assert.Equal(count, TaskWire.ListFrom(JsonDocument.Parse(json).RootElement).Count);

    private static TaskWire? From(string json) => TaskWire.From(JsonDocument.Parse(json).RootElement);
}
