using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class CommentTests
{
    private readonly Desk _desk = new(Card.Old);
    private readonly long _task;

    public CommentTests() => _task = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""");

    private JsonArray List(string more = "") => (JsonArray)_desk.Result(1, "task.commentitem.getlist", $"[{_task}{more}]")!;

    [Fact]
    public void A_comment_has_the_documented_shape_and_the_newest_comes_first()
    {
        var first = _desk.Result(1, "task.commentitem.add", $$"""[{{_task}},{"POST_MESSAGE":"[B]один[/B]"}]""")!.GetValue<long>();
        _desk.Result(1, "task.commentitem.add", $$"""[{{_task}},{"POST_MESSAGE":"два","AUTHOR_ID":5,"POST_DATE":"2026-01-02T03:04:05+00:00"}]""");

        var rows = List();
        Assert.Equal(["два", "[B]один[/B]"], rows.Select(row => row!["POST_MESSAGE"]!.GetValue<string>()));
        Assert.Equal("5", rows[0]!["AUTHOR_ID"]!.GetValue<string>());
        Assert.Equal("2026-01-02T06:04:05+03:00", rows[0]!["POST_DATE"]!.GetValue<string>());
        Assert.Equal(
            $$$"""{"POST_MESSAGE_HTML":null,"ID":"{{{first}}}","AUTHOR_ID":"1","AUTHOR_NAME":"{{{_desk.Portal.Users[1].FullName}}}","AUTHOR_EMAIL":"","POST_DATE":"2026-03-04T12:00:00+03:00","POST_MESSAGE":"[B]один[/B]","ATTACHED_OBJECTS":{}}""",
            rows[1]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal([first], List(""",{"ID":"asc"},{"<=ID":""" + first.ToString(CultureInfo.InvariantCulture) + "}").Select(row => Php.AsId(row!["ID"])!.Value));
    }

    [Theory]
    [InlineData("getlist", """["x"]""", "TASKS_ERROR_EXCEPTION_#256; Param #0 (taskId) for method ctaskcommentitem::getlist() expected to be of type \"integer\", but given something else.; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("getlist", """[2,{">=POST_DATE":"2026-01-01"}]""", "TASKS_ERROR_EXCEPTION_#256; Param #1 (arOrder) for method ctaskcommentitem::getlist() must not contain key \">=POST_DATE\".; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("getlist", """[2,[],{"%POST_DATE":"2026-01-01"}]""", "TASKS_ERROR_EXCEPTION_#256; Param #2 (arFilter) for method ctaskcommentitem::getlist() must not contain key \"%POST_DATE\".; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("getlist", "[99]", "TASKS_ERROR_EXCEPTION_#8; Action failed; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>")]
    [InlineData("add", """{"FIELDS":{"POST_MESSAGE":"x"},"TASKID":2}""", "TASKS_ERROR_EXCEPTION_#256; Param #0 (taskId) for method ctaskcommentitem::add() expected to be of type \"integer\", but given something else.; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("add", """["request-id",2,{"POST_MESSAGE":"x"}]""", "TASKS_ERROR_EXCEPTION_#256; Param #0 (taskId) for method ctaskcommentitem::add() expected to be of type \"integer\", but given something else.; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("add", """[2,{"TEXT":"x"}]""", "TASKS_ERROR_EXCEPTION_#256; Param #1 (arFields) for method ctaskcommentitem::add() must not contain key \"TEXT\".; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("delete", "[2]", "TASKS_ERROR_EXCEPTION_#256; Param #1 (itemId) expected by method ctaskcommentitem::delete(), but not given.; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("delete", "[2,999]", "TASKS_ERROR_EXCEPTION_#4; Action is not allowed; 4/TE/ACTION_NOT_ALLOWED<br>")]
    [InlineData("get", "[2,999]", "TASKS_ERROR_EXCEPTION_#512; Check listitem not found or not accessible; 512/TE/ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE<br>")]
    [InlineData("update", """[2,999,{"POST_MESSAGE":"x"}]""", "TASKS_ERROR_EXCEPTION_#4; Action is not allowed; 4/TE/ACTION_NOT_ALLOWED<br>")]
    [InlineData("isactionallowed", "[2,999]", "TASKS_ERROR_EXCEPTION_#256; Param #2 (actionId) expected by method ctaskcommentitem::isactionallowed(), but not given.; 256/TE/WRONG_ARGUMENTS<br>")]
    [InlineData("add", """[2,{"POST_MESSAGE":""}]""", "Не указан текст комментария.<br>")]
    [InlineData("add", """[99,{"POST_MESSAGE":"x"}]""", "Недостаточно прав для добавления комментария.<br>")]
    public void Arguments_are_taken_by_position_and_refused_in_the_portals_words(string method, string json, string text)
    {
        var refusal = _desk.Refused(1, $"task.commentitem.{method}", json);

        Assert.Equal(("ERROR_CORE", text), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Names_of_parameters_do_not_matter_only_their_order() =>
        Assert.NotNull(_desk.Result(1, "task.commentitem.add", $$"""{"anything":{{_task}},"whatever":{"POST_MESSAGE":"x"} }"""));

    [Theory]
    [InlineData(1, 1, true, true)]
    [InlineData(1, 5, false, true)]
    [InlineData(5, 5, false, true)]
    [InlineData(5, 1, false, false)]
    public void Only_an_administrator_edits_and_only_his_own_comment(long caller, long author, bool edits, bool removes)
    {
        var task = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        var id = _desk.Result(1, "task.commentitem.add", $$"""[{{task}},{"POST_MESSAGE":"x","AUTHOR_ID":{{author}} }]""");

        Assert.Equal(edits, _desk.Result(caller, "task.commentitem.isactionallowed", $"[{task},{id},2]")!.GetValue<bool>());
        Assert.Equal(removes, _desk.Result(caller, "task.commentitem.isactionallowed", $"[{task},{id},3]")!.GetValue<bool>());
    }

    [Theory]
    [InlineData("ru", "Задача взята в работу")]
    [InlineData("en", "Task is in progress")]
    public void A_status_verb_writes_a_comment_that_looks_human_and_only_a_counter_tells(string language, string text)
    {
        _desk.Portal.Language = language;
        _desk.Result(1, "task.commentitem.add", $$"""[{{_task}},{"POST_MESSAGE":"ok"}]""");
        var task = _desk.Task(1, "tasks.task.start", $$"""{"taskId":{{_task}}}""");

        Assert.Equal(text, List()[0]!["POST_MESSAGE"]!.GetValue<string>());
        Assert.Equal("1", List()[0]!["AUTHOR_ID"]!.GetValue<string>());
        Assert.Equal(("2", "1"), (task["commentsCount"]!.GetValue<string>(), task["serviceCommentsCount"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(3, "Задача взята в работу")]
    [InlineData(4, "Задача выполнена и ждёт контроля постановщика: [USER=1]Ирина Соколова[/USER]")]
    [InlineData(5, "Задача завершена")]
    [InlineData(6, "Задача отложена")]
    public void A_status_written_by_an_update_says_the_same_as_its_verb(int status, string text)
    {
        _desk.Result(1, "tasks.task.update", $$"""{"taskId":{{_task}},"fields":{"STATUS":{{status}} } }""");

        Assert.Equal(text, List()[0]!["POST_MESSAGE"]!.GetValue<string>());
    }

    [Fact]
    public void Changes_people_care_about_are_told_in_service_comments()
    {
        _desk.Result(1, "tasks.task.update", $$"""{"taskId":{{_task}},"fields":{"DEADLINE":"2026-03-06T18:00:00+03:00","RESPONSIBLE_ID":5,"TITLE":"u"} }""");

        Assert.Equal(["Исполнитель изменён: [USER=5]Пётр Орлов[/USER]", "Крайний срок изменён на 06.03.2026 18:00"], List().Select(row => row!["POST_MESSAGE"]!.GetValue<string>()));
        Assert.All(_desk.Portal.State<CommentBook>().Of(_task), comment => Assert.True(comment.IsService));
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 1)]
    public void On_the_new_card_only_add_works_and_a_switch_says_who_speaks(bool impersonates, long author)
    {
        _desk.Portal.Switches = _desk.Portal.Switches with { Card = Card.New, CommentAuthorImpersonates = impersonates };
        var task = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        var chat = _desk.Portal.State<TaskBoard>().Tasks[task].ChatId;
        _desk.Result(1, "task.commentitem.add", $$"""[{{task}},{"POST_MESSAGE":"x","AUTHOR_ID":5}]""");

        Assert.Equal(author, _desk.Result(1, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{chat}}"}""")!["messages"]![0]!["author_id"]!.GetValue<long>());
        Assert.Contains("#8", _desk.Refused(1, "task.commentitem.getlist", $"[{task}]").Message, StringComparison.Ordinal);
        Assert.Contains("#512", _desk.Refused(1, "task.commentitem.get", $"[{task},77]").Message, StringComparison.Ordinal);
        Assert.Contains("#4", _desk.Refused(1, "task.commentitem.delete", $"[{task},77]").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MigrationKind.WithHistory, new[] { "human", "service", "migrated" })]
    [InlineData(MigrationKind.WithoutHistory, new[] { "migrated" })]
    [InlineData(MigrationKind.WithSummary, new[] { "summary" })]
    public void A_task_gets_its_chat_in_mid_life(MigrationKind kind, string[] expected)
    {
        _desk.Result(1, "task.commentitem.add", $$"""[{{_task}},{"POST_MESSAGE":"ok"}]""");
        _desk.Result(1, "tasks.task.start", $$"""{"taskId":{{_task}}}""");
        _desk.TakeEvents();
        var chat = Migration.ToNewCard(_desk.Portal, _task, kind);

        Assert.Empty(_desk.TakeEvents());
        Assert.Equal(expected, chat.Messages.Values.Select(message => message switch
        {
            { AuthorId: 1, Text: "ok" } => "human",
            { AuthorId: 0, Text: "Задача взята в работу" } => "service",
            { Text: "Обсуждение задачи перенесено в чат" } => "migrated",
            _ => message.Text.EndsWith(": 2", StringComparison.Ordinal) ? "summary" : message.Text,
        }));
        Assert.Equal(chat.Id, _desk.Task(1, "tasks.task.get", $$"""{"taskId":{{_task}},"select":["CHAT_ID"]}""")["chatId"]!.GetValue<long>());
    }

    [Fact]
    public void The_manifest_names_every_method_of_the_family()
    {
        var methods = _desk.Result(1, "task.commentitem.getmanifest", "[]")!["REST: available methods"]!.AsObject().Select(pair => "task.commentitem." + pair.Key);
        Assert.Equal(Methods.Build().All.Select(method => method.Name).Where(name => name.StartsWith("task.commentitem.", StringComparison.Ordinal)).Order(), methods.Order());
    }

    [Fact]
    public void An_old_task_shows_no_chat_until_the_switch_says_so()
    {
        var json = $$"""{"taskId":{{_task}},"select":["CHAT_ID"]}""";
        _desk.Portal.Switches = _desk.Portal.Switches with { Card = Card.New };
        Assert.Null(_desk.Task(1, "tasks.task.get", json)["chatId"]);

        _desk.Portal.Switches = _desk.Portal.Switches with { OldTasksShowChatId = true };
        Assert.NotNull(_desk.Task(1, "tasks.task.get", json)["chatId"]);
    }
}
