using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Tasks;
using B24App.EmulatedPortal.Tests.Tasks;

namespace B24App.EmulatedPortal.Tests.Chats;

public class ChatTests
{
    private readonly Desk _desk = new();
    private readonly long _task;
    private readonly long _chat;

    public ChatTests()
    {
        _task = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        _chat = _desk.Portal.State<TaskBoard>().Tasks[_task].ChatId!.Value;
        _desk.TakeEvents();
    }

    private long Say(long user, string text) => _desk.Result(user, "im.message.add", $$"""{"DIALOG_ID":"chat{{_chat}}","MESSAGE":"{{text}}"}""")!.GetValue<long>();

    private JsonArray Page(long user, string more = "") => (JsonArray)_desk.Result(user, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{_chat}}"{{more}} }""")!["messages"]!;

    private List<long> Ids(long user, string more = "") => [.. Page(user, more).Select(message => message!["id"]!.GetValue<long>())];

    [Fact]
    public void A_new_task_has_a_chat_that_begins_with_a_system_message()
    {
        var first = Page(1).Single()!;

        Assert.Equal(0, first["author_id"]!.GetValue<long>());
        Assert.Null(first["uuid"]);
        Assert.Equal("""{"CODE":["CHAT_JOIN"],"NOTIFY":"N"}""", first["params"]!.ToJsonString());
        Assert.Contains("[USER=5 REPLACE]", first["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_persons_message_has_a_uuid_and_empty_params_are_a_list()
    {
        var id = Say(5, "готово");
        var message = Page(1)[0]!;

        Assert.Equal(id, message["id"]!.GetValue<long>());
        Assert.Equal(5, message["author_id"]!.GetValue<long>());
        Assert.Equal("[]", message["params"]!.ToJsonString());
        Assert.Equal("2026-03-04T12:00:00+03:00", message["date"]!.GetValue<string>());
        Assert.NotNull(message["uuid"]);
        Assert.True(message["unread"]!.GetValue<bool>());
        Assert.Equal(
            ["id", "chat_id", "author_id", "date", "text", "unread", "uuid", "replaces", "params", "disappearing_date"],
            message.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void Access_to_the_task_is_not_access_to_its_chat()
    {
        var other = _desk.Add(5, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        var chat = _desk.Portal.State<TaskBoard>().Tasks[other].ChatId;

        var read = _desk.Refused(1, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{chat}}"}""");
        Assert.Equal(("ACCESS_ERROR", 403), (read.Code, read.Status));
        var write = _desk.Refused(1, "im.message.add", $$"""{"DIALOG_ID":"chat{{chat}}","MESSAGE":"x"}""");
        Assert.Equal(("ACCESS_ERROR", 400), (write.Code, write.Status));
        var invite = _desk.Refused(1, "im.chat.user.add", $$"""{"CHAT_ID":{{chat}},"USERS":[1]}""");
        Assert.Equal(("ACCESS_ERROR", 403), (invite.Code, invite.Status));

        _desk.Result(1, "tasks.task.startwatch", $$"""{"taskId":{{other}}}""");
        Assert.Equal("""[1,5]""", _desk.Result(1, "im.chat.user.list", $$"""{"CHAT_ID":{{chat}}}""")!.ToJsonString());
    }

    [Fact]
    public void Last_id_looks_down_first_id_looks_up_and_both_print_newest_first()
    {
        var ids = Enumerable.Range(0, 6).Select(i => Say(5, $"m{i}")).ToList();

        Assert.Equal([ids[2], ids[1]], Ids(5, $",\"LAST_ID\":{ids[3]},\"LIMIT\":2"));
        Assert.Equal([ids[4], ids[3]], Ids(5, $",\"FIRST_ID\":{ids[2]},\"LIMIT\":2"));
        Assert.Equal([ids[5], ids[4]], Ids(5, ",\"LIMIT\":2"));
    }

    [Theory]
    [InlineData("LAST_ID")]
    [InlineData("FIRST_ID")]
    public void A_border_that_is_gone_or_never_was_makes_the_answer_silent(string border)
    {
        var first = Say(5, "a");
        Say(5, "b");
        var doomed = Say(5, "c");
        Say(5, "d");
        _desk.Result(5, "im.message.delete", $$"""{"MESSAGE_ID":{{doomed}}}""");

        Assert.Empty(Page(5, $",\"{border}\":{doomed}"));
        Assert.Empty(Page(5, $",\"{border}\":{doomed + 1}"));
        ChatActions.Erase(_desk.Portal, _desk.Portal.State<ChatBoard>().Chats[_chat], first);
        Assert.Empty(Page(5, $",\"{border}\":{first}"));
        Assert.Equal($"{border}_STRING", _desk.Refused(5, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{_chat}}","{{border}}":"abc"}""").Code);
    }

    [Fact]
    public void Unread_messages_make_the_newest_page_longer_than_asked()
    {
        for (var i = 0; i < 8; i++)
        {
            Say(5, $"m{i}");
        }

        Assert.Equal(9, Page(1, ",\"LIMIT\":3").Count);
        _desk.Result(1, "im.dialog.read", $$"""{"DIALOG_ID":"chat{{_chat}}"}""");
        Assert.Equal(3, Page(1, ",\"LIMIT\":3").Count);
    }

    [Fact]
    public void An_edit_marks_an_empty_text_deletes_and_strangers_or_the_late_are_refused()
    {
        var id = Say(5, "было");
        Assert.Equal("CANT_EDIT_MESSAGE", _desk.Refused(1, "im.message.update", $$"""{"MESSAGE_ID":{{id}},"MESSAGE":"x"}""").Code);
        _desk.Result(5, "im.message.update", $$"""{"MESSAGE_ID":{{id}},"MESSAGE":"стало"}""");
        Assert.Equal("""{"IS_EDITED":"Y"}""", Page(5)[0]!["params"]!.ToJsonString());

        _desk.Clock.Turn(TimeSpan.FromDays(4));
        var late = _desk.Refused(5, "im.message.update", $$"""{"MESSAGE_ID":{{id}},"MESSAGE":"поздно"}""");
        Assert.Equal(("CANT_EDIT_MESSAGE", 403), (late.Code, late.Status));
        _desk.Portal.Switches = _desk.Portal.Switches with { EditWindow = null };
        _desk.Result(5, "im.message.update", $$"""{"MESSAGE_ID":{{id}},"MESSAGE":""}""");
        Assert.Equal("""{"IS_EDITED":"Y","IS_DELETED":"Y"}""", Page(5)[0]!["params"]!.ToJsonString());
        Assert.Equal("", Page(5)[0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void A_long_text_is_cut_and_a_system_message_has_no_author_and_cannot_be_edited()
    {
        var longId = Say(5, new string('a', 20_001));
        Assert.Equal(new string('a', 20_000) + " (...)", Page(5).Single(m => m!["id"]!.GetValue<long>() == longId)!["text"]!.GetValue<string>());

        var system = _desk.Result(5, "im.message.add", $$"""{"DIALOG_ID":"chat{{_chat}}","MESSAGE":"s","SYSTEM":"Y"}""");
        Assert.Equal(0, Page(5)[0]!["author_id"]!.GetValue<long>());
        Assert.Equal("CANT_EDIT_MESSAGE", _desk.Refused(5, "im.message.update", $$"""{"MESSAGE_ID":{{system}},"MESSAGE":"x"}""").Code);
    }

    [Fact]
    public void Who_was_removed_by_a_person_is_out_until_somebody_lets_him_in_and_the_history_is_hidden_by_default()
    {
        Say(1, "секрет");
        _desk.Result(1, "im.chat.user.delete", $$"""{"CHAT_ID":{{_chat}},"USER_ID":5}""");
        Assert.Equal("CHAT_KICK", Page(1)[0]!["params"]!["CODE"]![0]!.GetValue<string>());
        Assert.Equal("ACCESS_ERROR", _desk.Refused(5, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{_chat}}"}""").Code);

        _desk.Result(1, "im.chat.user.add", $$"""{"CHAT_ID":{{_chat}},"USERS":[5]}""");
        Assert.Equal(["CHAT_JOIN"], Page(5).Select(message => message!["params"]!["CODE"]![0]!.GetValue<string>()));
    }

    [Fact]
    public void A_role_joins_the_chat_only_when_the_switch_says_so()
    {
        _desk.Portal.Switches = _desk.Portal.Switches with { TaskRoleJoinsChat = false };
        _desk.Result(1, "tasks.task.update", $$"""{"taskId":{{_task}},"fields":{"AUDITORS":[3]} }""");
        Assert.Equal("ACCESS_ERROR", _desk.Refused(3, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{_chat}}"}""").Code);

        _desk.Portal.Switches = _desk.Portal.Switches with { TaskRoleJoinsChat = true, JoinSeesHistory = false };
        Say(1, "до");
        _desk.Result(1, "tasks.task.update", $$"""{"taskId":{{_task}},"fields":{"AUDITORS":[3,8]} }""");
        Assert.DoesNotContain(Page(8), message => message!["text"]!.GetValue<string>() == "до");
    }

    [Fact]
    public void Rows_after_first_id_come_in_the_order_the_switch_says()
    {
        var ids = Enumerable.Range(0, 3).Select(i => Say(5, $"m{i}")).ToList();
        _desk.Portal.Switches = _desk.Portal.Switches with { FirstIdOldestFirst = true };

        Assert.Equal([ids[1], ids[2]], Ids(5, $",\"FIRST_ID\":{ids[0]}"));
        Assert.Equal([ids[1], ids[0]], Ids(5, $",\"LAST_ID\":{ids[2]},\"LIMIT\":2"));
    }

    [Fact]
    public void A_deleted_task_takes_its_chat_along_and_a_restored_one_brings_it_back()
    {
        Say(5, "останется");
        var task = _desk.Portal.State<TaskBoard>().Tasks[_task];
        TaskActions.Delete(_desk.Portal, null, task);
        Assert.Equal("ACCESS_ERROR", _desk.Refused(5, "im.dialog.messages.get", $$"""{"DIALOG_ID":"chat{{_chat}}"}""").Code);
        Assert.Null(_desk.Result(5, "im.chat.get", $$"""{"ENTITY_TYPE":"TASKS_TASK","ENTITY_ID":{{_task}}}"""));

        TaskActions.Restore(_desk.Portal, null, _task);
        Assert.Equal("останется", Page(5)[0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void A_reply_must_stay_in_its_chat()
    {
        var id = Say(5, "вопрос");
        _desk.Result(1, "im.message.add", $$"""{"DIALOG_ID":"chat{{_chat}}","MESSAGE":"ответ","REPLY_ID":{{id}}}""");
        Assert.Equal($$"""{"REPLY_ID":{{id}}}""", Page(1)[0]!["params"]!.ToJsonString());

        var mine = _desk.Portal.State<TaskBoard>().Tasks[_desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""")].ChatId;
        Assert.Equal("REPLY_FROM_OTHER_CHAT_ERROR", _desk.Refused(1, "im.message.add", $$"""{"DIALOG_ID":"chat{{mine}}","MESSAGE":"x","REPLY_ID":{{id}}}""").Code);
    }

    [Fact]
    public void The_chat_is_found_by_its_task_and_tells_of_it()
    {
        Assert.Equal($$"""{"ID":{{_chat}}}""", _desk.Result(1, "im.chat.get", $$"""{"ENTITY_TYPE":"TASKS_TASK","ENTITY_ID":{{_task}}}""")!.ToJsonString());
        Assert.Null(_desk.Result(1, "im.chat.get", """{"ENTITY_TYPE":"TASKS_TASK","ENTITY_ID":99}"""));
        var dialog = _desk.Result(1, "im.dialog.get", $$"""{"DIALOG_ID":"chat{{_chat}}"}""")!;
        Assert.Equal(("TASKS_TASK", _task.ToString(System.Globalization.CultureInfo.InvariantCulture), "owner"), (dialog["entity_type"]!.GetValue<string>(), dialog["entity_id"]!.GetValue<string>(), dialog["role"]!.GetValue<string>()));
        Assert.Equal(5, _desk.Result(1, "im.dialog.users.list", $$"""{"DIALOG_ID":"chat{{_chat}}"}""")![1]!["id"]!.GetValue<long>());
    }

    [Fact]
    public void Search_finds_people_and_names_the_system()
    {
        Say(5, "Накладная готова");
        var found = (JsonArray)_desk.Result(5, "im.dialog.messages.search", $$"""{"CHAT_ID":{{_chat}},"SEARCH_MESSAGE":"накладная"}""")!["messages"]!;

        Assert.False(found.Single()!["isSystem"]!.GetValue<bool>());
        Assert.Equal(5, found.Single()!["authorId"]!.GetValue<long>());
    }

    [Fact]
    public void A_status_verb_says_so_in_the_chat_and_stays_silent_to_apps_unless_switched()
    {
        _desk.Result(5, "tasks.task.start", $$"""{"taskId":{{_task}}}""");
        Assert.Contains("Задача взята в работу", Page(5)[0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(_desk.TakeEvents());

        _desk.Portal.Switches = _desk.Portal.Switches with { SystemMessagesFireCommentEvent = true };
        _desk.Result(5, "tasks.task.complete", $$"""{"taskId":{{_task}}}""");
        Assert.Equal(["ONTASKUPDATE by 5", "ONTASKCOMMENTADD by 5"], _desk.TakeEvents().Select(line => line.Split(':')[0]));
    }

    [Fact]
    public void A_message_through_rest_fires_the_comment_event_only_when_the_switch_says_so()
    {
        _desk.Portal.Switches = _desk.Portal.Switches with { RestMessagesFireCommentEvent = false, MessagesMoveActivityDate = false };
        _desk.Clock.Turn(TimeSpan.FromMinutes(1));
        Say(5, "тихо");
        Assert.Empty(_desk.TakeEvents());
        Assert.Equal(_desk.Clock.GetUtcNow().AddMinutes(-1), _desk.Portal.State<TaskBoard>().Tasks[_task].ActivityDate);

        ChatActions.Say(_desk.Portal, _desk.Portal.State<ChatBoard>().Chats[_chat], 5, _desk.Portal.Users[5], "вслух");
        Assert.Single(_desk.TakeEvents());
    }

    [Fact]
    public void Notices_are_kept_and_a_tag_replaces_the_older_one()
    {
        _desk.Result(1, "im.notify.system.add", """{"USER_ID":5,"MESSAGE":"первое","TAG":"T"}""");
        var second = _desk.Result(1, "im.notify.personal.add", """{"USER_ID":5,"MESSAGE":"второе","TAG":"T"}""")!.GetValue<long>();

        Assert.Equal([new PortalNotice(second, 5, 1, "второе", "T", "")], _desk.Portal.State<ChatBoard>().Notices);
        Assert.Equal("USER_ID_EMPTY", _desk.Refused(1, "im.notify", """{"MESSAGE":"x"}""").Code);
        Assert.Equal("MESSAGE_EMPTY", _desk.Refused(1, "im.notify", """{"USER_ID":5}""").Code);
    }
}
