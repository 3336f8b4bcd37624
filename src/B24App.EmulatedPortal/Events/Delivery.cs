namespace B24App.EmulatedPortal.Events;

/// <summary>One event for one handler, waiting in the queue.</summary>
internal sealed record Delivery
{
    public required string ClientId { get; init; }

    public required string Event { get; init; }

    public required string Handler { get; init; }

    public long HandlerId { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Data { get; init; }

    /// <summary>Whose tokens go along; null: none.</summary>
    public long? TokenUser { get; init; }

    /// <summary>Lifecycle events and ONOFFLINEEVENT bring a refresh token as well.</summary>
    public bool WithRefresh { get; init; }

    /// <summary>Secret that proves the portal, as it was when this was queued.</summary>
    public required string ApplicationToken { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset NotBefore { get; init; }
}

/// <summary>A delivery that was tried.</summary>
/// <param name="Event">Code.</param>
/// <param name="Handler">Address.</param>
/// <param name="Body">Form body as sent.</param>
/// <param name="Status">HTTP status of the handler, or null when it did not answer.</param>
/// <param name="At">When it was sent.</param>
public sealed record SentEvent(string Event, string Handler, string Body, int? Status, DateTimeOffset At);
