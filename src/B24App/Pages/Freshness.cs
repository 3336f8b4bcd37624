using B24App.Links;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Pages;

/// <summary>How old what a page shows may be: while a portal is down, pages still open, from our own store.</summary>
public sealed class Freshness(Database database, LinkBook book)
{
    private const string HeardSql = "SELECT max(received_at) FROM inbox WHERE portal_id IN @portals";

    /// <summary>The last word of the portals that are down; null while all of them answer.</summary>
    public async Task<DateTimeOffset?> Of(Portal portal)
    {
        var silent = (await book.Of(portal.Id)).Where(link => link.State == LinkState.Waiting).SelectMany(link => new[] { link.A, link.B }).Where(other => other != portal.Id).ToHashSet();
        if (!portal.Runs)
        {
            silent.Add(portal.Id);
        }

        if (silent.Count == 0)
        {
            return null;
        }

        var heard = await database.Read(store => store.ExecuteScalarAsync<long?>(HeardSql, new { portals = silent.Select(id => id.Value) }));
        return heard is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : portal.InstalledAt;
    }
}
