using System.Net.Http.Headers;
using System.Text;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Events;

/// <summary>
/// The portal's outbound queue: first in, first out, one at a time, each delivery tried once. A handler that answers slowly
/// waits longer and longer for its next event (b24restdocs: api-reference/events/index.md).
/// </summary>
public sealed class OutboundEvents : IAsyncDisposable
{
    private const int LogKept = 5_000;

    private readonly PortalHost _host;
    private readonly HttpMessageInvoker _http;
    private readonly Lock _lock = new();
    private readonly WaitingEvents _waiting = new();
    private readonly Queue<SentEvent> _log = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _stop = new();
    private Task _worker = Task.CompletedTask;

    internal OutboundEvents(PortalHost host, HttpMessageInvoker http)
    {
        _host = host;
        _http = http;
        host.Portal.Events.Listen(Take);
    }

    /// <summary>What goes wrong with the next events.</summary>
    public EventFaults Faults
    {
        get => _waiting.Faults;
        set
        {
            _waiting.Faults = value;
            _signal.Release();
        }
    }

    /// <summary>Deliveries that have not left, held and reordered ones included.</summary>
    public int Pending => _waiting.Count;

    /// <summary>What was sent, oldest first.</summary>
    public IReadOnlyList<SentEvent> Log
    {
        get
        {
            lock (_lock)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Sends everything that is queued and due, and answers how many deliveries left.</summary>
    public async Task<int> DeliverPending()
    {
        await _turn.WaitAsync();
        try
        {
            var sent = 0;
            while (_waiting.Next(_host.Portal.Clock.GetUtcNow()) is { } delivery)
            {
                await Send(delivery);
                sent++;
            }

            return sent;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Drops what is queued and all faults.</summary>
    public void Clear()
    {
        _waiting.Clear();
        lock (_lock)
        {
            _log.Clear();
        }
    }

    /// <summary>Waits for the running delivery and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _worker;
        _turn.Dispose();
        _signal.Dispose();
        _stop.Dispose();
    }

    internal void DeliverByItself() => _worker = Task.Run(Work);

    /// <summary>Queues a lifecycle event for the handlers one app has bound; call it under the portal's gate.</summary>
    internal void Tell(InstalledApp app, string code, long? tokenUser, bool withRefresh, IReadOnlyList<KeyValuePair<string, string>> data)
    {
        foreach (var binding in _host.Portal.State<EventBindings>().Of(app.ClientId, code))
        {
            Queue(app, binding, tokenUser, withRefresh, data);
        }
    }

    private void Take(PortalEvent happened)
    {
        foreach (var binding in _host.Portal.State<EventBindings>().All.Where(binding => binding.Event == happened.Code))
        {
            if (happened.OnlyFor is { } only && only != binding.ClientId)
            {
                continue;
            }

            // Nothing is sent before the installation is finished (b24restdocs: settings/app-installation/installation-finish.md).
            if (!_host.Portal.Apps.TryGetValue(binding.ClientId, out var app) || !app.IsInstalled)
            {
                continue;
            }

            if (binding.IsOffline)
            {
                Record(app, binding, happened);
            }
            else
            {
                Queue(app, binding, binding.AuthType != 0 ? binding.AuthType : happened.Actor?.Id, withRefresh: false, happened.Data);
            }
        }
    }

    // Into the offline queue, and a notice of it to who asked for one.
    private void Record(InstalledApp app, EventBinding binding, PortalEvent happened)
    {
        var portal = _host.Portal;
        if (!portal.State<OfflineQueue>().Record(binding, happened))
        {
            return;
        }

        foreach (var notice in portal.State<EventBindings>().Of(app.ClientId, "ONOFFLINEEVENT"))
        {
            if (portal.State<OfflineNotices>().Due(notice, happened.Source?.Hit, happened.At, portal.Switches.OfflineNoticeTrails) is { } due)
            {
                Queue(app, notice, notice.AuthType != 0 ? notice.AuthType : happened.Actor?.Id, withRefresh: true, [], due);
            }
        }
    }

    private void Queue(
        InstalledApp app, EventBinding binding, long? tokenUser, bool withRefresh, IReadOnlyList<KeyValuePair<string, string>> data, DateTimeOffset? due = null)
    {
        _waiting.Add(new Delivery
        {
            ClientId = app.ClientId,
            Event = binding.Event,
            Handler = binding.Handler,
            HandlerId = binding.Id,
            Data = data,
            TokenUser = tokenUser,
            WithRefresh = withRefresh,
            ApplicationToken = app.ApplicationToken,
            Scopes = [.. app.Scopes],
            Status = app.Status,
            NotBefore = due ?? _host.Portal.Clock.GetUtcNow(),
        });
        _signal.Release();
    }

    private async Task Send(Delivery delivery)
    {
        var clock = _host.Portal.Clock;
        var started = clock.GetUtcNow();
        string body;
        lock (_host.Portal.Gate)
        {
            body = EventForm.Write(_host, delivery, Tokens(delivery), started);
        }

        var status = await Post(delivery.Handler, body);
        _waiting.Pace(delivery.Handler, clock.GetUtcNow() - started, clock.GetUtcNow());
        lock (_lock)
        {
            _log.Enqueue(new SentEvent(delivery.Event, delivery.Handler, body, status, started));
            if (_log.Count > LogKept)
            {
                _log.Dequeue();
            }
        }
    }

    private OAuth.TokenPair? Tokens(Delivery delivery)
    {
        if (delivery.TokenUser is not { } user || !_host.Portal.Apps.ContainsKey(delivery.ClientId)
            || !_host.Portal.Users.TryGetValue(user, out var person) || !person.IsActive)
        {
            return null;
        }

        return delivery.WithRefresh
            ? _host.OAuth.Grants.Issue(_host, delivery.ClientId, user)
            : _host.OAuth.Grants.IssueAccess(_host, delivery.ClientId, user);
    }

    private async Task<int?> Post(string handler, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, handler);
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.UserAgent.ParseAdd("Bitrix24-Webhook-Engine");
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            patience.CancelAfter(TimeSpan.FromSeconds(30));
            using var response = await _http.SendAsync(request, patience.Token);
            return (int)response.StatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            return null; // tried once; the event is gone, as on the real queue
        }
    }

    private async Task Work()
    {
        while (!_stop.IsCancellationRequested)
        {
            await DeliverPending();
            try
            {
                await Pause();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // Until something is queued, or until the first delayed delivery is due.
    private async Task Pause()
    {
        if (_waiting.NextDue() is not { } due)
        {
            await _signal.WaitAsync(_stop.Token);
        }
        else if (due - _host.Portal.Clock.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
        {
            using var awake = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(_signal.WaitAsync(awake.Token), Task.Delay(wait, _host.Portal.Clock, awake.Token));
            await awake.CancelAsync();
        }

        while (_signal.Wait(0))
        {
            // many events, one round
        }
    }
}
