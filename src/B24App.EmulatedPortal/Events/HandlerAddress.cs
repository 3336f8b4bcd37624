using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Events;

/// <summary>
/// Addresses of event handlers and widgets: http or https with a host. A real portal also refuses loopback; here the box
/// itself lives on loopback.
/// </summary>
internal static class HandlerAddress
{
    public static void Check(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            throw new RestError("ERROR_WRONG_HANDLER_URL", "Wrong handler URL");
        }

        if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
        {
            throw new RestError("ERROR_UNSUPPORTED_PROTOCOL", "Unsupported handler protocol");
        }
    }
}
