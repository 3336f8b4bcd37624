using System.Text.Json;
using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>
/// Counts, once a day, in how many timelines of the types that rules carry from each activity stands: no event tells of a new binding, some portals
/// change no date by it, and an activity may go without a word. What differs from the count before is looked at. The first count only remembers:
/// what was there before is the matter of a run.
/// </summary>
public sealed class ActivityCensusWork(CarryStores stores, PortalStore portals, Desks desks) : IWork
{
    private const int StepsAtOnce = 20;
    private const int Few = 10;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(long Portal, int Type), DateTimeOffset> _rests = [];

    /// <summary>Counts what is due; returns the next moment at which something is.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        DateTimeOffset? next = null;
        foreach (var portal in await stores.Rules.Portals())
        {
            if (await portals.Find(portal) is not { Runs: true })
            {
                continue;
            }

            foreach (var type in (await stores.Rules.On(portal)).Select(rule => rule.Rule.Tie.Source).Distinct())
            {
                ct.ThrowIfCancellationRequested();
                if (_rests.GetValueOrDefault((portal.Value, type)) <= Now)
                {
                    _rests[(portal.Value, type)] = await Count(portal, type);
                }

                var at = _rests[(portal.Value, type)];
                next = next is null || at < next ? at : next;
            }
        }

        return next > Now ? next : next is null ? null : Now + Soon;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    // Returns when it goes on.
    private async Task<DateTimeOffset> Count(PortalId portal, int type)
    {
        using var bulk = Bulk.Enter(Bulk.Echo);
        var point = await Of(portal, type);
        for (var step = 0; step < StepsAtOnce; step++)
        {
            if (point.Walk is null && point.CountedAt is { } counted && Now - counted < stores.Patience.Census && counted <= Now)
            {
                return counted + stores.Patience.Census;
            }

            var walk = point.Walk ?? IdWalk.Unread;
            var outcomes = await desks.Ask(portal, walk.Questions(ActivityCommands.Newest, stretch => ActivityCommands.AtType(type, stretch.After, stretch.UpTo)));
            if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
            {
                return trouble is Later later ? (later.NotBefore > Now ? later.NotBefore : Now + Soon) : Now + (trouble is Refusal ? stores.Patience.ParkedRetry : stores.Patience.NoAccess);
            }

            var (next, times, read) = CountedWalk.Read(walk, [.. outcomes.Cast<Answer>().Select(answer => ActivityCommands.Ids(answer.Result))]);
            var after = new Point(next.IsOver ? null : next, next.IsOver ? Now : point.CountedAt);
            await stores.Db.Write(connection =>
            {
                // A rule may have been switched on anew meanwhile, and with it the count.
                if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_census_point WHERE portal_id = @portal AND type = @type AND walk = @walk)", new { portal, type, walk = Text(point.Walk) }) && step > 0)
                {
                    return;
                }

                foreach (var stretch in read)
                {
                    Compare(connection, portal, type, stretch, times, isFirst: point.CountedAt is null);
                }

                connection.Execute(
                    """
                    INSERT INTO carry_census_point (portal_id, type, walk, counted_at) VALUES (@portal, @type, @walk, @at)
                    ON CONFLICT (portal_id, type) DO UPDATE SET walk = excluded.walk, counted_at = excluded.counted_at
                    """,
                    new { portal, type, walk = Text(after.Walk), at = after.CountedAt?.ToUnixTimeMilliseconds() ?? 0 });
            });
            point = after;
        }

        return Now + Soon;
    }

    private void Compare(System.Data.IDbConnection connection, PortalId portal, int type, Stretch stretch, IReadOnlyDictionary<long, int> times, bool isFirst)
    {
        var known = connection.Query<(long Activity, int Times)>(
            "SELECT activity, times FROM carry_census WHERE portal_id = @portal AND type = @type AND activity > @after AND activity <= @upTo", new { portal, type, after = stretch.After, upTo = stretch.UpTo })
            .ToDictionary(row => row.Activity, row => row.Times);
        var here = times.Where(pair => pair.Key > stretch.After && pair.Key <= stretch.UpTo).ToDictionary(pair => pair.Key, pair => pair.Value);
        var gone = known.Keys.Where(id => !here.ContainsKey(id)).ToList();
        if (gone.Count >= Few && gone.Count > known.Count / 2)
        {
            gone = []; // so many at once are rights that were lost, not activities (RULES 24)
        }

        var news = here.Where(pair => known.GetValueOrDefault(pair.Key) != pair.Value).ToList();
        connection.Execute(
            "INSERT INTO carry_census (portal_id, type, activity, times) VALUES (@portal, @type, @activity, @times) ON CONFLICT (portal_id, type, activity) DO UPDATE SET times = excluded.times",
            news.Select(pair => new { portal, type, activity = pair.Key, times = pair.Value }));
        connection.Execute("DELETE FROM carry_census WHERE portal_id = @portal AND type = @type AND activity = @activity", gone.Select(activity => new { portal, type, activity }));
        foreach (var id in isFirst ? [] : news.Select(pair => pair.Key).Concat(gone))
        {
            stores.Dirty.Mark(connection, portal, SeenEntry.Activity(id), "census");
        }
    }

    private Task<Point> Of(PortalId portal, int type) => stores.Db.Read(async connection =>
        await connection.QueryFirstOrDefaultAsync<(string Walk, long CountedAt)?>("SELECT walk, counted_at FROM carry_census_point WHERE portal_id = @portal AND type = @type", new { portal, type }) is { } row
            ? new Point(row.Walk.Length > 0 ? JsonSerializer.Deserialize<IdWalk>(row.Walk) : null, row.CountedAt > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(row.CountedAt) : null)
            : new Point(null, null));

    private static string Text(IdWalk? walk) => walk is null ? "" : JsonSerializer.Serialize(walk);

    private sealed record Point(IdWalk? Walk, DateTimeOffset? CountedAt);
}
