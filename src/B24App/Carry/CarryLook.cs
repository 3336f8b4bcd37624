using System.Collections.Concurrent;
using System.Data;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>Looks at what is dirty and writes down what follows: entries get calls or a reason; what becomes of records is <see cref="RecordLook"/>'s affair.</summary>
public sealed class CarryLook(CarryStores stores, EntryReader entries, TieReader ties, RecordLook records)
{
    private readonly ConcurrentDictionary<(PortalId, string), (long LastHint, DateTimeOffset At, SeenEntry Entry)> _kept = new();

    /// <summary>Looks at items of one portal.</summary>
    public async Task Look(PortalId portal, IReadOnlyList<CarryItem> items)
    {
        var on = await stores.Rules.On(portal);
        var ofRuns = await RulesOfRuns(portal, items);
        await records.Look(portal, [.. items.Where(item => item.Item[0] == 'r')], on);
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
            var known = sources.TryGetValue(rule.Id, out var read) ? Returned.Among(connection, item.Portal, rule.Id, rule.Rule, read.Values) : [];
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
}
