using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Disk;

namespace B24App.EmulatedPortal.Tests.Crm;

public class ActivityTests
{
    private readonly CrmDesk _desk = new();

    [Theory]
    [InlineData("""{"TYPE_ID":2,"OWNER_TYPE_ID":3,"OWNER_ID":1,"COMMUNICATIONS":[{}]}""", "The field SUBJECT is not defined or empty")]
    [InlineData("""{"TYPE_ID":9,"SUBJECT":"x"}""", "The field TYPE_ID is not defined or invalid")]
    [InlineData("""{"TYPE_ID":3,"SUBJECT":"x"}""", "The activity type \"Task\" is not supported in current context")]
    [InlineData("""{"TYPE_ID":6,"SUBJECT":"x"}""", "The custom activity without provider is not supported in current context")]
    [InlineData("""{"TYPE_ID":6,"SUBJECT":"x","PROVIDER_ID":"CONFIGURABLE_REST_APP"}""", "Use crm.activity.configurable.add for this activity provider")]
    [InlineData("""{"TYPE_ID":6,"SUBJECT":"x","PROVIDER_ID":"REST_APP"}""", "Application context required")]
    [InlineData("""{"TYPE_ID":2,"SUBJECT":"x","OWNER_TYPE_ID":3,"OWNER_ID":77}""", "Could not find 'CONTACT' with ID: 77")]
    [InlineData("""{"TYPE_ID":2,"SUBJECT":"x"}""", "Could not build binding. Please ensure that owner info and communications are defined correctly")]
    [InlineData("""{"TYPE_ID":2,"SUBJECT":"x","OWNER_TYPE_ID":3,"OWNER_ID":1,"COMMUNICATIONS":[]}""", "The field COMMUNICATIONS is not defined or invalid")]
    [InlineData("""{"TYPE_ID":1,"SUBJECT":"x","OWNER_TYPE_ID":3,"OWNER_ID":1,"COMMUNICATIONS":[{},{}]}""", "The only one communication is allowed for activity of specified type")]
    public void A_refusal_has_no_code_and_the_documented_text(string fields, string text)
    {
        _desk.Contact();
        var error = _desk.Refused("crm.activity.add", $$"""{"fields":{{fields}} }""");
        Assert.Equal(("", text), (error.Code, error.Message));
        Assert.Empty(_desk.Board.Activities);
    }

    [Fact]
    public void A_call_is_due_when_it_begins_and_stands_in_the_timeline_of_whom_it_was_held_with()
    {
        var contact = _desk.Contact();
        var deal = _desk.Deal();
        var id = _desk.Id("crm.activity.add", $$$"""{"fields":{"OWNER_TYPE_ID":2,"OWNER_ID":{{{deal}}},"TYPE_ID":2,"SUBJECT":"x","START_TIME":"2026-03-01T10:00:00+03:00","COMMUNICATIONS":[{"ENTITY_TYPE_ID":3,"ENTITY_ID":{{{contact}}}}]}}""");

        Assert.Equal([new CrmKey(2, deal), new CrmKey(3, contact)], _desk.Activity(id).Bindings);
        var got = _desk.Result("crm.activity.get", $$"""{"id":{{id}}}""")!.AsObject();
        Assert.Equal("2026-03-01T10:00:00+03:00", got["DEADLINE"]!.GetValue<string>());
        Assert.Equal(("2", "2", "VOXIMPLANT_CALL"), (got["TYPE_ID"]!.GetValue<string>(), got["OWNER_TYPE_ID"]!.GetValue<string>(), got["PROVIDER_ID"]!.GetValue<string>()));
        Assert.IsType<JsonArray>(got["SETTINGS"]);
        Assert.False(got.ContainsKey("COMMUNICATIONS") || got.ContainsKey("FILES") || got.ContainsKey("BINDINGS"));
    }

    [Fact]
    public void Without_a_begin_there_is_no_deadline_which_is_a_date_in_the_year_9999()
    {
        var contact = _desk.Contact();
        var id = _desk.Id("crm.activity.add", $$$"""{"fields":{"OWNER_TYPE_ID":3,"OWNER_ID":{{{contact}}},"TYPE_ID":4,"SUBJECT":"x","DIRECTION":1,"COMMUNICATIONS":[{"TYPE":"EMAIL","VALUE":"a@b.example","ENTITY_TYPE_ID":3,"ENTITY_ID":{{{contact}}}}]}}""");
        Assert.StartsWith("9999-12-31T00:00:00", _desk.Result("crm.activity.get", $$"""{"id":{{id}}}""")!["DEADLINE"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Y", 1)]
    [InlineData(2, "N", 0)]
    [InlineData(1, "Y", 0)]
    public void Only_an_outgoing_letter_that_is_completed_at_creation_leaves_the_portal(int direction, string completed, int sent)
    {
        var contact = _desk.Contact();
        var id = _desk.Id("crm.activity.add", $$$"""{"fields":{"OWNER_TYPE_ID":3,"OWNER_ID":{{{contact}}},"TYPE_ID":4,"SUBJECT":"x","DIRECTION":{{{direction}}},"COMPLETED":"{{{completed}}}","COMMUNICATIONS":[{"TYPE":"EMAIL","VALUE":"a@b.example","ENTITY_TYPE_ID":3,"ENTITY_ID":{{{contact}}}}]}}""");
        Assert.Equal(sent, _desk.Board.SentLetters.Count);

        _desk.Result("crm.activity.update", $$$"""{"id":{{{id}}},"fields":{"COMPLETED":"Y"}}""");
        Assert.Equal(sent, _desk.Board.SentLetters.Count);
        Assert.True(_desk.Activity(id).IsCompleted);
    }

    [Fact]
    public void A_letter_that_can_not_be_sent_is_refused_and_its_activity_stays()
    {
        var contact = _desk.Contact();
        var error = _desk.Refused("crm.activity.add", $$$"""{"fields":{"OWNER_TYPE_ID":3,"OWNER_ID":{{{contact}}},"TYPE_ID":4,"SUBJECT":"x","DIRECTION":2,"COMPLETED":"Y","COMMUNICATIONS":[{"TYPE":"EMAIL","VALUE":"nobody","ENTITY_TYPE_ID":3,"ENTITY_ID":{{{contact}}}}]}}""");
        Assert.Equal("Email send error. Invalid email is specified", error.Message);
        Assert.Single(_desk.Board.Activities);
        Assert.Empty(_desk.Board.SentLetters);
    }

    [Fact]
    public void The_marker_is_found_and_not_unique()
    {
        var contact = _desk.Contact();
        _desk.Call(3, contact, ",\"ORIGINATOR_ID\":\"b24app\",\"ORIGIN_ID\":\"k1\"");
        _desk.Call(3, contact, ",\"ORIGINATOR_ID\":\"b24app\",\"ORIGIN_ID\":\"k1\"");
        _desk.Call(3, contact);
        Assert.Equal(2, _desk.Result("crm.activity.list", """{"filter":{"ORIGINATOR_ID":"b24app","ORIGIN_ID":"k1"}}""")!.AsArray().Count);
    }

    [Fact]
    public void An_apps_own_activity_is_changed_and_deleted_by_that_app_alone()
    {
        var deal = _desk.Deal();
        var id = _desk.Id("crm.activity.add", $$$"""{"fields":{"OWNER_TYPE_ID":2,"OWNER_ID":{{{deal}}},"TYPE_ID":6,"PROVIDER_ID":"REST_APP","SUBJECT":"x"}}""", _desk.App);
        Assert.Equal("Access denied.", _desk.Refused("crm.activity.update", $$$"""{"id":{{{id}}},"fields":{"SUBJECT":"y"}}""", app: _desk.OtherApp).Message);
        Assert.Equal("Access denied.", _desk.Refused("crm.activity.delete", $$"""{"id":{{id}}}""").Message);
        Assert.True(_desk.Result("crm.activity.delete", $$"""{"id":{{id}}}""", app: _desk.App)!.GetValue<bool>());
    }

    [Fact]
    public void A_to_do_is_changed_while_it_is_open_and_completed_through_the_classic_method()
    {
        var deal = _desk.Deal();
        var id = _desk.Result("crm.activity.todo.add", $$"""{"ownerTypeId":2,"ownerId":{{deal}},"deadline":"2026-03-05T12:00:00+03:00","title":"Позвонить"}""")!["id"]!.GetValue<long>();
        Assert.Equal(("CRM_TODO", "Позвонить"), (_desk.Activity(id).ProviderId, _desk.Activity(id).Subject));
        _desk.Result("crm.activity.todo.updateColor", $$"""{"id":{{id}},"ownerTypeId":2,"ownerId":{{deal}},"value":"3"}""");
        _desk.Result("crm.activity.update", $$$"""{"id":{{{id}}},"fields":{"COMPLETED":"Y"}}""");
        Assert.Equal("CAN_NOT_UPDATE_COMPLETED_TODO", _desk.Refused("crm.activity.todo.updateDescription", $$"""{"id":{{id}},"ownerTypeId":2,"ownerId":{{deal}},"value":"x"}""").Code);
        Assert.Equal("OWNER_NOT_FOUND", _desk.Refused("crm.activity.todo.add", """{"ownerTypeId":2,"ownerId":99,"deadline":"2026-03-05T12:00:00+03:00"}""").Code);
        Assert.Equal("100", _desk.Refused("crm.activity.todo.add", $$"""{"ownerTypeId":2,"ownerId":{{deal}}}""").Code);
        Assert.Equal("WRONG_DATETIME_FORMAT", _desk.Refused("crm.activity.todo.add", $$"""{"ownerTypeId":2,"ownerId":{{deal}},"deadline":"soon"}""").Code);
    }

    [Fact]
    public void A_configurable_activity_needs_an_app_a_layout_and_its_own_app_to_change_it()
    {
        var deal = _desk.Deal();
        const string layout = """{"icon":{"code":"info"},"header":{"title":"Отдано"},"body":{"logo":{"code":"document"},"blocks":{"b1":{"type":"text","properties":{"value":"x"}}}}}""";
        var with = $$$"""{"ownerTypeId":2,"ownerId":{{{deal}}},"fields":{"originatorId":"b24app","originId":"k"},"layout":{{{layout}}}}""";
        Assert.Equal("ERROR_EMPTY_LAYOUT", _desk.Refused("crm.activity.configurable.add", $$"""{"ownerTypeId":2,"ownerId":{{deal}}}""").Code);
        Assert.Equal("ERROR_WRONG_CONTEXT", _desk.Refused("crm.activity.configurable.add", with).Code);
        var id = _desk.Result("crm.activity.configurable.add", with, app: _desk.App)!["activity"]!["id"]!.GetValue<long>();
        Assert.Equal("ERROR_WRONG_APPLICATION", _desk.Refused("crm.activity.configurable.update", $$"""{"id":{{id}}}""", app: _desk.OtherApp).Code);
        Assert.Equal("INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE", _desk.Refused("crm.activity.configurable.add", $$$"""{"ownerTypeId":2,"ownerId":{{{deal}}},"fields":{"isIncomingChannel":"Y","deadline":"2026-03-05T12:00:00+03:00"},"layout":{{{layout}}}}""", app: _desk.App).Code);
        Assert.Single(_desk.Result("crm.activity.list", """{"filter":{"ORIGIN_ID":"k"}}""")!.AsArray());
    }

    [Fact]
    public void Files_and_whom_it_was_held_with_come_only_when_named()
    {
        var contact = _desk.Contact();
        var id = _desk.Call(3, contact, ",\"FILES\":[{\"fileData\":[\"a.mp3\",\"aGVsbG8=\"]}]");
        var plain = _desk.Result("crm.activity.list", """{"select":["*"]}""")![0]!.AsObject();
        Assert.False(plain.ContainsKey("FILES") || plain.ContainsKey("COMMUNICATIONS"));
        var full = _desk.Result("crm.activity.list", """{"select":["*","FILES","COMMUNICATIONS"]}""")![0]!.AsObject();
        Assert.EndsWith($"ownerTypeId=6&ownerId={id}&auth=", full["FILES"]![0]!["url"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("+7900", full["COMMUNICATIONS"]![0]!["VALUE"]!.GetValue<string>());
    }

    [Fact]
    public void An_activity_that_the_caller_may_not_see_is_left_out_without_a_word()
    {
        var contact = _desk.Contact(more: ",\"OPENED\":\"N\"");
        var id = _desk.Call(3, contact);
        Assert.Empty(_desk.Result("crm.activity.list", "{}", user: 5)!.AsArray());
        Assert.Equal("Access denied", _desk.Refused("crm.activity.get", $$"""{"id":{{id}}}""", user: 5).Message);
        Assert.Equal("Activity is not found", _desk.Refused("crm.activity.get", """{"id":99}""").Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_recording_that_comes_late_is_shown_when_files_are_asked_for_and_raises_no_event(bool movesDate)
    {
        var desk = new CrmDesk(switches => switches with { RecordingMovesLastUpdated = movesDate });
        var call = desk.Activity(desk.Call(3, desk.Contact()));
        var (before, events) = (call.LastUpdated, desk.Events.Count);
        desk.Clock.Turn(TimeSpan.FromMinutes(5));
        var file = ActivityActions.Attach(desk.Portal, desk.Portal.Users[5], call, "talk.mp3", FileBytes.Of([1, 2, 3]));
        Assert.Equal(events, desk.Events.Count);
        Assert.Equal(movesDate, call.LastUpdated > before);
        Assert.False(desk.Result("crm.activity.list", """{"select":["ID"]}""")![0]!.AsObject().ContainsKey("FILES"));
        var shown = desk.Result("crm.activity.list", """{"select":["ID","FILES"]}""")![0]!["FILES"]![0]!;
        Assert.Equal(file, shown["id"]!.GetValue<long>());
        Assert.EndsWith($"crm_show_file.php?fileId={file}&ownerTypeId=6&ownerId={call.Id}&auth=", shown["url"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_an_activity_are_set_by_the_request_as_a_whole()
    {
        var id = _desk.Call(3, _desk.Contact(), ""","FILES":[{"fileData":["a.txt","YQ=="]},{"fileData":["b.txt","Yg=="]}]""");
        Assert.Equal(2, _desk.Activity(id).Files.Count);
        _desk.Result("crm.activity.update", $$$"""{"id":{{{id}}},"fields":{"SUBJECT":"y"}}""");
        Assert.Equal(2, _desk.Activity(id).Files.Count);
        _desk.Result("crm.activity.update", $$$"""{"id":{{{id}}},"fields":{"FILES":[{"fileData":["c.txt","Yw=="]}]}}""");
        Assert.Equal("c.txt", _desk.Portal.State<DiskBoard>().Objects[Assert.Single(_desk.Activity(id).Files)].Name);
        _desk.Result("crm.activity.update", $$$"""{"id":{{{id}}},"fields":{"FILES":[]}}""");
        Assert.Empty(_desk.Activity(id).Files);
    }
}
