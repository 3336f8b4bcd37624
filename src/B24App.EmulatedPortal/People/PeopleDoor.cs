using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace B24App.EmulatedPortal.People;

/// <summary>
/// Who may knock. The page acts as any person without a password, so it answers only to a browser on this machine, and
/// never to a page of another origin (an app in a frame, a site in the next tab).
/// </summary>
internal static class PeopleDoor
{
    /// <summary>Why a request is turned away, as a status; null lets it in.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="domain">Host and port the portal is known by.</param>
    public static int? Refuse(HttpRequest request, string domain)
    {
        if (!IsOurs(request.Host, domain))
        {
            return StatusCodes.Status403Forbidden; // a foreign name that was made to point at this machine
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? null : StatusCodes.Status405MethodNotAllowed;
        }

        // A form cannot send JSON to another origin without asking first, and nobody here answers that question.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase))
            ? null
            : StatusCodes.Status403Forbidden;
    }

    private static bool IsOurs(HostString host, string domain) =>
        string.Equals(host.Value, domain, StringComparison.OrdinalIgnoreCase)
        || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
