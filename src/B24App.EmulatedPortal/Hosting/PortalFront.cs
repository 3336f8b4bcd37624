using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.OAuth;
using B24App.EmulatedPortal.People;
using B24App.EmulatedPortal.Rest;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Hosting;

/// <summary>Sends a request of a portal's port to the part that answers it.</summary>
internal sealed class PortalFront(PortalHost host)
{
    private readonly FileFront _files = new(host);
    private readonly RestFront _rest = new(host);
    private readonly OAuthFront _oauth = new(host.OAuth);
    private readonly ControlPlane _control = new(host);
    private readonly PeopleFront _people = new(host);

    public Task Handle(HttpContext http)
    {
        var path = http.Request.Path.Value!.TrimStart('/');
        if (First(path) != "_emulator" && host.IsOldDomain(http.Request.Host.Value ?? ""))
        {
            // A renamed portal; a client that follows turns POST into GET (b24restdocs: settings/how-to-call-rest-api/change-domen.md).
            http.Response.Redirect(host.Url + http.Request.Path + http.Request.QueryString);
            return Task.CompletedTask;
        }

        if (FileFront.Answers(path))
        {
            return _files.Handle(http);
        }

        return First(path) switch
        {
            "rest" => _rest.Handle(http),
            "oauth" when path.TrimEnd('/').EndsWith("token", StringComparison.OrdinalIgnoreCase) => _oauth.Token(http),
            "oauth" => AuthorizePage.Handle(http, host),
            "_emulator" => _control.Handle(http),
            _ => _people.Handle(http),
        };
    }

    private static string First(string path)
    {
        var cut = path.IndexOf('/', StringComparison.Ordinal);
        return (cut < 0 ? path : path[..cut]).ToLowerInvariant();
    }
}
