using System.Collections.Concurrent;
using System.Data;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>What the looks of carrying write to, gathered.</summary>
public sealed record CarryStores(Database Db, CarryRules Rules, CarryDirty Dirty, CarryIntents Intents, CarryDeeds Deeds, TimeProvider Clock, Patience Patience);

/// <summary>Looks at what is dirty and writes down what follows: entries get calls or a reason, records whose ties changed make their entries dirty.</summary>
public sealed class CarryLook(CarryStores stores, EntryReader entries, TieReader ties, Desks desks)
{
    private const int PageSize = 50;

    private readonly ConcurrentDictionary<(PortalId, string), (long LastHint, DateTimeOffset At, SeenEntry Entry)> _kept = new();

    /// <summary>Looks at items of one portal.</summary>
    public async Task Look(PortalId portal, IReadOnlyList<CarryItem> items)
    {
        var on = await stores.Rules.On(portal);
        var ofRuns = await RulesOfRuns(portal, items);
        await Records(portal, [.. items.Where(item => item.Item[0] == 'r')], on);
        await Entries(portal, [.. items.Where(item => item.Item[0] != 'r')], item => item.Run == 0 ? on : ofRuns.GetValueOrDefault(item.Run) is { } rule ? [rule] : []);
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private async Task<Dictionary<long, RuleRow>> RulesOfRuns(PortalId portal, IReadOnlyList<CarryItem> items)
    {
        var found = new Dictionary<long, RuleRow>();
        foreach (var run in items.Select(item => item.Run).Where(run => run != 0).Distinct())
        {
            var rule = await stores.Db.Read(connection => connection.ExecuteScalarAsync<long>("SELECT rule_id FROM carry_run WHERE id = @run AND portal_id = @portal AND state = 'running'", new { run, portal }));
            if (rule != 0 && await stores.Rules.Find(portal, rule) is { } row)
            {
                found[run] = row;
            }
        }

        return found;
    }

    private async Task Entries(PortalId portal, IReadOnlyList<CarryItem> items, Func<CarryItem, IReadOnlyList<RuleRow>> rulesOf)
    {
        if (items.Count == 0)
        {
            return;
        }

        var seen = await Seen(portal, items);
        var past = await stores.Deeds.Of(portal, [.. items.Select(item => item.Item)]);
        var questions = items
            .SelectMany(item => rulesOf(item).Select(rule => (Rule: rule, Entry: (seen[item.Item] as EntryLook.Seen)?.Entry)))
            .Where(pair => pair.Entry is not null)
            .GroupBy(pair => pair.Rule.Id)
            .Select(group => (group.First().Rule, Ids: group.SelectMany(pair => pair.Entry!.Bindings).Where(key => key.Type == group.First().Rule.Rule.Tie.Source).Select(key => key.Id).Distinct().ToList()))
            .Where(question => question.Ids.Count > 0).ToList();

        // A record without a hint is taken as it was last seen (RULES 29).
        var known = await stores.Db.Read(connection => Task.FromResult(questions.Select(question => TieBook.Known(connection, portal, question.Rule, question.Ids)).ToList()));
        var asked = questions.Zip(known).Select(pair => (pair.First.Rule, Ids: pair.First.Ids.Where(id => !pair.Second.ContainsKey(new CrmKey(pair.First.Rule.Rule.Tie.Source, id))).ToList())).ToList();
        var read = await ties.Read(portal, [.. asked.Select(question => new TieQuestion(question.Rule.Rule, question.Ids))]);
        var sources = questions.Zip(read.Zip(known)).ToDictionary(
            pair => pair.First.Rule.Id, pair => (IReadOnlyDictionary<CrmKey, SeenSource>)pair.Second.First.Concat(pair.Second.Second).ToDictionary());
        await stores.Db.Write(connection =>
        {
            foreach (var (question, found) in questions.Zip(read))
            {
                Compare(connection, portal, question.Rule, found.Values);
            }

            foreach (var item in items)
            {
                Settle(connection, item, seen[item.Item], rulesOf(item), sources, past.GetValueOrDefault(item.Item));
            }
        });
        foreach (var item in items)
        {
            stores.Dirty.Touch(portal, item.Item);
        }
    }

    // What was read is kept while only the records could not be: asked for again with each try, a full gate would never let anything through.
    private async Task<IReadOnlyDictionary<string, EntryLook>> Seen(PortalId portal, IReadOnlyList<CarryItem> items)
    {
        var found = new Dictionary<string, EntryLook>();
        foreach (var item in items)
        {
            if (_kept.TryGetValue((portal, item.Item), out var kept))
            {
                if (kept.LastHint == item.LastHint && Now >= kept.At && Now - kept.At < stores.Patience.PlanLasts)
                {
                    found[item.Item] = new EntryLook.Seen(kept.Entry);
                }
                else
                {
                    _kept.TryRemove((portal, item.Item), out _);
                }
            }
        }

        var open = items.Select(item => item.Item).Where(item => !found.ContainsKey(item)).ToList();
        foreach (var (item, look) in open.Count == 0 ? new Dictionary<string, EntryLook>() : await entries.Look(portal, open))
        {
            found[item] = look;
        }

        return found;
    }

    private void Settle(
        IDbConnection connection, CarryItem item, EntryLook look, IReadOnlyList<RuleRow> rules, Dictionary<long, IReadOnlyDictionary<CrmKey, SeenSource>> sources, IReadOnlyList<CarryDeed>? deeds)
    {
        switch (look)
        {
            case EntryLook.NotNow later:
                CarryDirty.Postpone(connection, item, later.Until);
                return;
            case EntryLook.Hidden:
                Stay(connection, item, rules, CarryReason.EntryUnreadable);
                break;
            case EntryLook.Gone:
                Stay(connection, item, rules.Where(_ => deeds is { Count: > 0 }), CarryReason.EntryGone);
                Orphans(connection, item, rules, deeds ?? []);
                break;
            case EntryLook.Seen { Entry: var entry }:
                Planned(connection, item, Plan(connection, item, entry, rules, sources, CarryDeeds.Past(deeds)));
                return;
            default:
                break;
        }

        stores.Dirty.Done(connection, item);
    }

    // Later the same look; or, where a source may not be read, another one in a day.
    private void Planned(IDbConnection connection, CarryItem item, (DateTimeOffset? Later, bool Again) plan)
    {
        if (plan.Later is { } until)
        {
            CarryDirty.Postpone(connection, item, until);
            return;
        }

        _kept.TryRemove((item.Portal, item.Item), out _);
        stores.Dirty.Done(connection, item);
        if (plan.Again)
        {
            stores.Dirty.Mark(connection, item.Portal, item.Item, "retry", notBefore: Now + stores.Patience.ParkedRetry);
        }
    }

    // Each rule is planned on what the one before it leaves, so two rules never quarrel over one entry.
    private (DateTimeOffset? Later, bool Again) Plan(
        IDbConnection connection, CarryItem item, SeenEntry entry, IReadOnlyList<RuleRow> rules, Dictionary<long, IReadOnlyDictionary<CrmKey, SeenSource>> sources, PastDeeds past)
    {
        // Somebody else looked at it meanwhile: what he wrote down goes first.
        if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_intent WHERE portal_id = @portal AND item = @item AND settled_at = 0)", new { portal = item.Portal, item = item.Item }))
        {
            return (Now + stores.Patience.Settling, false);
        }

        var seen = entry;
        var verdicts = new List<(RuleRow Rule, CarryVerdict Verdict)>();
        foreach (var rule in rules.Where(rule => Lives(connection, rule, item)))
        {
            var known = sources.TryGetValue(rule.Id, out var read) ? read.Values.ToList() : [];
            var verdict = CarryPlanner.Plan(rule.Rule, entry, known, past);
            if (known.Any(source => source.State == SourceState.NotNow))
            {
                _kept.TryAdd((item.Portal, item.Item), (item.LastHint, Now, seen));
                return (Now + stores.Patience.Settling, false);
            }

            entry = entry.After(verdict.Steps);
            verdicts.Add((rule, verdict));
        }

        foreach (var (rule, verdict) in verdicts)
        {
            foreach (var step in verdict.Steps)
            {
                stores.Intents.Add(connection, item.Portal, rule.Id, item.Run, item.Item, step);
            }

            CarrySkips.Put(connection, item.Portal, rule.Id, item.Item, verdict.Reason, Now);
        }

        return (null, verdicts.Exists(pair => pair.Verdict.Reason == CarryReason.SourceUnreadable));
    }

    // A rule may have been switched off since it was read.
    private static bool Lives(IDbConnection connection, RuleRow rule, CarryItem item) => item.Run == 0
        ? connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_rule WHERE id = @id AND is_on = 1 AND is_gone = 0)", new { id = rule.Id })
        : connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_run WHERE id = @run AND state = 'running')", new { run = item.Run });

    private void Stay(IDbConnection connection, CarryItem item, IEnumerable<RuleRow> rules, CarryReason reason)
    {
        foreach (var rule in rules)
        {
            CarrySkips.Put(connection, item.Portal, rule.Id, item.Item, reason, Now);
        }
    }

    // The original of copies is gone: they stay, unless the rule says otherwise.
    private void Orphans(IDbConnection connection, CarryItem item, IReadOnlyList<RuleRow> rules, IReadOnlyList<CarryDeed> deeds)
    {
        foreach (var deed in deeds.Where(deed => deed is { Act: CarryAct.Copy, IsUndone: false, Made: > 0 } && rules.Any(rule => rule.Id == deed.Rule && rule.Rule.DeletesCopies)))
        {
            stores.Intents.Add(connection, item.Portal, deed.Rule, 0, item.Item, new CarryStep(CarryAct.DeleteCopy, deed.Card), made: deed.Made);
        }
    }

    // First sight is remembered; what differs from what was remembered makes the record itself dirty, for its other entries are concerned too.
    private void Compare(IDbConnection connection, PortalId portal, RuleRow rule, IEnumerable<SeenSource> sources)
    {
        foreach (var source in sources.Where(source => source.State == SourceState.There))
        {
            switch (TieBook.Differs(connection, rule.Id, source))
            {
                case null:
                    TieBook.Put(connection, portal, rule.Id, source);
                    break;
                case true:
                    stores.Dirty.Mark(connection, portal, source.Key.ToString(), "tie");
                    break;
                default:
                    break;
            }
        }
    }

    private async Task Records(PortalId portal, IReadOnlyList<CarryItem> items, IReadOnlyList<RuleRow> rules)
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
                    Forget(connection, portal, source.Key);
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

            foreach (var (rule, source) in leaving)
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
    private static void Forget(IDbConnection connection, PortalId portal, CrmKey contact) => connection.Execute(
        """
        UPDATE carry_deed SET made = 1 WHERE portal_id = @portal AND item = @contact AND act = 'dismiss';
        UPDATE carry_deed SET was = 'forgotten' WHERE portal_id = @portal AND undone_at <> 0 AND act IN ('bind', 'unbind') AND was = ''
           AND item IN (SELECT item FROM carry_deed WHERE portal_id = @portal AND act = 'unbind' AND card = @contact);
        """,
        new { portal, contact = contact.ToString() });

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
