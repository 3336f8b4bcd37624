using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.OAuth;

/// <summary>
/// OAuth 2.0 in the terms of RFC 6749 (token endpoint, grants, error codes), with the platform's own answers
/// (b24restdocs: settings/oauth/). A general OAuth library could replace this one file.
/// </summary>
public sealed class OAuthClient(Transport transport, OAuthHosts hosts, RestPatience patience, IRestLog log, TimeProvider clock)
{
    /// <summary>Sends the secret in the query, as the documentation does, where a host does not take the form body.</summary>
    public bool TokensByGet { get; init; }

    /// <summary>Where a browser goes to authorize the application on a portal (RFC 6749, 4.1.1); the redirect address is a setting of the console.</summary>
    public static Uri AuthorizeUrl(Uri portal, string clientId, string state) =>
        new(portal, $"/oauth/authorize/?client_id={Uri.EscapeDataString(clientId)}&state={Uri.EscapeDataString(state)}");

    /// <summary>Trades a code, which lives 30 s, for tokens (RFC 6749, 4.1.3).</summary>
    public Task<OAuthOutcome<TokenPair>> ExchangeCode(Uri host, string code, AppCredentials client, CancellationToken ct) =>
        Token(host, "oauth.exchange", "", client, "authorization_code", "code", code, null, ct);

    /// <summary>Trades a refresh token for a new pair (RFC 6749, 6).</summary>
    public Task<OAuthOutcome<TokenPair>> Refresh(TokenPair pair, AppCredentials client, CancellationToken ct) =>
        Token(pair.OAuthHost, "oauth.refresh", pair.Member, client, "refresh_token", "refresh_token", pair.RefreshToken, pair, ct);

    /// <summary>Whose token this is; the OAuth host's <c>app.info</c> differs from a portal's.</summary>
    public async Task<OAuthOutcome<AppInfo>> AppInfo(Uri host, string accessToken, CancellationToken ct)
    {
        var form = new FormUrlEncodedContent([new("auth", accessToken)]);
        return await Ask(host, "oauth.app.info", "", HttpMethod.Post, "rest/app.info", form, ReadAppInfo, patience.OAuth, ct);
    }

    private Task<OAuthOutcome<TokenPair>> Token(
        Uri host, string name, string member, AppCredentials client, string grant, string key, string value, TokenPair? before, CancellationToken ct)
    {
        var form = new FormUrlEncodedContent(
        [
            new("grant_type", grant), new("client_id", client.ClientId), new("client_secret", client.ClientSecret), new(key, value),
        ]);
        return TokensByGet
            ? AskByGet(host, name, member, form, before, ct)
            : Ask(host, name, member, HttpMethod.Post, "oauth/token/", form, body => ReadPair(body, host, before), PatienceFor(before), ct);
    }

    private async Task<OAuthOutcome<TokenPair>> AskByGet(Uri host, string name, string member, FormUrlEncodedContent form, TokenPair? before, CancellationToken ct)
    {
        var query = await form.ReadAsStringAsync(ct);
        return await Ask(host, name, member, HttpMethod.Get, "oauth/token/?" + query, null, body => ReadPair(body, host, before), PatienceFor(before), ct);
    }

    private TimeSpan PatienceFor(TokenPair? spent) => spent is null ? patience.OAuth : patience.Refresh;

    private async Task<OAuthOutcome<T>> Ask<T>(
        Uri host, string name, string member, HttpMethod method, string path, HttpContent? content, Func<JsonElement, T?> read, TimeSpan wait, CancellationToken ct)
        where T : class
    {
        if (hosts.Choose(host.AbsoluteUri) is not { } listed)
        {
            return new Denied<T>(AccessTrouble.AddressRefused, "OAUTH_HOST_NOT_LISTED");
        }

        var started = clock.GetUtcNow();
        var bytesOut = content?.Headers.ContentLength ?? 0;
        var reply = await transport.Send(method, new Uri(listed, path), content, null, wait, ct);
        var outcome = Read(reply, read);
        var response = reply as Response;
        log.Write(new RestLogEntry(
            started, member, name, 0, false, [], bytesOut, response?.Body.Length ?? 0, clock.GetUtcNow() - started, response?.Status ?? 0,
            outcome switch { Granted<T> => "Granted", Denied<T> denied => $"Denied {denied.Code}", Unavailable<T> none => $"Unavailable {none.Why}", _ => "" }));
        return outcome;
    }

    private OAuthOutcome<T> Read<T>(Reply reply, Func<JsonElement, T?> read)
        where T : class
    {
        var later = clock.GetUtcNow() + patience.Unreachable;
        switch (reply)
        {
            case NotSent { Forbidden: true } refused: return new Denied<T>(AccessTrouble.AddressRefused, refused.Why);
            case NotSent none: return new Unavailable<T>(later, none.Why);
            case Lost lost: return new Unavailable<T>(later, lost.Why);
            case Response { Status: >= 500 } down: return new Unavailable<T>(later, $"HTTP {down.Status}");
            case Response response when Body.Read(response.Body) is { } body:
                var code = Wire.Member(body, "error") is { } error && Wire.Text(error) is { Length: > 0 } text ? text : null;
                return code is not null ? OAuthErrors.Read<T>(code, later) : read(body) is { } value ? new Granted<T>(value) : new Unavailable<T>(later, "answer without the expected fields");
            case Response { Status: 404 }: return new Denied<T>(AccessTrouble.PortalDeleted, "HTTP 404");
            default: return new Unavailable<T>(later, "answer is not JSON");
        }
    }

    // Docs and captures disagree on which of expires, expires_in and user_id come: each is optional.
    private TokenPair? ReadPair(JsonElement body, Uri host, TokenPair? before)
    {
        var now = clock.GetUtcNow();
        var endpoint = EndpointOf(Text(body, "client_endpoint")) ?? before?.Endpoint;
        if (Text(body, "access_token") is not { Length: > 0 } access || Text(body, "refresh_token") is not { Length: > 0 } refresh || endpoint is null)
        {
            return null;
        }

        var seconds = Wire.Member(body, "expires_in") is { } life ? Wire.Id(life) : null;
        var expires = Wire.Member(body, "expires") is { } moment ? Wire.FromUnix(Wire.Id(moment)) : null;
        return new TokenPair(
            access,
            refresh,
            seconds is > 0 and < 1_000_000 ? now + TimeSpan.FromSeconds(seconds.Value) : expires ?? now + TimeSpan.FromHours(1),
            endpoint,
            hosts.Choose(Text(body, "server_endpoint")) is { } named && Text(body, "server_endpoint") is not null ? named : host,
            Text(body, "member_id") ?? before?.Member ?? "",
            Wire.Member(body, "user_id") is { } user && Wire.Id(user) is { } id ? id : before?.UserId,
            Text(body, "scope") ?? before?.Scope ?? "");
    }

    // A portal's REST puts the answer under "result"; the OAuth host's shape is known from the SDKs only, so both are read.
    private static AppInfo? ReadAppInfo(JsonElement body)
    {
        var info = Wire.Member(body, "result") is { ValueKind: JsonValueKind.Object } result ? result : body;
        if (Wire.Member(info, "install") is not { } install
            || Text(info, "client_id") is not { Length: > 0 } client
            || Text(install, "member_id") is not { Length: > 0 } member
            || EndpointOf(Text(install, "client_endpoint") ?? Text(install, "uri")) is not { } endpoint)
        {
            return null;
        }

        return new AppInfo(
            client,
            member,
            Text(install, "domain") ?? endpoint.Authority,
            endpoint,
            Wire.Member(info, "user_id") is { } user ? Wire.Id(user) : null,
            (Text(info, "scope") ?? Text(install, "scope") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
            Text(install, "status") ?? "",
            Wire.Member(install, "installed") is { } installed && Wire.Flag(installed) == true,
            Wire.Member(info, "expires") is { } expires ? Wire.FromUnix(Wire.Id(expires)) : null);
    }

    private static Uri? EndpointOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? PortalAddress.Endpoint(uri)
            : null;

    private static string? Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) : null;
}
