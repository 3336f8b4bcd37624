using System.Collections.Immutable;
using B24App.Portals;
using B24App.RestLogs;
using B24App.Store;
using Dapper;

namespace B24App.Journal;

/// <summary>Puts a line's story together from the rows around it.</summary>
public sealed class JournalStories(Database db, JournalReader reader, PortalStore portals, RestLogReader calls)
{
    // A receipt and the end of its call are written in one commit, so their moments differ by next to nothing.
    private static readonly TimeSpan OneCommit = TimeSpan.FromSeconds(1);

    private const string EventSql = """
        SELECT received_at AS At, event || ' (' || feed || ')' AS Detail FROM inbox
         WHERE portal_id = @portal AND item IN (@item, @task) AND received_at <= @at ORDER BY item = @item DESC, id DESC LIMIT 1
        """;

    private const string BeforeSql = """
        SELECT at AS At, reason AS Reason, detail AS Detail FROM journal
         WHERE portal_id = @portal AND item = @item AND id < @id AND station = @station
           AND id > coalesce((SELECT max(id) FROM journal WHERE portal_id = @portal AND item = @item AND id < @id AND station = 'receipt' AND detail = @detail), 0)
         ORDER BY id DESC LIMIT 1
        """;

    private const string CallSql = """
        SELECT o.portal_id AS Portal, o.kind AS Kind, o.created_at AS CreatedAt, o.sent_at AS SentAt, o.settled_at AS SettledAt, o.attempts AS Attempts
          FROM outbox o
         WHERE o.mapping_id IN (SELECT mapping_id FROM mapping_side WHERE portal_id = @portal AND item = @last)
           AND o.link_id = @link AND (@kind = '' OR o.kind = @kind) AND (o.settled_at BETWEEN @from AND @to OR (@waits AND o.settled_at = 0))
         ORDER BY abs(o.settled_at - @at) LIMIT 1
        """;

    /// <summary>The story; null when the portal has no such line.</summary>
    public async Task<JournalStory?> Of(PortalId portal, long id)
    {
        if (await reader.Line(portal, id) is not { } line)
        {
            return null;
        }

        var row = line.Row;
        if (row.Item.Length == 0)
        {
            return new JournalStory(line, [], 0, [], false);
        }

        var (heard, decided, call) = await db.Read(async connection =>
        {
            var values = new { portal, item = row.Item, task = row.Item.Split('/')[0], id, at = row.At.ToUnixTimeMilliseconds(), detail = row.Detail };
            var heard = await connection.QueryFirstOrDefaultAsync<Step>(EventSql, values);
            var told = await connection.QueryFirstOrDefaultAsync<Step>(BeforeSql, new { values.portal, values.item, values.id, values.detail, station = "event" });
            var decided = row.Station == "receipt"
                ? await connection.QueryFirstOrDefaultAsync<Step>(BeforeSql, new { values.portal, values.item, values.id, values.detail, station = "verdict" })
                : new Step { At = values.at, Reason = row.Reason, Detail = row.Detail };
            var call = line.Result is LineResult.Done or LineResult.Refused or LineResult.Waiting ? await connection.QueryFirstOrDefaultAsync<Call>(CallSql, new
            {
                values.portal,
                last = row.Item.Split('/')[^1],
                link = row.Link,
                kind = KindOf(row),
                values.at,
                from = (row.At - OneCommit).ToUnixTimeMilliseconds(),
                to = (row.At + OneCommit).ToUnixTimeMilliseconds(),
                waits = line.Result == LineResult.Waiting,
            }) : null;
            return (heard ?? told, decided, call);
        });
        return new JournalStory(
            line, Steps(line, heard, decided, call), call?.Attempts ?? 0, call is null ? [] : await Calls(portal, call), call is not null && call.Portal != portal.Value);
    }

    private static ImmutableArray<StoryStep> Steps(JournalLine line, Step? heard, Step? decided, Call? call)
    {
        var steps = ImmutableArray.CreateBuilder<StoryStep>();
        if (heard is not null)
        {
            steps.Add(new StoryStep("received", Moment(heard.At), "", heard.Detail));
        }

        if (decided is not null)
        {
            steps.Add(new StoryStep("decided", Moment(decided.At), decided.Reason, decided.Detail));
        }

        if (line.Result is LineResult.Skipped or LineResult.News)
        {
            return steps.ToImmutable();
        }

        steps.Add(new StoryStep("sent", call is { SentAt: > 0 } ? Moment(call.SentAt) : null));
        steps.Add(line.Result == LineResult.Waiting
            ? new StoryStep("confirmed", null)
            : new StoryStep("confirmed", line.Row.At, line.Row.Reason, line.Row.Detail));
        return steps.ToImmutable();
    }

    private async Task<ImmutableArray<RestCallLine>> Calls(PortalId viewer, Call call)
    {
        if (call.SentAt == 0 || await portals.Find(new PortalId(call.Portal)) is not { } target)
        {
            return [];
        }

        var from = Moment(call.SentAt) - OneCommit;
        var to = call.SettledAt > 0 ? Moment(call.SettledAt) + OneCommit : from + TimeSpan.FromMinutes(2);
        var found = await calls.Between(target.Member, CallMethods.Of(call.Kind), from, to, 1);
        return [.. target.Id == viewer ? found : found.Select(line => line with { Ids = "" })];
    }

    // A receipt tells its kind as the first word: "AddComment", "CreateTask: ACCESS_DENIED", "in UpdateTask".
    private static string KindOf(JournalRow row) => row.Station == "receipt" && row.Detail.Split(':')[0].Split(' ')[^1] is var kind && Enum.TryParse<Apply.IntentKind>(kind, out var known)
        ? Words.Of(known)
        : "";

    private static DateTimeOffset Moment(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);

    private sealed class Step
    {
        public long At { get; init; }
        public string Reason { get; init; } = "";
        public string Detail { get; init; } = "";
    }

    private sealed class Call
    {
        public long Portal { get; init; }
        public string Kind { get; init; } = "";
        public long CreatedAt { get; init; }
        public long SentAt { get; init; }
        public long SettledAt { get; init; }
        public int Attempts { get; init; }
    }
}
