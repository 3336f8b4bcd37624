using System.Net;
using System.Net.Sockets;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Http;

/// <summary>The real handler, against sockets of this machine.</summary>
public class OnTheWire
{
    private static readonly AddressPolicy Loopback = AddressPolicy.Naming(true, []);

    [Fact]
    public async Task Nobody_listens_is_not_sent()
    {
        using var transport = new Transport(Loopback, TimeProvider.System);
        Assert.Equal(new NotSent("no connection", false), await Post(transport, new Uri($"http://127.0.0.1:{FreePort()}/")));
    }

    [Fact]
    public async Task A_refused_address_is_not_sent()
    {
        using var listener = Listen();
        using var transport = new Transport(AddressPolicy.PublicOnly, TimeProvider.System);

        Assert.Equal(new NotSent("address refused", true), await Post(transport, new Uri($"https://127.0.0.1:{Port(listener)}/")));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Hung_up_after_reading_is_lost_and_not_repeated()
    {
        using var listener = Listen();
        using var transport = new Transport(Loopback, TimeProvider.System);
        var connections = 0;
        var server = Task.Run(async () =>
        {
            while (connections < 1)
            {
                using var client = await listener.AcceptTcpClientAsync();
                connections++;
                await client.GetStream().ReadAtLeastAsync(new byte[64], 64);
            }
        });

        Assert.Equal(new Lost("connection lost"), await Post(transport, new Uri($"http://127.0.0.1:{Port(listener)}/")));
        await server;
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_silent_server_is_lost_when_patience_ends()
    {
        using var listener = Listen();
        var clock = new HandClock();
        using var transport = new Transport(Loopback, clock);

        var call = Post(transport, new Uri($"http://127.0.0.1:{Port(listener)}/"));
        using var client = await listener.AcceptTcpClientAsync();
        clock.Turn(TimeSpan.FromSeconds(68));

        Assert.Equal(new Lost("timeout"), await call);
    }

    [Fact]
    public async Task An_unknown_name_is_not_sent()
    {
        using var transport = new Transport(Loopback, TimeProvider.System);
        Assert.IsType<NotSent>(await Post(transport, new Uri("https://no-such-portal.invalid/")));
    }

    private static Task<Reply> Post(Transport transport, Uri uri) =>
        transport.Send(HttpMethod.Post, uri, new StringContent("""{"some":"body that is long enough to be read by the server"}"""), null, TimeSpan.FromSeconds(68), default);

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static int FreePort()
    {
        using var listener = Listen();
        return Port(listener);
    }
}
