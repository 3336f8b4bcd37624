using System.Security.Cryptography;
using System.Text.Json;
using B24App.Store;
using Microsoft.AspNetCore.DataProtection;

namespace B24App.Pages;

/// <summary>Who looks at the page: made after the OAuth host confirmed him, carried in a header, never in a cookie or a URL.</summary>
/// <param name="Portal">His portal.</param>
/// <param name="User">His id there.</param>
/// <param name="IsAdmin">Administrator when the session began; asked again before anything that matters (RULES 38).</param>
/// <param name="SeenAt">When that was asked.</param>
/// <param name="Language"><c>ru</c> or <c>en</c>.</param>
/// <param name="Placement">Where the portal opened us.</param>
public sealed record Session(PortalId Portal, long User, bool IsAdmin, DateTimeOffset SeenAt, string Language, string Placement)
{
    /// <summary>The task it was opened in, which his own token could read (RULES 38); 0 for none.</summary>
    public long Task { get; init; }

    /// <summary>The record of the CRM it was opened in, which his own token could read, as <c>r3:12</c>; empty for none.</summary>
    public string Card { get; init; } = "";

    /// <summary>He has a part in that task: it is his, he works on it, or he watches over the portal.</summary>
    public bool IsInTask { get; init; }
}

/// <summary>Signs sessions for an hour and reads them back.</summary>
public sealed class Sessions(IDataProtectionProvider keys, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(60);

    private readonly IDataProtector _keys = keys.CreateProtector("B24App.Pages.Session");

    /// <summary>The token that the page keeps in a variable.</summary>
    public string Sign(Session session) =>
        _keys.Protect(JsonSerializer.Serialize(new Signed(session, clock.GetUtcNow() + Life)));

    /// <summary>The session of a request, or null when it has none that is still good.</summary>
    public Session? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) ? Open(header["Bearer ".Length..]) : null;
    }

    private Session? Open(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<Signed>(_keys.Unprotect(token)) is { } signed && signed.Until > clock.GetUtcNow() ? signed.Session : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Signed(Session Session, DateTimeOffset Until);
}
