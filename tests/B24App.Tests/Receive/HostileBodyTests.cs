using System.Net.Http.Headers;
using System.Text;

namespace B24App.Tests.Receive;

public sealed class HostileBodyTests : IClassFixture<InstalledPortal>
{
    private readonly InstalledPortal _installed;

    public HostileBodyTests(InstalledPortal installed) => _installed = installed;

    public static TheoryData<string, string, int> Junk() => new()
    {
        { "application/x-www-form-urlencoded", "event=ONTASKADD&x=", 2_000_000 },
        { "application/x-www-form-urlencoded", "%%%&&&===%u1234%zz", 0 },
        { "application/x-www-form-urlencoded", "\0\u0001[[[]]]&auth[=x&auth]=y&data[[[ID=1", 0 },
        { "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 3000).Select(i => $"data[{i}]=1")), 0 },
        { "application/x-www-form-urlencoded", new string('k', 5000) + "=1", 0 },
        { "application/x-www-form-urlencoded; charset=no-such", "event=ONTASKADD", 0 },
        { "application/json", "{\"event\":\"ONTASKADD\"}", 0 },
        { "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"event\"\r\n\r\nONTASKADD\r\n", 0 },
        { "text/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>", 0 },
        { "", "event=ONTASKADD", 0 },
    };

    [Theory, MemberData(nameof(Junk))]
    public async Task Junk_is_answered_without_effect_and_never_with_500(string type, string text, int padding)
    {
        await _installed.Empty();
        var rig = _installed.Rig;
        var asked = rig.Box.OAuth.RequestCount;
        foreach (var path in new[] { "events", "install", "app", "app/session", "app?LANG[[x=1&handler[]=y", "home?handler=continue", "install/steps?handler=retry" })
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text + new string('a', padding)));
            content.Headers.ContentType = type.Length > 0 ? MediaTypeHeaderValue.Parse(type) : null;
            var answer = await Send(new Uri(rig.Url, path), content);

            Assert.InRange(answer, 200, 499);
        }

        Assert.Equal("nothing", await _installed.Left());
        Assert.Equal(asked, rig.Box.OAuth.RequestCount);
    }

    // A server that has seen enough may close the connection while we still send; that is an answer too.
    private async Task<int> Send(Uri url, HttpContent content)
    {
        try
        {
            return (int)(await _installed.Rig.Http.PostAsync(url, content)).StatusCode;
        }
        catch (HttpRequestException)
        {
            return 499;
        }
    }
}
