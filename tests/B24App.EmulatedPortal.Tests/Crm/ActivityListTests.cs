namespace B24App.EmulatedPortal.Tests.Crm;

public class ActivityListTests
{
    private readonly CrmDesk _desk = new();

    [Fact]
    public void An_activity_comes_once_for_each_binding_that_the_filter_names()
    {
        var contact = _desk.Contact();
        var company = _desk.Company();
        var id = _desk.Call(3, contact);
        _desk.Call(4, company);
        _desk.Result("crm.activity.binding.add", $$"""{"activityId":{{id}},"entityTypeId":4,"entityId":{{company}}}""");

        Assert.Equal(["1", "1", "2"], Ids($$$"""{"filter":{"BINDINGS":[{"OWNER_TYPE_ID":3,"OWNER_ID":{{{contact}}}},{"OWNER_TYPE_ID":4,"OWNER_ID":{{{company}}}}]},"order":{"ID":"ASC"}}"""));
        Assert.Equal(["1", "2"], Ids($$$"""{"filter":{"BINDINGS":[{"OWNER_TYPE_ID":4}]},"order":{"ID":"ASC"}}"""));
        Assert.Equal(["2"], Ids($$$"""{"filter":{"OWNER_TYPE_ID":4,"OWNER_ID":{{{company}}}}}"""));
    }

    [Fact]
    public void Long_lists_are_read_by_id_without_counting()
    {
        var contact = _desk.Contact();
        for (var i = 0; i < 120; i++)
        {
            _desk.Call(3, contact);
        }

        var first = _desk.Ask("crm.activity.list", """{"order":{"ID":"ASC"},"filter":{">ID":0},"start":-1,"select":["ID"]}""");
        Assert.Equal((50, null, null), (first.Result!.AsArray().Count, first.Total, first.Next));
        Assert.Equal(20, _desk.Result("crm.activity.list", """{"order":{"ID":"ASC"},"filter":{">ID":100},"start":-1}""")!.AsArray().Count);
        var counted = _desk.Ask("crm.activity.list", """{"order":{"ID":"DESC"},"start":50}""");
        Assert.Equal((50, 120, 100), (counted.Result!.AsArray().Count, counted.Total, counted.Next));
    }

    [Fact]
    public void What_was_changed_since_a_moment_is_found()
    {
        var contact = _desk.Contact();
        _desk.Call(3, contact);
        _desk.Call(3, contact);
        _desk.Clock.Turn(TimeSpan.FromMinutes(10));
        _desk.Result("crm.activity.update", """{"id":1,"fields":{"SUBJECT":"x"}}""");
        Assert.Equal(["1"], Ids("""{"filter":{">LAST_UPDATED":"2026-03-04T12:05:00+03:00"}}"""));
        Assert.Equal(["1", "2"], Ids("""{"filter":{"@TYPE_ID":[1,2],"COMPLETED":"N"},"order":{"ID":"ASC"}}"""));
        Assert.Empty(Ids("""{"filter":{"!TYPE_ID":2}}"""));
    }

    private List<string> Ids(string json) => [.. _desk.Result("crm.activity.list", json)!.AsArray().Select(row => row!["ID"]!.GetValue<string>())];
}
