using System.Data;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>
/// Looks at records that are dirty: where their ties changed their entries become dirty, and a marked contact leaves its companies once its history
/// stands there.
/// </summary>
public sealed class RecordLook(CarryStores stores, EntryReader entries, TieReader ties, Desks desks)
{
    private const int PageSize = 50;

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    /// <summary>Looks at records of one portal.</summary>
    public async Task Look(PortalId portal, IReadOnlyList<CarryItem> items, IReadOnlyList<RuleRow> rules)
    {
        if (items.Count == 0)
        {
            return;
        }

        var keys = items.ToDictionary(item => item.Item, item => CrmKey.Read(item.Item));
        if (await SourcesOf(portal, [.. keys.Values.OfType<CrmKey>()], rules) is not { } wanted)
        {
            await Put(items, Now + stores.Patience.NoAccess);
            return;
        }

        var questions = rules.Select(rule => (Rule: rule, Ids: wanted.Where(pair => pair.Rule == rule.Id).Select(pair => pair.Source).Distinct().ToList())).Where(question => question.Ids.Count > 0).ToList();
        var read = await ties.Read(portal, [.. questions.Select(question => new TieQuestion(question.Rule.Rule, question.Ids))]);
        var changed = new List<(RuleRow Rule, SeenSource Source, DateTimeOffset? Since)>();
        var leaving = new List<(RuleRow Rule, SeenSource Source)>();
        var unreadable = read.SelectMany(known => known.Values).Any(source => source.State == SourceState.NotNow);
        await stores.Db.Read(connection =>
        {
            foreach (var (question, known) in questions.Zip(read))
            {
                changed.AddRange(known.Values.Where(source => source.State == SourceState.There)
                    .Select(source => (Source: source, Differs: TieBook.Differs(connection, question.Rule.Id, source)))
                    .Where(pair => pair.Differs != false)
                    .Select(pair => (question.Rule, pair.Source, Since(question.Rule, pair.Source, pair.Differs, wanted))));
                leaving.AddRange(known.Values.Where(source => question.Rule.Rule.MovesToFormer && source is { State: SourceState.There, IsMarked: true, Targets.IsEmpty: false }).Select(source => (question.Rule, source)));
            }

            return Task.FromResult(true);
        });

        var concerned = changed.Where(pair => pair.Source.IsMarked && !pair.Source.Targets.IsEmpty).Select(pair => pair.Source.Key).Concat(leaving.Select(pair => pair.Source.Key)).Distinct().ToList();
        var listed = await entries.Listed(portal, concerned);
        if (listed is null || unreadable)
        {
            await Put(items, Now + (5 * stores.Patience.Settling));
            return;
        }

        var farewells = await Farewells(portal, leaving, listed);
        if (farewells is null)
        {
            await Put(items, Now + stores.Patience.NoAccess);
            return;
        }

        await stores.Db.Write(connection =>
        {
            foreach (var (question, known) in questions.Zip(read))
            {
                foreach (var source in known.Values.Where(source => source.State == SourceState.Gone))
                {
                    TieBook.Forget(connection, question.Rule.Id, source.Key);
                }
            }

            foreach (var (rule, source, _) in changed)
            {
                TieBook.Put(connection, portal, rule.Id, source);
                if (rule.Rule.MovesToFormer && !source.IsMarked)
                {
                    Forget(connection, portal, rule.Id, source.Key);
                }
            }

            foreach (var name in changed.Where(pair => listed.ContainsKey(pair.Source.Key))
                .SelectMany(pair => listed[pair.Source.Key].Where(entry => pair.Since is not { } since || entry.Made is not { } made || made >= since)).Select(entry => entry.Name).Distinct())
            {
                stores.Dirty.Mark(connection, portal, name, "tie");
            }

            foreach (var item in items)
            {
                stores.Dirty.Done(connection, item);
            }

            foreach (var (rule, source) in leaving.Where(pair => !Returned.Among(connection, portal, pair.Rule.Id, pair.Rule.Rule, [pair.Source])[0].IsReturned))
            {
                if (changed.Any(pair => pair.Source.Key == source.Key) || farewells.Waits.Contains(source.Key))
                {
                    // Its history goes first.
                    stores.Dirty.Mark(connection, portal, source.Key.ToString(), "former", notBefore: Now + stores.Patience.Settling);
                    continue;
                }

                foreach (var (step, was) in farewells.Steps.GetValueOrDefault(source.Key) ?? [])
                {
                    stores.Intents.Add(connection, portal, rule.Id, 0, source.Key.ToString(), step, was);
                }
            }
        });
    }

    // A tie that is news brings the whole history along. A record met for the first time says nothing about when it was tied: only what was written
    // since the rule is at work goes by itself, all else belongs to a run with its preview. Who leaves his company leaves nothing behind.
    private static DateTimeOffset? Since(RuleRow rule, SeenSource source, bool? differs, IEnumerable<(long Rule, long Source, bool IsNews)> wanted) =>
        differs == true || (rule.Rule.MovesToFormer && source.IsMarked) || wanted.Contains((rule.Id, source.Key.Id, true)) ? null : rule.OnAt;

    // The mark was taken away: what a person took back is no word for the next time.
    private static void Forget(IDbConnection connection, PortalId portal, long rule, CrmKey contact) => connection.Execute(
        """
        UPDATE carry_deed SET made = 1 WHERE portal_id = @portal AND rule_id = @rule AND item = @contact AND act = 'dismiss';
        UPDATE carry_deed SET was = 'forgotten' WHERE portal_id = @portal AND rule_id = @rule AND undone_at <> 0 AND act IN ('bind', 'unbind') AND was = ''
           AND item IN (SELECT item FROM carry_deed WHERE portal_id = @portal AND rule_id = @rule AND act = 'unbind' AND card = @contact);
        """,
        new { portal, rule, contact = contact.ToString() });

    /// <summary>Marked contacts whose history stands at their companies leave them; the others wait.</summary>
    private async Task<FarewellPlan?> Farewells(PortalId portal, List<(RuleRow Rule, SeenSource Source)> leaving, IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>> listed)
    {
        var plan = new FarewellPlan([], []);
        if (leaving.Count == 0)
        {
            return plan;
        }

        var busy = await stores.Intents.Busy(portal, [.. leaving.SelectMany(pair => listed[pair.Source.Key]).Select(entry => entry.Name).Distinct()]);
        var ready = leaving.Select(pair => pair.Source.Key).Distinct().Where(key => !listed[key].Any(entry => busy.Contains(entry.Name))).ToList();
        plan.Waits.UnionWith(leaving.Select(pair => pair.Source.Key).Except(ready));
        var past = await stores.Deeds.Of(portal, [.. ready.Select(key => key.ToString())]);
        var outcomes = ready.Count == 0 ? [] : await desks.Ask(portal, [.. ready.Select(key => ContactCommands.Companies(key.Id))]);
        foreach (var (key, outcome) in ready.Zip(outcomes))
        {
            if (outcome is not Answer answer)
            {
                return null;
            }

            // A person put it back: it leaves again when the mark was taken away and set anew.
            var returned = (past.GetValueOrDefault(key.ToString()) ?? []).Where(deed => deed is { Act: CarryAct.Dismiss, IsUndone: true, Made: 0 }).Select(deed => deed.Card.Id).ToHashSet();
            var companies = ContactCompanyWire.ListFrom(answer.Result).Where(company => !returned.Contains(company.Company)).ToList();
            var steps = FormerPlanner.Dismiss([.. companies.Select(company => new CrmKey(CrmKey.Company, company.Company))], []);
            plan.Steps[key] = [.. steps.Select(step => (step, companies.Where(company => company.Company == step.Card.Id).Select(company => $"{(company.IsPrimary ? 'Y' : 'N')} {company.Sort}").First()))];
        }

        return plan;
    }

    // A deal is no source: what it names is. Records of other types concern nobody.
    private async Task<List<(long Rule, long Source, bool IsNews)>?> SourcesOf(PortalId portal, IReadOnlyList<CrmKey> keys, IReadOnlyList<RuleRow> rules)
    {
        var found = rules.SelectMany(rule => keys.Where(key => key.Type == rule.Rule.Tie.Source).Select(key => (rule.Id, key.Id, false))).ToList();
        var asked = rules.Where(rule => rule.Rule.Tie.On == TieSide.Target)
            .SelectMany(rule => keys.Where(key => key.Type == rule.Rule.Tie.Target).Select(key => key.Id).Chunk(PageSize).Select(ids => (Rule: rule, Ids: ids))).ToList();
        var outcomes = asked.Count == 0 ? [] : await desks.Ask(portal, [.. asked.Select(ask => RecordCommands.ByIds(ask.Rule.Rule.Tie.Target, ask.Ids, ["id", "createdTime", ask.Rule.Rule.Tie.Field]))]);
        foreach (var (ask, outcome) in asked.Zip(outcomes))
        {
            if (outcome is not Answer answer)
            {
                return null;
            }

            found.AddRange(RecordWire.ListFrom(answer.Result).SelectMany(row => row.Named(ask.Rule.Rule.Tie.Field, ask.Rule.Rule.Tie.Source).Select(source => (ask.Rule.Id, source, row.Moment("createdTime") >= ask.Rule.OnAt))));
        }

        return found;
    }

    private Task Put(IReadOnlyList<CarryItem> items, DateTimeOffset until) => stores.Db.Write(connection =>
    {
        foreach (var item in items)
        {
            CarryDirty.Postpone(connection, item, until);
        }
    });

    private sealed record FarewellPlan(HashSet<CrmKey> Waits, Dictionary<CrmKey, IReadOnlyList<(CarryStep Step, string Was)>> Steps);
}
