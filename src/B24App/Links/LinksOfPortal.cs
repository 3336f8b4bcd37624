using System.Data;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>Links wait, return and end together with their portal, in the same commit (RULES 27).</summary>
internal sealed class LinksOfPortal(LinkBook book, TimeProvider clock) : IPortalListener
{
    /// <summary>Why links of an uninstalled portal wait.</summary>
    public const string Uninstalled = "Uninstalled";

    // The number of a portal that is gone may be given again, so no link keeps it.
    private const string EndSql = """
        UPDATE link
           SET life = 'ended', ended_by = @side, ended_at = @at, ending_a = 'Mark', ending_b = 'Mark'
         WHERE id = @link AND life <> 'ended';
        UPDATE link
           SET portal_a = CASE @side WHEN 'A' THEN 0 ELSE portal_a END, half_a = CASE @side WHEN 'A' THEN @nothing ELSE half_a END,
               portal_b = CASE @side WHEN 'B' THEN 0 ELSE portal_b END, half_b = CASE @side WHEN 'B' THEN @nothing ELSE half_b END
         WHERE id = @link;
        UPDATE contract
           SET half_a = CASE @side WHEN 'A' THEN @nothing ELSE half_a END, half_b = CASE @side WHEN 'B' THEN @nothing ELSE half_b END
         WHERE link_id = @link;
        DELETE FROM proposal WHERE link_id = @link;
        DELETE FROM invitation WHERE link_id = @link;
        DELETE FROM person_print WHERE link_id = @link;
        DELETE FROM met_person WHERE link_id = @link;
        DELETE FROM link WHERE id = @link AND portal_a = 0 AND portal_b = 0;
        """;

    /// <inheritdoc/>
    public void Left(IDbConnection store, PortalId portal, bool clean)
    {
        var now = clock.GetUtcNow();
        if (clean)
        {
            foreach (var row in LinkBook.Rows(store, portal).ToList())
            {
                End(store, row, portal, now);
            }
        }
        else
        {
            LinkBook.SetWaiting(store, portal, Uninstalled, now);
        }

        book.ForgetAfterCommit();
    }

    /// <inheritdoc/>
    public void Waits(IDbConnection store, PortalId portal, WaitReason reason) => Set(store, portal, reason.ToString());

    /// <inheritdoc/>
    public void Returned(IDbConnection store, PortalId portal) => Set(store, portal, "");

    /// <inheritdoc/>
    public void RelayChanged(IDbConnection store, PortalId portal)
    {
        // A contract is between portals, not between people.
    }

    private static void End(IDbConnection store, LinkRow row, PortalId portal, DateTimeOffset now)
    {
        if (row.Life != LinkRow.Ended)
        {
            LinkActs.Tell(store, row, now, LinkNews.Ended, reader => row.Portal(reader) == portal ? "the app was removed" : "partner removed the app");
        }

        foreach (var side in LinkActs.SidesOf(row, portal))
        {
            store.Execute(EndSql, new { link = row.Id, side = side.ToString(), at = now.ToUnixTimeMilliseconds(), nothing = HalfJson.Write(new Half()) });
        }
    }

    private void Set(IDbConnection store, PortalId portal, string reason)
    {
        LinkBook.SetWaiting(store, portal, reason, clock.GetUtcNow());
        book.ForgetAfterCommit();
    }
}
