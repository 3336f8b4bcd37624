using System.Net.Http.Headers;
using System.Text.Json;
using B24App.Bitrix24.Files;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.OAuth;

namespace B24App.Bitrix24.Calls;

/// <summary>Takes one parcel to the portal: through the gate, with a token that is renewed at most once, to a new address at most once.</summary>
internal sealed class Courier(PortalWay way)
{
    private readonly FaultSettler _settler = new(way.Gate);

    public async Task<Outcome> Deliver(Parcel parcel, Urgency urgency, CancellationToken ct)
    {
        if (way.Gate.Take(urgency) is { } closed)
        {
            return closed;
        }

        var tokens = await way.Tokens.Current(ct);
        var (renewed, moved) = (false, false);
        while (true)
        {
            if (tokens is not Granted<TokenPair> { Value: var pair })
            {
                return WithoutToken(tokens);
            }

            var (reply, outcome, fault) = await Attempt(parcel, pair, ct);
            if (fault is StaleToken && !renewed)
            {
                renewed = true;
                tokens = await way.Tokens.Renewed(pair, ct);
                if (parcel.IsV3Batch)
                {
                    return new Unknown("the token ended with a batch of REST 3.0");
                }
            }
            else if (reply is Response { Status: >= 300 and < 400 } redirect && !moved)
            {
                moved = true;
                if (redirect.Location is not { } location || await Confirmed(pair, location, ct) is not { } home)
                {
                    return new Later(way.Clock.GetUtcNow() + way.Patience.Moved, LaterReason.Moved);
                }

                tokens = home;
            }
            else
            {
                return outcome;
            }

            if (way.Gate.Take(urgency) is { } full)
            {
                return full;
            }
        }
    }

    private async Task<(Reply Reply, Outcome Outcome, Fault? Fault)> Attempt(Parcel parcel, TokenPair pair, CancellationToken ct)
    {
        var left = way.Clock.GetUtcNow();
        var body = parcel.Body(pair.AccessToken);
        var filled = parcel.Files.Count > 0 ? new InlineFiles(body, parcel.Files) : null;
        HttpContent content = filled ?? (HttpContent)new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var uri = PortalAddress.Method(pair.Endpoint, parcel.Method, parcel.IsV3);
        var reply = await way.Transport.Send(HttpMethod.Post, uri, content, parcel.IdempotencyKey, filled is null ? way.Patience.Call : way.Patience.File, ct);
        var took = way.Clock.GetUtcNow() - left;
        var (outcome, fault) = Read(parcel, reply, took);
        var response = reply as Response;
        way.Log.Write(new RestLogEntry(
            left, way.Member, parcel.Method, parcel.IsV3 ? 3 : 2, false, parcel.Ids, filled?.Length ?? body.Length, response?.Body.Length ?? 0, took,
            response?.Status ?? 0, fault is StaleToken ? "StaleToken" : outcome.ToLog()));
        return (reply, outcome, fault);
    }

    private (Outcome Outcome, Fault? Fault) Read(Parcel parcel, Reply reply, TimeSpan took)
    {
        var later = way.Clock.GetUtcNow() + way.Patience.Unreachable;
        switch (reply)
        {
            case NotSent { Forbidden: true } refused: return (new NoAccess(AccessTrouble.AddressRefused, refused.Why), null);
            case NotSent: return (new Later(later, LaterReason.Unreachable), null);
            case Lost lost: return (new Unknown(lost.Why), null);
            case Response { Status: >= 300 and < 400 }: return (new Later(later, LaterReason.Moved), null);
            case Response response: return Read(parcel, response, Json.Body.Read(response.Body), took);
            default: throw new InvalidOperationException($"A reply of an unknown kind: {reply.GetType().Name}.");
        }
    }

    private (Outcome Outcome, Fault? Fault) Read(Parcel parcel, Response response, JsonElement? body, TimeSpan took)
    {
        var time = body is { } map ? Wire.Member(map, "time") : null;
        if (body is { } found && AnswerBody.Error(found) is var (code, text)
            && (response.Status >= 400 || code.Length + text.Length > 0 || Wire.Member(found, "result") is null))
        {
            return Settled(FaultTable.Read(parcel.Method, response.Status, code, text), code, text);
        }

        if (response.Status is 429 or 503)
        {
            return Settled(FaultTable.Read(parcel.Method, response.Status, "", ""), "", "");
        }

        if (response.Status is < 200 or >= 300 || body is not { } whole || Wire.Member(whole, "result") is not { } result)
        {
            return (new Unknown(body is null ? $"HTTP {response.Status} without JSON" : $"HTTP {response.Status} without a result"), null);
        }

        if (parcel.IsBatch)
        {
            way.Gate.Answered();
        }
        else
        {
            way.Gate.Measured(parcel.Method, AnswerBody.Duration(time) ?? took, AnswerBody.Operating(time), AnswerBody.ResetAt(time));
        }

        return (AnswerBody.Answer(result, Wire.Member(whole, "total"), Wire.Member(whole, "next"), time), null);

        (Outcome, Fault) Settled(Fault fault, string faultCode, string faultText) =>
            (_settler.Settle(fault, parcel.Method, faultCode, faultText, response.Status, response.RetryAfter, AnswerBody.ResetAt(time)), fault);
    }

    // A redirect alone proves nothing: whoever answers on an old name could name any host. The OAuth host knows where the portal lives.
    private async Task<OAuthOutcome<TokenPair>?> Confirmed(TokenPair pair, Uri location, CancellationToken ct)
    {
        if (!location.IsAbsoluteUri || PortalAddress.SameHost(location, pair.Endpoint))
        {
            return null;
        }

        var known = await way.Tokens.AskEndpoint(pair, ct) switch
        {
            Granted<AppInfo> { Value: var info } when info.Member == pair.Member => (pair, info.Endpoint),

            // The token ran out; the answer to a refresh names the endpoint as well.
            Denied<AppInfo> => await way.Tokens.Renewed(pair, ct) is Granted<TokenPair> { Value: var fresh } ? (fresh, fresh.Endpoint) : default((TokenPair Pair, Uri Endpoint)?),
            _ => null,
        };
        if (known is not var (owner, endpoint) || !PortalAddress.SameHost(location, endpoint))
        {
            return null;
        }

        await way.Tokens.Move(endpoint, ct);
        return new Granted<TokenPair>(owner with { Endpoint = endpoint });
    }

    private static Outcome WithoutToken(OAuthOutcome<TokenPair> tokens) => tokens switch
    {
        Denied<TokenPair> denied => new NoAccess(denied.Trouble, denied.Code),
        Unavailable<TokenPair> none => new Later(none.NotBefore, LaterReason.TokenUnavailable),
        _ => throw new InvalidOperationException("A pair was there."),
    };
}
