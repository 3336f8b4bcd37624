using B24App.Bitrix24.OAuth;

namespace B24App.Portals;

/// <summary>
/// An administrator's installation, update or visit after the OAuth host confirmed who he is (RULES 27). Everything here comes
/// from that confirmation or from the administrator himself; nothing from a field a stranger could fill.
/// </summary>
internal sealed record VerifiedInstall
{
    public required AppInfo Info { get; init; }

    public required Uri OAuthHost { get; init; }

    public required long UserId { get; init; }

    public required string UserName { get; init; }

    public required bool IsAdmin { get; init; }

    /// <summary>His pair; null when no refresh token came along.</summary>
    public required TokenPair? Pair { get; init; }

    /// <summary>The application token as sent; null when none came.</summary>
    public string? Secret { get; init; }

    public string? Language { get; init; }
}
