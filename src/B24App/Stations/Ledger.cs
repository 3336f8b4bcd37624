using System.Data;
using B24App.Balance;
using B24App.Journal;
using B24App.Plan;
using B24App.Store;
using B24App.Telemetry;
using Dapper;

namespace B24App.Stations;

/// <summary>
/// What the stations tell each portal: event, verdict, intent, receipt. A skip is one row per item and reason with a counter
/// and one line of the journal, however often it happens (RULES 29).
/// </summary>
public sealed class Ledger(TimeProvider clock)
{
    /// <summary>What made us look.</summary>
    public void Event(IDbConnection connection, PortalId portal, LinkId link, string item, string detail) => Line(connection, portal, link, "event", item, "", detail);

    /// <summary>What was decided, and why.</summary>
    public void Verdict(IDbConnection connection, PortalId portal, LinkId link, string item, Reason? reason, string detail) =>
        Line(connection, portal, link, "verdict", item, reason?.ToString() ?? "", detail);

    /// <summary>True when this was decided for the item before, since a moment.</summary>
    public static bool WasDecided(IDbConnection connection, PortalId portal, string item, Reason reason, string detail, DateTimeOffset since) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM journal WHERE portal_id = @portal AND item = @item AND reason = @reason AND detail = @detail AND at > @since)",
        new { portal, item, reason = reason.ToString(), detail, since = since.ToUnixTimeMilliseconds() });

    /// <summary>A call was written down.</summary>
    public void Intent(IDbConnection connection, PortalId portal, LinkId link, string item, string detail) => Line(connection, portal, link, "intent", item, "", detail);

    /// <summary>It happened.</summary>
    public void Receipt(IDbConnection connection, PortalId portal, LinkId link, string item, string detail) => Line(connection, portal, link, "receipt", item, "", detail);

    /// <summary>It did not happen, and why.</summary>
    public void Trouble(IDbConnection connection, PortalId portal, LinkId link, string item, Reason reason, string detail) =>
        Line(connection, portal, link, "receipt", item, reason.ToString(), detail);

    /// <summary>An item stays; true the first time this reason is met for it.</summary>
    public bool Skip(IDbConnection connection, PortalId portal, LinkId link, string item, Reason reason)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var seen = connection.ExecuteScalar<long>(
            """
            INSERT INTO skip (portal_id, link_id, item, reason, seen, first_at, last_at) VALUES (@portal, @link, @item, @reason, 1, @now, @now)
            ON CONFLICT (portal_id, link_id, item, reason) DO UPDATE SET seen = seen + 1, last_at = excluded.last_at
            RETURNING seen
            """,
            new { portal, link, item, reason = reason.ToString(), now });
        LookTally.Current?.Skipped(link, reason);
        Signals.Stayed(reason.ToString());
        if (seen == 1)
        {
            Verdict(connection, portal, link, item, reason, "");
        }

        return seen == 1;
    }

    /// <summary>True when the item was skipped before for any of the reasons.</summary>
    public static bool WasSkipped(IDbConnection connection, PortalId portal, LinkId link, string item, params Reason[] reasons) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM skip WHERE portal_id = @portal AND link_id = @link AND item = @item AND reason IN @reasons)",
        new { portal, link, item, reasons = reasons.Select(reason => reason.ToString()) });

    /// <summary>People talk in a task that no mapping knows: read once it is mirrored. No line of the journal, it says nothing yet.</summary>
    public static void Overheard(IDbConnection connection, PortalId portal, string item, DateTimeOffset at) => connection.Execute(
        """
        INSERT INTO skip (portal_id, link_id, item, reason, seen, first_at, last_at) VALUES (@portal, 0, @item, 'Overheard', 1, @at, @at)
        ON CONFLICT (portal_id, link_id, item, reason) DO UPDATE SET seen = seen + 1, last_at = excluded.last_at
        """,
        new { portal, item, at = at.ToUnixTimeMilliseconds() });

    /// <summary>Takes what was overheard of a task; true when there was something.</summary>
    public static bool TakeOverheard(IDbConnection connection, PortalId portal, string item) =>
        connection.Execute("DELETE FROM skip WHERE portal_id = @portal AND link_id = 0 AND item = @item AND reason = 'Overheard'", new { portal, item }) > 0;

    private void Line(IDbConnection connection, PortalId portal, LinkId link, string station, string item, string reason, string detail) =>
        JournalStore.Write(connection, new JournalRow { Portal = portal, Link = link, At = clock.GetUtcNow(), Station = station, Item = item, Reason = reason, Detail = detail });
}
