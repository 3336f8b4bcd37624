using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Drills;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.Carry;

/// <summary>
/// Reads what nobody told us about: activities by <c>&gt;ID</c> and <c>&gt;LAST_UPDATED</c>, and records whose fields tie. No event tells of a new
/// binding or of a recording that came late, and any event may be lost. All lists of a portal are read side by side, page by page.
/// </summary>
public sealed class CarrySweepWork(CarryStores stores, CarrySweeps sweeps, PortalStore portals, Desks desks, WorkSignal signal) : IWork
{
    private const string NewOnes = "new";
    private const string Changed = "changed";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly NextTurn _next = new();
    private readonly Dictionary<long, DateTimeOffset> _notBefore = [];

    /// <summary>Sweeps what is due; returns the next moment at which something is.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        if (_next.IsLater(Now))
        {
            return _next.At;
        }

        DateTimeOffset? next = null;
        foreach (var id in await stores.Rules.Portals())
        {
            if (await portals.Find(id) is not { Runs: true } portal)
            {
                continue;
            }

            var point = await sweeps.Of(id);
            var at = Due(point);
            at = _notBefore.TryGetValue(id.Value, out var rest) && rest > at ? rest : at;
            if (at <= Now)
            {
                at = await Step(portal, point) ?? Due(await sweeps.Of(id));
                _notBefore[id.Value] = at;
                signal.Wake();
            }

            next = next is null || at < next ? at : next;
        }

        return next is null ? null : _next.After(Now, next.Value - Now > Soon ? Clamp(next.Value - Now) : Soon);
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private TimeSpan Clamp(TimeSpan rest) => rest < stores.Patience.Sweep ? rest : stores.Patience.Sweep;

    private DateTimeOffset Due(SweepPoint point) => point switch
    {
        { SweptAt: null } or { Walk: not null } => Now,
        { WokenAt: { } woken, SweptAt: { } swept } when Now - woken <= stores.Patience.Exchange => swept + stores.Patience.Sweep,
        _ => point.SweptAt.Value + stores.Patience.IdleSweep,
    };

    // One page of every list; null when the walk is over or the first look only set the border.
    private async Task<DateTimeOffset?> Step(Portal portal, SweepPoint point)
    {
        using var bulk = Bulk.Enter(Bulk.Echo);
        if (point.ReadTo is null)
        {
            return await Begin(portal, point);
        }

        var walk = point.Walk ?? new SweepWalk(point.ReadTo.Value - stores.Patience.Overlap, Now, await Lists(portal, point));
        var lists = walk.Lists.ToList();
        var outcomes = await desks.Ask(portal.Id, [.. lists.Select(list => Question(walk, list.Key, list.Value))]);
        if (outcomes.FirstOrDefault(outcome => outcome is Later or NoAccess or Unknown) is { } trouble)
        {
            return trouble is Later later && later.NotBefore > Now ? later.NotBefore : Now + (trouble is Later ? Soon : stores.Patience.NoAccess);
        }

        Drill.At(DrillStep.SweepRead);
        var next = new Dictionary<string, long>();
        var found = new List<(string Item, DateTimeOffset? At)>();
        var newest = point.Newest;
        foreach (var ((list, after), outcome) in lists.Zip(outcomes))
        {
            if (outcome is not Answer answer)
            {
                continue; // a type this portal has not, or we may not see: the other lists go on
            }

            var rows = Rows(list, answer);
            found.AddRange(rows.Select(row => (row.Item, row.At)));
            newest = list == NewOnes && rows.Count > 0 ? Math.Max(newest, rows.Max(row => row.Id)) : newest;
            if (rows.Count >= 50 && rows.Max(row => row.Id) is var last && last > after)
            {
                next[list] = last;
            }
        }

        var echoes = await stores.Deeds.Echoes(portal.Id, [.. found.Where(row => row is { At: not null, Item: ['a', ..] }).Select(row => (row.Item, row.At!.Value))]);
        var portalTime = outcomes.OfType<Answer>().Select(answer => answer.PortalTime).OfType<DateTimeOffset>().DefaultIfEmpty(Now).Min();
        walk = walk with { Began = point.Walk is null ? portalTime : walk.Began, Lists = next };
        await stores.Db.Write(connection =>
        {
            foreach (var item in found.Select(row => row.Item).Where(item => !echoes.Contains(item)).Distinct())
            {
                stores.Dirty.Mark(connection, portal.Id, item, "sweep");
            }

            CarrySweeps.Put(connection, portal.Id, next.Count > 0
                ? point with { Newest = newest, Walk = walk }
                : point with { Newest = newest, ReadTo = walk.Began, Walk = null, SweptAt = Now });
        });
        return next.Count > 0 ? Now : null;
    }

    // What was there before the first sweep is the matter of a run over the past, so the first walk overlaps nothing.
    private async Task<DateTimeOffset?> Begin(Portal portal, SweepPoint point)
    {
        if (await desks.Ask(portal.Id, ActivityCommands.Newest()) is not Answer answer)
        {
            return Now + stores.Patience.NoAccess;
        }

        var newest = ActivityWire.ListFrom(answer.Result).Select(row => row.Id).DefaultIfEmpty(0).Max();
        await stores.Db.Write(connection => CarrySweeps.Put(connection, portal.Id, point with { Newest = newest, ReadTo = (answer.PortalTime ?? Now) + stores.Patience.Overlap, SweptAt = Now }));
        return null;
    }

    // Both ends of every tie that hold its field: where a contact gets its company, where a deal names its lead.
    private async Task<Dictionary<string, long>> Lists(Portal portal, SweepPoint point)
    {
        var lists = new Dictionary<string, long> { [NewOnes] = point.Newest, [Changed] = 0 };
        foreach (var type in (await stores.Rules.On(portal.Id)).SelectMany(rule => rule.Rule.Conditions.Mark is null ? (int[])[rule.Rule.Tie.Holder] : [rule.Rule.Tie.Holder, rule.Rule.Tie.Source]).Distinct())
        {
            lists[$"r{type}"] = 0;
        }

        return lists;
    }

    private static Command Question(SweepWalk walk, string list, long after) => list switch
    {
        NewOnes => ActivityCommands.Newer(after, ["ID"]),
        Changed => ActivityCommands.Changed(walk.Since, after, ["ID", "LAST_UPDATED"]),
        _ => RecordCommands.Changed(int.Parse(list.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), walk.Since, after, ["id"]),
    };

    private static List<(string Item, long Id, DateTimeOffset? At)> Rows(string list, Answer answer) => list is NewOnes or Changed
        ? [.. ActivityWire.ListFrom(answer.Result).Select(row => (SeenEntry.Activity(row.Id), row.Id, list == Changed ? row.LastUpdated : null))]
        : [.. RecordWire.ListFrom(answer.Result).Select(row => ($"{list}:{row.Id}", row.Id, (DateTimeOffset?)null))];
}
