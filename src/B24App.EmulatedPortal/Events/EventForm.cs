using System.Globalization;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.OAuth;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Events;

/// <summary>The form body of a delivery (b24restdocs: api-reference/events/index.md): nested keys, every value a string.</summary>
internal static class EventForm
{
    public static string Write(PortalHost host, Delivery delivery, TokenPair? tokens, DateTimeOffset now)
    {
        var portal = host.Portal;
        var pairs = new List<KeyValuePair<string, string>> { new("event", delivery.Event) };
        if (delivery.HandlerId != 0)
        {
            pairs.Add(new("event_handler_id", Number(delivery.HandlerId)));
        }

        pairs.AddRange(delivery.Data.Select(pair => new KeyValuePair<string, string>("data" + pair.Key, pair.Value)));
        // The moment of sending, not of the change.
        pairs.Add(new("ts", Number(now.ToUnixTimeSeconds())));

        if (tokens is not null)
        {
            pairs.Add(new("auth[access_token]", tokens.Access));
            pairs.Add(new("auth[expires]", Number(tokens.Expires.ToUnixTimeSeconds())));
            pairs.Add(new("auth[expires_in]", Number((long)Grants.AccessLife.TotalSeconds)));
            pairs.Add(new("auth[scope]", string.Join(',', delivery.Scopes)));
        }

        pairs.Add(new("auth[domain]", portal.Domain));
        pairs.Add(new("auth[server_endpoint]", host.OAuth.ServerEndpoint));
        if (tokens is not null)
        {
            pairs.Add(new("auth[status]", delivery.Status));
        }

        pairs.Add(new("auth[client_endpoint]", host.ClientEndpoint));
        pairs.Add(new("auth[member_id]", portal.MemberId));
        if (tokens is not null)
        {
            pairs.Add(new("auth[user_id]", Number(tokens.UserId)));
            if (delivery.WithRefresh)
            {
                pairs.Add(new("auth[refresh_token]", tokens.Refresh));
            }
        }

        if (delivery.Event != "ONAPPPAYMENT")
        {
            pairs.Add(new("auth[application_token]", delivery.ApplicationToken));
        }

        return PhpForm.Write(pairs);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
