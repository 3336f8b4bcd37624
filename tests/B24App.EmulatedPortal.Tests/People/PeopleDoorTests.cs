using B24App.EmulatedPortal.People;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Tests.People;

public sealed class PeopleDoorTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("the portal's own page", "POST", "127.0.0.1:5091", Json, "http://127.0.0.1:5091", null)]
    [InlineData("a script without an origin", "POST", "localhost:5091", "application/json; charset=utf-8", "", null)]
    [InlineData("a look", "GET", "[::1]:5091", "", "", null)]
    [InlineData("the name the portal was given", "GET", "north.example:5091", "", "", null)]
    [InlineData("a name made to point here", "GET", "evil.example:5091", "", "", 403)]
    [InlineData("a form of another site", "POST", "127.0.0.1:5091", "application/x-www-form-urlencoded", "http://evil.example", 415)]
    [InlineData("text that only looks like JSON", "POST", "127.0.0.1:5091", "text/plain", "", 415)]
    [InlineData("an app in the frame", "POST", "127.0.0.1:5091", Json, "http://127.0.0.1:5080", 403)]
    [InlineData("a sandboxed frame", "POST", "127.0.0.1:5091", Json, "null", 403)]
    [InlineData("another verb", "DELETE", "127.0.0.1:5091", "", "", 405)]
    public void Only_a_browser_on_this_machine_is_let_in(string why, string method, string host, string type, string origin, int? refused)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Host = new HostString(host);
        request.ContentType = type;
        request.Headers.Origin = origin;
        Assert.True(refused == PeopleDoor.Refuse(request, "north.example:5091"), why);
    }
}
