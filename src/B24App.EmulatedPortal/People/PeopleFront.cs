using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.People;

/// <summary>The page for people: its HTML at the addresses of a real portal, its files and its requests under <c>/_people/</c>.</summary>
internal sealed class PeopleFront(PortalHost host)
{
    private const string Requests = "/_people/";

    private readonly PeopleDesk _desk = new(host);

    public Task Handle(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        if (PeopleDoor.Refuse(http.Request, host.Portal.Domain) is { } status)
        {
            return Only(http, status);
        }

        var isPost = HttpMethods.IsPost(http.Request.Method);
        return path switch
        {
            _ when isPost && path.StartsWith(Requests, StringComparison.Ordinal) => Ask(http, path[Requests.Length..]),
            _ when isPost => Only(http, StatusCodes.Status405MethodNotAllowed),
            _ when path.StartsWith(PeopleAssets.Folder, StringComparison.Ordinal) => PeopleAssets.Answer(http, path[PeopleAssets.Folder.Length..]),
            Requests + "state" => State(http),
            _ when PeoplePage.Shows(path) => Page(http),
            _ => Only(http, StatusCodes.Status404NotFound),
        };
    }

    private async Task Page(HttpContext http)
    {
        // A frame speaks only to the origin it was told as DOMAIN, so the page must stand on exactly that one.
        if (!string.Equals(http.Request.Host.Value, host.Portal.Domain, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Redirect(host.Url + http.Request.Path + http.Request.QueryString);
            return;
        }

        string html, policy;
        lock (host.Portal.Gate)
        {
            var apps = PeopleApp.Of(host);
            html = PeoplePage.Html(host.Portal, apps);
            policy = PeoplePage.Policy(apps);
        }

        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.ContentType = "text/html; charset=utf-8";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.WriteAsync(html, http.RequestAborted);
        }
    }

    private Task State(HttpContext http)
    {
        JsonObject state;
        lock (host.Portal.Gate)
        {
            state = PeopleState.Of(host.Portal, PeopleApp.Of(host));
        }

        return Json(http, state);
    }

    // Refusals travel on HTTP 200: they are what the page shows, and a browser would log any other status as its own error.
    private async Task Ask(HttpContext http, string name)
    {
        JsonObject? answer;
        try
        {
            var asked = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject ?? [];
            answer = _desk.Answer(name, asked);
        }
        catch (JsonException)
        {
            await Only(http, StatusCodes.Status400BadRequest);
            return;
        }
        catch (RestError refusal)
        {
            answer = new JsonObject { ["error"] = refusal.Code, ["error_description"] = refusal.Message };
        }

        await (answer is null ? Only(http, StatusCodes.Status404NotFound) : Json(http, answer));
    }

    private static Task Json(HttpContext http, JsonObject body)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Wire.Json(http, StatusCodes.Status200OK, body);
    }

    private static Task Only(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
