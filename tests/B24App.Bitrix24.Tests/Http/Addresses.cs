using System.Net;
using B24App.Bitrix24.Http;

namespace B24App.Bitrix24.Tests.Http;

/// <summary>RULES 34 and 35.</summary>
public class Addresses
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a00:1450:4010:c0e::64", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:7f00:1::", false)]
    public void Public_means_reachable_by_anybody(string address, bool isPublic) =>
        Assert.Equal(isPublic, AddressPolicy.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("a public https portal", false, "acme.bitrix24.ru", true, "8.8.8.8", true)]
    [InlineData("plain http never leaves the machine", true, "acme.bitrix24.ru", false, "8.8.8.8", false)]
    [InlineData("a name that turns out to be this machine", false, "acme.bitrix24.ru", true, "127.0.0.1", false)]
    [InlineData("loopback in Development", true, "localhost", false, "127.0.0.1", true)]
    [InlineData("loopback the operator named", false, "named.test", false, "127.0.0.1", true)]
    [InlineData("loopback in disguise", false, "acme.bitrix24.ru", true, "::ffff:127.0.0.1", false)]
    [InlineData("private address nobody named", true, "acme.bitrix24.ru", true, "10.0.0.5", false)]
    [InlineData("private address the operator named", false, "named.test", true, "10.0.0.5", true)]
    [InlineData("but not over http", false, "named.test", false, "10.0.0.5", false)]
    [InlineData("metadata of a cloud, even when named", false, "named.test", true, "169.254.169.254", false)]
    public void A_host_is_judged_by_the_address_it_has_at_connect_time(string why, bool loopback, string host, bool https, string address, bool allowed)
    {
        Assert.Equal(allowed, AddressPolicy.Naming(loopback, ["named.test"]).Allows(host, https, IPAddress.Parse(address)));
        Assert.NotEmpty(why);
    }

    [Theory]
    [InlineData("https://acme.bitrix24.ru/rest/", true)]
    [InlineData("http://acme.bitrix24.ru/rest/", false)]
    [InlineData("http://named.test:5091/rest/", true)]
    [InlineData("ftp://acme.bitrix24.ru/", false)]
    [InlineData("https://user:word@acme.bitrix24.ru/", false)]
    public void Https_or_a_named_host(string address, bool allowed) =>
        Assert.Equal(allowed, AddressPolicy.Naming(false, ["named.test"]).AllowsScheme(new Uri(address)));
}
