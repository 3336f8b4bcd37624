using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Stations;
using B24App.Store;

namespace B24App.Carry;

/// <summary>What a rule would do with one entry of the portal.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="Verdict">What would be done, or why it stays.</param>
public sealed record SampleLine(SeenEntry Entry, CrmKey Source, CarryVerdict Verdict);

/// <summary>What a rule would do with the newest records; null lines when the portal could not be asked.</summary>
/// <param name="Lines">Entries of those records.</param>
/// <param name="Sources">Records that were looked at.</param>
/// <param name="Untied">Of them tied to nothing.</param>
public sealed record CarrySampleResult(IReadOnlyList<SampleLine> Lines, int Sources, int Untied);

/// <summary>Shows a rule on real records before it is switched on; nothing is written.</summary>
public sealed class CarrySample(Desks desks, TieReader ties, EntryReader entries, CarryDeeds deeds)
{
    private const int MostEntries = 20;

    /// <summary>Plans the entries of the newest records of the rule's source; null when the portal could not be asked.</summary>
    public async Task<CarrySampleResult?> Of(PortalId portal, CarryRule rule)
    {
        if (await desks.Ask(portal, RecordCommands.Newest(rule.Tie.Source)) is not Answer answer)
        {
            return null;
        }

        var ids = RecordWire.ListFrom(answer.Result).Select(row => row.Id).ToList();
        var sources = (await ties.Read(portal, [new TieQuestion(rule, ids)]))[0];
        var tied = sources.Values.Where(source => source is { State: SourceState.There, Targets.IsEmpty: false }).OrderByDescending(source => source.Key.Id).Take(10).ToList();
        if (await entries.Listed(portal, [.. tied.Select(source => source.Key)]) is not { } listed)
        {
            return null;
        }

        var chosen = tied.SelectMany(source => listed[source.Key].Select(entry => (Source: source, entry.Name))).DistinctBy(pair => pair.Name).Take(MostEntries).ToList();
        var seen = await entries.Look(portal, [.. chosen.Select(pair => pair.Name)]);
        var past = await deeds.Of(portal, [.. chosen.Select(pair => pair.Name)]);
        return new CarrySampleResult(
            [
                .. chosen.Where(pair => seen[pair.Name] is EntryLook.Seen).Select(pair => (pair.Source, ((EntryLook.Seen)seen[pair.Name]).Entry))
                    .Select(pair => new SampleLine(pair.Entry, pair.Source.Key, CarryPlanner.Plan(rule, pair.Entry, sources.Values.ToList(), CarryDeeds.Past(past.GetValueOrDefault(pair.Entry.Name))))),
            ],
            sources.Count,
            sources.Values.Count(source => source.Targets.IsEmpty));
    }
}
