using System.Globalization;
using B24App.EmulatedPortal.Basics;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.OAuth;

namespace B24App.EmulatedPortal.Install;

/// <summary>The life of apps on a portal, from the first click to the removal, and of the people they act for.</summary>
public sealed class InstallDesk
{
    private readonly PortalHost _host;

    internal InstallDesk(PortalHost host) => _host = host;

    private Portal Portal => _host.Portal;

    /// <summary>
    /// A user opens the app. The first time an administrator does, it is registered; until <see cref="Finish"/> he gets the
    /// installation master, then the main page or the widget.
    /// </summary>
    /// <exception cref="RestError">The app is not known, or not installed and the user is no administrator.</exception>
    public FrameForm Open(string clientId, long userId, string placement = "DEFAULT", string options = "{}")
    {
        lock (Portal.Gate)
        {
            var user = Portal.Users.TryGetValue(userId, out var found) && found.IsActive
                ? found
                : throw new RestError("ACCESS_DENIED", "No such user on this portal", 403);
            var app = Portal.Apps.TryGetValue(clientId, out var there) ? there : Register(clientId, user);
            if (!app.IsInstalled && !user.IsAdmin)
            {
                throw new RestError("NOT_INSTALLED", "The application is not fully installed; ask the administrator", 403);
            }

            var url = !app.IsInstalled ? app.InstallUrl
                : placement == "DEFAULT" ? app.AppUrl
                : Portal.State<Placements>().Find(clientId, placement)?.Handler
                    ?? throw new RestError("ERROR_PLACEMENT_NOT_FOUND", $"Nothing is bound to {placement}", 404);
            return Form(app, user, url, app.IsInstalled ? placement : "DEFAULT", options);
        }
    }

    /// <summary>The page called <c>installFinish</c>: events and widgets start, and ONAPPINSTALL is sent if it was bound; not after an update.</summary>
    public void Finish(string clientId)
    {
        lock (Portal.Gate)
        {
            var app = Portal.Apps[clientId];
            if (!app.IsInstalled)
            {
                app.IsInstalled = true;
                if (!app.WasInstalled)
                {
                    TellInstalled(app);
                }

                app.WasInstalled = true;
            }
        }
    }

    /// <summary>
    /// A new version: handlers and widgets are gone, the application token is new. ONAPPUPDATE goes to who had bound it, with
    /// tokens. The master of the new version runs again, and no other event leaves before it has finished.
    /// </summary>
    public void Update(string clientId, int version, bool runsInstaller = true)
    {
        lock (Portal.Gate)
        {
            var app = Portal.Apps[clientId];
            var before = app.VersionText;
            app.Version = version;
            app.ApplicationToken = _host.OAuth.Source.Hex(32);
            _host.Events.Tell(app, "ONAPPUPDATE", app.InstalledBy, withRefresh: true,
            [
                new("[VERSION]", app.VersionText), new("[PREVIOUS_VERSION]", before), new("[LANGUAGE_ID]", Portal.Language),
            ]);
            Portal.State<EventBindings>().All.RemoveAll(binding => binding.ClientId == clientId);
            Portal.State<OfflineQueue>().Forget(clientId);
            Portal.State<Placements>().All.RemoveAll(placement => placement.ClientId == clientId);
            app.IsInstalled = !runsInstaller || app.InstallUrl.Length == 0;
        }
    }

    /// <summary>Removes the app: ONAPPUNINSTALL without tokens, then every right is gone. Opening it again reinstalls it.</summary>
    public void Uninstall(string clientId, bool clean)
    {
        lock (Portal.Gate)
        {
            var app = Portal.Apps[clientId];
            if (app.IsInstalled)
            {
                _host.Events.Tell(app, "ONAPPUNINSTALL", tokenUser: null, withRefresh: false,
                    [new("[LANGUAGE_ID]", Portal.Language), new("[CLEAN]", clean ? "1" : "0")]);
            }

            Portal.State<EventBindings>().All.RemoveAll(binding => binding.ClientId == clientId);
            Portal.State<OfflineQueue>().Forget(clientId);
            Portal.State<Placements>().All.RemoveAll(placement => placement.ClientId == clientId);
            if (clean || app.IsLocal)
            {
                Portal.State<Options>().Forget(clientId);
            }

            Portal.Apps.Remove(clientId);
            _host.OAuth.Grants.Revoke(grant => grant.Host == _host && grant.ClientId == clientId, Grants.Removed);
        }
    }

    /// <summary>
    /// Registers an app that counts as installed for a user, without its pages: what <c>POST /_emulator/apps</c> does.
    /// </summary>
    public (InstalledApp App, TokenPair Tokens) Grant(AppCard card, long userId)
    {
        _host.OAuth.Register(card);
        lock (Portal.Gate)
        {
            var user = Portal.Users.GetValueOrDefault(userId) ?? throw new RestError("ACCESS_DENIED", "No such user on this portal", 403);
            var app = Portal.Apps.TryGetValue(card.ClientId, out var there) ? there : Add(card, user);
            app.IsInstalled = true;
            return (app, _host.OAuth.Grants.Issue(_host, card.ClientId, userId));
        }
    }

    /// <summary>Fresh tokens of a user, as the frame's <c>refreshAuth</c> brings them.</summary>
    public TokenPair IssueTokens(string clientId, long userId) => _host.OAuth.Grants.Issue(_host, clientId, userId);

    /// <summary>
    /// The portal gets a new address; the old one answers 302. Null opens a second port; otherwise another name of this
    /// port, such as <c>localhost:5091</c>.
    /// </summary>
    public async Task<string> Rename(string? newDomain = null) => await _host.Rename(newDomain);

    /// <summary>
    /// Dismisses a user. With <paramref name="preserve"/> the portal's Market apps go on with his tokens as a system user;
    /// local apps do not (b24restdocs: settings/system-user.md).
    /// </summary>
    public void Dismiss(long userId, bool preserve = false)
    {
        lock (Portal.Gate)
        {
            Portal.Users[userId].IsActive = false;
            if (!preserve)
            {
                return;
            }

            foreach (var app in Portal.Apps.Values.Where(app => !app.IsLocal))
            {
                var system = new PortalUser { Id = Portal.Users.Keys.Max() + 1, Name = app.Title, IsHidden = true, IsAdmin = Portal.Users[userId].IsAdmin };
                Portal.Users[system.Id] = system;
                Portal.State<SystemUsers>().Heirs[(app.ClientId, userId)] = system.Id;
            }
        }
    }

    /// <summary>Lets access tokens end now, of one app or of all; with <paramref name="refreshToo"/> the refresh tokens as well.</summary>
    public int ExpireTokens(string? clientId = null, bool refreshToo = false) =>
        _host.OAuth.Grants.Expire(grant => grant.Host == _host && (clientId is null || grant.ClientId == clientId), refreshToo);

    /// <summary>Takes all tokens of an app or of one of its users back.</summary>
    public void RevokeTokens(string clientId, long? userId = null) => _host.OAuth.Grants.Revoke(
        grant => grant.Host == _host && grant.ClientId == clientId && (userId is null || grant.UserId == userId), "invalid_token");

    /// <summary>The paid period ends (or starts again): calls answer <c>PAYMENT_REQUIRED</c>, and ONAPPPAYMENT is sent.</summary>
    public void EndSubscription(string clientId, bool ended = true)
    {
        lock (Portal.Gate)
        {
            var app = Portal.Apps[clientId];
            app.IsPaymentExpired = ended;
            if (!app.IsInstalled)
            {
                return;
            }

            _host.Events.Tell(app, "ONAPPPAYMENT", tokenUser: null, withRefresh: false,
            [
                new("[CODE]", clientId), new("[VERSION]", app.Version.ToString(CultureInfo.InvariantCulture)), new("[STATUS]", app.Status),
                new("[PAYMENT_EXPIRED]", ended ? "Y" : "N"), new("[DAYS]", ended ? "-1" : "30"), new("[LANGUAGE_ID]", Portal.Language),
            ]);
        }
    }

    internal PortalUser? SystemUserFor(InstalledApp app, long dismissed) =>
        Portal.State<SystemUsers>().Heirs.TryGetValue((app.ClientId, dismissed), out var heir) ? Portal.Users.GetValueOrDefault(heir) : null;

    private InstalledApp Register(string clientId, PortalUser user)
    {
        var card = _host.OAuth.App(clientId) ?? throw new RestError("ACCESS_DENIED", "No such application in the catalogue", 404);
        if (!user.IsAdmin)
        {
            throw new RestError("NOT_INSTALLED", "The application is not installed; ask the administrator", 403);
        }

        return Add(card, user);
    }

    private InstalledApp Add(AppCard card, PortalUser user)
    {
        var app = new InstalledApp
        {
            ClientId = card.ClientId,
            ClientSecret = card.ClientSecret,
            Title = card.Title,
            InstallUrl = card.InstallUrl,
            AppUrl = card.AppUrl,
            Version = card.Version,
            InstalledBy = user.Id,
            ApplicationToken = _host.OAuth.Source.Hex(32),
            IsInstalled = card.InstallUrl.Length == 0,
        };
        app.Scopes.UnionWith(card.Scopes);
        Portal.Apps[app.ClientId] = app;
        return app;
    }

    private void TellInstalled(InstalledApp app) => _host.Events.Tell(app, "ONAPPINSTALL", app.InstalledBy, withRefresh: true,
    [
        new("[VERSION]", app.VersionText), new("[ACTIVE]", "Y"), new("[INSTALLED]", "Y"), new("[LANGUAGE_ID]", Portal.Language),
    ]);

    private FrameForm Form(InstalledApp app, PortalUser user, string url, string placement, string options)
    {
        var tokens = _host.OAuth.Grants.Issue(_host, app.ClientId, user.Id);
        var sid = _host.OAuth.Source.Hex(32);
        var query = $"DOMAIN={Uri.EscapeDataString(Portal.Domain)}&PROTOCOL={(Portal.Scheme == "https" ? 1 : 0)}&LANG={Portal.Language}&APP_SID={sid}";
        return new FrameForm(url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query,
        [
            new("AUTH_ID", tokens.Access),
            new("AUTH_EXPIRES", ((long)Grants.AccessLife.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            new("REFRESH_ID", tokens.Refresh),
            new("SERVER_ENDPOINT", _host.OAuth.ServerEndpoint),
            new("APPLICATION_TOKEN", app.ApplicationToken),
            new("APPLICATION_SCOPE", string.Join(',', app.Scopes)),
            new("member_id", Portal.MemberId),
            new("status", app.Status),
            new("PLACEMENT", placement),
            new("PLACEMENT_OPTIONS", options),
        ], sid, !app.IsInstalled);
    }

    private sealed class SystemUsers
    {
        public Dictionary<(string ClientId, long Dismissed), long> Heirs { get; } = new();
    }
}
