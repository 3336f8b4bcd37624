using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Tasks;
using B24App.EmulatedPortal.Tests.Platform;
using B24App.EmulatedPortal.Tests.Tasks;

namespace B24App.EmulatedPortal.Tests.Chats;

public class MessengerEventTests
{
    private readonly Desk _desk = new();
    private readonly long _chat;

    public MessengerEventTests()
    {
        var task = _desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        _chat = _desk.Portal.State<TaskBoard>().Tasks[task].ChatId!.Value;
    }

    private PortalChat Chat => _desk.Portal.State<ChatBoard>().Chats[_chat];

    private long Say(long user, string text) => _desk.Result(user, "im.message.add", $$"""{"DIALOG_ID":"chat{{_chat}}","MESSAGE":"{{text}}"}""")!.GetValue<long>();

    // Through text, as a client gets it.
    private JsonNode Get(long user, string json = "{}") => JsonNode.Parse(_desk.Result(user, "im.v2.Event.get", json)!.ToJsonString())!;

    private List<string> Types(long user) => [.. Get(user)["events"]!.AsArray().Select(line => (string)line!["type"]!)];

    private void Subscribe(long user) => Assert.True((bool)_desk.Result(user, "im.v2.Event.subscribe")!);

    [Fact]
    public void Without_a_subscription_nothing_is_written()
    {
        Say(5, "before");
        Assert.Equal("""{"events":[],"nextOffset":null,"hasMore":false}""", Get(1).ToJsonString());
        Subscribe(1);
        Subscribe(1);
        Assert.Empty(Types(1));
    }

    [Fact]
    public void A_new_message_has_the_documented_shape()
    {
        Subscribe(1);
        var id = Say(5, "готово");
        var line = Get(1)["events"]![0]!;

        Assert.Equal((2001, "ONIMV2MESSAGEADD", "2026-03-04T12:00:00+03:00"), ((int)line["eventId"]!, (string)line["type"]!, (string)line["date"]!));
        var data = line["data"]!;
        Assert.Equal(["message", "chat", "user", "language"], data.AsObject().Select(pair => pair.Key));
        Assert.Equal(["id", "chatId", "authorId", "date", "text", "isSystem", "uuid", "forward", "params", "viewedByOthers"], data["message"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal((id, _chat, 5L, "готово"),
            ((long)data["message"]!["id"]!, (long)data["message"]!["chatId"]!, (long)data["message"]!["authorId"]!, (string)data["message"]!["text"]!));
        Assert.Equal(($"chat{_chat}", "TASKS_TASK", Chat.EntityId), ((string)data["chat"]!["dialogId"]!, (string)data["chat"]!["entityType"]!, (string)data["chat"]!["entityId"]!));
        Assert.DoesNotContain("role", data["chat"]!.AsObject().Select(pair => pair.Key));
        Assert.DoesNotContain("botData", data["user"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal((5, "ru"), ((int)data["user"]!["id"]!, (string)data["language"]!));
    }

    [Fact]
    public void Edits_deletions_likes_and_newcomers_are_told()
    {
        var (id, erased) = (Say(5, "one"), Say(5, "two"));
        Subscribe(1);
        _desk.Result(5, "im.message.update", $$"""{"MESSAGE_ID":{{id}},"MESSAGE":"three"}""");
        _desk.Result(1, "im.message.like", $$"""{"MESSAGE_ID":{{id}}}""");
        Assert.Equal("WITHOUT_CHANGES", _desk.Refused(1, "im.message.like", $$"""{"MESSAGE_ID":{{id}},"ACTION":"plus"}""").Code);
        _desk.Result(1, "im.message.like", $$"""{"MESSAGE_ID":{{id}},"ACTION":"minus"}""");
        _desk.Result(5, "im.message.delete", $$"""{"MESSAGE_ID":{{id}}}""");
        ChatActions.Erase(_desk.Portal, Chat, erased);
        _desk.Portal.Users[7] = new Kernel.PortalUser { Id = 7, Name = "New" };
        _desk.Result(1, "im.chat.user.add", $$"""{"CHAT_ID":{{_chat}},"USERS":[7]}""");

        var lines = Get(1)["events"]!.AsArray();
        Assert.Equal(
            ["ONIMV2MESSAGEUPDATE", "ONIMV2REACTIONCHANGE", "ONIMV2REACTIONCHANGE", "ONIMV2MESSAGEDELETE", "ONIMV2MESSAGEDELETE", "ONIMV2JOINCHAT", "ONIMV2MESSAGEADD"],
            lines.Select(line => (string)line!["type"]!));
        Assert.Equal("three", (string?)lines[0]!["data"]!["message"]!["text"]);
        Assert.Equal(["add", "delete"], lines.Skip(1).Take(2).Select(line => (string?)line!["data"]!["action"]));
        Assert.Equal([id, erased], lines.Skip(3).Take(2).Select(line => (long)line!["data"]!["messageId"]!));
        Assert.Equal(["messageId", "chat", "user", "language"], lines[3]!["data"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(7, (int)lines[5]!["data"]!["user"]!["id"]!);
        Assert.True((bool)lines[6]!["data"]!["message"]!["isSystem"]!);
        Assert.Null(lines[6]!["data"]!["user"]);
    }

    [Fact]
    public void Only_what_stands_in_ones_own_chats_is_heard()
    {
        Subscribe(1);
        var other = _desk.Add(5, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        var chat = _desk.Portal.State<TaskBoard>().Tasks[other].ChatId!.Value;
        _desk.Result(5, "im.message.add", $$"""{"DIALOG_ID":"chat{{chat}}","MESSAGE":"secret"}""");
        Assert.Empty(Types(1));

        // An administrator who joins without the history hears of new messages and never of the old ones.
        var old = _desk.Portal.State<ChatBoard>().Chats[chat].Messages.Values.Last();
        ChatActions.Add(_desk.Portal, _desk.Portal.State<ChatBoard>().Chats[chat], null, [1], seesHistory: false);
        ChatActions.Edit(_desk.Portal, _desk.Portal.State<ChatBoard>().Chats[chat], old, "still secret");
        Assert.Equal(["ONIMV2JOINCHAT", "ONIMV2MESSAGEADD"], Types(1));
    }

    [Fact]
    public void An_offset_confirms_and_a_page_says_whether_there_is_more()
    {
        Subscribe(1);
        Enumerable.Range(0, 3).ToList().ForEach(i => Say(5, $"m{i}"));
        var page = Get(1, """{"limit":2}""");
        Assert.Equal((2001, 2002, 2003, true), ((int)page["events"]![0]!["eventId"]!, (int)page["events"]![1]!["eventId"]!, (int)page["nextOffset"]!, (bool)page["hasMore"]!));
        Assert.Equal(3, Types(1).Count);

        page = Get(1, """{"limit":2,"offset":2003}""");
        Assert.Equal((2003, 2004, false), ((int)page["events"]![0]!["eventId"]!, (int)page["nextOffset"]!, (bool)page["hasMore"]!));
        Assert.Single(Types(1));
        Assert.Null(Get(1, """{"offset":2004}""")["nextOffset"]);
        Assert.Empty(Types(1));
    }

    [Fact]
    public void Unsubscribing_keeps_what_was_written_and_a_day_ends_it()
    {
        Subscribe(1);
        Say(5, "kept");
        Assert.True((bool)_desk.Result(1, "im.v2.Event.unsubscribe")!);
        Say(5, "not written");
        _desk.Clock.Turn(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Single(Types(1));
        _desk.Clock.Turn(TimeSpan.FromSeconds(1));
        Assert.Empty(Types(1));
    }

    [Fact]
    public void Each_user_has_one_line_of_his_own()
    {
        Subscribe(1);
        Subscribe(5);
        Say(5, "one");
        Get(1, """{"offset":999999}""");
        Assert.Empty(Types(1));
        Assert.Equal(["ONIMV2MESSAGEADD"], Types(5));
    }

    [Fact]
    public async Task A_portal_may_not_have_them_at_all()
    {
        await using var box = await TestBox.Start();
        var url = box.Host.Url + "/rest/1/demo/";
        Assert.Equal(200, (await box.Get(url + "im.v2.Event.get")).Status);
        Assert.True((bool)(await box.Get(url + "method.get?name=im.v2.event.get")).Body["result"]!["isExisting"]!);
        Assert.Equal("insufficient_scope", (string?)(await box.Post("/rest/im.v2.Event.get", $$"""{"auth":"{{box.Token()}}"}""")).Body["error"]);
        box.Host.Portal.Switches = box.Host.Portal.Switches with { MessengerEvents = false };
        Assert.Equal("ERROR_METHOD_NOT_FOUND", (string?)(await box.Get(url + "im.v2.Event.get")).Body["error"]);
        Assert.False((bool)(await box.Get(url + "method.get?name=im.v2.event.get")).Body["result"]!["isExisting"]!);
    }
}
