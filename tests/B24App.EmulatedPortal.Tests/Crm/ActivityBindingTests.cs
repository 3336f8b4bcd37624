using B24App.EmulatedPortal.Crm;

namespace B24App.EmulatedPortal.Tests.Crm;

public class ActivityBindingTests
{
    private readonly CrmDesk _desk = new();

    [Fact]
    public void Every_refusal_has_its_code()
    {
        var contact = _desk.Contact();
        var other = _desk.Contact();
        var company = _desk.Company();
        var id = _desk.Call(3, contact);

        Assert.Equal("100", _desk.Refused("crm.activity.binding.add", $$"""{"activityId":{{id}}}""").Code);
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.activity.binding.add", """{"activityId":99,"entityTypeId":4,"entityId":1}""").Code);
        Assert.Equal("OWNER_NOT_FOUND", _desk.Refused("crm.activity.binding.add", $$"""{"activityId":{{id}},"entityTypeId":99,"entityId":1}""").Code);
        Assert.Equal("ACTIVITY_IS_ALREADY_BOUND", _desk.Refused("crm.activity.binding.add", $$"""{"activityId":{{id}},"entityTypeId":3,"entityId":{{contact}}}""").Code);
        Assert.Equal("BINDING_NOT_FOUND", _desk.Refused("crm.activity.binding.delete", $$"""{"activityId":{{id}},"entityTypeId":4,"entityId":{{company}}}""").Code);
        Assert.Equal("LAST_BINDING_CANNOT_BE_DELETED", _desk.Refused("crm.activity.binding.delete", $$"""{"activityId":{{id}},"entityTypeId":3,"entityId":{{contact}}}""").Code);
        Assert.Equal("SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR", Move(id, 3, contact, 4, company).Code);
        Assert.Equal("SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR", Move(id, 3, contact, 3, contact).Code);
        Assert.Equal("BINDING_NOT_FOUND", Move(id, 3, other, 3, contact).Code);
    }

    [Fact]
    public void The_owner_changes_when_one_binding_is_left_and_not_before()
    {
        var contact = _desk.Contact();
        var company = _desk.Company();
        var deal = _desk.Deal();
        var id = _desk.Call(3, contact);
        Bind(id, 4, company);
        Bind(id, 2, deal);

        Unbind(id, 3, contact);
        Assert.Equal(new CrmKey(3, contact), _desk.Activity(id).Owner);
        Unbind(id, 2, deal);
        Assert.Equal(new CrmKey(4, company), _desk.Activity(id).Owner);
        Assert.Equal($$"""[{"entityTypeId":4,"entityId":{{company}}}]""", _desk.Result("crm.activity.binding.list", $$"""{"activityId":{{id}}}""")!.ToJsonString());
    }

    [Fact]
    public void An_activity_moves_between_two_of_a_type()
    {
        var contact = _desk.Contact();
        var other = _desk.Contact();
        var id = _desk.Call(3, contact);
        Assert.True(_desk.Result("crm.activity.binding.move", $$"""{"activityId":{{id}},"sourceEntityTypeId":3,"sourceEntityId":{{contact}},"targetEntityTypeId":3,"targetEntityId":{{other}}}""")!.GetValue<bool>());
        Assert.Equal([new CrmKey(3, other)], _desk.Activity(id).Bindings);
        Assert.Equal(new CrmKey(3, other), _desk.Activity(id).Owner);
    }

    [Fact]
    public void One_activity_takes_a_hundred_bindings()
    {
        var id = _desk.Call(3, _desk.Contact());
        for (var i = 1; i < 100; i++)
        {
            Bind(id, 4, _desk.Company());
        }

        Assert.Equal(100, _desk.Activity(id).Bindings.Count);
        Assert.Contains("100", _desk.Refused("crm.activity.binding.add", $$"""{"activityId":{{id}},"entityTypeId":4,"entityId":{{_desk.Company()}}}""").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_that_does_not_exist_is_bound_in_silence_or_refused(bool silence)
    {
        var desk = new CrmDesk(switches => switches with { BindingToNobodySucceeds = silence });
        var id = desk.Call(3, desk.Contact());
        const string nobody = """{"activityId":1,"entityTypeId":4,"entityId":77}""";
        if (silence)
        {
            Assert.True(desk.Result("crm.activity.binding.add", nobody)!.GetValue<bool>());
        }
        else
        {
            Assert.Equal("OWNER_NOT_FOUND", desk.Refused("crm.activity.binding.add", nobody).Code);
        }

        Assert.Equal(silence ? 2 : 1, desk.Activity(id).Bindings.Count);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_binding_may_announce_itself_or_be_silent(bool events, bool moves)
    {
        var desk = new CrmDesk(switches => switches with { BindingFiresActivityUpdate = events, BindingMovesLastUpdated = moves });
        var company = desk.Company();
        var id = desk.Call(3, desk.Contact());
        var before = desk.Activity(id).LastUpdated;
        desk.Events.Clear();
        desk.Clock.Turn(TimeSpan.FromMinutes(1));
        desk.Result("crm.activity.binding.add", $$"""{"activityId":{{id}},"entityTypeId":4,"entityId":{{company}}}""");
        Assert.Equal(events ? ["ONCRMACTIVITYUPDATE [FIELDS][ID]=1"] : [], desk.Events);
        Assert.Equal(moves, desk.Activity(id).LastUpdated > before);
    }

    private Kernel.RestError Move(long id, int type, long source, int targetType, long target) => _desk.Refused(
        "crm.activity.binding.move",
        $$"""{"activityId":{{id}},"sourceEntityTypeId":{{type}},"sourceEntityId":{{source}},"targetEntityTypeId":{{targetType}},"targetEntityId":{{target}}}""");

    private void Bind(long id, int type, long entity) => _desk.Result("crm.activity.binding.add", $$"""{"activityId":{{id}},"entityTypeId":{{type}},"entityId":{{entity}}}""");

    private void Unbind(long id, int type, long entity) => _desk.Result("crm.activity.binding.delete", $$"""{"activityId":{{id}},"entityTypeId":{{type}},"entityId":{{entity}}}""");
}
