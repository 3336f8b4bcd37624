using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Stations;
using B24App.Store;

namespace B24App.Carry;

/// <summary>Records of one type that are asked for under one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Ids">Their ids.</param>
public sealed record TieQuestion(CarryRule Rule, IReadOnlyList<long> Ids);

/// <summary>Reads what records are tied to; fifty records are one command, fifty commands one request.</summary>
public sealed class TieReader(Desks desks, CarryDeeds deeds)
{
    private const int PageSize = 50;

    // Fields the portal itself empties when the other record goes; any other may name one that is gone, and binding to nobody succeeds in silence.
    private static readonly string[] Kept = ["companyId", "companyIds", "contactId", "contactIds", "leadId"];

    /// <summary>The sources of each question, in their order; what could not be read says so.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<CrmKey, SeenSource>>> Read(PortalId portal, IReadOnlyList<TieQuestion> questions)
    {
        var asked = questions.Select(question => new Round(question)).ToList();
        await Ask(portal, asked, round => round.Question.Ids.Chunk(PageSize).Select(ids => round.Holders(ids)));
        await Ask(portal, asked, round => round.Question.Rule.Tie.On == TieSide.Target ? round.Question.Ids.Chunk(PageSize).Select(ids => round.Naming(ids, 0)) : []);
        await Ask(portal, asked, round => round.Named.Count > 0 && round.Question.Rule.Tie is { On: TieSide.Source } tie && !Kept.Contains(tie.Field) ? round.Named.Chunk(PageSize).Select(round.Existence) : []);
        await Former(portal, asked);
        return [.. asked.Select(round => round.Result())];
    }

    private async Task Ask(PortalId portal, IReadOnlyList<Round> rounds, Func<Round, IEnumerable<Step>> first)
    {
        var steps = rounds.SelectMany(first).ToList();
        while (steps.Count > 0)
        {
            var outcomes = await desks.Ask(portal, [.. steps.Select(step => step.Command)]);
            steps = [.. steps.Zip(outcomes).Select(pair => pair.First.Take(pair.Second)).OfType<Step>()];
        }
    }

    // A dismissed contact has no company any more, but what still arrives on it belongs there.
    private async Task Former(PortalId portal, List<Round> rounds)
    {
        var wanted = rounds.Where(round => round.Question.Rule.Tie is { Source: CrmKey.Contact, Target: CrmKey.Company }).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var done = await deeds.Of(portal, [.. wanted.SelectMany(round => round.Question.Ids).Distinct().Select(id => new CrmKey(CrmKey.Contact, id).ToString())]);
        foreach (var round in wanted)
        {
            foreach (var id in round.Question.Ids)
            {
                foreach (var deed in done.GetValueOrDefault(new CrmKey(CrmKey.Contact, id).ToString()) ?? [])
                {
                    if (deed is { Act: CarryAct.Dismiss, IsUndone: false })
                    {
                        round.Add(id, deed.Card.Id);
                    }
                }
            }
        }
    }

    // One question to the portal, and what is made of its answer: another question, or none.
    private sealed record Step(Command Command, Func<Outcome, Step?> Take);

    private sealed class Round(TieQuestion question)
    {
        private readonly Dictionary<long, List<long>> _targets = [];
        private readonly Dictionary<long, bool> _there = [];
        private readonly Dictionary<long, SourceState> _unread = [];
        private HashSet<long>? _exist;

        public TieQuestion Question { get; } = question;

        public IReadOnlyList<long> Named => [.. _targets.Values.SelectMany(ids => ids).Distinct()];

        private Tie Tie => Question.Rule.Tie;

        public void Add(long source, long target)
        {
            var targets = _targets.TryGetValue(source, out var known) ? known : _targets[source] = [];
            if (!targets.Contains(target))
            {
                targets.Add(target);
            }
        }

        private Step? Unread(IEnumerable<long> ids, Outcome outcome)
        {
            foreach (var id in ids)
            {
                _unread[id] = outcome is Refusal ? SourceState.Unreadable : SourceState.NotNow;
            }

            return null;
        }

        public Step Holders(long[] ids)
        {
            string[] select = ["id", .. Tie.On == TieSide.Source ? (string[])[Tie.Field] : [], .. Question.Rule.Conditions.Mark is { } mark ? (string[])[mark.Field] : []];
            return new Step(RecordCommands.ByIds(Tie.Source, ids, select), outcome =>
            {
                if (outcome is not Answer answer)
                {
                    return Unread(ids, outcome);
                }

                foreach (var record in RecordWire.ListFrom(answer.Result).Where(record => ids.Contains(record.Id)))
                {
                    _there[record.Id] = Question.Rule.Conditions.Mark is not { } wanted || wanted.IsIn(record.Of(wanted.Field));
                    foreach (var target in Tie.On == TieSide.Source ? record.Named(Tie.Field, Tie.Target) : [])
                    {
                        Add(record.Id, target);
                    }
                }

                return null;
            });
        }

        public Step Naming(long[] ids, long after) => new(RecordCommands.Naming(Tie.Target, Tie.Field, ids, after, ["id", Tie.Field]), outcome =>
        {
            if (outcome is not Answer answer)
            {
                return Unread(ids, outcome);
            }

            var rows = RecordWire.ListFrom(answer.Result);
            foreach (var row in rows)
            {
                foreach (var source in row.Named(Tie.Field, Tie.Source).Where(ids.Contains))
                {
                    Add(source, row.Id);
                }
            }

            return rows.Count >= PageSize && rows.Max(row => row.Id) is var last && last > after ? Naming(ids, last) : null;
        });

        public Step Existence(long[] ids) => new(RecordCommands.ByIds(Tie.Target, ids, ["id"]), outcome =>
        {
            _exist ??= [];
            if (outcome is Answer answer)
            {
                _exist.UnionWith(RecordWire.ListFrom(answer.Result).Select(row => row.Id));
            }
            else
            {
                Unread(_targets.Where(pair => pair.Value.Intersect(ids).Any()).Select(pair => pair.Key), outcome);
            }

            return null;
        });

        public Dictionary<CrmKey, SeenSource> Result() => Question.Ids.Distinct().ToDictionary(id => new CrmKey(Tie.Source, id), id =>
        {
            var named = (_targets.GetValueOrDefault(id) ?? []).Where(target => _exist?.Contains(target) != false).Select(target => new CrmKey(Tie.Target, target)).ToImmutableArray();
            var state = _unread.TryGetValue(id, out var why) ? why : _there.ContainsKey(id) ? SourceState.There : SourceState.Gone;
            return new SeenSource(new CrmKey(Tie.Source, id), state, CarryPlanner.Choose(Tie.Choice, named), _there.GetValueOrDefault(id));
        });
    }
}
