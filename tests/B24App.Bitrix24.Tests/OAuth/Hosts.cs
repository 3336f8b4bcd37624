using System.Net;
using B24App.Bitrix24.OAuth;

namespace B24App.Bitrix24.Tests.OAuth;

/// <summary>RULES 34 and 35: what a request names may choose among the listed hosts, nothing more.</summary>
public class Hosts
{
    [Theory]
    [InlineData("https://oauth.bitrix24.tech/rest/", "https://oauth.bitrix24.tech/")]
    [InlineData("https://OAUTH.bitrix.info/rest/", "https://oauth.bitrix.info/")]
    [InlineData(null, "https://oauth.bitrix.info/")]
    [InlineData("", "https://oauth.bitrix.info/")]
    [InlineData("https://evil.example/rest/", null)]
    [InlineData("http://oauth.bitrix.info/rest/", null)]
    [InlineData("https://oauth.bitrix.info:8443/rest/", null)]
    [InlineData("https://oauth.bitrix.info@evil.example/", null)]
    [InlineData("https://user@oauth.bitrix.info/", null)]
    [InlineData("https://oauth.bitrix.info.evil.example/", null)]
    [InlineData("//oauth.bitrix.info/", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("undefined", null)]
    public void Only_a_listed_host_is_chosen(string? sent, string? chosen) =>
        Assert.Equal(chosen, OAuthHosts.With([]).Choose(sent)?.AbsoluteUri);

    [Fact]
    public void An_extra_host_on_loopback_is_listed()
    {
        var hosts = OAuthHosts.With([new Uri("http://127.0.0.1:5090")]);

        Assert.Equal("http://127.0.0.1:5090/", hosts.Choose("http://127.0.0.1:5090/rest/")?.AbsoluteUri);
        Assert.Null(hosts.Choose("http://127.0.0.1:5091/rest/"));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("8.8.8.8")]
    public void An_extra_host_elsewhere_is_refused(string address) =>
        Assert.Throws<ArgumentException>(() => OAuthHosts.With([new Uri("https://oauth.mine")], _ => [IPAddress.Loopback, IPAddress.Parse(address)]));
}
