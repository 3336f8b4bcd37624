using B24App.EmulatedPortal.Hosting;

namespace B24App.EmulatedPortal.OAuth;

/// <summary>Whom a token, refresh token or code speaks for.</summary>
internal sealed record Grant(PortalHost Host, string ClientId, long UserId, DateTimeOffset Expires)
{
    /// <summary>Turned off before its time; the error it now meets.</summary>
    public string? RevokedWith { get; set; }
}

/// <summary>An access token with its refresh token, freshly issued.</summary>
/// <param name="Access">Access token, one hour.</param>
/// <param name="Refresh">Refresh token.</param>
/// <param name="Expires">When the access token ends.</param>
/// <param name="UserId">Whose rights it has.</param>
public sealed record TokenPair(string Access, string Refresh, DateTimeOffset Expires, long UserId);

/// <summary>Every token and code that is out, over all portals of the box.</summary>
internal sealed class Grants(TimeProvider clock, TokenSource source, TimeSpan refreshLife)
{
    /// <summary>What tokens of a removed app meet on the portal.</summary>
    public const string Removed = "APPLICATION_NOT_FOUND";

    public static readonly TimeSpan AccessLife = TimeSpan.FromHours(1);
    public static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(30);

    // Events issue a token each; what expired a day ago tells no client anything new.
    private const int IssuesBetweenSweeps = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Grant> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grant> _refresh = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grant> _codes = new(StringComparer.Ordinal);
    private int _issued;

    public TokenPair Issue(PortalHost host, string clientId, long userId)
    {
        var now = clock.GetUtcNow();
        var access = new Grant(host, clientId, userId, now + AccessLife);
        var refresh = new Grant(host, clientId, userId, now + refreshLife);
        var pair = new TokenPair(source.Token(access.Expires), source.Token(refresh.Expires), access.Expires, userId);
        lock (_lock)
        {
            _access[pair.Access] = access;
            _refresh[pair.Refresh] = refresh;
            Sweep(now);
        }

        return pair;
    }

    /// <summary>An access token that no refresh token goes with, as events carry it.</summary>
    public TokenPair IssueAccess(PortalHost host, string clientId, long userId)
    {
        var now = clock.GetUtcNow();
        var access = new Grant(host, clientId, userId, now + AccessLife);
        var pair = new TokenPair(source.Token(access.Expires), "", access.Expires, userId);
        lock (_lock)
        {
            _access[pair.Access] = access;
            Sweep(now);
        }

        return pair;
    }

    public string IssueCode(PortalHost host, string clientId, long userId)
    {
        var grant = new Grant(host, clientId, userId, clock.GetUtcNow() + CodeLife);
        var code = source.Token(grant.Expires);
        lock (_lock)
        {
            _codes[code] = grant;
        }

        return code;
    }

    public Grant? Access(string token)
    {
        lock (_lock)
        {
            return _access.GetValueOrDefault(token);
        }
    }

    public Grant? Refresh(string token)
    {
        lock (_lock)
        {
            return _refresh.GetValueOrDefault(token);
        }
    }

    public void Spend(string refreshToken)
    {
        lock (_lock)
        {
            _refresh.Remove(refreshToken);
        }
    }

    /// <summary>Takes a code out: it works once, also when it came too late.</summary>
    public Grant? TakeCode(string code)
    {
        lock (_lock)
        {
            return _codes.Remove(code, out var grant) ? grant : null;
        }
    }

    /// <summary>Replaces matching grants by ones that ended just now.</summary>
    public int Expire(Func<Grant, bool> match, bool refreshToo)
    {
        var past = clock.GetUtcNow() - TimeSpan.FromSeconds(1);
        lock (_lock)
        {
            return Expire(_access, match, past) + (refreshToo ? Expire(_refresh, match, past) : 0);
        }
    }

    /// <summary>One access token ends now.</summary>
    public void ExpireAccess(string token)
    {
        lock (_lock)
        {
            if (_access.TryGetValue(token, out var grant))
            {
                _access[token] = grant with { Expires = clock.GetUtcNow() };
            }
        }
    }

    public void Revoke(Func<Grant, bool> match, string error)
    {
        lock (_lock)
        {
            foreach (var grant in _access.Values.Concat(_refresh.Values).Concat(_codes.Values).Where(match))
            {
                grant.RevokedWith ??= error;
            }
        }
    }

    public void Forget(PortalHost host)
    {
        lock (_lock)
        {
            foreach (var tokens in new[] { _access, _refresh, _codes })
            {
                Drop(tokens, grant => grant.Host == host);
            }
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        if (++_issued % IssuesBetweenSweeps != 0)
        {
            return;
        }

        foreach (var tokens in new[] { _access, _refresh, _codes })
        {
            Drop(tokens, grant => grant.Expires < now - TimeSpan.FromDays(1));
        }
    }

    private static void Drop(Dictionary<string, Grant> tokens, Func<Grant, bool> match)
    {
        foreach (var token in tokens.Where(pair => match(pair.Value)).Select(pair => pair.Key).ToList())
        {
            tokens.Remove(token);
        }
    }

    private static int Expire(Dictionary<string, Grant> tokens, Func<Grant, bool> match, DateTimeOffset past)
    {
        var hit = tokens.Where(pair => match(pair.Value) && pair.Value.Expires > past).ToList();
        foreach (var (token, grant) in hit)
        {
            tokens[token] = grant with { Expires = past };
        }

        return hit.Count;
    }
}
