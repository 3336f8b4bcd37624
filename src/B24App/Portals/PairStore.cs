using System.Data;
using System.Text.Json;
using B24App.Bitrix24.OAuth;
using B24App.Drills;
using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>Token pairs by portal and user, encrypted. A new pair is durable before it is used.</summary>
public sealed class PairStore(Database database, Vault vault, TimeProvider clock)
{
    private const string PutSql = """
        INSERT INTO token_pair (portal_id, user_id, pair, is_admin, saved_at) VALUES (@portal, @user, @box, 0, @now)
        ON CONFLICT (portal_id, user_id) DO UPDATE SET pair = excluded.pair, trouble = '', saved_at = excluded.saved_at
        """;

    private const string LoadSql = """
        SELECT t.pair AS Pair, p.member_id AS Member, p.endpoint AS Endpoint
          FROM token_pair t JOIN portal p ON p.id = t.portal_id
         WHERE t.portal_id = @portal AND t.user_id = @user AND t.trouble = ''
        """;

    // A rename moves every pair of the portal, so endpoint and domain are kept once.
    private const string EndpointSql = "UPDATE portal SET endpoint = @endpoint, domain = @domain WHERE id = @portal";

    /// <summary>The pair of one user as the client's token keeper wants it.</summary>
    public ITokenStore Of(PortalId portal, string member, long user) => new Owner(this, portal, member, user);

    /// <summary>Users with a living pair, the relay account first, then administrators by the age of their pair.</summary>
    public Task<IReadOnlyList<PairOwner>> Owners(PortalId portal) => database.Read<IReadOnlyList<PairOwner>>(async store =>
        [.. (await store.QueryAsync<OwnerRow>(
            """
            SELECT t.user_id AS UserId, t.name AS Name, t.is_admin AS IsAdmin, t.user_id = p.relay_user AS IsRelay
              FROM token_pair t JOIN portal p ON p.id = t.portal_id
             WHERE t.portal_id = @portal AND t.trouble = ''
             ORDER BY IsRelay DESC, t.is_admin DESC, t.saved_at DESC
            """,
            new { portal })).Select(row => new PairOwner(row.UserId, row.Name, row.IsAdmin != 0, row.IsRelay != 0))]);

    /// <summary>Everybody whose tokens we hold or held, with what became of them; for the page of settings.</summary>
    public Task<IReadOnlyList<PairState>> All(PortalId portal) => database.Read<IReadOnlyList<PairState>>(async store =>
        [.. (await store.QueryAsync<(long User, string Name, bool IsAdmin, bool IsRelay, string Trouble, long SavedAt)>(
            """
            SELECT t.user_id, t.name, t.is_admin, t.user_id = p.relay_user, t.trouble, t.saved_at
              FROM token_pair t JOIN portal p ON p.id = t.portal_id
             WHERE t.portal_id = @portal ORDER BY t.user_id = p.relay_user DESC, t.saved_at DESC
            """,
            new { portal })).Select(row => new PairState(row.User, row.Name, row.IsAdmin, row.IsRelay, row.Trouble.Length == 0, DateTimeOffset.FromUnixTimeMilliseconds(row.SavedAt)))]);

    /// <summary>
    /// The pair is dead; it is kept as a fact, without its tokens being tried again. A pair that came after the question was asked is another
    /// one and lives: then the answer is false.
    /// </summary>
    public Task<bool> Bury(PortalId portal, long user, string trouble, DateTimeOffset asked) => database.Write(store =>
    {
        var pair = new { portal, user, trouble, asked = asked.ToUnixTimeMilliseconds() };
        store.Execute("UPDATE token_pair SET trouble = @trouble WHERE portal_id = @portal AND user_id = @user AND saved_at <= @asked", pair);
        return !store.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM token_pair WHERE portal_id = @portal AND user_id = @user AND saved_at > @asked)", pair);
    });

    internal static void Put(IDbConnection store, Vault vault, PortalId portal, long user, TokenPair pair, long now) => store.Execute(
        PutSql, new { portal, user, box = vault.Seal(pair.Member, JsonSerializer.Serialize(pair)), now });

    private async Task<TokenPair?> Load(PortalId portal, string member, long user)
    {
        var row = await database.Read(store => store.QueryFirstOrDefaultAsync<PairRow>(LoadSql, new { portal, user }));
        return row is not null && vault.Open(member, row.Pair) is { } json
            ? JsonSerializer.Deserialize<TokenPair>(json)! with { Endpoint = new Uri(row.Endpoint) }
            : null;
    }

    // A pair that arrives while the portal is leaving must not bring it back, hence the check inside the write.
    private Task Save(PortalId portal, long user, TokenPair pair) => database.Write(store =>
    {
        if (store.ExecuteScalar<long>("SELECT count(*) FROM token_pair WHERE portal_id = @portal AND user_id = @user", new { portal, user }) > 0)
        {
            Put(store, vault, portal, user, pair, clock.GetUtcNow().ToUnixTimeMilliseconds());
        }
    });

    private Task Move(PortalId portal, Uri endpoint) => database.Write(store =>
    {
        store.Execute(EndpointSql, new { portal, endpoint = endpoint.AbsoluteUri, domain = endpoint.Authority });
    });

    private sealed class Owner(PairStore pairs, PortalId portal, string member, long user) : ITokenStore
    {
        public async ValueTask<TokenPair?> Load(CancellationToken ct) => await pairs.Load(portal, member, user);

        public async ValueTask Save(TokenPair pair, CancellationToken ct)
        {
            Drill.At(DrillStep.PairCame);
            if (!Drill.Without(Guard.PairOnDisk))
            {
                await pairs.Save(portal, user, pair);
            }

            Drill.At(DrillStep.PairKept);
        }

        public async ValueTask SaveEndpoint(Uri endpoint, CancellationToken ct) => await pairs.Move(portal, endpoint);
    }

    private sealed class PairRow
    {
        public byte[] Pair { get; init; } = [];

        public string Endpoint { get; init; } = "";
    }

    private sealed class OwnerRow
    {
        public long UserId { get; init; }

        public string Name { get; init; } = "";

        public long IsAdmin { get; init; }

        public long IsRelay { get; init; }
    }
}

/// <summary>Somebody whose tokens we hold.</summary>
/// <param name="UserId">His id on the portal.</param>
/// <param name="Name">His name there.</param>
/// <param name="IsAdmin">Administrator when he last opened the app.</param>
/// <param name="IsRelay">We write as him.</param>
public sealed record PairOwner(long UserId, string Name, bool IsAdmin, bool IsRelay);

/// <summary>A pair of tokens as the page of settings shows it.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Name">His name.</param>
/// <param name="IsAdmin">Administrator when he last opened the app.</param>
/// <param name="IsRelay">We write as him.</param>
/// <param name="Lives">The portal takes it.</param>
/// <param name="SavedAt">When it was last renewed.</param>
public sealed record PairState(long UserId, string Name, bool IsAdmin, bool IsRelay, bool Lives, DateTimeOffset SavedAt);
