using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tests.Crm;

public class TimelineTests
{
    private readonly CrmDesk _desk = new();

    [Fact]
    public void A_comment_is_listed_card_by_card()
    {
        var lead = _desk.Lead();
        var id = Comment("LEAD", lead, "привет");
        Comment("deal", _desk.Deal(), "другое");
        var list = _desk.Ask("crm.timeline.comment.list", $$$"""{"filter":{"ENTITY_TYPE":"lead","ENTITY_ID":{{{lead}}}}}""");
        var row = Assert.Single(list.Result!.AsArray())!;
        Assert.Equal((Convert.ToString(id, null), "lead", "привет"), (row["ID"]!.GetValue<string>(), row["ENTITY_TYPE"]!.GetValue<string>(), row["COMMENT"]!.GetValue<string>()));
        Assert.IsType<JsonObject>(row["FILES"]);
        Assert.Equal(1, list.Total);
        Assert.Equal("ENTITY_TYPE is not defined or invalid.", _desk.Refused("crm.timeline.comment.list", """{"filter":{"ENTITY_ID":1}}""").Message);
    }

    [Fact]
    public void The_key_is_small_the_text_not_empty_and_the_card_is_not_checked()
    {
        Assert.Equal("100", _desk.Refused("crm.timeline.comment.add", """{"FIELDS":{"ENTITY_TYPE":"deal","ENTITY_ID":1,"COMMENT":"x"}}""").Code);
        Assert.Equal("INVALID_ARG_VALUE", _desk.Refused("crm.timeline.comment.add", """{"fields":{"ENTITY_TYPE":"deal","ENTITY_ID":1,"COMMENT":" "}}""").Code);
        Assert.Equal("OWNER_NOT_FOUND", _desk.Refused("crm.timeline.comment.add", """{"fields":{"ENTITY_TYPE":"star","ENTITY_ID":1,"COMMENT":"x"}}""").Code);
        Assert.True(Comment("deal", 99, "x") > 0);
    }

    [Fact]
    public void Files_stay_when_the_key_is_left_out_and_go_when_it_is_empty()
    {
        var id = _desk.Id("crm.timeline.comment.add", """{"fields":{"ENTITY_TYPE":"deal","ENTITY_ID":1,"COMMENT":"x","FILES":[["a.txt","aGVsbG8="]]}}""");
        _desk.Result("crm.timeline.comment.update", $$$"""{"id":{{{id}}},"fields":{"COMMENT":"y"}}""");
        Assert.Single(Get(id)["FILES"]!.AsObject());
        _desk.Result("crm.timeline.comment.update", $$$"""{"id":{{{id}}},"fields":{"FILES":[]}}""");
        Assert.Empty(Get(id)["FILES"]!.AsObject());
        Assert.Equal("y", Get(id)["COMMENT"]!.GetValue<string>());
    }

    [Fact]
    public void A_note_is_pinned_to_an_entry_of_a_card_and_goes_with_it()
    {
        var deal = _desk.Deal();
        var id = Comment("deal", deal, "x");
        string At(long owner, long item, int type = 1) => $$"""{"ownerTypeId":2,"ownerId":{{owner}},"itemType":{{type}},"itemId":{{item}}}""";
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.timeline.note.get", At(deal, id)).Code);
        Assert.True(_desk.Result("crm.timeline.note.save", At(deal, id).Replace("}", ",\"text\":\"важно\"}", StringComparison.Ordinal))!.GetValue<bool>());
        Assert.Equal("важно", _desk.Result("crm.timeline.note.get", At(deal, id))!["text"]!.GetValue<string>());
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.timeline.note.get", At(_desk.Deal(), id)).Code);
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.timeline.note.get", At(deal, id, type: 2)).Code);
        Assert.Equal("100", _desk.Refused("crm.timeline.note.save", At(deal, id)).Code);
        Assert.True(_desk.Result("crm.timeline.note.delete", At(deal, id))!.GetValue<bool>());
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.timeline.note.delete", At(deal, id)).Code);
    }

    [Fact]
    public void A_comment_in_two_timelines_leaves_one_and_is_deleted_from_the_last()
    {
        var lead = _desk.Lead();
        var deal = _desk.Deal();
        var id = Comment("lead", lead, "x");
        Assert.True(Bind("bind", id, deal));
        Assert.False(Bind("bind", id, deal));
        Assert.Equal(2, _desk.Result("crm.timeline.bindings.list", $$$"""{"filter":{"OWNER_ID":{{{id}}}}}""")!.AsArray().Count);

        Assert.Equal("MULTIPLE_BINDINGS", _desk.Refused("crm.timeline.comment.delete", $$"""{"id":{{id}}}""").Code);
        _desk.Result("crm.timeline.comment.delete", $$"""{"id":{{id}},"ownerTypeId":1,"ownerId":{{lead}}}""");
        Assert.Equal("deal", Get(id)["ENTITY_TYPE"]!.GetValue<string>());
        Assert.Null(_desk.Result("crm.timeline.comment.delete", $$"""{"id":{{id}}}"""));
        Assert.Equal("Not found.", _desk.Refused("crm.timeline.comment.get", $$"""{"id":{{id}}}""").Message);
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.timeline.comment.delete", $$"""{"id":{{id}}}""").Code);
    }

    [Theory]
    [InlineData("{}", "OWNER_ID is not defined or invalid.")]
    [InlineData("""{"OWNER_ID":1}""", "ENTITY_ID is not defined or invalid.")]
    [InlineData("""{"OWNER_ID":1,"ENTITY_ID":1}""", "ENTITY_TYPE is not defined or invalid.")]
    [InlineData("""{"OWNER_ID":1,"ENTITY_ID":99,"ENTITY_TYPE":"deal"}""", "Access denied.")]
    public void A_binding_is_refused_without_a_code(string fields, string text)
    {
        Comment("deal", 1, "x");
        var error = _desk.Refused("crm.timeline.bindings.bind", $$"""{"fields":{{fields}} }""");
        Assert.Equal(("", text), (error.Code, error.Message));
    }

    private bool Bind(string verb, long id, long deal) =>
        _desk.Result("crm.timeline.bindings." + verb, $$$"""{"fields":{"OWNER_ID":{{{id}}},"ENTITY_ID":{{{deal}}},"ENTITY_TYPE":"deal"}}""")!.GetValue<bool>();

    private long Comment(string type, long id, string text) => _desk.Id("crm.timeline.comment.add", $$$"""{"fields":{"ENTITY_TYPE":"{{{type}}}","ENTITY_ID":{{{id}}},"COMMENT":"{{{text}}}"}}""");

    private JsonObject Get(long id) => _desk.Result("crm.timeline.comment.get", $$"""{"id":{{id}}}""")!.AsObject();
}
