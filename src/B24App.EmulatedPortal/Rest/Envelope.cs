using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>Error bodies of both versions and the <c>time</c> block.</summary>
internal static class Envelope
{
    private const string V3Prefix = "BITRIX_REST_V3_EXCEPTION_";

    // A few codes come from another branch of the names: BITRIX_REST_V3_REALISATION_EXCEPTION_….
    private const string V3Family = "BITRIX_REST_V3_";

    // Raised before a method of either version is reached; their shape under /rest/api/ is not documented.
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "NO_AUTH_FOUND", "invalid_token", "expired_token", "authorization_error", "APPLICATION_NOT_FOUND", "PAYMENT_REQUIRED",
        "INVALID_CREDENTIALS", "QUERY_LIMIT_EXCEEDED", "OPERATION_TIME_LIMIT", "OVERLOAD_LIMIT", "ERROR_METHOD_NOT_FOUND",
        "INTERNAL_SERVER_ERROR", "PORTAL_DELETED", "ACCESS_DENIED", "WRONG_AUTH_TYPE", "user_access_error", "INVALID_REQUEST",
    };

    public static JsonObject Error(RestError error, bool v3, Switches switches, JsonObject? time = null)
    {
        JsonObject body;
        if (!v3 || (Common.Contains(error.Code) && !switches.V3TokenErrorsAreObjects))
        {
            body = new JsonObject { ["error"] = error.Code, ["error_description"] = error.Message };
            Merge(body, error.Extra);
        }
        else
        {
            var code = Common.Contains(error.Code) || error.Code.StartsWith(V3Family, StringComparison.Ordinal) ? error.Code : V3Prefix + error.Code;
            var inner = new JsonObject { ["code"] = code, ["message"] = error.Message };
            Merge(inner, error.Extra);
            body = new JsonObject { ["error"] = inner };
        }

        if (time is not null)
        {
            body["time"] = time;
        }

        return body;
    }

    /// <summary>Everything about a call's time; the finish is the portal's "now".</summary>
    public static JsonObject Time(DateTimeOffset now, TimeSpan cost, TimeSpan offset, double operating, DateTimeOffset? resetAt)
    {
        var finish = Seconds(now);
        var duration = Math.Round(cost.TotalSeconds, 6);
        var time = new JsonObject
        {
            ["start"] = Math.Round(finish - duration, 6),
            ["finish"] = finish,
            ["duration"] = duration,
            ["processing"] = Math.Round(duration * 0.8, 6),
            ["date_start"] = Iso(now - cost, offset),
            ["date_finish"] = Iso(now, offset),
        };
        if (resetAt is { } reset)
        {
            time["operating_reset_at"] = reset.ToUnixTimeSeconds();
        }

        time["operating"] = Math.Round(operating, 6);
        return time;
    }

    public static string Iso(DateTimeOffset moment, TimeSpan offset) =>
        moment.ToOffset(offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static double Seconds(DateTimeOffset moment) =>
        Math.Round((moment - DateTimeOffset.UnixEpoch).TotalSeconds, 6);

    private static void Merge(JsonObject body, JsonObject? extra)
    {
        foreach (var (name, value) in extra ?? [])
        {
            body[name] = value?.DeepClone();
        }
    }
}
