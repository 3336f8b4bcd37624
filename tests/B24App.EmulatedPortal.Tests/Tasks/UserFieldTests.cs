using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class UserFieldTests
{
    private readonly Desk _desk = new();

    private long Field(string json) => _desk.Result(1, "task.item.userfield.add", $"[{json}]")!.GetValue<long>();

    [Fact]
    public void A_field_is_written_by_its_name_and_read_only_when_selected()
    {
        Field("""{"USER_TYPE_ID":"string","FIELD_NAME":"B24APP_KEY","LABEL":"Ключ"}""");
        var id = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1,"UF_B24APP_KEY":"a1"}""");

        Assert.Equal("a1", _desk.Task(1, "tasks.task.get", $$"""{"taskId":{{id}},"select":["UF_B24APP_KEY"]}""")["ufB24appKey"]!.GetValue<string>());
        Assert.False(_desk.Task(1, "tasks.task.get", $$"""{"taskId":{{id}}}""").ContainsKey("ufB24appKey"));
        Assert.Equal("Ключ", _desk.Result(1, "tasks.task.getFields")!["fields"]!["UF_B24APP_KEY"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public void The_three_system_fields_come_together()
    {
        var task = _desk.Task(1, "tasks.task.get", """{"taskId":1,"select":["UF_CRM_TASK"]}""");

        Assert.True(task.ContainsKey("ufCrmTask") && task.ContainsKey("ufTaskWebdavFiles") && task.ContainsKey("ufMailMessage"));
    }

    [Fact]
    public void A_mandatory_field_blocks_the_creation_of_tasks()
    {
        Field("""{"USER_TYPE_ID":"string","FIELD_NAME":"CODE","LABEL":"Код","MANDATORY":"Y"}""");

        var refusal = _desk.Refused(1, "tasks.task.add", """{"fields":{"TITLE":"t","RESPONSIBLE_ID":1}}""");
        Assert.Equal(("ERROR_CORE", "Не заполнено обязательное поле \"Код\"<br>"), (refusal.Code, refusal.Message));
        _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1,"UF_CODE":"x"}""");
    }

    [Theory]
    [InlineData(5, "add", """[{"USER_TYPE_ID":"string","FIELD_NAME":"X"}]""", "ERROR_CORE", "Access denied.")]
    [InlineData(1, "add", """[{"FIELD_NAME":"X"}]""", "ERROR_CORE", "The 'USER_TYPE_ID' field is not found.")]
    [InlineData(1, "add", """[{"USER_TYPE_ID":"employee","FIELD_NAME":"X"}]""", "ERROR_CORE", "Invalid user type specified.")]
    [InlineData(1, "add", """[{"USER_TYPE_ID":"string"}]""", "ERROR_CORE", "The 'FIELD_NAME' field is not found.")]
    [InlineData(1, "add", """[{"USER_TYPE_ID":"string","FIELD_NAME":"CRM_TASK"}]""", "ERROR_CORE", "The field UF_CRM_TASK for the object TASKS_TASK already exists.")]
    [InlineData(1, "get", """["x"]""", "ERROR_CORE", "ID is not defined or invalid.")]
    [InlineData(1, "delete", "[999]", "ERROR_NOT_FOUND", "The entity with ID '999' is not found.")]
    public void Refusals(long user, string method, string json, string code, string text)
    {
        var refusal = _desk.Refused(user, $"task.item.userfield.{method}", json);

        Assert.Equal((code, text), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void A_field_has_the_settings_of_its_type_unless_others_are_given()
    {
        JsonNode Settings(string json) => _desk.Result(1, "task.item.userfield.get", $"[{Field(json)}]")!["SETTINGS"]!;

        Assert.Equal(20, (int?)Settings("""{"USER_TYPE_ID":"string","FIELD_NAME":"UF_A"}""")["SIZE"]);
        Assert.Equal("NONE", (string?)Settings("""{"USER_TYPE_ID":"datetime","FIELD_NAME":"UF_B"}""")["DEFAULT_VALUE"]!["TYPE"]);
        Assert.Equal("""{"SIZE":40}""", Settings("""{"USER_TYPE_ID":"string","FIELD_NAME":"UF_C","SETTINGS":{"SIZE":40}}""").ToJsonString());
    }

    [Fact]
    public void A_list_may_be_read_by_anyone_and_its_total_is_always_zero()
    {
        var id = Field("""{"USER_TYPE_ID":"boolean","FIELD_NAME":"UF_YES"}""");
        var answer = _desk.Ask(5, "task.item.userfield.getlist", """[{},{"FIELD_NAME":"UF_YES"}]""");

        Assert.Equal(0, answer.Total);
        Assert.Equal(id, Kernel.Php.AsId(Assert.Single(answer.Result!.AsArray())!["ID"]));
        Assert.True(_desk.Result(1, "task.item.userfield.delete", $"[{id}]")!.GetValue<bool>());
        Assert.Equal(3, _desk.Portal.State<TaskBoard>().UserFields.Count);
    }
}
