namespace B24App.EmulatedPortal.Events;

/// <summary>A subscription of an app.</summary>
/// <param name="Id">The <c>event_handler_id</c> of its deliveries.</param>
/// <param name="ClientId">Whose it is.</param>
/// <param name="Event">Upper-case code.</param>
/// <param name="Handler">Address; empty for an offline one.</param>
/// <param name="AuthType">User whose tokens it brings; 0: of who acted.</param>
/// <param name="BoundBy">User who bound it; others see it only as administrators.</param>
public sealed record EventBinding(long Id, string ClientId, string Event, string Handler, long AuthType, long BoundBy)
{
    /// <summary>What happens is written into the offline queue; nobody is called.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Source key of an offline subscription; empty: none.</summary>
    public string Connector { get; init; } = "";

    /// <summary>Shortest time between two ONOFFLINEEVENT; zero: one for each call to the portal.</summary>
    public TimeSpan MinTimeout { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>Subscriptions of a portal, in the order they were made.</summary>
public sealed class EventBindings
{
    private long _lastId = 180;

    /// <summary>All subscriptions.</summary>
    public List<EventBinding> All { get; } = [];

    /// <summary>Adds one.</summary>
    public EventBinding Add(string clientId, string code, string handler, long authType, long boundBy)
    {
        // Ids start where a lived-in portal would be, so that none is mistaken for an index.
        var binding = new EventBinding(++_lastId, clientId, code, handler, authType, boundBy);
        All.Add(binding);
        return binding;
    }

    /// <summary>Adds one as it is, under an id of its own.</summary>
    internal void Add(EventBinding binding) => All.Add(binding with { Id = ++_lastId });

    /// <summary>Those of one app that call a handler for one event.</summary>
    public IEnumerable<EventBinding> Of(string clientId, string code) =>
        All.Where(binding => !binding.IsOffline && binding.ClientId == clientId && binding.Event == code);
}
