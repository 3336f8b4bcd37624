using System.Collections.Immutable;
using System.Data;
using System.Text.Json;
using B24App.Adoption;
using B24App.Backfill;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>An entry as a comparison reads it.</summary>
/// <param name="Facts">Prints, moments and references.</param>
/// <param name="Prints">What its end of a mapping would begin with.</param>
/// <param name="Title">What its own side reads of it.</param>
public sealed record ComparedEntry(EntryFacts Facts, ImmutableSortedDictionary<string, string> Prints, string Title);

/// <summary>A copy that was found, as one side sees it.</summary>
public sealed record CopyRow
{
    /// <summary>Our number.</summary>
    public long Id { get; init; }

    /// <summary>Mapping of the cards.</summary>
    public required MappingId Pair { get; init; }

    /// <summary>What was found.</summary>
    public required FoundCopy Found { get; init; }

    /// <summary>Where it stands.</summary>
    public required AdoptionState State { get; init; }

    /// <summary>A agreed.</summary>
    public bool YesA { get; init; }

    /// <summary>B agreed.</summary>
    public bool YesB { get; init; }

    /// <summary>What the asking side reads of its own entry.</summary>
    public string Title { get; init; } = "";

    /// <summary>What the first end of the mapping would begin with.</summary>
    public ImmutableSortedDictionary<string, string> Prints { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A side agreed.</summary>
    public bool Yes(Side side) => side == Side.A ? YesA : YesB;

    /// <summary>Entry of a side.</summary>
    public string Item(Side side) => side == Side.A ? Found.A : Found.B;
}

/// <summary>Rows of comparisons and of copies that were found. Of an entry only its own side reads what it says (RULES 5).</summary>
public sealed class CopyStore(Database db, Vault vault)
{
    private const int LongestTitle = 120;

    private const string Columns =
        "SELECT id AS Id, pair_id AS Pair, item_a AS A, item_b AS B, origin AS Origin, prints AS Prints, score AS Score, signals AS Signals, rivals AS Rivals, title_a AS TitleA, title_b AS TitleB, state AS State, yes_a AS YesA, yes_b AS YesB FROM history_copy";

    /// <summary>Where the reading of the partner's card goes on: above which activity, and from which comment; null when it has not begun.</summary>
    public Task<(long AfterActivity, int Comments)?> Position(long run, Side side) => db.Read(async connection =>
    {
        var (rows, activity, comments) = await connection.QuerySingleAsync<(int Rows, long Activity, int Comments)>(
            "SELECT count(*), coalesce(max(CASE WHEN item LIKE 'a%' THEN CAST(substr(item, 2) AS INTEGER) END), 0), coalesce(sum(item LIKE 'k%'), 0) FROM history_fact WHERE run_id = @run AND side = @side", new { run, side = side.ToString() });
        return rows == 0 ? null : ((long, int)?)(activity, comments);
    });

    /// <summary>Writes what a comparison needs of an entry; of one that is not compared only that it was met.</summary>
    public void Add(IDbConnection connection, long run, Side side, string member, string item, ComparedEntry? entry) => connection.Execute(
        "INSERT OR IGNORE INTO history_fact (run_id, side, item, facts, prints, title) VALUES (@run, @side, @item, @facts, @prints, @title)",
        new
        {
            run,
            side = side.ToString(),
            item,
            facts = entry is null ? "" : JsonSerializer.Serialize(entry.Facts),
            prints = entry is null ? "" : JsonSerializer.Serialize(entry.Prints),
            title = entry is null ? [] : vault.Seal(member, Short(entry.Title)),
        });

    /// <summary>Entries of a side that are compared, with their prints and sealed titles.</summary>
    public Task<IReadOnlyList<(EntryFacts Facts, string Prints, byte[] Title)>> Facts(long run, Side side) => db.Read<IReadOnlyList<(EntryFacts, string, byte[])>>(async connection =>
        [.. (await connection.QueryAsync<(string Facts, string Prints, byte[] Title)>("SELECT facts, prints, title FROM history_fact WHERE run_id = @run AND side = @side AND facts <> '' ORDER BY item", new { run, side = side.ToString() }))
            .Select(row => (JsonSerializer.Deserialize<EntryFacts>(row.Facts)!, row.Prints, row.Title))]);

    /// <summary>Pairs of entries of two cards that a person said are not one.</summary>
    public Task<IReadOnlySet<(string A, string B)>> Refused(MappingId pair) => db.Read<IReadOnlySet<(string, string)>>(async connection =>
        (await connection.QueryAsync<(string, string)>("SELECT item_a, item_b FROM history_copy WHERE pair_id = @pair AND state = 'refused'", new { pair })).ToHashSet());

    /// <summary>Pairs nobody has agreed to go before a new comparison; what was read to compare is not kept.</summary>
    public static void Compared(IDbConnection connection, long run, MappingId pair) => connection.Execute(
        "DELETE FROM history_fact WHERE run_id = @run; DELETE FROM history_copy WHERE pair_id = @pair AND state IN ('found', 'failed') AND yes_a = 0 AND yes_b = 0;", new { run, pair });

    /// <summary>Writes a copy that was found, and holds the entry of the run it belongs to.</summary>
    public static void Found(IDbConnection connection, BackfillRun run, FoundCopy found, string prints, byte[] titleA, byte[] titleB, DateTimeOffset now)
    {
        connection.Execute(
            """
            INSERT INTO history_copy (link_id, pair_id, item_a, item_b, origin, prints, score, signals, rivals, title_a, title_b, state, at)
            VALUES (@link, @pair, @A, @B, @origin, @prints, @Score, @signals, @HasRivals, @titleA, @titleB, 'found', @now)
            ON CONFLICT (pair_id, item_a, item_b) DO UPDATE SET origin = excluded.origin, prints = excluded.prints, score = excluded.score, signals = excluded.signals, rivals = excluded.rivals,
                title_a = excluded.title_a, title_b = excluded.title_b, at = excluded.at, state = CASE state WHEN 'failed' THEN 'found' ELSE state END
            """,
            new { link = run.Link, pair = run.Pair, found.A, found.B, origin = found.Origin.ToString(), prints, found.Score, signals = string.Join(' ', found.Signals), found.HasRivals, titleA, titleB, now = now.ToUnixTimeMilliseconds() });
        connection.Execute(
            "UPDATE history_item SET state = 'stays', reason = @reason WHERE run_id = @run AND item = @item AND state = 'waits'",
            new { run = run.Id, item = run.Side == Side.A ? found.A : found.B, reason = nameof(Reason.EntryHasCopy) });
    }

    /// <summary>One copy of a pair, inside a commit.</summary>
    public static CopyRow? Find(IDbConnection connection, MappingId pair, long id) => connection.QuerySingleOrDefault<Row>($"{Columns} WHERE pair_id = @pair AND id = @id", new { pair, id })?.Copy("");

    /// <summary>Copies of a pair that wait for a word of a side, are above a score and have no rivals.</summary>
    public static IReadOnlyList<long> Sure(IDbConnection connection, MappingId pair, Side side, int least) => [.. connection.Query<long>(
        $"SELECT id FROM history_copy WHERE pair_id = @pair AND state = 'found' AND {(side == Side.A ? "yes_a" : "yes_b")} = 0 AND rivals = 0 AND score >= @least ORDER BY score DESC, id", new { pair, least })];

    /// <summary>A side agrees.</summary>
    public static void Yes(IDbConnection connection, long id, Side side, DateTimeOffset now) =>
        connection.Execute($"UPDATE history_copy SET {(side == Side.A ? "yes_a" : "yes_b")} = @at, at = @at WHERE id = @id", new { id, at = now.ToUnixTimeMilliseconds() });

    /// <summary>It is decided: what its sides read of it is not kept.</summary>
    public static void End(IDbConnection connection, long id, AdoptionState state, DateTimeOffset now) =>
        connection.Execute("UPDATE history_copy SET state = @state, title_a = x'', title_b = x'', at = @at WHERE id = @id", new { id, state = Words.Of(state), at = now.ToUnixTimeMilliseconds() });

    /// <summary>Moves the entry in the runs that hold it because of a copy: on to its turn while its run is open, or to a reason.</summary>
    public static void Release(IDbConnection connection, MappingId pair, PortalId portal, string item, bool isMirrored, DateTimeOffset now) => connection.Execute(
        """
        UPDATE history_item
           SET state = CASE WHEN @isMirrored THEN 'stays' WHEN (SELECT r.state FROM backfill_run r WHERE r.id = run_id) IN ('dry', 'ready', 'running', 'paused') THEN 'waits' ELSE 'stays' END,
               reason = CASE WHEN @isMirrored THEN @adopted WHEN (SELECT r.state FROM backfill_run r WHERE r.id = run_id) IN ('dry', 'ready', 'running', 'paused') THEN '' ELSE @older END,
               at = @now
         WHERE portal_id = @portal AND item = @item AND state = 'stays' AND reason = @held AND run_id IN (SELECT id FROM backfill_run WHERE pair_id = @pair)
        """,
        new { pair, portal, item, isMirrored, adopted = nameof(Reason.EntryAdopted), older = nameof(Reason.EntryOlderThanPair), held = nameof(Reason.EntryHasCopy), now = now.ToUnixTimeMilliseconds() });

    /// <summary>Copies of a pair that wait for a word, as one side reads them, the likeliest first.</summary>
    public Task<IReadOnlyList<CopyRow>> Page(MappingId pair, Side side, string member, int limit) => db.Read<IReadOnlyList<CopyRow>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"{Columns} WHERE pair_id = @pair AND state = 'found' ORDER BY {(side == Side.A ? "yes_a" : "yes_b")} > 0, score DESC, id LIMIT @limit", new { pair, limit }))
            .Select(row => row.Copy(vault.Open(member, side == Side.A ? row.TitleA : row.TitleB) ?? ""))]);

    /// <summary>How many copies of a pair wait for a word of any side.</summary>
    public Task<int> Waiting(MappingId pair) => db.Read(connection => connection.ExecuteScalarAsync<int>("SELECT count(*) FROM history_copy WHERE pair_id = @pair AND state = 'found'", new { pair }));

    /// <summary>How many copies of a pair a side may agree to at once.</summary>
    public Task<int> CountSure(MappingId pair, Side side, int least) => db.Read(connection => Task.FromResult(Sure(connection, pair, side, least).Count));

    private static string Short(string title) => title.Length <= LongestTitle ? title : title[..LongestTitle] + "…";

    private sealed class Row
    {
        public long Id { get; init; }
        public long Pair { get; init; }
        public string A { get; init; } = "";
        public string B { get; init; } = "";
        public string Origin { get; init; } = "";
        public string Prints { get; init; } = "";
        public int Score { get; init; }
        public string Signals { get; init; } = "";
        public bool Rivals { get; init; }
        public byte[] TitleA { get; init; } = [];
        public byte[] TitleB { get; init; } = [];
        public string State { get; init; } = "";
        public long YesA { get; init; }
        public long YesB { get; init; }

        public CopyRow Copy(string title) => new()
        {
            Id = Id,
            Pair = new MappingId(Pair),
            Found = new FoundCopy(A, B, Score, [.. Signals.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<EntrySignal>)], Rivals, Enum.Parse<Side>(Origin)),
            State = Words.To<AdoptionState>(State),
            YesA = YesA > 0,
            YesB = YesB > 0,
            Title = title,
            Prints = JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(Prints)!,
        };
    }
}
