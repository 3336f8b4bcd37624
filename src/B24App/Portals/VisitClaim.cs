using System.Text;
using B24App.Bitrix24.Events;
using B24App.Bitrix24.Json;

namespace B24App.Portals;

/// <summary>What a page's form or an event claims about its sender. Nothing of it is believed before the OAuth host was asked.</summary>
internal sealed record VisitClaim
{
    private const int LongestField = 2048;

    public required string Member { get; init; }

    public required string AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>Seconds the access token still lives, as sent: <c>AUTH_EXPIRES</c> is a duration, not a moment.</summary>
    public long? LivesFor { get; init; }

    public string? ServerEndpoint { get; init; }

    public string? Secret { get; init; }

    public string? Language { get; init; }

    /// <summary>Reads the form of a page in the portal's frame; null when it lacks what any portal sends.</summary>
    public static VisitClaim? From(IFormCollection form, string? language) =>
        One(form, "member_id") is { } member && One(form, "AUTH_ID") is { } token
            ? new VisitClaim
            {
                Member = member,
                AccessToken = token,
                RefreshToken = One(form, "REFRESH_ID"),
                LivesFor = Wire.Id(One(form, "AUTH_EXPIRES")),
                ServerEndpoint = One(form, "SERVER_ENDPOINT"),
                Secret = One(form, "APPLICATION_TOKEN"),
                Language = language,
            }
            : null;

    /// <summary>Reads an event that brings tokens; null when it brings none.</summary>
    public static VisitClaim? From(EventNotice notice) =>
        Short(notice.Member) is { } member && Short(notice.AccessToken) is { } token
            ? new VisitClaim
            {
                Member = member,
                AccessToken = token,
                RefreshToken = Short(notice.RefreshToken),
                LivesFor = Wire.Id(notice.Auth.GetValueOrDefault("expires_in")),
                ServerEndpoint = Short(notice.ServerEndpoint),
                Secret = Short(notice.ApplicationToken),
                Language = Short(notice.Pairs.GetValueOrDefault("LANGUAGE_ID")),
            }
            : null;

    // A field sent twice is nobody's honest form.
    private static string? One(IFormCollection form, string name) =>
        form.TryGetValue(name, out var values) && values.Count == 1 ? Short(values[0]) : null;

    private static string? Short(string? text) => text is { Length: > 0 and <= LongestField } && text != "undefined" ? text : null;

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Member = ").Append(Member);
        return true;
    }
}
