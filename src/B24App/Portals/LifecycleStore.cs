using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>What must follow an install, an update or a visit; each is a row, so nothing is forgotten over a restart.</summary>
public enum LifecycleStep
{
    /// <summary>Ask the OAuth host who sent tokens in an event.</summary>
    Verify,

    /// <summary>Read the subscription's state again.</summary>
    Payment,

    /// <summary>Bind the events that are missing.</summary>
    Bind,

    /// <summary>Find out by reading what the portal can do.</summary>
    Probe,

    /// <summary>Put the widgets that are missing.</summary>
    Place,
}

/// <summary>One step that waits or is over.</summary>
/// <param name="Id">Number of the row.</param>
/// <param name="Portal">The portal; number 0 while nobody has confirmed who sent it.</param>
/// <param name="Member">The <c>member_id</c>, claimed or confirmed.</param>
/// <param name="Step">What is to be done.</param>
/// <param name="UserId">The administrator whose visit caused it.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Done">It is over.</param>
/// <param name="Outcome">Empty while open, <c>ok</c>, or why it failed.</param>
public sealed record LifecycleRow(long Id, PortalId Portal, string Member, LifecycleStep Step, long UserId, int Attempts, bool Done, string Outcome)
{
    internal byte[]? Body { get; init; }
}

/// <summary>The open and past steps of all portals.</summary>
public sealed class LifecycleStore(Database database, TimeProvider clock)
{
    // Strangers can send any number of claims; this many may wait, the rest is dropped. The page of the portal is the other way in.
    private const int MostClaims = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const string Columns =
        "id AS Id, portal_id AS PortalId, member_id AS Member, step AS Step, user_id AS UserId, attempts AS Attempts, done_at AS DoneAt, outcome AS Outcome, body AS Body";

    private const string AddSql = """
        INSERT INTO lifecycle (portal_id, member_id, step, user_id, body, not_before)
        VALUES (@portal, @member, @step, @user, @body, @notBefore)
        ON CONFLICT (member_id, step) WHERE done_at = 0 AND step <> 'Verify'
        DO UPDATE SET user_id = excluded.user_id, not_before = min(not_before, excluded.not_before), attempts = 0
        """;

    /// <summary>The newest row of each step of a portal, for the page that shows them.</summary>
    public Task<IReadOnlyList<LifecycleRow>> Latest(PortalId portal) => database.Read<IReadOnlyList<LifecycleRow>>(async store =>
        [.. (await store.QueryAsync<Row>(
            $"SELECT {Columns} FROM lifecycle WHERE id IN (SELECT max(id) FROM lifecycle WHERE portal_id = @portal GROUP BY step) ORDER BY id",
            new { portal })).Select(row => row.ToStep())]);

    /// <summary>Lets a failed or waiting step be tried at once.</summary>
    public Task Retry(PortalId portal) => database.Write(store =>
    {
        store.Execute("UPDATE lifecycle SET not_before = 0 WHERE portal_id = @portal AND done_at = 0", new { portal });
        store.Execute(
            "UPDATE lifecycle SET done_at = 0, outcome = '', attempts = 0, not_before = 0 WHERE id IN (SELECT max(id) FROM lifecycle WHERE portal_id = @portal GROUP BY step) AND done_at > 0 AND outcome <> 'ok' AND step <> 'Verify'",
            new { portal });
    });

    internal static void Add(IDbConnection store, PortalId portal, string member, LifecycleStep step, long user, byte[]? body, long notBefore) =>
        store.Execute(AddSql, new { portal, member, step = step.ToString(), user, body, notBefore });

    /// <summary>Keeps a claim of an event with tokens until the OAuth host was asked; false when too many wait.</summary>
    internal Task<bool> Claim(string member, byte[] body) => database.Write(store =>
    {
        if (store.ExecuteScalar<long>("SELECT count(*) FROM lifecycle WHERE done_at = 0 AND step = 'Verify'") >= MostClaims)
        {
            return false;
        }

        Add(store, default, member, LifecycleStep.Verify, 0, body, Now);
        return true;
    });

    /// <summary>Asks for a look at the subscription, at most once in <paramref name="rest"/>.</summary>
    internal Task AskPayment(PortalId portal, string member, TimeSpan rest) => database.Write(store =>
    {
        var last = store.ExecuteScalar<long?>("SELECT max(done_at) FROM lifecycle WHERE portal_id = @portal AND step = 'Payment'", new { portal }) ?? 0;
        Add(store, portal, member, LifecycleStep.Payment, 0, null, Math.Max(Now, last == 0 ? 0 : last + (long)rest.TotalMilliseconds));
    });

    /// <summary>
    /// A portal whose subscription ended is looked at once in <paramref name="rest"/>: the event that says it is paid comes once, and may be lost.
    /// </summary>
    internal async Task AskPaymentOfWaiting(TimeSpan rest)
    {
        foreach (var (portal, member) in await database.Read(store => store.QueryAsync<(long, string)>(
            """
            SELECT p.id, p.member_id FROM portal p
             WHERE p.state = 'Waiting' AND p.reason = 'SubscriptionEnded'
               AND NOT EXISTS (SELECT 1 FROM lifecycle l WHERE l.portal_id = p.id AND l.step = 'Payment' AND l.done_at = 0)
            """)))
        {
            await AskPayment(new PortalId(portal), member, rest);
        }
    }

    internal Task Ask(PortalId portal, string member, LifecycleStep step, long user) =>
        database.Write(store => Add(store, portal, member, step, user, null, Now));

    internal Task<IReadOnlyList<LifecycleRow>> Due(int limit) => database.Read<IReadOnlyList<LifecycleRow>>(async store =>
        [.. (await store.QueryAsync<Row>(
            $"SELECT {Columns} FROM lifecycle WHERE done_at = 0 AND not_before <= @Now ORDER BY not_before, id LIMIT @limit",
            new { Now, limit })).Select(row => row.ToStep())]);

    internal Task<DateTimeOffset?> NextDue() => database.Read(async store =>
        await store.ExecuteScalarAsync<long?>("SELECT min(not_before) FROM lifecycle WHERE done_at = 0") is { } due
            ? DateTimeOffset.FromUnixTimeMilliseconds(due)
            : (DateTimeOffset?)null);

    internal Task Finish(LifecycleRow row, string outcome) => database.Write(store =>
    {
        store.Execute("UPDATE lifecycle SET done_at = @Now, outcome = @outcome, body = NULL, attempts = attempts + 1 WHERE id = @Id", new { Now, outcome, row.Id });
        store.Execute("DELETE FROM lifecycle WHERE done_at > 0 AND done_at < @old", new { old = (clock.GetUtcNow() - Kept).ToUnixTimeMilliseconds() });
    });

    internal Task Postpone(LifecycleRow row, DateTimeOffset until) => database.Write(store =>
    {
        store.Execute(
            "UPDATE lifecycle SET not_before = @until, attempts = attempts + 1 WHERE id = @Id",
            new { until = until.ToUnixTimeMilliseconds(), row.Id });
    });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed class Row
    {
        public long Id { get; init; }

        public long PortalId { get; init; }

        public string Member { get; init; } = "";

        public string Step { get; init; } = "";

        public long UserId { get; init; }

        public byte[]? Body { get; init; }

        public int Attempts { get; init; }

        public long DoneAt { get; init; }

        public string Outcome { get; init; } = "";

        public LifecycleRow ToStep() =>
            new(Id, new PortalId(PortalId), Member, Enum.Parse<LifecycleStep>(Step), UserId, Attempts, DoneAt > 0, Outcome) { Body = Body };
    }
}
