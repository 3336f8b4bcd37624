using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.OAuth;

/// <summary>Error codes of the OAuth host (b24restdocs: settings/oauth/error-codes.md), some of them sent with HTTP 200.</summary>
internal static class OAuthErrors
{
    public static OAuthOutcome<T> Read<T>(string code, DateTimeOffset later) => code.ToUpperInvariant() switch
    {
        "INVALID_GRANT" or "BAD_VERIFICATION_CODE" or "NO_AUTH_FOUND" or "EXPIRED_TOKEN" or "INVALID_TOKEN" => new Denied<T>(AccessTrouble.Expired, code),
        "NOT_INSTALLED" or "APPLICATION_NOT_FOUND" or "ERROR_OAUTH" => new Denied<T>(AccessTrouble.Uninstalled, code),
        "PAYMENT_REQUIRED" => new Denied<T>(AccessTrouble.SubscriptionEnded, code),
        "PORTAL_DELETED" => new Denied<T>(AccessTrouble.PortalDeleted, code),
        "AUTHORIZATION_ERROR" => new Denied<T>(AccessTrouble.UserDismissed, code),
        "USER_ACCESS_ERROR" => new Denied<T>(AccessTrouble.UserBarred, code),
        "INVALID_REQUEST" or "INVALID_CLIENT" or "WRONG_CLIENT" or "UNAUTHORIZED_CLIENT" or "UNSUPPORTED_GRANT_TYPE"
            or "INSUFFICIENT_SCOPE" or "INVALID_SCOPE" => new Denied<T>(AccessTrouble.ClientRefused, code),
        _ => new Unavailable<T>(later, code),
    };
}
