using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class V3TaskTests
{
    private readonly Desk _desk = new();

    private JsonObject Item(long user, string method, string json) => (JsonObject)_desk.Result(user, method, json, v3: true)!["item"]!;

    [Fact]
    public void Add_answers_an_item_with_real_integers_and_a_chat_at_once()
    {
        var item = Item(1, "tasks.task.add", """{"fields":{"title":"t","creatorId":1,"responsibleId":5,"deadline":"2026-03-05T10:00:00+03:00","priority":"high","xmlId":"k","needsControl":true}}""");

        Assert.Equal(2, item["id"]!.GetValue<long>());
        Assert.True(item["chatId"]!.GetValue<long>() > 0);
        Assert.Equal(("high", "pending", "none", "k"), (item["priority"]!.GetValue<string>(), item["status"]!.GetValue<string>(), item["mark"]!.GetValue<string>(), item["xmlId"]!.GetValue<string>()));
        Assert.True(item["needsControl"]!.GetValue<bool>());
        Assert.Equal("2026-03-05T10:00:00+03:00", item["deadline"]!.GetValue<string>());
        Assert.False(item.ContainsKey("creatorId"));
    }

    [Fact]
    public void The_keys_of_an_item_are_the_documented_ones_in_order()
    {
        string[] documented =
        [
            "id", "title", "description", "deadline", "needsControl", "startPlan", "endPlan", "fileIds", "checklist", "epicId", "storyPoints", "priority",
            "status", "statusChanged", "parentId", "containsChecklist", "containsSubTasks", "containsRelatedTasks", "containsGanttLinks", "containsPlacements",
            "containsResults", "numberOfReminders", "chatId", "plannedDuration", "actualDuration", "durationType", "started", "estimatedTime", "replicate",
            "changed", "closed", "activity", "guid", "xmlId", "exchangeId", "exchangeModified", "outlookVersion", "mark", "allowsChangeDeadline",
            "allowsTimeTracking", "matchesWorkTime", "addInReport", "isMultitask", "siteId", "deadlineCount", "declineReason", "forumTopicId", "link", "rights",
            "archiveLink", "crmItemIds", "requireResult", "matchesSubTasksTime", "autocompleteSubTasks", "allowsChangeDatePlan", "maxDeadlineChangeDate",
            "maxDeadlineChanges", "requireDeadlineChangeReason", "inFavorite", "inPin", "inGroupPin", "inMute", "dependsOn", "scenarios",
        ];

        Assert.Equal(documented, Item(1, "tasks.task.get", """{"id":1}""").Select(pair => pair.Key));
    }

    [Fact]
    public void Relations_come_nested_and_an_unknown_own_property_is_dropped()
    {
        var item = Item(1, "tasks.task.get", """{"id":1,"select":["id","chat.id","chat.entityType","responsible.email","nonsense"]}""");

        Assert.Equal(["id", "chat", "responsible"], item.Select(pair => pair.Key));
        Assert.Equal("TASKS_TASK", item["chat"]!["entityType"]!.GetValue<string>());
        Assert.Equal(_desk.Portal.Users[3].Email, item["responsible"]!["email"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("tasks.task.get", "{}", "VALIDATION_REQUESTVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.get", """{"id":"1"}""", "VALIDATION_REQUESTVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.get", """{"id":99}""", "ENTITYNOTFOUNDEXCEPTION", 400)]
    [InlineData("tasks.task.get", """{"id":1,"select":["responsible.nope"]}""", "UNKNOWNDTOPROPERTYEXCEPTION", 400)]
    [InlineData("tasks.task.get", """{"id":1,"select":"id"}""", "INVALIDSELECTEXCEPTION", 400)]
    [InlineData("tasks.task.add", """{"fields":{"title":"t","creatorId":1}}""", "VALIDATION_REQUESTVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.add", """{"fields":{"title":"t","creatorId":1,"responsibleId":1,"deadline":"soon"}}""", "VALIDATION_REQUESTVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.add", """{"fields":{"title":"t","creatorId":1,"responsibleId":77}}""", "VALIDATION_REQUESTVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.update", """{"id":1,"fields":{"creatorId":5}}""", "VALIDATION_REQUESTVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.update", """{"id":99,"fields":{"title":"x"}}""", "ACCESSDENIEDEXCEPTION", 403)]
    [InlineData("tasks.task.delete", """{"id":99}""", "ACCESSDENIEDEXCEPTION", 403)]
    [InlineData("tasks.task.list", """{"filter":[["xmlId","=","k"]]}""", "VALIDATION_REQUESTVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.list", """{"order":{"xmlId":"ASC"}}""", "INVALIDORDEREXCEPTION", 400)]
    [InlineData("tasks.task.list", """{"pagination":{"limit":"abc"}}""", "INVALIDPAGINATIONEXCEPTION", 400)]
    [InlineData("tasks.task.list", """{"filter":[["id","like",1]]}""", "UNKNOWNFILTEROPERATOREXCEPTION", 400)]
    [InlineData("tasks.task.chat.message.send", """{"fields":{"text":"x"}}""", "VALIDATION_DTOVALIDATIONEXCEPTION", 400)]
    [InlineData("tasks.task.chat.message.send", """{"fields":{"taskId":99,"text":"x"}}""", "ACCESSDENIEDEXCEPTION", 403)]
    [InlineData("tasks.task.field.get", """{"name":"nope"}""", "", 400)]
    public void Refusals(string method, string json, string code, int status)
    {
        var refusal = _desk.Refused(1, method, json, v3: true);

        Assert.Equal(code.Length == 0 ? "BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION" : "BITRIX_REST_V3_EXCEPTION_" + code, refusal.Code);
        Assert.Equal(status, refusal.Status);
    }

    [Fact]
    public void Update_and_delete_answer_true_twice_nested_and_a_validation_names_its_field()
    {
        Assert.Equal("""{"result":true}""", _desk.Result(1, "tasks.task.update", """{"id":1,"fields":{"title":"u"}}""", v3: true)!.ToJsonString());
        var refusal = _desk.Refused(1, "tasks.task.update", """{"id":1,"fields":{"parentId":1}}""", v3: true);
        Assert.Equal("parentId", refusal.Extra!["validation"]![0]!["field"]!.GetValue<string>());
        Assert.Equal("""{"result":true}""", _desk.Result(1, "tasks.task.delete", """{"id":1}""", v3: true)!.ToJsonString());
    }

    [Fact]
    public void A_list_holds_ids_alone_until_more_is_selected()
    {
        _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""");

        Assert.Equal("""{"items":[{"id":1},{"id":2}]}""", _desk.Result(1, "tasks.task.list", "{}", v3: true)!.ToJsonString());
        Assert.Equal(
            """{"items":[{"id":2,"title":"t","status":"pending"}]}""",
            _desk.Result(1, "tasks.task.list", """{"select":["id","title","status"],"filter":["id",">",1],"order":{"id":"DESC"},"pagination":{"page":1,"limit":20}}""", v3: true)!.ToJsonString());
        Assert.Equal("""{"items":[{"id":2}]}""", _desk.Result(1, "tasks.task.list", """{"pagination":{"page":2,"limit":1}}""", v3: true)!.ToJsonString());
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public void A_message_is_sent_to_either_card_and_its_id_is_not_told(Card card)
    {
        var desk = new Desk(card);

        Assert.Equal("""{"result":true}""", desk.Result(3, "tasks.task.chat.message.send", """{"fields":{"taskId":1,"text":"x"}}""", v3: true)!.ToJsonString());
        Assert.StartsWith("ONTASKCOMMENTADD by 3", Assert.Single(desk.TakeEvents()), StringComparison.Ordinal);
    }

    [Fact]
    public void Access_is_flat_and_fields_describe_themselves()
    {
        Assert.True(_desk.Result(1, "tasks.task.access.get", """{"id":1}""", v3: true)!["edit"]!.GetValue<bool>());
        var first = _desk.Result(1, "tasks.task.field.list", "{}", v3: true)!["items"]![0]!;
        Assert.Equal("""{"name":"id","type":"int","title":"id","description":null,"filterable":true,"sortable":true,"multiple":false}""", first.ToJsonString());
        Assert.Equal("xmlId", Item(1, "tasks.task.field.get", """{"name":"xmlId"}""")["name"]!.GetValue<string>());
    }
}
