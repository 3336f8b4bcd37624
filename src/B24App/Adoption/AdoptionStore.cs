using System.Data;
using System.Text.Json;
using B24App.Backfill;
using B24App.Confirm;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Adoption;

/// <summary>Life of a pair.</summary>
public enum AdoptionState
{
    /// <summary>Found; it waits for the consent of both sides.</summary>
    Found,

    /// <summary>Both agreed; it is being adopted.</summary>
    Agreed,

    /// <summary>It is mirrored from now on.</summary>
    Adopted,

    /// <summary>A side said no; a new search does not bring it back.</summary>
    Refused,

    /// <summary>It could not be adopted, for a reason.</summary>
    Failed,
}

/// <summary>One pair as it is stored.</summary>
public sealed record PairRow
{
    /// <summary>Our number.</summary>
    public long Id { get; init; }

    /// <summary>Its link.</summary>
    public required LinkId Link { get; init; }

    /// <summary>What was found.</summary>
    public required FoundPair Pair { get; init; }

    /// <summary>Where it stands.</summary>
    public required AdoptionState State { get; init; }

    /// <summary>Why it failed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>A agreed.</summary>
    public bool YesA { get; init; }

    /// <summary>B agreed.</summary>
    public bool YesB { get; init; }

    /// <summary>What differs is decided by the rules of the link.</summary>
    public bool Align { get; init; }

    /// <summary>Title on the side that asked.</summary>
    public string Title { get; init; } = "";

    /// <summary>A side agreed.</summary>
    public bool Yes(Side side) => side == Side.A ? YesA : YesB;

    /// <summary>Task of a side.</summary>
    public long Task(Side side) => side == Side.A ? Pair.A : Pair.B;
}

/// <summary>Rows of searches and pairs. A title is sealed for its own portal, so neither side reads the other's before they are one.</summary>
public sealed class AdoptionStore(Database db, Vault vault)
{
    private const string Columns = """
        SELECT id, link_id, task_a, task_b, origin, score, signals, rivals, title_a, title_b, state, reason, yes_a, yes_b, align FROM adoption_pair
        """;

    /// <summary>Writes what a search needs of a task.</summary>
    public void Add(IDbConnection connection, BackfillRun run, string member, TaskFacts facts, string title) => connection.Execute(
        "INSERT OR REPLACE INTO adoption_task (run_id, portal_id, task, facts, title) VALUES (@run, @portal, @task, @facts, @title)",
        new { run = run.Id, portal = run.Portal, task = facts.Task, facts = JsonSerializer.Serialize(facts), title = vault.Seal(member, title) });

    /// <summary>Tasks of a search, and their sealed titles.</summary>
    public Task<IReadOnlyList<(TaskFacts Facts, byte[] Title)>> Tasks(long run) => db.Read<IReadOnlyList<(TaskFacts, byte[])>>(async connection =>
        [.. (await connection.QueryAsync<(string Facts, byte[] Title)>("SELECT facts, title FROM adoption_task WHERE run_id = @run ORDER BY task", new { run }))
            .Select(row => (JsonSerializer.Deserialize<TaskFacts>(row.Facts)!, row.Title))]);

    /// <summary>What was read to compare is not kept.</summary>
    public static void Compared(IDbConnection connection, params long[] runs) => connection.Execute("DELETE FROM adoption_task WHERE run_id IN @runs", new { runs });

    /// <summary>Writes a pair that was found; what a side said no to stays a no.</summary>
    public static void Found(IDbConnection connection, LinkId link, FoundPair pair, byte[] titleA, byte[] titleB, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO adoption_pair (link_id, task_a, task_b, origin, score, signals, rivals, title_a, title_b, state, at)
        VALUES (@link, @A, @B, @origin, @Score, @signals, @HasRivals, @titleA, @titleB, 'found', @at)
        ON CONFLICT (link_id, task_a, task_b) DO UPDATE SET score = excluded.score, signals = excluded.signals, rivals = excluded.rivals, at = excluded.at,
            state = CASE state WHEN 'failed' THEN 'found' ELSE state END, reason = ''
        """,
        new { link, pair.A, pair.B, origin = pair.Origin.ToString(), pair.Score, signals = string.Join(' ', pair.Signals), pair.HasRivals, titleA, titleB, at = now.ToUnixTimeMilliseconds() });

    /// <summary>Pairs nobody has agreed to go before a new search.</summary>
    public static void Forget(IDbConnection connection, LinkId link) =>
        connection.Execute("DELETE FROM adoption_pair WHERE link_id = @link AND state IN ('found', 'failed') AND yes_a = 0 AND yes_b = 0", new { link });

    /// <summary>A side agrees to pairs that it read; returns how many were new to it. A self-link has one word for both sides.</summary>
    public static int Yes(IDbConnection connection, LinkId link, Side side, bool both, bool align, IReadOnlyCollection<long> ids, int least, DateTimeOffset now)
    {
        var (mine, at) = (side == Side.A ? "yes_a" : "yes_b", now.ToUnixTimeMilliseconds());
        var chosen = ids.Count > 0 ? "id IN @ids" : "score >= @least AND rivals = 0";
        var count = connection.Execute(
            $"UPDATE adoption_pair SET {(both ? "yes_a = @at, yes_b = @at" : mine + " = @at")}, align = align OR @align, at = @at WHERE link_id = @link AND state = 'found' AND {mine} = 0 AND {chosen}",
            new { link, at, align, ids, least });
        connection.Execute("UPDATE adoption_pair SET state = 'agreed' WHERE link_id = @link AND state = 'found' AND yes_a > 0 AND yes_b > 0", new { link });
        return count;
    }

    /// <summary>A side says no.</summary>
    public static int No(IDbConnection connection, LinkId link, long id, DateTimeOffset now) => connection.Execute(
        "UPDATE adoption_pair SET state = 'refused', at = @at WHERE link_id = @link AND id = @id AND state = 'found'", new { link, id, at = now.ToUnixTimeMilliseconds() });

    /// <summary>Moves a pair on; false when it is not agreed any more.</summary>
    public static bool End(IDbConnection connection, long id, AdoptionState state, string reason, DateTimeOffset now) => connection.Execute(
        "UPDATE adoption_pair SET state = @state, reason = @reason, at = @at WHERE id = @id AND state = 'agreed'", new { id, state = Words.Of(state), reason, at = now.ToUnixTimeMilliseconds() }) > 0;

    /// <summary>When both tasks of a mapping became a pair; null for a mirror that we made.</summary>
    public static DateTimeOffset? AdoptedAt(IDbConnection connection, Mapping mapping) => connection.ExecuteScalar<long?>(
        "SELECT max(at) FROM adoption_pair WHERE link_id = @link AND task_a = @a AND task_b = @b AND state = 'adopted'",
        new { link = mapping.Link, a = Items.IdOf(mapping.A!.Item), b = Items.IdOf(mapping.B!.Item) }) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Pairs both sides agreed to, over all links.</summary>
    public Task<IReadOnlyList<PairRow>> Agreed(int limit) => db.Read<IReadOnlyList<PairRow>>(async connection =>
        [.. (await connection.QueryAsync<Row>(Columns + " WHERE state = 'agreed' ORDER BY id LIMIT @limit", new { limit })).Select(row => row.Pair(""))]);

    /// <summary>Pairs of a link as one side reads them, the likeliest first.</summary>
    public Task<IReadOnlyList<PairRow>> Page(LinkId link, Side side, string member, int skip, int limit) => db.Read<IReadOnlyList<PairRow>>(async connection =>
        [.. (await connection.QueryAsync<Row>(Columns + " WHERE link_id = @link AND state <> 'refused' ORDER BY state <> 'found', score DESC, id LIMIT @limit OFFSET @skip", new { link, limit, skip }))
            .Select(row => row.Pair(vault.Open(member, side == Side.A ? row.title_a : row.title_b) ?? ""))]);

    /// <summary>How many pairs stand where, and how many of the found wait for a side.</summary>
    public Task<IReadOnlyList<(AdoptionState State, int Count, int WaitForA, int WaitForB)>> Counts(LinkId link) => db.Read<IReadOnlyList<(AdoptionState, int, int, int)>>(async connection =>
        [.. (await connection.QueryAsync<(string State, int Count, int A, int B)>(
            "SELECT state, count(*), sum(state = 'found' AND yes_a = 0), sum(state = 'found' AND yes_b = 0) FROM adoption_pair WHERE link_id = @link AND state <> 'refused' GROUP BY state", new { link }))
            .Select(row => (Words.To<AdoptionState>(row.State), row.Count, row.A, row.B))]);

    private sealed class Row
    {
        public long id { get; init; }
        public long link_id { get; init; }
        public long task_a { get; init; }
        public long task_b { get; init; }
        public string origin { get; init; } = "";
        public int score { get; init; }
        public string signals { get; init; } = "";
        public bool rivals { get; init; }
        public byte[] title_a { get; init; } = [];
        public byte[] title_b { get; init; } = [];
        public string state { get; init; } = "";
        public string reason { get; init; } = "";
        public long yes_a { get; init; }
        public long yes_b { get; init; }
        public bool align { get; init; }

        public PairRow Pair(string title) => new()
        {
            Id = id,
            Link = new LinkId(link_id),
            Pair = new FoundPair(
                task_a, task_b, score, [.. signals.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Signal>)], rivals, Enum.Parse<Side>(origin)),
            State = Words.To<AdoptionState>(state),
            Reason = reason,
            YesA = yes_a > 0,
            YesB = yes_b > 0,
            Align = align,
            Title = title,
        };
    }
}
