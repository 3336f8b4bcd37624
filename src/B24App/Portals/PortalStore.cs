using System.Data;
using System.Text.Json;
using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>The portals that installed us: who they are, how they stand, who writes for us there.</summary>
public sealed class PortalStore(Database database, Vault vault, TimeProvider clock, IEnumerable<IPortalListener> listeners)
{
    private const string InsertSql = """
        INSERT INTO portal (member_id, domain, endpoint, oauth_host, client_id, language, state, installed_at)
        VALUES (@Member, @Domain, @Endpoint, @OAuthHost, @ClientId, @Language, @State, @Now)
        ON CONFLICT (member_id) DO NOTHING
        """;

    private const string UpdateSql = """
        UPDATE portal
           SET domain = @Domain, endpoint = @Endpoint, oauth_host = @OAuthHost, client_id = @ClientId,
               language = coalesce(@Language, language), scope = @Scope, state = @State, reason = @Reason,
               relay_user = @Relay, installed_by = @InstalledBy, installed_at = @InstalledAt, kept_until = 0
         WHERE id = @Id
        """;

    private const string DueProbe = "state = 'Active' AND probed_at > 0 AND probed_at <= @old";

    /// <summary>The portal with this <c>member_id</c>, or null.</summary>
    public Task<Portal?> Find(string member) => database.Read(async store => (await store.QueryFirstOrDefaultAsync<PortalRow>(
        $"SELECT {PortalRow.Columns} FROM portal WHERE member_id = @member", new { member }))?.ToPortal());

    /// <summary>The portal with this number, or null.</summary>
    public Task<Portal?> Find(PortalId portal) => database.Read(store => Task.FromResult(Row(store, portal)));

    /// <summary>Whether the relay account is an administrator, as of its last visit: what an administrator cannot see is gone (RULES 22).</summary>
    public Task<bool> RelayIsAdmin(PortalId portal) => database.Read(store => store.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM portal p JOIN token_pair t ON t.portal_id = p.id AND t.user_id = p.relay_user WHERE p.id = @portal AND t.is_admin = 1)", new { portal }));

    /// <summary>The portal said whether a user whose tokens we hold is an administrator now.</summary>
    internal void SetAdmin(IDbConnection store, PortalId portal, long user, bool isAdmin)
    {
        var isNews = store.Execute(
            "UPDATE token_pair SET is_admin = @isAdmin WHERE portal_id = @portal AND user_id = @user AND is_admin <> @isAdmin", new { portal, user, isAdmin }) > 0;
        if (isNews && isAdmin && Row(store, portal)?.RelayUser == user)
        {
            foreach (var listener in listeners)
            {
                listener.ReadsAll(store, portal);
            }
        }
    }

    /// <summary>All portals, oldest first.</summary>
    public Task<IReadOnlyList<Portal>> All() => database.Read<IReadOnlyList<Portal>>(async store =>
        [.. (await store.QueryAsync<PortalRow>($"SELECT {PortalRow.Columns} FROM portal ORDER BY id")).Select(row => row.ToPortal())]);

    /// <summary>Gives the portal the name that partners see; empty for its domain.</summary>
    public Task Rename(PortalId portal, string name) => database.Write(store =>
    {
        store.Execute("UPDATE portal SET name = @name WHERE id = @portal", new { portal, name = name.Trim() });
    });

    /// <summary>Makes a user with a living pair the one we write as (RULES 25); false when he has none.</summary>
    public Task<bool> UseRelay(PortalId portal, long user) => database.Write(store => HasPair(store, portal, user) && Change(store, portal, row => row with
    {
        RelayUser = user,
        FormerRelays = [.. PortalLife.Former(row.FormerRelays, row.RelayUser, user)],
        State = row is { State: PortalState.Waiting, Reason: WaitReason.RelayLost } ? PortalState.Active : row.State,
        Reason = row is { State: PortalState.Waiting, Reason: WaitReason.RelayLost } ? WaitReason.None : row.Reason,
    }));

    /// <summary>The administrator's "continue" after a reinstall or a lost relay account (RULES 27); false when there was nothing to continue or he has no pair.</summary>
    public Task<bool> Continue(PortalId portal, long administrator) => database.Write(store => HasPair(store, portal, administrator) && Change(store, portal, row =>
    {
        var relay = PortalLife.RelayAfterContinue(row.RelayUser, HasPair(store, portal, row.RelayUser), administrator);
        return row.State != PortalState.Waiting ? row : row with
        {
            State = PortalState.Active,
            Reason = WaitReason.None,
            RelayUser = relay,
            FormerRelays = [.. PortalLife.Former(row.FormerRelays, row.RelayUser, relay)],
        };
    }));

    /// <summary>The portal cannot take part until somebody does something; its links wait and say so.</summary>
    public Task Wait(PortalId portal, WaitReason reason) => database.Write(store =>
    {
        Change(store, portal, row => row.State == PortalState.Active && !(reason == WaitReason.RelayLost && HasLivePair(store, row)) ? row with { State = PortalState.Waiting, Reason = reason } : row);
    });

    // A visit may have brought the relay account a fresh pair since the old one was buried.
    private static bool HasLivePair(IDbConnection store, Portal portal) => store.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM token_pair WHERE portal_id = @portal AND user_id = @relay AND trouble = '')", new { portal = portal.Id, relay = portal.RelayUser });

    /// <summary>Saves what probes found out, with the step that follows from it.</summary>
    internal Task Save(PortalId portal, Capabilities capabilities, string licenseFamily, string? language, LifecycleStep? follow) => database.Write(store =>
    {
        store.Execute(
            """
            UPDATE portal SET capabilities = @json, license_family = @licenseFamily, language = coalesce(@language, language), probed_at = @now
             WHERE id = @portal
            """,
            new { portal, json = JsonSerializer.Serialize(capabilities), licenseFamily, language, now = Now });
        if (follow is { } step && Row(store, portal) is { } row)
        {
            LifecycleStore.Add(store, portal, row.Member, step, row.RelayUser, null, Now);
        }
    });

    /// <summary>The portal answers again after its subscription had ended.</summary>
    public Task Paid(PortalId portal) => database.Write(store =>
    {
        Change(store, portal, row => row is { State: PortalState.Waiting, Reason: WaitReason.SubscriptionEnded }
            ? row with { State = PortalState.Active, Reason = WaitReason.None }
            : row);
    });

    /// <summary>The portal uninstalled the app: tokens and personal data go in both cases, with CLEAN everything (RULES 27).</summary>
    public Task Uninstall(PortalId portal, bool clean) => database.Write(store =>
    {
        foreach (var listener in listeners)
        {
            listener.Left(store, portal, clean);
        }

        if (clean)
        {
            Farewell.Everything(store, portal);
            return;
        }

        Farewell.Personal(store, portal, clock.GetUtcNow());
        store.Execute(
            "UPDATE portal SET state = @state, reason = '', secret_hash = NULL, secret = NULL, installed_by = 0, kept_until = @until WHERE id = @portal",
            new { portal, state = nameof(PortalState.Uninstalled), until = (clock.GetUtcNow() + PortalLife.Kept).ToUnixTimeMilliseconds() });
    });

    /// <summary>Removes portals whose 30 days are over; returns when the next one is due.</summary>
    public Task<DateTimeOffset?> Purge() => database.Write(store =>
    {
        foreach (var id in store.Query<long>("SELECT id FROM portal WHERE kept_until > 0 AND kept_until <= @now", new { now = Now }).ToList())
        {
            foreach (var listener in listeners)
            {
                listener.Left(store, new PortalId(id), clean: true);
            }

            Farewell.Everything(store, new PortalId(id));
        }

        var next = store.ExecuteScalar<long?>("SELECT min(kept_until) FROM portal WHERE kept_until > 0");
        return next is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : (DateTimeOffset?)null;
    });

    /// <summary>Asks for probes of portals whose capabilities are a week old (RULES 31).</summary>
    internal async Task AskDueProbes()
    {
        var old = (clock.GetUtcNow() - Reception.ProbePace).ToUnixTimeMilliseconds();
        if (await database.Read(store => store.ExecuteScalarAsync<long>($"SELECT count(*) FROM portal WHERE {DueProbe}", new { old })) > 0)
        {
            await database.Write(store =>
            {
                foreach (var row in store.Query<PortalRow>($"SELECT {PortalRow.Columns} FROM portal WHERE {DueProbe}", new { old }).ToList())
                {
                    LifecycleStore.Add(store, new PortalId(row.Id), row.Member, LifecycleStep.Probe, 0, null, Now);
                    store.Execute("UPDATE portal SET probed_at = @Now WHERE id = @Id", new { Now, row.Id });
                }
            });
        }
    }

    /// <summary>When the next portal's capabilities will be a week old.</summary>
    internal Task<DateTimeOffset?> NextProbe() => database.Read(async store =>
        await store.ExecuteScalarAsync<long?>("SELECT min(probed_at) FROM portal WHERE state = 'Active' AND probed_at > 0") is { } probed
            ? DateTimeOffset.FromUnixTimeMilliseconds(probed) + Reception.ProbePace
            : (DateTimeOffset?)null);

    /// <summary>Writes down a confirmed installation, update or visit of an administrator, with what has to follow.</summary>
    internal Task<Portal> Save(VerifiedInstall install, IReadOnlyList<LifecycleStep> follow) => database.Write(store =>
    {
        var info = install.Info;
        var before = Row(store, info.Member);
        store.Execute(InsertSql, new
        {
            info.Member,
            info.Domain,
            Endpoint = info.Endpoint.AbsoluteUri,
            OAuthHost = install.OAuthHost.AbsoluteUri,
            info.ClientId,
            Language = install.Language ?? "en",
            State = nameof(PortalState.Active),
            Now,
        });
        var row = Row(store, info.Member)!;
        var relay = before is null || before.RelayUser == 0 ? install.UserId : before.RelayUser;
        var (state, reason) = PortalLife.AfterVisit(before?.State, before?.Reason ?? WaitReason.None, relay == install.UserId && install.Pair is not null);
        var fresh = before is null or { State: PortalState.Uninstalled };
        store.Execute(UpdateSql, new
        {
            row.Id,
            info.Domain,
            Endpoint = info.Endpoint.AbsoluteUri,
            OAuthHost = install.OAuthHost.AbsoluteUri,
            info.ClientId,
            install.Language,
            Scope = string.Join(',', info.Scopes),
            State = state.ToString(),
            Reason = reason == WaitReason.None ? "" : reason.ToString(),
            Relay = relay,
            InstalledBy = fresh ? install.UserId : row.InstalledBy,
            InstalledAt = fresh ? Now : row.InstalledAt.ToUnixTimeMilliseconds(),
        });
        if (install.Secret is { Length: > 0 } secret)
        {
            store.Execute(
                "UPDATE portal SET secret_hash = @hash, secret = @box WHERE id = @Id",
                new { row.Id, hash = Portal.HashOf(secret), box = vault.Seal(info.Member, secret) });
        }

        if (install.Pair is { } pair)
        {
            PairStore.Put(store, vault, row.Id, install.UserId, pair, Now);
            store.Execute("UPDATE token_pair SET name = @UserName WHERE portal_id = @Id AND user_id = @UserId", new { install.UserName, row.Id, install.UserId });
            SetAdmin(store, row.Id, install.UserId, install.IsAdmin);
        }

        foreach (var step in follow)
        {
            LifecycleStore.Add(store, row.Id, info.Member, step, install.UserId, null, Now);
        }

        Tell(store, before, state, reason, row.Id);
        return Row(store, row.Id)!;
    });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private bool Change(IDbConnection store, PortalId portal, Func<Portal, Portal> change)
    {
        if (Row(store, portal) is not { } before)
        {
            return false;
        }

        var after = change(before);
        store.Execute(
            "UPDATE portal SET state = @State, reason = @Reason, relay_user = @RelayUser, former_relays = @Former WHERE id = @portal",
            new
            {
                portal,
                State = after.State.ToString(),
                Reason = after.Reason == WaitReason.None ? "" : after.Reason.ToString(),
                after.RelayUser,
                Former = JsonSerializer.Serialize(after.FormerRelays),
            });
        foreach (var listener in before.RelayUser == after.RelayUser ? [] : listeners)
        {
            listener.RelayChanged(store, portal);
        }

        Tell(store, before, after.State, after.Reason, portal);
        return after != before;
    }

    private void Tell(IDbConnection store, Portal? before, PortalState state, WaitReason reason, PortalId portal)
    {
        foreach (var listener in before is null || (before.State == state && before.Reason == reason) ? [] : listeners)
        {
            if (state == PortalState.Active)
            {
                listener.Returned(store, portal);
            }
            else
            {
                listener.Waits(store, portal, reason);
            }
        }
    }

    private static bool HasPair(IDbConnection store, PortalId portal, long user) =>
        store.ExecuteScalar<long>("SELECT count(*) FROM token_pair WHERE portal_id = @portal AND user_id = @user AND trouble = ''", new { portal, user }) > 0;

    private static Portal? Row(IDbConnection store, PortalId portal) => store.QueryFirstOrDefault<PortalRow>(
        $"SELECT {PortalRow.Columns} FROM portal WHERE id = @portal", new { portal })?.ToPortal();

    private static Portal? Row(IDbConnection store, string member) => store.QueryFirstOrDefault<PortalRow>(
        $"SELECT {PortalRow.Columns} FROM portal WHERE member_id = @member", new { member })?.ToPortal();
}
