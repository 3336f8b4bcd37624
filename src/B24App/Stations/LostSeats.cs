using System.Globalization;
using B24App.Confirm;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Stations;

/// <summary>A task chat a person removed the relay account from, on the viewer's own portal.</summary>
/// <param name="Link">The link.</param>
/// <param name="Mapping">The mirrored task.</param>
/// <param name="Task">Its number on the viewer's portal.</param>
public sealed record LostSeat(LinkId Link, MappingId Mapping, long Task);

/// <summary>Seats in chats that people took away. They are obeyed until one of that portal lets us in again (RULES 26).</summary>
public sealed class LostSeats(TaskStores stores)
{
    private const string OfSql = """
        SELECT m.link_id, m.id, s.item
          FROM discussion d
          JOIN mapping m ON m.id = d.mapping_id AND m.state NOT IN ('over', 'ended')
          JOIN mapping_side s ON s.mapping_id = d.mapping_id AND s.side = d.side
         WHERE d.membership = 'removed' AND s.portal_id = @portal
         ORDER BY m.id DESC LIMIT @limit
        """;

    /// <summary>Those of a portal, the newest tasks first.</summary>
    public Task<IReadOnlyList<LostSeat>> Of(PortalId portal, int limit = 200) => stores.Db.Read<IReadOnlyList<LostSeat>>(async connection =>
        [.. (await connection.QueryAsync<(long Link, long Mapping, string Item)>(OfSql, new { portal, limit }))
            .Select(row => new LostSeat(new LinkId(row.Link), new MappingId(row.Mapping), Items.IdOf(row.Item)))]);

    /// <summary>Lets the relay account take its seat again, in one task or in all; returns in how many.</summary>
    public async Task<int> TakeAgain(PortalId portal, long? task, long user)
    {
        var seats = (await Of(portal, int.MaxValue)).Where(seat => task is null || seat.Task == task).ToList();
        await stores.Write(connection =>
        {
            foreach (var seat in seats)
            {
                if (MappingStore.Find(connection, seat.Mapping) is { } mapping)
                {
                    DiscussionStore.SetMembership(connection, seat.Mapping, mapping.SideOf(portal, Items.Task(seat.Task)), Membership.Unknown);
                    stores.Ledger.Verdict(connection, portal, seat.Link, Items.Task(seat.Task), null, string.Create(CultureInfo.InvariantCulture, $"added to the chat again by user {user}"));
                    stores.Dirty.Mark(connection, new Hint(portal, DirtyKind.Talk, seat.Task, Hint.Anything), "button");
                }
            }
        });
        return seats.Count;
    }
}
