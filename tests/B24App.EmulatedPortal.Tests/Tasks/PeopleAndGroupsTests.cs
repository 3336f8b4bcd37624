using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class PeopleAndGroupsTests
{
    private readonly Desk _desk = new();

    private string Users(string json) => string.Join(',', ((JsonArray)_desk.Result(1, "user.get", json)!).Select(user => user!["ID"]!.GetValue<string>()));

    [Theory]
    [InlineData("{}", "1,3,5,8")]
    [InlineData("""{"ID":5}""", "5")]
    [InlineData("""{"FILTER":{"ID":[1,5]}}""", "1,5")]
    [InlineData("""{"FILTER":{"EMAIL":"ORLOV@sever.example"}}""", "5")]
    [InlineData("""{"FILTER":{"%LAST_NAME":"олков"}}""", "8")]
    [InlineData("""{"FILTER":{"ACTIVE":true}}""", "1,5,8")]
    [InlineData("""{"sort":"ID","order":"DESC"}""", "8,5,3,1")]
    public void Filters_of_user_get(string json, string ids)
    {
        _desk.Portal.Users[3].IsActive = false;

        Assert.Equal(ids, Users(json));
    }

    [Theory]
    [InlineData("user", true, true)]
    [InlineData("user_basic", true, false)]
    [InlineData("user_brief", false, false)]
    public void The_scope_decides_what_is_shown(string scope, bool mail, bool login)
    {
        var app = new InstalledApp { ClientId = "local.1", ClientSecret = "s" };
        app.Scopes.Add(scope);
        var row = Methods.Build().Find("user.current", v3: false)!.Handler(new RestCall
        {
            Portal = _desk.Portal,
            User = _desk.Portal.Users[5],
            App = app,
            Method = "user.current",
            Parameters = [],
        }).Result!.AsObject();

        Assert.Equal((mail, login), (row.ContainsKey("EMAIL"), row.ContainsKey("LAST_LOGIN")));
        Assert.Equal(("5", "Пётр"), (row["ID"]!.GetValue<string>(), row["NAME"]!.GetValue<string>()));
    }

    [Fact]
    public void Search_looks_for_parts_of_a_name() =>
        Assert.Equal("5", Assert.Single(_desk.Result(1, "user.search", """{"FILTER":{"FIND":"орл пёт"}}""")!.AsArray())!["ID"]!.GetValue<string>());

    [Fact]
    public void A_group_is_made_changed_and_deleted_with_events()
    {
        var id = _desk.Result(5, "sonet_group.create", """{"NAME":"Новая","VISIBLE":"N"}""")!.GetValue<long>();
        _desk.Result(5, "sonet_group.update", $$"""{"GROUP_ID":{{id}},"NAME":"Другая"}""");
        Assert.Equal(["Другая"], _desk.Result(5, "sonet_group.get", $$"""{"FILTER":{"ID":{{id}}} }""")!.AsArray().Select(group => group!["NAME"]!.GetValue<string>()));
        Assert.Empty(_desk.Result(3, "sonet_group.get", $$"""{"FILTER":{"ID":{{id}}} }""")!.AsArray());
        Assert.Equal("", _desk.Refused(3, "sonet_group.delete", $$"""{"GROUP_ID":{{id}}}""").Code);
        _desk.Result(5, "sonet_group.delete", $$"""{"GROUP_ID":{{id}}}""");

        Assert.Equal(
            [$"ONSONETGROUPADD by 5: [FIELDS][ID]={id}", $"ONSONETGROUPUPDATE by 5: [FIELDS][ID]={id}", $"ONSONETGROUPDELETE by 5: [FIELDS][ID]={id}"],
            _desk.TakeEvents());
    }

    [Fact]
    public void Members_come_and_go_and_say_their_role()
    {
        Assert.Equal("""[{"USER_ID":"1","ROLE":"A"},{"USER_ID":"3","ROLE":"K"},{"USER_ID":"5","ROLE":"K"},{"USER_ID":"8","ROLE":"K"}]""", _desk.Result(5, "sonet_group.user.get", """{"ID":12}""")!.ToJsonString());
        Assert.Equal("""["8"]""", _desk.Result(1, "sonet_group.user.delete", """{"GROUP_ID":12,"USER_ID":[8,1]}""")!.ToJsonString());
        Assert.Equal("""["8"]""", _desk.Result(1, "sonet_group.user.add", """{"GROUP_ID":12,"USER_ID":8}""")!.ToJsonString());
        Assert.Equal("No permissions to add users", _desk.Refused(5, "sonet_group.user.add", """{"GROUP_ID":12,"USER_ID":8}""").Message);
        Assert.Equal(["12", "13"], _desk.Result(5, "sonet_group.user.groups")!.AsArray().Select(group => group!["GROUP_ID"]!.GetValue<string>()));
    }

    [Fact]
    public void Who_is_invited_or_asks_becomes_a_member_only_when_both_sides_agree()
    {
        var id = _desk.Result(1, "sonet_group.create", """{"NAME":"Закрытая","OPENED":"N","INITIATE_PERMS":"A"}""")!.GetValue<long>();
        string Ids(long user, string method, long whom) => _desk.Result(user, method, $$"""{"GROUP_ID":{{id}},"USER_ID":{{whom}}}""")!.ToJsonString();
        bool IsMember(long user) => _desk.Portal.State<GroupBoard>().Groups[id].Members.ContainsKey(user);

        Assert.Equal(["[]", """["5"]""", "[]"], [Ids(3, "sonet_group.user.invite", 5), Ids(1, "sonet_group.user.invite", 5), Ids(1, "sonet_group.user.invite", 5)]);
        Assert.True(_desk.Result(8, "sonet_group.user.request", $$"""{"GROUP_ID":{{id}}}""")!.GetValue<bool>());
        Assert.Equal((false, false), (IsMember(5), IsMember(8)));

        _desk.Result(5, "sonet_group.user.request", $$"""{"GROUP_ID":{{id}}}""");
        Ids(1, "sonet_group.user.add", 8);
        Assert.Equal((true, true), (IsMember(5), IsMember(8)));
        Assert.Equal("Cannot request to join group", _desk.Refused(5, "sonet_group.user.request", $$"""{"GROUP_ID":{{id}}}""").Message);
    }

    [Theory]
    [InlineData(1, "delete", """{"GROUP_ID":999}""", "Socialnetwork group not found")]
    [InlineData(1, "delete", """{"GROUP_ID":"x"}""", "Wrong group ID")]
    [InlineData(1, "setowner", """{"USER_ID":5}""", "Invalid workgroup/project ID")]
    [InlineData(1, "setowner", """{"GROUP_ID":12}""", "Invalid user ID")]
    [InlineData(5, "setowner", """{"GROUP_ID":12,"USER_ID":5}""", "Insufficient permissions to complete the operation.")]
    public void Refusals_of_groups_have_the_documented_texts(long user, string method, string json, string text) =>
        Assert.Equal(text, _desk.Refused(user, $"sonet_group.{method}", json).Message);

    [Theory]
    [InlineData("create_tasks", true)]
    [InlineData("edit_tasks", false)]
    public void A_feature_is_asked_for_the_caller(string operation, bool allowed) =>
        Assert.Equal(allowed, _desk.Result(5, "sonet_group.feature.access", $$"""{"GROUP_ID":12,"FEATURE":"tasks","OPERATION":"{{operation}}"}""")!.GetValue<bool>());

    [Fact]
    public void The_newer_family_has_its_own_shapes_and_codes()
    {
        Assert.Equal(12, _desk.Result(5, "socialnetwork.api.workgroup.get", """{"params":{"groupId":12}}""")!["ID"]!.GetValue<long>());
        Assert.Equal("SONET_CONTROLLER_WORKGROUP_EMPTY", _desk.Refused(5, "socialnetwork.api.workgroup.get").Code);
        Assert.Equal("SONET_CONTROLLER_WORKGROUP_NOT_FOUND", _desk.Refused(5, "socialnetwork.api.workgroup.get", """{"params":{"groupId":99}}""").Code);
        Assert.Equal(["12", "13"], _desk.Result(5, "socialnetwork.api.workgroup.list")!["workgroups"]!.AsArray().Select(group => group!["id"]!.GetValue<string>()));
    }

    [Fact]
    public void The_seeds_of_client_and_partner_overlap_in_ids_and_share_no_mail()
    {
        var south = new Desk(index: 1).Portal;
        var north = _desk.Portal;

        Assert.True(north.Users[1].IsAdmin && !north.Users[5].IsAdmin && south.Users[1].IsAdmin && !south.Users[7].IsAdmin);
        Assert.Equal(("Техподдержка", "Внутреннее", "Заявки клиентов"), (north.State<GroupBoard>().Groups[12].Name, north.State<GroupBoard>().Groups[13].Name, south.State<GroupBoard>().Groups[40].Name));
        Assert.NotEqual(north.State<TaskBoard>().Tasks[1].Title, south.State<TaskBoard>().Tasks[1].Title);
        Assert.NotEqual(40, south.State<TaskBoard>().Tasks[1].GroupId);
        Assert.Empty(north.Users.Values.Select(user => user.Email).Intersect(south.Users.Values.Select(user => user.Email)));
        Assert.True(north.Webhooks.ContainsKey("demo") && north.Webhooks["demo"] is null);
    }
}
