using B24App.ByHand;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Pages.TaskTab;

/// <summary>One mirrored task as its own portal sees it.</summary>
/// <param name="Mapping">What is mirrored.</param>
/// <param name="Link">By which link.</param>
/// <param name="Partner">The partner; null when he is gone.</param>
/// <param name="Twin">Link to his task; null while there is none.</param>
/// <param name="IsMirror">The task came from the partner.</param>
/// <param name="LastExchange">When anything last crossed; null when nothing did.</param>
/// <param name="PausedHere">This portal stopped it.</param>
/// <param name="PausedThere">The partner stopped it.</param>
public sealed record TaskCard(Mapping Mapping, Link Link, Portal? Partner, TaskLink? Twin, bool IsMirror, DateTimeOffset? LastExchange, bool PausedHere, bool PausedThere)
{
    /// <summary>Side that ended the mirroring by hand: true for the viewer's portal, false for the partner, null for neither.</summary>
    public bool? StoppedHere { get; init; }

    /// <summary>Name of its state in words.</summary>
    public string State => Mapping.State switch
    {
        MappingState.Over when Link.State != LinkState.Ended && StoppedHere is { } here => here ? "stoppedHere" : "stoppedThere",
        MappingState.Over => "over",
        MappingState.Ended => "ended",
        _ when Link.State == LinkState.Ended => "ended",
        MappingState.Creating => "creating",
        MappingState.Outside => "outside",
        _ when PausedHere => "pausedHere",
        _ when PausedThere => "pausedThere",
        _ when Link.State != LinkState.Active => Link.State.ToString(),
        _ => "live",
    };

    /// <summary>Tone of its pill.</summary>
    public string Tone => State switch
    {
        "live" => "good",
        "over" or "ended" or "outside" or "stoppedHere" or "stoppedThere" => "calm",
        _ => "wait",
    };
}

/// <summary>Reads what is known of one task.</summary>
public sealed class TaskCards(TaskStores stores, LinkBook links, PortalStore portals, TaskPauses pauses)
{
    private const string LastSql = "SELECT max(settled_at) FROM outbox WHERE item_group = @mapping AND state = 'settled'";

    /// <summary>The task in every link that carries it.</summary>
    public async Task<IReadOnlyList<TaskCard>> Of(PortalId portal, long task)
    {
        var cards = new List<TaskCard>();
        foreach (var mapping in await stores.Mappings.OfItem(portal, Items.Task(task)))
        {
            if (await links.Find(mapping.Link) is not { } link)
            {
                continue;
            }

            var side = mapping.SideOf(portal, Items.Task(task));
            var partner = await portals.Find(link.Portal(side.Other())) is { State: not PortalState.Uninstalled } found ? found : null;
            var twin = partner is not null && mapping.End(side.Other()) is { } end ? TaskLinks.Partners(partner, Items.IdOf(end.Item)) : null;
            var last = await stores.Db.Read(connection => connection.ExecuteScalarAsync<long?>(LastSql, new { mapping = mapping.Id }));
            var (here, there) = await pauses.Of(portal, mapping.Id);
            cards.Add(new TaskCard(mapping, link, partner, twin, side != mapping.Origin, last is > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(last.Value) : null, here, there)
            {
                StoppedHere = await HandRows.StoppedBy(stores.Db, mapping.Id) is { } by ? by == portal : null,
            });
        }

        return cards;
    }
}
