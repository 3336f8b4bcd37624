using System.Data;
using System.Globalization;
using B24App.Apply;
using B24App.Journal;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.DeadLetters;

/// <summary>Dead letters as people see them: grouped by cause, each with its story; replayed or dropped by an administrator of either portal.</summary>
public sealed class DeadLetterBox(Database db, JournalStore journal, Replay replay, TimeProvider clock)
{
    private const int LongestWhy = 200;

    // Items are the viewer's own: ids of the partner's portal are not shown.
    private const string LettersSql = """
        SELECT o.id AS Id, o.link_id AS Link, o.portal_id AS Target, o.kind AS Kind, o.cause AS Cause, o.outcome AS Outcome, o.attempts AS Attempts,
               o.created_at AS CreatedAt, o.settled_at AS SettledAt,
               coalesce((SELECT s.item FROM mapping_side s WHERE s.mapping_id = o.mapping_id AND s.portal_id = @portal AND s.side <> o.side),
                        (SELECT s.item FROM mapping_side s WHERE s.mapping_id = o.mapping_id AND s.portal_id = @portal)) AS Item,
               coalesce((SELECT s.item FROM mapping_side s WHERE s.mapping_id = o.item_group AND s.portal_id = @portal AND s.side <> o.side),
                        (SELECT s.item FROM mapping_side s WHERE s.mapping_id = o.item_group AND s.portal_id = @portal)) AS Task
          FROM outbox o JOIN link l ON l.id = o.link_id
         WHERE o.state = 'parked' AND @portal IN (l.portal_a, l.portal_b)
           AND (@one = 0 OR o.id = @one) AND (@link = 0 OR o.link_id = @link) AND (@cause = '' OR o.cause = @cause)
           AND (@here < 0 OR (o.portal_id = @portal) = @here)
         ORDER BY o.settled_at DESC, o.id DESC LIMIT @limit
        """;

    private const string AttemptsSql = "SELECT at AS At, state AS State, outcome AS Outcome FROM attempt WHERE intent_id = @id ORDER BY id";

    /// <summary>A portal's dead letters by link and cause, largest group first.</summary>
    public async Task<IReadOnlyList<DeadLetterGroup>> Groups(PortalId portal) =>
        [.. (await Of(new DeadLetterPick(portal), int.MaxValue))
            .GroupBy(letter => (letter.Link, letter.Cause, letter.RefusedHere))
            .Select(group => new DeadLetterGroup(group.Key.Link, group.Key.Cause, group.Key.RefusedHere, group.Count(), group.Min(letter => letter.ParkedAt), group.Max(letter => letter.ParkedAt)))
            .OrderByDescending(group => group.Count)];

    /// <summary>The dead letters that are meant, newest first.</summary>
    public Task<IReadOnlyList<DeadLetter>> Of(DeadLetterPick pick, int limit = 200) => db.Read<IReadOnlyList<DeadLetter>>(async connection =>
        [.. (await connection.QueryAsync<Row>(LettersSql, Values(pick, limit))).Select(row => row.Letter(pick.Portal))]);

    /// <summary>The whole story of one, or null when it is not a dead letter of this portal.</summary>
    public async Task<DeadLetterStory?> Story(PortalId portal, IntentId id)
    {
        if (await Of(new DeadLetterPick(portal) { One = id }) is not [var letter])
        {
            return null;
        }

        var rows = letter.Item.Length == 0 ? [] : await journal.OfItem(portal, letter.Item);
        var attempts = await db.Read(async connection => (await connection.QueryAsync<(long At, string State, string Outcome)>(AttemptsSql, new { id })).AsList());
        return new DeadLetterStory(letter, [.. rows], [.. attempts.Select(row => new Attempt(DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.State, row.Outcome))]);
    }

    /// <summary>Plans anew what was refused. Nothing is sent a second time that is there already.</summary>
    public async Task<Replayed> Replay(DeadLetterPick pick, Admin by)
    {
        var (refused, letters) = await Meant(pick, by);
        if (refused is not null)
        {
            return refused;
        }

        var count = await replay.Anew([.. letters.Select(letter => letter.Id)], pick.Portal, string.Create(CultureInfo.InvariantCulture, $"replayed by user {by.User}"));
        return new Replayed(count > 0 ? LinkAnswer.Done : LinkAnswer.NothingToDo, count);
    }

    /// <summary>It need not happen; the texts it held are deleted.</summary>
    public async Task<Replayed> Drop(DeadLetterPick pick, string why, Admin by)
    {
        var (refused, letters) = await Meant(pick, by);
        if (refused is not null)
        {
            return refused;
        }

        var words = why.Trim() is { Length: > LongestWhy } text ? text[..LongestWhy] : why.Trim();
        foreach (var letter in letters)
        {
            await db.Write(connection =>
            {
                if (OutboxStore.Unpark(connection, letter.Id, IntentState.Dropped, "dropped by a person", clock.GetUtcNow()))
                {
                    JournalStore.Write(connection, new JournalRow
                    {
                        Portal = pick.Portal,
                        Link = letter.Link,
                        At = clock.GetUtcNow(),
                        Station = "verdict",
                        Item = letter.Item,
                        Reason = letter.Cause.ToString(),
                        Detail = string.Create(CultureInfo.InvariantCulture, $"dropped by user {by.User}: {words}"),
                    });
                }
            });
        }

        return new Replayed(letters.Count > 0 ? LinkAnswer.Done : LinkAnswer.NothingToDo, letters.Count);
    }

    private async Task<(Replayed? Refused, IReadOnlyList<DeadLetter> Letters)> Meant(DeadLetterPick pick, Admin by) =>
        by.Portal != pick.Portal ? (new Replayed(LinkAnswer.NotFound, 0), [])
        : !by.IsFresh(clock.GetUtcNow()) ? (new Replayed(LinkAnswer.AskRightsAgain, 0), [])
        : (null, await Of(pick, int.MaxValue));

    private static object Values(DeadLetterPick pick, int limit) => new
    {
        portal = pick.Portal,
        one = pick.One?.Value ?? 0,
        link = pick.Link?.Value ?? 0,
        cause = pick.Cause?.ToString() ?? "",
        here = pick.RefusedHere switch { true => 1, false => 0, null => -1 },
        limit,
    };

    private sealed class Row
    {
        public long Id { get; init; }
        public long Link { get; init; }
        public long Target { get; init; }
        public string Kind { get; init; } = "";
        public string Cause { get; init; } = "";
        public string Outcome { get; init; } = "";
        public int Attempts { get; init; }
        public long CreatedAt { get; init; }
        public long SettledAt { get; init; }
        public string? Item { get; init; }
        public string? Task { get; init; }

        public DeadLetter Letter(PortalId viewer) => new()
        {
            Id = new IntentId(Id),
            Link = new LinkId(Link),
            Kind = Words.To<IntentKind>(Kind),
            Cause = Enum.TryParse<Reason>(Cause, out var cause) ? cause : Reason.WriteRefused,
            Code = Outcome,
            RefusedHere = Target == viewer.Value,
            Item = Item is null || Item == Task ? Task ?? "" : $"{Task}/{Item}",
            Attempts = Attempts,
            Since = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            ParkedAt = DateTimeOffset.FromUnixTimeMilliseconds(SettledAt),
        };
    }
}
