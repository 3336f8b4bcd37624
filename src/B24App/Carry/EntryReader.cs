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
public sealed class EntryReader(Desks desks, TimeProvider clock, Record.Patience patience)
{
    private const int PageSize = 50;

    private readonly ConcurrentDictionary<(PortalId Portal, CrmKey Card), CardReading> _begun = new();

    /// <summary>Looks at entries, by their names.</summary>
    public async Task<IReadOnlyDictionary<string, EntryLook>> Look(PortalId portal, IReadOnlyList<string> names)
    {
        var activities = names.Where(name => name[0] == 'a').Select(SeenEntry.IdOf).ToList();
        var comments = names.Where(name => name[0] == 'c').Select(SeenEntry.IdOf).ToList();
        var pages = activities.Chunk(PageSize).ToList();
        var outcomes = await desks.Ask(portal, [
            .. pages.Select(ids => ActivityCommands.ByIds(ids, ActivityCommands.Facts)),
            .. activities.Select(ActivityCommands.Bindings),
            .. comments.Select(TimelineCommands.Get),
            .. comments.Select(TimelineCommands.Bindings),
        ]);
        var found = new Dictionary<string, EntryLook>();
        var rows = new Dictionary<long, ActivityWire>();
        var unread = new Dictionary<long, Outcome>();
        for (var i = 0; i < pages.Count; i++)
        {
            foreach (var row in outcomes[i] is Answer answer ? ActivityWire.ListFrom(answer.Result) : [])
            {
                rows[row.Id] = row;
            }

            foreach (var id in outcomes[i] is Answer ? [] : pages[i])
            {
                unread[id] = outcomes[i];
            }
        }

        for (var i = 0; i < activities.Count; i++)
        {
            var id = activities[i];
            found[SeenEntry.Activity(id)] = unread.TryGetValue(id, out var trouble) ? NotNow(trouble) : Activity(rows.GetValueOrDefault(id), outcomes[pages.Count + i]);
        }

        for (var i = 0; i < comments.Count; i++)
        {
            found[SeenEntry.Comment(comments[i])] = Comment(outcomes[pages.Count + activities.Count + i], outcomes[pages.Count + activities.Count + comments.Count + i]);
        }

        return found;
    }

    /// <summary>
    /// All entries in the timelines of records, each with its owner alone; null when they could not be read to the end. What was read by then is kept
    /// for the next time: a card may have more pages than a portal answers at once.
    /// </summary>
    public async Task<IReadOnlyDictionary<CrmKey, IReadOnlyList<SeenEntry>>?> Listed(PortalId portal, IReadOnlyCollection<CrmKey> records)
    {
        var readings = records.Distinct().ToDictionary(record => record, record => _begun.TryRemove((portal, record), out var begun) && begun.IsFresh(Now) ? begun : new CardReading(record, Now));
        while (readings.Values.SelectMany(reading => reading.Open).ToList() is { Count: > 0 } open)
        {
            var outcomes = await desks.Ask(portal, [.. open.Select(page => page.Command)]);
            var taken = open.Zip(outcomes, (page, outcome) => page.Take(outcome)).ToList(); // each page takes its answer, whatever the others got
            if (taken.Contains(false))
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
