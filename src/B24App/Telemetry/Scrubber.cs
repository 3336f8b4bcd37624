using System.Diagnostics;
using OpenTelemetry;

namespace B24App.Telemetry;

/// <summary>
/// Tokens of portals travel in query strings, so no span leaves with one: addresses are cut before the question mark, and every other
/// tag that holds an address or could hold what a person wrote is dropped.
/// </summary>
internal sealed class Scrubber : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Addresses = new(["url.full", "url.path", "http.url", "http.target", "http.route"], StringComparer.Ordinal);

    private static readonly string[] Kept =
        ["b24app.", "http.request.method", "http.response.status_code", "server.", "network.", "error.type", "url.scheme", "aspnetcore.", "db.system", "db.operation", "dns.", "tls."];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (Addresses.Contains(name))
            {
                data.SetTag(name, WithoutQuery(value?.ToString() ?? ""));
            }
            else if (!Kept.Any(kept => name.StartsWith(kept, StringComparison.Ordinal)))
            {
                data.SetTag(name, null);
            }
        }

        data.DisplayName = WithoutQuery(data.DisplayName);
        if (data.StatusDescription is { Length: > 0 })
        {
            data.SetStatus(data.Status);
        }
    }

    // A webhook's secret stands in the path: /rest/1/secret/method.
    private static string WithoutQuery(string address)
    {
        var end = address.IndexOfAny(['?', '#']);
        address = end < 0 ? address : address[..end];
        var rest = address.IndexOf("/rest/", StringComparison.Ordinal);
        return rest < 0 ? address : address[..(rest + 5)] + address[address.LastIndexOf('/')..];
    }
}
