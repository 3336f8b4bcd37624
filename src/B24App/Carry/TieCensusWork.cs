using System.Text.Json;
using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using Dapper;

namespace B24App.Carry;

/// <summary>
/// Reads once, when a rule is switched on, what all its sources are tied to. Only against that can a tie be told from news: what was tied before is
/// the matter of a run with its preview, what is tied later brings its history along.
/// </summary>
public sealed class TieCensusWork(CarryStores stores, TieReader ties, PortalStore portals, Desks desks) : IWork
{
    /// <summary>How a walk that is over stands in the store.</summary>
    internal const string Over = "over";

    private const int StepsAtOnce = 20;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly Dictionary<long, DateTimeOffset> _rests = [];

    /// <summary>Reads on for every rule whose sources are not all known; returns when more is due.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        DateTimeOffset? next = null;
        foreach (var rule in await stores.Rules.Uncounted())
        {
            ct.ThrowIfCancellationRequested();
            if (await portals.Find(rule.Row.Portal) is not { Runs: true })
            {
                continue;
            }

            if (_rests.GetValueOrDefault(rule.Row.Id) <= Now)
            {
                _rests[rule.Row.Id] = await Walk(rule.Row, rule.Ties);
            }

            next = next is null || _rests[rule.Row.Id] < next ? _rests[rule.Row.Id] : next;
        }

        return next > Now ? next : next is null ? null : Now + Soon;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    // Returns when it goes on.
    private async Task<DateTimeOffset> Walk(RuleRow row, string known)
    {
        using var bulk = Bulk.Enter(Bulk.Echo);
        for (var step = 0; step < StepsAtOnce; step++)
        {
            if (known == Over)
            {
                break;
            }

            var walk = known.Length > 0 ? JsonSerializer.Deserialize<IdWalk>(known)! : IdWalk.Unread;
            var type = row.Rule.Tie.Source;
            var outcomes = await desks.Ask(row.Portal, walk.Questions(() => RecordCommands.Newest(type), stretch => RecordCommands.Between(type, stretch.After, stretch.UpTo, ["id"])));
            if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
            {
                return trouble is Later later ? (later.NotBefore > Now ? later.NotBefore : Now + Soon) : Now + (trouble is Refusal ? stores.Patience.ParkedRetry : stores.Patience.NoAccess);
            }

            var (next, records) = walk.Read([.. outcomes.Cast<Answer>().Select(answer => RecordWire.ListFrom(answer.Result))], record => record.Id);
            var sources = (await ties.Read(row.Portal, [new TieQuestion(row.Rule, [.. records.Select(record => record.Id)])]))[0];
            if (sources.Values.Any(source => source.State == SourceState.NotNow))
            {
                return Now + Soon;
            }

            var now = next.IsOver ? Over : JsonSerializer.Serialize(next);
            var before = known;
            await stores.Db.Write(connection =>
            {
                // Switched off, or on anew, meanwhile: what was read belongs to another time.
                if (connection.Execute("UPDATE carry_rule SET ties = @now WHERE id = @id AND ties = @before AND on_at = @on AND is_on = 1", new { now, before, id = row.Id, on = row.OnAt.ToUnixTimeMilliseconds() }) == 0)
                {
                    return;
                }

                foreach (var source in sources.Values.Where(source => source.State == SourceState.There && TieBook.Differs(connection, row.Id, source) is null))
                {
                    TieBook.Put(connection, row.Portal, row.Id, source);
                }
            });
            known = now;
        }

        return Now + Soon;
    }
}
