using System.Text.Json;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Comments;

namespace B24App.Bitrix24.Tests.Wires;

public class Discussions
{
    private const string Page = """
        {"chat_id":2537,"messages":[
          {"id":12930,"chat_id":2537,"author_id":9,"date":"2026-08-01T10:02:00+03:00","text":"see file","uuid":"7d1f0f9e","params":{"FILE_ID":[441],"IS_EDITED":"Y"}},
          {"id":12929,"chat_id":2537,"author_id":9,"date":"2026-08-01T10:02:00+03:00","text":"","uuid":"7d1f0f9f","params":{"IS_DELETED":"Y"}},
          {"id":12928,"chat_id":2537,"author_id":0,"date":"2026-08-01T10:01:00+03:00","text":"joined","uuid":null,"params":{"CODE":["CHAT_JOIN"],"NOTIFY":"N"}},
          {"id":"12927","chat_id":"2537","author_id":"9","text":"plain","params":[]}],
         "users":[{"id":9,"name":"Ann","bot":false,"extranet":true}],"files":[]}
        """;

    [Fact]
    public void A_page_is_read_oldest_first()
    {
        var page = MessagePage.From(Parse(Page));

        Assert.Equal([12927, 12928, 12929, 12930], page.Messages.Select(message => message.Id));
        Assert.Equal([false, true, false, false], page.Messages.Select(message => message.IsSystem));
        Assert.True(page.Messages[2].IsDeleted);
        Assert.True(page.Messages[3].IsEdited);
        Assert.Equal([441], page.Messages[3].FileIds);
        Assert.Equal(new ChatPerson(9, "Ann", false, true), page.Authors[9]);
    }

    [Theory]
    [InlineData("""{"chat_id":2537,"messages":[],"users":[],"files":[]}""")]
    [InlineData("[]")]
    [InlineData("false")]
    public void An_empty_page_is_empty(string json) => Assert.Empty(MessagePage.From(Parse(json)).Messages);

    [Theory]
    [InlineData("""{"ID":2537}""", 2537L)]
    [InlineData("""{"ID":"2537"}""", 2537L)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("false", null)]
    [InlineData("""{"ID":0}""", null)]
    public void A_task_has_a_chat_or_not(string json, long? chat) => Assert.Equal(chat, MessagePage.ChatFrom(Parse(json)));

    [Fact]
    public void Comments_of_the_old_card_are_read_oldest_first()
    {
        var comments = CommentWire.ListFrom(Parse("""
            [{"POST_MESSAGE_HTML":null,"ID":"78","AUTHOR_ID":"9","AUTHOR_NAME":"Ann","POST_DATE":"2026-08-01T10:00:00+03:00","POST_MESSAGE":"two","ATTACHED_OBJECTS":{"973":{"ATTACHMENT_ID":"973","FILE_ID":"441"}}},
             {"ID":"77","AUTHOR_ID":"9","AUTHOR_NAME":"Ann","POST_DATE":"2026-08-01T09:00:00+03:00","POST_MESSAGE":"one"}]
            """));

        Assert.Equal([(77, "one"), (78, "two")], comments.Select(comment => (comment.Id, comment.Text)));
        Assert.Equal([441], comments[1].Files.Select(file => file.ObjectId));
    }

    [Theory]
    [InlineData("78", 78L)]
    [InlineData("\"78\"", 78L)]
    [InlineData("false", null)]
    public void An_added_comment_has_an_id(string json, long? id) => Assert.Equal(id, CommentWire.AddedFrom(Parse(json)));

    [Fact]
    public void An_empty_text_would_delete_so_it_is_no_update() => Assert.Throws<ArgumentException>(() => ChatCommands.Update(5, ""));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
