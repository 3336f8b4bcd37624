using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>Name and address of portals, for the partner's eyes.</summary>
internal static class PortalCards
{
    public static PortalCard Of(IDbConnection connection, PortalId portal) =>
        connection.QuerySingleOrDefault<(string Name, string Domain)?>("SELECT CASE name WHEN '' THEN domain ELSE name END AS name, domain FROM portal WHERE id = @portal", new { portal = portal.Value })
            is { } found
            ? new PortalCard(portal, found.Name, found.Domain)
            : new PortalCard(portal, "", "");
}
