using System.Text;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Events;

/// <summary>An event as it came: a hint to look, from a sender not yet known to be a portal.</summary>
/// <param name="Event">Upper-case event name.</param>
/// <param name="Member">The portal's <c>member_id</c> as sent.</param>
/// <param name="ApplicationToken">The only proof of origin; empty in ONAPPPAYMENT.</param>
/// <param name="HandlerId">Id of the subscription; not a message id.</param>
/// <param name="SentAt">When the queue sent it, in whole seconds.</param>
/// <param name="Pairs">Everything under <c>data</c> by its path, as <c>FIELDS_AFTER[ID]</c>; "undefined" is left out.</param>
/// <param name="Auth">Everything under <c>auth</c> except the application token; may hold tokens.</param>
public sealed record EventNotice(
    string Event,
    string Member,
    string ApplicationToken,
    long? HandlerId,
    DateTimeOffset? SentAt,
    IReadOnlyDictionary<string, string> Pairs,
    IReadOnlyDictionary<string, string> Auth)
{
    /// <summary>No real notice has more fields; a flood is not worth reading.</summary>
    public const int MostPairs = 500;

    private static readonly string[] Secrets = ["access_token", "refresh_token", "application_token", "client_secret"];

    /// <summary>The item's id: of the task, or of the comment on the old card (0 on the new one).</summary>
    public long? ItemId => FieldId("ID");

    /// <summary>The task of a comment event.</summary>
    public long? TaskId => FieldId("TASK_ID");

    /// <summary>The message of a comment event on the new card.</summary>
    public long? MessageId => FieldId("MESSAGE_ID") is { } id and > 0 ? id : null;

    /// <summary>Whose action it was, when the sender says.</summary>
    public long? UserId => Wire.Id(Auth.GetValueOrDefault("user_id"));

    /// <summary>Access token, when a user could be named.</summary>
    public string? AccessToken => Auth.GetValueOrDefault("access_token");

    /// <summary>Refresh token; only install and update carry it.</summary>
    public string? RefreshToken => Auth.GetValueOrDefault("refresh_token");

    /// <summary>The OAuth host as sent: it may choose one entry of the allow-list, nothing more.</summary>
    public string? ServerEndpoint => Auth.GetValueOrDefault("server_endpoint");

    /// <summary>Reads a form; null when it is no event at all.</summary>
    public static EventNotice? From(IEnumerable<KeyValuePair<string, string>> form)
    {
        string? name = null, handler = null, ts = null;
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        var auth = new Dictionary<string, string>(StringComparer.Ordinal);
        var seen = 0;
        foreach (var (key, value) in form)
        {
            if (++seen > MostPairs)
            {
                return null;
            }

            switch (key)
            {
                case "event": name = value; break;
                case "event_handler_id": handler = value; break;
                case "ts": ts = value; break;
                case var _ when Under("data", key) is { } path && value != "undefined": data[path] = value; break;
                case var _ when Under("auth", key) is { } path && value != "undefined": auth[path] = value; break;
                default: break;
            }
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        auth.Remove("application_token", out var token);
        return new EventNotice(
            name.Trim().ToUpperInvariant(),
            auth.GetValueOrDefault("member_id") ?? "",
            token ?? "",
            Wire.Id(handler),
            Wire.FromUnix(Wire.Id(ts)),
            data,
            auth);
    }

    /// <summary>The same notice without tokens, fit for storing.</summary>
    public EventNotice WithoutSecrets() => this with
    {
        ApplicationToken = "",
        Auth = Auth.Where(pair => !Secrets.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value),
    };

    // data[FIELDS_AFTER][ID] is kept as FIELDS_AFTER[ID]; data[ID] as ID.
    private static string? Under(string root, string key)
    {
        if (!key.StartsWith(root + "[", StringComparison.Ordinal))
        {
            return null;
        }

        var close = key.IndexOf(']', StringComparison.Ordinal);
        return close < 0 ? null : string.Concat(key.AsSpan(root.Length + 1, close - root.Length - 1), key.AsSpan(close + 1));
    }

    // An event names its item in AFTER, a deletion in BEFORE, other families in FIELDS, comments of timelines without any of them.
    private long? FieldId(string name) =>
        Wire.Id(Pairs.GetValueOrDefault($"FIELDS_AFTER[{name}]"))
        ?? Wire.Id(Pairs.GetValueOrDefault($"FIELDS_BEFORE[{name}]"))
        ?? Wire.Id(Pairs.GetValueOrDefault($"FIELDS[{name}]"))
        ?? Wire.Id(Pairs.GetValueOrDefault(name));

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Event = ").Append(Event).Append(", Member = ").Append(Member);
        return true;
    }
}
