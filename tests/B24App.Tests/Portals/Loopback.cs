using System.Net;
using System.Net.Sockets;

namespace B24App.Tests.Portals;

/// <summary>Ports of this machine for servers that must know their address before they start.</summary>
internal static class Loopback
{
    private const int First = 10_000;
    private const int Count = 20_000;

    private static int _next = Environment.ProcessId * 37;

    /// <summary>A port nobody listens on, below those that the system gives to outgoing connections: none of these can take it meanwhile.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // somebody else's
            }
        }
    }
}
