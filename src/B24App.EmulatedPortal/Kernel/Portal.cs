namespace B24App.EmulatedPortal.Kernel;

/// <summary>
/// One emulated portal: who works there, which apps are installed, what its switches say. Feature folders hang their state
/// on it through <see cref="State{T}"/>, so the kernel knows nothing of tasks or chats.
/// </summary>
public sealed class Portal
{
    private readonly Dictionary<Type, object> _states = new();

    /// <summary>Makes a portal with nobody in it.</summary>
    public Portal(string memberId, string name, string language, TimeProvider clock)
    {
        MemberId = memberId;
        Name = name;
        Language = language;
        Clock = clock;
        Events = new EventOutlet(this);
    }

    /// <summary>Identity of the portal for its whole life: 32 hex digits.</summary>
    public string MemberId { get; }

    /// <summary>Name of the company as people see it.</summary>
    public string Name { get; set; }

    /// <summary>Language of the portal: <c>ru</c> or <c>en</c>.</summary>
    public string Language { get; set; }

    /// <summary>Host and port as apps see it (<c>DOMAIN</c>); changes on a rename.</summary>
    public string Domain { get; set; } = "";

    /// <summary><c>http</c> in the box, <c>https</c> behind a proxy.</summary>
    public string Scheme { get; set; } = "http";

    /// <summary>Offset of the portal's own time zone: the <c>time</c> block and <c>server.time</c> carry it.</summary>
    public TimeSpan UtcOffset { get; set; } = TimeSpan.FromHours(3);

    /// <summary>The clock of this portal; tests turn it by hand.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Held while a method runs: a portal does one thing at a time.</summary>
    public object Gate { get; } = new();

    /// <summary>Employees by id.</summary>
    public SortedDictionary<long, PortalUser> Users { get; } = new();

    /// <summary>Apps by client id.</summary>
    public Dictionary<string, InstalledApp> Apps { get; } = new(StringComparer.Ordinal);

    /// <summary>Inbound webhooks: code to the ids of users it works for (null: every user).</summary>
    public Dictionary<string, HashSet<long>?> Webhooks { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers to what the documents leave open.</summary>
    public Switches Switches { get; set; } = new();

    /// <summary>Where features announce what happened.</summary>
    public EventOutlet Events { get; }

    /// <summary>State of a feature, made at first use.</summary>
    public T State<T>() where T : class, new()
    {
        if (!_states.TryGetValue(typeof(T), out var state))
        {
            _states[typeof(T)] = state = new T();
        }

        return (T)state;
    }

    /// <summary>Forgets people, apps and all feature state, bindings and placements included.</summary>
    public void Clear()
    {
        _states.Clear();
        Users.Clear();
        Apps.Clear();
        Webhooks.Clear();
        Switches = new Switches();
    }
}

/// <summary>A person (or hidden system user) of a portal.</summary>
public sealed class PortalUser
{
    /// <summary>Id inside the portal.</summary>
    public required long Id { get; init; }

    /// <summary>First name.</summary>
    public required string Name { get; set; }

    /// <summary>Last name.</summary>
    public string LastName { get; set; } = "";

    /// <summary>E-mail, possibly empty.</summary>
    public string Email { get; set; } = "";

    /// <summary>Job title.</summary>
    public string Position { get; set; } = "";

    /// <summary>Portal administrator.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>False once dismissed.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>System users, bots and the like: they act, but <c>user.get</c> and <c>user.search</c> hide them.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Offset of the user's time zone: dates in answers carry it.</summary>
    public TimeSpan UtcOffset { get; set; } = TimeSpan.FromHours(3);

    /// <summary>First and last name.</summary>
    public string FullName => LastName.Length == 0 ? Name : $"{Name} {LastName}";
}

/// <summary>An application registered on a portal, installed or being installed.</summary>
public sealed class InstalledApp
{
    /// <summary><c>local.…</c> or <c>app.…</c>; opaque.</summary>
    public required string ClientId { get; init; }

    /// <summary>Known to the OAuth host and the app alone.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>Name in the left menu.</summary>
    public string Title { get; set; } = "";

    /// <summary>Granted scopes.</summary>
    public HashSet<string> Scopes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Proves to the app that an event comes from this portal; may change on update.</summary>
    public string ApplicationToken { get; set; } = "";

    /// <summary>False until the page called <c>installFinish</c>: no events, no widgets.</summary>
    public bool IsInstalled { get; set; }

    /// <summary>It was installed before: what runs now is the master of an update.</summary>
    public bool WasInstalled { get; set; }

    /// <summary>User who installed it.</summary>
    public long InstalledBy { get; set; }

    /// <summary>Version as a whole number.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Market version in words, as lifecycle events print it.</summary>
    public string VersionText => $"{Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}.0.0";

    /// <summary>Registered on one portal by its administrator: status <c>L</c>, and all its data goes with it.</summary>
    public bool IsLocal => ClientId.StartsWith("local.", StringComparison.Ordinal);

    /// <summary>Letter of <c>status</c>.</summary>
    public string Status => IsLocal ? "L" : "F";

    /// <summary>Trial or paid period is over: every call answers <c>PAYMENT_REQUIRED</c>.</summary>
    public bool IsPaymentExpired { get; set; }

    /// <summary>Address of the main page.</summary>
    public string AppUrl { get; set; } = "";

    /// <summary>Address of the installation master.</summary>
    public string InstallUrl { get; set; } = "";
}

/// <summary>What happened on a portal, as the features tell it; the event queue listens.</summary>
public sealed class EventOutlet(Portal portal)
{
    private Action<PortalEvent>? _listener;

    /// <summary>The REST call that runs now, under the portal's gate; null while a person or the portal itself acts.</summary>
    internal RestSource? Source { get; set; }

    /// <summary>Sets who receives what happens; one listener, the portal's event queue.</summary>
    public void Listen(Action<PortalEvent> listener) => _listener = listener;

    /// <summary>Announces an event. Call it under the portal's gate, after the state changed.</summary>
    /// <param name="code">Upper-case code, for example <c>ONTASKADD</c>.</param>
    /// <param name="actor">User whose action caused it; null for robots and agents: such events carry no tokens.</param>
    /// <param name="data">Flat form pairs under <c>data</c>, for example <c>[FIELDS_AFTER][ID]</c> to <c>51</c>.</param>
    public void Raise(string code, PortalUser? actor, IReadOnlyList<KeyValuePair<string, string>> data) =>
        _listener?.Invoke(new PortalEvent(portal, code, actor, data, portal.Clock.GetUtcNow()) { Source = Source });

    /// <summary>Announces something that concerns one app alone.</summary>
    public void RaiseFor(InstalledApp app, string code, PortalUser? actor, IReadOnlyList<KeyValuePair<string, string>> data) =>
        _listener?.Invoke(new PortalEvent(portal, code, actor, data, portal.Clock.GetUtcNow()) { OnlyFor = app.ClientId, Source = Source });
}

/// <summary>Something that happened, before it is addressed to the handlers that are bound to it.</summary>
public sealed record PortalEvent(Portal Portal, string Code, PortalUser? Actor, IReadOnlyList<KeyValuePair<string, string>> Data, DateTimeOffset At)
{
    /// <summary>Client id of the one app that may hear it; null: every app that bound it.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>The REST call that caused it, or null.</summary>
    internal RestSource? Source { get; init; }
}

/// <summary>A REST call as the origin of events.</summary>
/// <param name="ClientId">App that called; null for a webhook.</param>
/// <param name="Connector">Its <c>auth_connector</c>; empty: none.</param>
/// <param name="Hit">One object for each HTTP request: a batch is one hit.</param>
internal sealed record RestSource(string? ClientId, string Connector, object Hit);
