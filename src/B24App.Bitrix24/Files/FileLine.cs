using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.OAuth;

namespace B24App.Bitrix24.Files;

/// <summary>
/// Files to and from one portal. Addresses come from answers of the portal; they are followed only on its verified host (the token
/// stands in them), never redirected, and every transfer goes through the portal's gate like a call.
/// </summary>
public sealed class FileLine(PortalWay way)
{
    /// <summary>Copies a file into a sink.</summary>
    /// <param name="address">The address as the portal gave it.</param>
    /// <param name="sink">Where the bytes go.</param>
    /// <param name="limit">Most bytes to take.</param>
    /// <param name="ct">Ends the transfer.</param>
    /// <param name="withToken">The address wants our token beside it, as those of the CRM do.</param>
    public async Task<Fetched> Fetch(string address, Stream sink, long limit, CancellationToken ct, bool withToken = false)
    {
        var (pair, trouble) = await Pair(ct);
        if (pair is null)
        {
            return new Fetched.NotNow(trouble!);
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !PortalAddress.SameHost(uri, pair.Endpoint))
        {
            return new Fetched.NoFile("address on another host");
        }

        uri = withToken ? Signed(uri, pair.AccessToken) : uri;

        var left = way.Clock.GetUtcNow();
        var fetched = await way.Transport.Fetch(uri, sink, limit, way.Patience.File, ct);
        Log("file.download", left, 0, fetched is Fetched.Whole whole ? whole.Length : 0, fetched.GetType().Name);
        return fetched;
    }

    /// <summary>Sends a file to the address the portal named for it; the answer is the drive object.</summary>
    /// <param name="address">Address of <c>disk.folder.uploadFile</c>.</param>
    /// <param name="field">Field of the form.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="ct">Ends the transfer.</param>
    public async Task<Outcome> Send(Uri address, string field, string name, Stream content, CancellationToken ct)
    {
        var (pair, trouble) = await Pair(ct);
        if (pair is null)
        {
            return trouble!;
        }

        if (!PortalAddress.SameHost(address, pair.Endpoint))
        {
            return new Refusal(RefusalKind.Denied, "OTHER_HOST", "", 0);
        }

        var left = way.Clock.GetUtcNow();
        var length = content.Length;
        var reply = await way.Transport.Send(HttpMethod.Post, address, FileTransport.Form(field, name, content), null, way.Patience.File, ct);
        var outcome = Read(reply);
        Log("file.upload", left, length, (reply as Response)?.Body.Length ?? 0, outcome.ToLog());
        return outcome;
    }

    private Outcome Read(Reply reply)
    {
        switch (reply)
        {
            case NotSent { Forbidden: true } refused: return new NoAccess(AccessTrouble.AddressRefused, refused.Why);
            case NotSent: return new Later(way.Clock.GetUtcNow() + way.Patience.Unreachable, LaterReason.Unreachable);
            case Response response when Body.Read(response.Body) is { } body:
                if (AnswerBody.Error(body) is var (code, text) && code.Length + text.Length > 0)
                {
                    // The token of an address ends with the hour: a new address is asked for then.
                    return response.Status is 401 or 429 or >= 500
                        ? new Unknown($"HTTP {response.Status}")
                        : new Refusal(code.Contains("DENIED", StringComparison.OrdinalIgnoreCase) ? RefusalKind.Denied : RefusalKind.Other, code, text, response.Status);
                }

                return Wire.Member(body, "result") is { } result ? AnswerBody.Answer(result, null, null, null) : new Unknown("no result");
            case Response response: return new Unknown($"HTTP {response.Status} without JSON");
            case Lost lost: return new Unknown(lost.Why);
            default: throw new InvalidOperationException($"A reply of an unknown kind: {reply.GetType().Name}.");
        }
    }

    // "auth=" at the end is to be completed; an address that carries none takes it as one parameter more (crm.md §9, trap 26).
    private static Uri Signed(Uri address, string token)
    {
        var known = address.GetLeftPart(UriPartial.Query);
        return new Uri(known.EndsWith("auth=", StringComparison.Ordinal) ? known + Uri.EscapeDataString(token) : $"{known}{(address.Query.Length > 0 ? '&' : '?')}auth={Uri.EscapeDataString(token)}");
    }

    private async Task<(TokenPair? Pair, Outcome? Trouble)> Pair(CancellationToken ct)
    {
        if (way.Gate.Take(Urgency.Bulk) is { } closed)
        {
            return (null, closed);
        }

        return await way.Tokens.Current(ct) switch
        {
            Granted<TokenPair> { Value: var pair } => (pair, null),
            Denied<TokenPair> denied => (null, new NoAccess(denied.Trouble, denied.Code)),
            Unavailable<TokenPair> none => (null, new Later(none.NotBefore, LaterReason.TokenUnavailable)),
            _ => throw new InvalidOperationException("An outcome of an unknown kind."),
        };
    }

    private void Log(string method, DateTimeOffset left, long bytesOut, long bytesIn, string outcome) => way.Log.Write(new RestLogEntry(
        left, way.Member, method, 2, false, [], bytesOut, bytesIn, way.Clock.GetUtcNow() - left, 0, outcome));
}
