using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
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
    public Task Token(HttpContext http) => Answer(http, "oauth/token", sent => new TokenEndpoint(oauth).Answer(sent.Values));

    private Task AppInfo(HttpContext http) => Answer(http, "app.info", sent => OAuthAppInfo.Answer(oauth, sent.Auth));

    private async Task Answer(HttpContext http, string method, Func<SentParameters, (int Status, JsonObject Body)> run)
    {
        var sent = await SentParameters.Read(http.Request, v3: false);
        var fault = oauth.Faults.TakeOuter(method, []);
        if (!await SpoiltCall.Begin(http, fault, oauth.Faults, oauth.Clock, () => run(sent)))
        {
            return;
        }

        var (status, body) = fault is { Kind: FaultKind.Error } ? Refuse(fault.Status, fault.Code, fault.Description) : run(sent);
        if (fault is { Kind: FaultKind.ErrorAfterWrite })
        {
            (status, body) = Refuse(fault.Status, fault.Code, fault.Description);
        }

        await SpoiltCall.Send(http, status, body.ToJsonString(Wire.Options), fault);
    }

    /// <summary>A refusal; several codes come without a text (seen by the official Python client).</summary>
    internal static (int Status, JsonObject Body) Refuse(int status, string error, string? description = null) => (status, description is null
        ? new JsonObject { ["error"] = error }
        : new JsonObject { ["error"] = error, ["error_description"] = description });
}
