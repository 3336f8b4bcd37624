using B24App.EmulatedPortal.Hosting;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Control;

/// <summary>The knobs of a portal under <c>/_emulator/</c>; described in the project's README.</summary>
internal sealed partial class ControlPlane(PortalHost host)
{
    public Task Handle(HttpContext http)
    {
        http.Response.StatusCode = host is null ? 500 : 404;
        return Task.CompletedTask;
    }
}
