using System.Data;
using B24App.Plan;
using B24App.Plan.Parts;
using B24App.Store;
using Dapper;

namespace B24App.SubItems;

/// <summary>Which parts of a task a row of <c>sub_item</c> is about.</summary>
public enum PartKind
{
    /// <summary>A record of time.</summary>
    Time,

    /// <summary>A result.</summary>
    Result,
}

/// <summary>Rows of <c>sub_item</c> for records of time and results.</summary>
public static class PartStore
{
    private const string Columns = "SELECT id AS Row, origin AS Origin, a_id AS A, b_id AS B, a_print AS PrintA, b_print AS PrintB, carrier AS Carrier FROM sub_item";

    private const string OnTheWaySql = """
        SELECT DISTINCT CAST(substr(marker, 6) AS INTEGER) FROM outbox
         WHERE item_group = @task AND marker LIKE 'part:%' AND ((settled_at = 0 AND state IN ('leaving', 'unknown')) OR state IN ('parked', 'dropped'))
        """;

    /// <summary>Parts of a mirrored task.</summary>
    public static IReadOnlyList<KnownPart> Of(IDbConnection connection, MappingId task, PartKind kind) =>
        [.. connection.Query<Part>(Columns + " WHERE task_id = @task AND kind = @kind ORDER BY id", new { task, kind = Words.Of(kind) }).Select(row => row.Known)];

    /// <summary>One part.</summary>
    public static KnownPart? Find(IDbConnection connection, long row) => connection.QuerySingleOrDefault<Part>(Columns + " WHERE id = @row", new { row })?.Known;

    /// <summary>A part is on its way, or stands on both sides already; returns its row.</summary>
    public static long Add(IDbConnection connection, MappingId task, PartKind kind, KnownPart part, DateTimeOffset now) => connection.ExecuteScalar<long>(
        """
        INSERT INTO sub_item (task_id, kind, origin, a_id, b_id, a_print, b_print, carrier, created_at)
        VALUES (@task, @kind, @origin, @A, @B, @PrintA, @PrintB, @Carrier, @now) RETURNING id
        """,
        new { task, kind = Words.Of(kind), origin = part.Origin.ToString(), part.A, part.B, part.PrintA, part.PrintB, part.Carrier, now = now.ToUnixTimeMilliseconds() });

    /// <summary>What both sides are and say.</summary>
    public static void Put(IDbConnection connection, KnownPart part) => connection.Execute(
        "UPDATE sub_item SET a_id = @A, b_id = @B, a_print = @PrintA, b_print = @PrintB, carrier = @Carrier WHERE id = @Row", new { part.Row, part.A, part.B, part.PrintA, part.PrintB, part.Carrier });

    /// <summary>Nothing is left of it.</summary>
    public static void Drop(IDbConnection connection, long row) => connection.Execute("DELETE FROM sub_item WHERE id = @row", new { row });

    /// <summary>Rows about which a call is out, or was refused and waits for a person.</summary>
    public static IReadOnlySet<long> OnTheWay(IDbConnection connection, MappingId task) => connection.Query<long>(OnTheWaySql, new { task }).ToHashSet();

    private sealed class Part
    {
        public long Row { get; init; }
        public string Origin { get; init; } = "";
        public long A { get; init; }
        public long B { get; init; }
        public string PrintA { get; init; } = "";
        public string PrintB { get; init; } = "";
        public long Carrier { get; init; }

        public KnownPart Known => new(Row, Enum.Parse<Side>(Origin), A, B, PrintA, PrintB) { Carrier = Carrier };
    }
}
