using System.Data;
using B24App.Plan;
using B24App.Record;
using B24App.Store;
using B24App.Telemetry;
using Dapper;

namespace B24App.Balance;

/// <summary>
/// One look at one item, as the balance counts it. It flows with the work like a trace does: the stations' rows written meanwhile
/// belong to it, so that counting needs no word of theirs.
/// </summary>
internal sealed class LookTally(DirtyItem item, IReadOnlyList<LinkId> mapped)
{
    private static readonly AsyncLocal<LookTally?> Flowing = new();

    private readonly Dictionary<LinkId, long> _rows = [];
    private readonly Dictionary<LinkId, string> _skips = [];
    private bool _closed;

    /// <summary>The look under way, or null.</summary>
    public static LookTally? Current => Flowing.Value;

    /// <summary>What runs until the handle is disposed belongs to this look.</summary>
    public static IDisposable Enter(LookTally? look)
    {
        var before = Flowing.Value;
        Flowing.Value = look;
        return new Left(before);
    }

    /// <summary>The item stays, for this link and reason.</summary>
    public void Skipped(LinkId link, Reason reason) => _skips.TryAdd(link, reason.ToString());

    /// <summary>An intent is written for a link; returns the number of the look for its row.</summary>
    public long Writes(IDbConnection connection, LinkId link, long today)
    {
        if (_rows.TryGetValue(link, out var row))
        {
            return row;
        }

        row = connection.ExecuteScalar<long?>(
            """
            UPDATE look SET waits_for = 'intents'
             WHERE portal_id = @portal AND link_id = @link AND kind = @kind AND task = @task AND waits_for = 'portal' AND ended_day = 0 RETURNING id
            """,
            Key(link)) ?? Open(connection, link, "intents", today);
        _rows[link] = row;
        return row;
    }

    /// <summary>The look is over, or put off: every link it was for gets its ending, or waits.</summary>
    public void Close(IDbConnection connection, bool postponed, long today)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        foreach (var link in mapped.Concat(_skips.Keys).Distinct().Where(link => !_rows.ContainsKey(link)))
        {
            var skip = _skips.GetValueOrDefault(link);
            Signals.Looked(postponed && skip is null ? "waiting" : skip is null ? "nothing" : "skipped");
            if (postponed && skip is null)
            {
                Open(connection, link, "portal", today);
            }
            else
            {
                End(connection, link, skip is null ? "nothing" : "skipped", skip ?? "", today);
            }
        }
    }

    private long Open(IDbConnection connection, LinkId link, string waitsFor, long today)
    {
        var row = connection.ExecuteScalar<long?>(
            """
            INSERT INTO look (portal_id, link_id, kind, task, waits_for, opened_day) VALUES (@portal, @link, @kind, @task, @waitsFor, @today)
            ON CONFLICT DO NOTHING RETURNING id
            """,
            Key(link, new { waitsFor, today }));
        if (row is not null)
        {
            Count(connection, link, today);
        }

        return row ?? 0;
    }

    private void End(IDbConnection connection, LinkId link, string ending, string reason, long today)
    {
        var values = Key(link, new { ending, reason, today });
        if (connection.Execute(
            """
            UPDATE look SET ending = @ending, reason = @reason, ended_day = max(opened_day, @today)
             WHERE portal_id = @portal AND link_id = @link AND kind = @kind AND task = @task AND waits_for = 'portal' AND ended_day = 0
            """,
            values) == 0)
        {
            connection.Execute(
                """
                INSERT INTO balance (portal_id, link_id, day, ending, reason, looks) VALUES (@portal, @link, @today, 'opened', '', 1), (@portal, @link, @today, @ending, @reason, 1)
                ON CONFLICT (portal_id, link_id, day, ending, reason) DO UPDATE SET looks = looks + 1
                """,
                values);
            Count(connection, link, today);
        }
    }

    // For the daily cap on events (RULES 38): our own rounds are bounded by the number of tasks and would only eat up what events may cost.
    private void Count(IDbConnection connection, LinkId link, long today)
    {
        if (item.IsTold)
        {
            connection.Execute("INSERT INTO crossed (link_id, day, events) VALUES (@link, @today, 1) ON CONFLICT (link_id, day) DO UPDATE SET events = events + 1", new { link, today });
        }
    }

    private DynamicParameters Key(LinkId link, object? more = null)
    {
        var values = new DynamicParameters(more);
        values.Add("portal", item.Portal.Value);
        values.Add("link", link.Value);
        values.Add("kind", Words.Of(item.Kind));
        values.Add("task", item.Task);
        return values;
    }

    private sealed class Left(LookTally? before) : IDisposable
    {
        public void Dispose() => Flowing.Value = before;
    }
}
