using System.Collections.Immutable;
using System.Data;
using B24App.Adoption;
using B24App.Balance;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Parts;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.SubItems;

/// <summary>Records of time and results of a mirrored task that are dirty: read both sides, plan, write down what crosses.</summary>
public sealed class PartStation(TaskStores stores, PortalStore portals, LinkBook links, PartLook look, PartIntents intents)
{
    /// <summary>Works on one dirty task's parts.</summary>
    public async Task Work(DirtyItem item, Portal portal, IReadOnlyList<Mapping> mapped)
    {
        if (mapped.Any(mapping => mapping.State == MappingState.Creating) || await stores.Dirty.IsDirty(portal.Id, DirtyKind.Talk, item.Task))
        {
            await stores.Postpone(item, stores.Patience.Settling); // a result may be a comment that is about to cross
            return;
        }

        DateTimeOffset? again = null;
        foreach (var mapping in mapped.Where(mapping => mapping.State == MappingState.Live))
        {
            again = await Work(item, portal, mapping) ?? again;
        }

        if (again is { } moment)
        {
            await stores.PostponeUntil(item, moment);
        }
        else
        {
            await stores.Done(item);
        }
    }

    /// <summary>The contract lets parts of a kind cross in any direction.</summary>
    public static bool Crosses(Contract contract, Field field) => contract.Carries(Side.A, field) || contract.Carries(Side.B, field);

    /// <summary>Kinds of parts in which both sides differ, as far as the link could make them equal; null when a side cannot be read.</summary>
    public async Task<IReadOnlyList<Field>?> Differences(Link link, Mapping mapping)
    {
        var kinds = new[] { (PartKind.Time, Field.Elapsed), (PartKind.Result, Field.Results) }.Where(kind => Crosses(link.Contract, kind.Item2)).ToList();
        if (kinds.Count == 0 || await Sights(link, mapping, kinds.Any(kind => kind.Item1 == PartKind.Time), kinds.Any(kind => kind.Item1 == PartKind.Result)) is not { Sights: { } sights })
        {
            return kinds.Count == 0 ? [] : null;
        }

        return await stores.Db.Read(connection => Task.FromResult<IReadOnlyList<Field>>(
        [
            .. kinds.Where(kind => Plan(connection, link, mapping, sights, kind.Item1, kind.Item2, PartStore.OnTheWay(connection, mapping.Id)) is { } verdicts
                && verdicts.Any(verdict => verdict is PartVerdict.Add or PartVerdict.Change or PartVerdict.Remove)).Select(kind => kind.Item2),
        ]));
    }

    private async Task<(IReadOnlyDictionary<Side, PartSight>? Sights, Side Hidden, DateTimeOffset? Until)> Sights(Link link, Mapping mapping, bool times, bool results)
    {
        var sights = new Dictionary<Side, PartSight>();
        foreach (var side in new[] { Side.A, Side.B })
        {
            switch (await look.Look(link, side, Items.IdOf(mapping.End(side)!.Item), times, results))
            {
                case Looked<PartSight>.Seen(var sight):
                    sights[side] = sight;
                    break;
                case Looked<PartSight>.NotNow(var until):
                    return (null, side, until);
                default:
                    return (null, side, null);
            }
        }

        foreach (var side in new[] { Side.A, Side.B })
        {
            sights[side] = await look.Across(link, side, sights[side], sights[side.Other()].IsNewCard);
        }

        return (sights, default, null);
    }

    private static ImmutableArray<PartVerdict>? Plan(
        IDbConnection connection, Link link, Mapping mapping, IReadOnlyDictionary<Side, PartSight> sights, PartKind kind, Field field, IReadOnlySet<long> busy)
    {
        if (!Crosses(link.Contract, field) || sights.Values.Any(sight => kind == PartKind.Time ? sight.Times is null : sight.Results is null))
        {
            return null;
        }

        ImmutableArray<SeenPart> Of(Side side) => kind == PartKind.Time ? sights[side].SeenTimes : sights[side].SeenResults;
        return PartPlanner.Plan(new PartPair(PartStore.Of(connection, mapping.Id, kind), Of(Side.A), Of(Side.B), link.Contract.Carries(Side.A, field), link.Contract.Carries(Side.B, field), busy, AdoptionStore.AdoptedAt(connection, mapping)));
    }

    private async Task<DateTimeOffset?> Work(DirtyItem item, Portal portal, Mapping mapping)
    {
        var link = await links.Find(mapping.Link);
        if (link is null || !link.Runs || mapping.A is null || mapping.B is null || mapping.IsPaused)
        {
            LookTally.Current?.Skipped(mapping.Link, mapping.IsPaused ? Reason.TaskPaused : Reason.LinkPaused);
            return null;
        }

        var (times, results) = (Crosses(link.Contract, Field.Elapsed), Crosses(link.Contract, Field.Results));
        if (!times && !results)
        {
            return null;
        }

        var (seen, hidden, until) = await Sights(link, mapping, times, results);
        if (seen is not { } sights)
        {
            if (until is null)
            {
                await stores.Write(connection => stores.Ledger.Skip(connection, link.Portal(hidden), link.Id, mapping.End(hidden)!.Item, Reason.Unreadable));
            }

            return until;
        }

        var ends = new Dictionary<Side, Portal>();
        foreach (var side in new[] { Side.A, Side.B })
        {
            if (await portals.Find(link.Portal(side)) is not { } end)
            {
                return null;
            }

            ends[side] = end;
        }

        await stores.Write(connection => Write(connection, item, portal, link, mapping, ends, sights));
        return null;
    }

    // Planned in the commit: a row that settled meanwhile is seen as it is.
    private void Write(IDbConnection connection, DirtyItem item, Portal portal, Link link, Mapping mapping, IReadOnlyDictionary<Side, Portal> ends, IReadOnlyDictionary<Side, PartSight> sights)
    {
        stores.Outbox.VoidParts(connection, mapping.Id);
        var busy = PartStore.OnTheWay(connection, mapping.Id);
        var said = false;
        foreach (var (kind, field) in new[] { (PartKind.Time, Field.Elapsed), (PartKind.Result, Field.Results) })
        {
            if (Plan(connection, link, mapping, sights, kind, field, busy) is not { } verdicts)
            {
                continue;
            }

            if (!said && verdicts.Any(verdict => verdict is PartVerdict.Add or PartVerdict.Change or PartVerdict.Remove))
            {
                stores.Ledger.Event(connection, portal.Id, link.Id, Items.Task(item.Task), item.Feed);
                said = true;
            }

            intents.Write(connection, new PartRoom(link, mapping, ends, sights, kind, field), verdicts);
        }

        foreach (var side in new[] { Side.A, Side.B })
        {
            PartSheets.Read(connection, link.Portal(side), Items.IdOf(mapping.End(side)!.Item), sights[side].Times, sights[side].Results, stores.Clock.GetUtcNow());
        }
    }
}
