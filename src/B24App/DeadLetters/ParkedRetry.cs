using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.DeadLetters;

/// <summary>
/// Dead letters heal by themselves once their cause is mended: at once when an administrator changed the link (contract, matching,
/// limits) or a portal came back, and once a day in any case, because rights inside a portal change without a word to us.
/// </summary>
internal sealed class ParkedRetry(Database db, Replay replay, WorkSignal work, Patience patience, TimeProvider clock) : IWork
{
    private const string MendedSql = """
        SELECT o.id FROM outbox o
         WHERE o.state = 'parked' AND o.kind NOT IN ('addnote', 'deletecomment', 'deletetask')
           AND (o.settled_at <= @old
                OR EXISTS (SELECT 1 FROM journal j WHERE j.link_id = o.link_id AND j.station = 'link' AND j.at > o.settled_at
                              AND j.reason IN ('link.contract', 'link.matching', 'link.limits', 'link.resumed', 'link.released', 'link.waiting-over')))
         ORDER BY o.id LIMIT 2000
        """;

    private const string NextSql = "SELECT min(settled_at) FROM outbox WHERE state = 'parked' AND settled_at > @old AND kind NOT IN ('addnote', 'deletecomment', 'deletetask')";

    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var old = (clock.GetUtcNow() - patience.ParkedRetry).ToUnixTimeMilliseconds();
        var mended = await db.Read(async connection => (await connection.QueryAsync<long>(MendedSql, new { old })).AsList());
        if (mended.Count > 0 && await replay.Anew([.. mended.Select(id => new IntentId(id))], null, "tried again") > 0)
        {
            work.Wake();
        }

        var next = await db.Read(connection => connection.ExecuteScalarAsync<long?>(NextSql, new { old }));
        return next is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) + patience.ParkedRetry : null;
    }
}
