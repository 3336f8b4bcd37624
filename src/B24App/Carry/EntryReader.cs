using System.Collections.Concurrent;
using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;
using B24App.Stations;
using B24App.Store;

namespace B24App.Carry;

/// <summary>What a look at an entry found.</summary>
public abstract record EntryLook
{
    /// <summary>It is there.</summary>
    public sealed record Seen(SeenEntry Entry) : EntryLook;

    /// <summary>It is gone.</summary>
    public sealed record Gone : EntryLook;

    /// <summary>We may not read it.</summary>
    public sealed record Hidden : EntryLook;

    /// <summary>Not now.</summary>
    public sealed record NotNow(DateTimeOffset Until) : EntryLook;
}

/// <summary>Reads activities and comments with the timelines they stand in; many leave in one request.</summary>
public sealed class EntryReader(Desks desks, CrmCatalogue catalogue, TimeProvider clock, Record.Patience patience)
{
    private const int PageSize = 50;

    private readonly ConcurrentDictionary<(PortalId Portal, CrmKey Card), CardReading> _begun = new();

    /// <summary>Looks at entries, by their names.</summary>
    public async Task<IReadOnlyDictionary<string, EntryLook>> Look(PortalId portal, IReadOnlyList<string> names)
    {
        var activities = names.Where(name => name[0] == 'a').Select(SeenEntry.IdOf).ToList();
        var comments = names.Where(name => name[0] == 'c').Select(SeenEntry.IdOf).ToList();
        var pages = activities.Chunk(PageSize).ToList();
        var types = activities.Count >= PageSize ? await catalogue.Types(portal) : null;
        var counts = types is null ? [] : activities.Chunk(CountedRows.AtOnce).ToList();
        var outcomes = new Queue<Outcome>(await desks.Ask(portal, [
            .. pages.Select(ids => ActivityCommands.ByIds(ids, ActivityCommands.Facts)),
            .. counts.Select(ids => ActivityCommands.TimesAt(ids, types!)),
            .. types is null ? activities.Select(ActivityCommands.Bindings) : [],
            .. comments.Select(TimelineCommands.Get),
            .. comments.Select(TimelineCommands.Bindings),
        ]));
        var (rows, unread) = Rows(pages, Take(outcomes, pages.Count));
        var alone = counts.Zip(Take(outcomes, counts.Count)).SelectMany(pair => Counted(pair.First, pair.Second))
            .Where(pair => pair.Value == 1 && rows.GetValueOrDefault(pair.Key)?.Owner is not null).Select(pair => pair.Key).ToHashSet();
        var bindings = types is null ? activities.Zip(Take(outcomes, activities.Count)).ToDictionary(pair => pair.First, pair => pair.Second) : [];
        var texts = Take(outcomes, comments.Count);
        var cards = Take(outcomes, comments.Count);

        // What stands in several timelines, or is gone, is asked for by itself.
        var open = activities.Where(id => !alone.Contains(id) && !unread.ContainsKey(id) && !bindings.ContainsKey(id)).ToList();
        var asked = open.Count == 0 ? [] : await desks.Ask(portal, [.. open.Select(ActivityCommands.Bindings)]);
        foreach (var (id, outcome) in open.Zip(asked))
        {
            bindings[id] = outcome;
        }

        var found = new Dictionary<string, EntryLook>();
        foreach (var id in activities)
        {
            found[SeenEntry.Activity(id)] = unread.TryGetValue(id, out var trouble) ? NotNow(trouble) : alone.Contains(id) ? Alone(rows[id]) : Activity(rows.GetValueOrDefault(id), bindings[id]);
        }

        for (var i = 0; i < comments.Count; i++)
        {
            found[SeenEntry.Comment(comments[i])] = Comment(texts[i], cards[i]);
        }

        return found;
    }

    /// <summary>In how many timelines of a type each activity stands; null when the portal cannot be asked now. Missing is what a list could not tell.</summary>
    public async Task<IReadOnlyDictionary<long, int>?> Times(PortalId portal, IReadOnlyCollection<long> activities, int type)
    {
        var counts = activities.Order().Chunk(CountedRows.AtOnce).ToList();
        var outcomes = counts.Count == 0 ? [] : await desks.Ask(portal, [.. counts.Select(ids => ActivityCommands.TimesAt(ids, [type]))]);
        return outcomes.Any(outcome => outcome is not (Answer or Refusal))
            ? null
            : counts.Zip(outcomes).SelectMany(pair => Counted(pair.First, pair.Second)).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>
    /// All entries in the timelines of records, each with its owner alone; null when they could not be read to the end. What was read by then is kept
    /// for the next time: a card may have more pages than a portal answers at once.
    /// </summary>
    public Task<IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>>?> Listed(PortalId portal, IReadOnlyCollection<CrmKey> records) => Listed(portal, records, records);

    /// <summary>The same, activities of some records and comments of others.</summary>
    public async Task<IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>>?> Listed(PortalId portal, IReadOnlyCollection<CrmKey> ofActivities, IReadOnlyCollection<CrmKey> ofComments)
    {
        var (activities, comments) = (ofActivities.ToHashSet(), ofComments.ToHashSet());
        var readings = activities.Union(comments).ToDictionary(card => card, card => Begun(portal, card, activities.Contains(card), comments.Contains(card)));
        while (readings.Values.SelectMany(reading => reading.Open).ToList() is { Count: > 0 } open)
        {
            var outcomes = await desks.Ask(portal, [.. open.Select(page => page.Command)]);
            var isLate = false;
            foreach (var (page, outcome) in open.Zip(outcomes))
            {
                isLate |= !page.Take(outcome);
            }

            if (isLate)
            {
                Keep(portal, readings);
                return null;
            }
        }

        return readings.ToDictionary(pair => pair.Key, pair => pair.Value.Entries);
    }

    /// <summary>The client's name of a record.</summary>
    public static CrmRef Ref(CrmKey key) => new(key.Type, key.Id);

    private DateTimeOffset Now => clock.GetUtcNow();

    private CardReading Begun(PortalId portal, CrmKey card, bool ofActivities, bool ofComments) =>
        _begun.TryRemove((portal, card), out var begun) && begun.IsFresh(Now) && begun.Reads(ofActivities, ofComments) ? begun : new CardReading(card, Now, ofActivities, ofComments);

    private void Keep(PortalId portal, Dictionary<CrmKey, CardReading> readings)
    {
        foreach (var stale in _begun.Where(pair => !pair.Value.IsFresh(Now)).ToList())
        {
            _begun.TryRemove(stale);
        }

        foreach (var (card, reading) in readings)
        {
            _begun[(portal, card)] = reading;
        }
    }

    private static (Dictionary<long, ActivityWire> Rows, Dictionary<long, Outcome> Unread) Rows(IReadOnlyList<long[]> pages, IReadOnlyList<Outcome> outcomes)
    {
        var rows = new Dictionary<long, ActivityWire>();
        var unread = new Dictionary<long, Outcome>();
        foreach (var (ids, outcome) in pages.Zip(outcomes))
        {
            foreach (var row in outcome is Answer answer ? ActivityWire.ListFrom(answer.Result) : [])
            {
                rows[row.Id] = row;
            }

            foreach (var id in outcome is Answer ? [] : ids)
            {
                unread[id] = outcome;
            }
        }

        return (rows, unread);
    }

    private static IReadOnlyDictionary<long, int> Counted(long[] asked, Outcome outcome) =>
        outcome is Answer answer ? CountedRows.Read(asked, ActivityCommands.Ids(answer.Result)) : new Dictionary<long, int>();

    private static List<Outcome> Take(Queue<Outcome> outcomes, int count) => [.. Enumerable.Range(0, count).Select(_ => outcomes.Dequeue())];

    private static EntryLook.Seen Alone(ActivityWire row) => new(Told(row, Keys([row.Owner!.Value])));

    private static EntryLook Gone { get; } = new EntryLook.Gone();

    private EntryLook Activity(ActivityWire? row, Outcome bindings) => (row, bindings) switch
    {
        ({ } seen, Answer answer) => new EntryLook.Seen(Told(seen, Keys(CrmRef.OfActivity(answer.Result)))),
        (_, Refusal { Kind: RefusalKind.NotFound }) => Gone,
        (null, Answer) or (_, Refusal) => new EntryLook.Hidden(),
        (_, var trouble) => NotNow(trouble),
    };

    private EntryLook Comment(Outcome comment, Outcome bindings) => (comment, bindings) switch
    {
        (Answer answer, Answer cards) when TimelineCommentWire.From(answer.Result) is { } seen && Keys(CrmRef.OfTimeline(cards.Result)) is var keys =>
            new EntryLook.Seen(Told(seen, keys) with { Owner = keys.IsEmpty ? null : keys[0] }),
        (Refusal { Kind: RefusalKind.NotFound }, _) => Gone,
        (Refusal, _) or (_, Refusal) or (Answer, Answer) => new EntryLook.Hidden(),
        (Answer, var trouble) => NotNow(trouble),
        (var trouble, _) => NotNow(trouble),
    };

    internal static SeenEntry Told(ActivityWire row, ImmutableArray<CrmKey> bindings) => new()
    {
        Name = SeenEntry.Activity(row.Id),
        Kind = EntryKinds.Of(row.TypeId, row.Provider),
        Direction = row.Direction,
        Responsible = row.ResponsibleId,
        At = row.Start ?? row.Created,
        Made = row.Created,
        Owner = row.Owner is { } owner ? new CrmKey(owner.Type, owner.Id) : null,
        Bindings = bindings,
        IsOurCopy = row.Originator == CopyText.Originator && row.Origin.StartsWith("carry:", StringComparison.Ordinal),
    };

    internal static SeenEntry Told(TimelineCommentWire comment, ImmutableArray<CrmKey> bindings) => new()
    {
        Name = SeenEntry.Comment(comment.Id),
        Kind = EntryKind.Comment,
        Responsible = comment.AuthorId,
        At = comment.Created,
        Made = comment.Created,
        Owner = bindings is [var only] ? only : null,
        Bindings = bindings,
    };

    private static ImmutableArray<CrmKey> Keys(IReadOnlyList<CrmRef> refs) => [.. refs.Select(one => new CrmKey(one.Type, one.Id)).Distinct()];

    private EntryLook.NotNow NotNow(Outcome outcome) =>
        new(outcome is Later later && later.NotBefore > Now ? later.NotBefore : Now + (outcome is Later ? TimeSpan.FromSeconds(1) : outcome is Unknown ? patience.UnknownOutcome : patience.NoAccess));
}
