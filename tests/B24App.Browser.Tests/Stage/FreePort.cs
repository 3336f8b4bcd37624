using System.Net;
using System.Net.Sockets;

namespace B24App.Browser.Tests.Stage;

internal static class FreePort
{
    /// <summary>A port that nobody listens on now. The app must know its address before it starts: portals are told it.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
