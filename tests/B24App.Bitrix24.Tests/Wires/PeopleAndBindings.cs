using System.Text.Json;
using B24App.Bitrix24.Events;
using B24App.Bitrix24.Groups;
using B24App.Bitrix24.Portals;
using B24App.Bitrix24.Users;

namespace B24App.Bitrix24.Tests.Wires;

public class PeopleAndBindings
{
    [Fact]
    public void Users_are_read_with_what_the_scope_left()
    {
        var users = UserWire.ListFrom(Parse("""[{"ID":"5","ACTIVE":true,"NAME":"Ann","LAST_NAME":"Lee","EMAIL":"a@b.c","USER_TYPE":"employee","LAST_ACTIVITY_DATE":{}},{"ID":6}]"""));

        Assert.Equal(["Ann Lee", "#6"], users.Select(user => user.DisplayName));
        Assert.Equal(("a@b.c", true), (users[0].Email, users[0].Active));
        Assert.Null(users[1].Email);
    }

    [Theory]
    [InlineData("""{"ID":"1","ADMIN":true,"NAME":"A","LAST_NAME":"B"}""", true)]
    [InlineData("""{"ID":"1","ADMIN":"N"}""", false)]
    public void A_profile_tells_the_administrator(string json, bool admin) => Assert.Equal(admin, UserWire.From(Parse(json))!.IsAdmin);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("false")]
    public void An_inactive_user_is_nobody(string json) => Assert.Null(UserWire.From(Parse(json)));

    [Fact]
    public void Groups_are_read_from_both_methods()
    {
        var groups = GroupWire.ListFrom(Parse("""[{"ID":"12","NAME":"Support","PROJECT":"Y","CLOSED":"N"},{"GROUP_ID":"13","GROUP_NAME":"Inner","ROLE":"A"}]"""));

        Assert.Equal([new GroupWire(12, "Support", true, false), new GroupWire(13, "Inner", false, false)], groups);
    }

    [Fact]
    public void Bindings_are_read_with_their_odd_types() =>
        Assert.Equal(
            [new EventBinding("ONTASKADD", "https://app/events", 0, false), new EventBinding("ONTASKUPDATE", "", 5, true)],
            EventBinding.ListFrom(Parse("""[{"event":"OnTaskAdd","handler":"https://app/events","auth_type":"0","offline":0},{"event":"ONTASKUPDATE","auth_type":5,"offline":"1"}]""")));

    [Theory]
    [InlineData("""{"INSTALLED":true,"VERSION":1,"LANGUAGE_ID":"ru","LICENSE_FAMILY":"ent"}""", true, "ent")]
    [InlineData("""{"INSTALLED":"N","VERSION":"1.0.0","DAYS":null}""", false, null)]
    public void The_portals_view_of_the_application(string json, bool installed, string? family)
    {
        var app = PortalAppWire.From(Parse(json))!;
        Assert.Equal((installed, family), (app.Installed, app.LicenceFamily));
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
