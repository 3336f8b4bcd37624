using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Rest;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.OAuth;

/// <summary>What the OAuth host answers over HTTP.</summary>
internal sealed class OAuthFront(OAuthHost oauth)
{
    public async Task Handle(HttpContext http)
    {
        oauth.CountRequest();
        var path = string.Join('/', http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        switch (path)
        {
            case "oauth/token":
                await Token(http);
                break;
            case "rest/app.info" or "rest/app.info.json":
                await AppInfo(http);
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>Answers a token request; portals pass theirs on to it, as cloud portals do.</summary>
    public async Task Token(HttpContext http)
    {
        var sent = await SentParameters.Read(http.Request, v3: false);
        var (status, body) = new TokenEndpoint(oauth).Answer(sent.Values);
        await Wire.Json(http, status, body);
    }

    private async Task AppInfo(HttpContext http)
    {
        var sent = await SentParameters.Read(http.Request, v3: false);
        var (status, body) = OAuthAppInfo.Answer(oauth, sent.Auth);
        await Wire.Json(http, status, body);
    }

    /// <summary>A refusal; several codes come without a text (seen by the official Python client).</summary>
    internal static (int Status, JsonObject Body) Refuse(int status, string error, string? description = null) => (status, description is null
        ? new JsonObject { ["error"] = error }
        : new JsonObject { ["error"] = error, ["error_description"] = description });
}
