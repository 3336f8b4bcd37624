using System.Data;
using B24App.Plan;
using B24App.Plan.Lines;
using B24App.Store;
using Dapper;

namespace B24App.SubItems;

/// <summary>Rows of <c>sub_item</c>: what a line of a checklist is on both sides.</summary>
public static class SubItemStore
{
    private const string Columns = "SELECT id AS Row, a_id AS A, b_id AS B, a_print AS PrintA, b_print AS PrintB FROM sub_item";

    /// <summary>Lines of a mirrored task.</summary>
    public static IReadOnlyList<KnownLine> Lines(IDbConnection connection, MappingId task) =>
        [.. connection.Query<Line>(Columns + " WHERE task_id = @task AND kind = 'line' ORDER BY id", new { task }).Select(row => row.Known)];

    /// <summary>One line.</summary>
    public static KnownLine? Find(IDbConnection connection, long row) => connection.QuerySingleOrDefault<Line>(Columns + " WHERE id = @row", new { row })?.Known;

    /// <summary>The line that is a number on a side.</summary>
    public static KnownLine? Of(IDbConnection connection, MappingId task, Side side, long id) => Lines(connection, task).FirstOrDefault(line => line.On(side) == id);

    /// <summary>A line is on its way, or stands on both sides already. What an earlier plan left half done is replaced.</summary>
    public static long Add(IDbConnection connection, MappingId task, Side origin, KnownLine line, DateTimeOffset now)
    {
        connection.Execute(
            "DELETE FROM sub_item WHERE task_id = @task AND kind = 'line' AND ((a_id = @A AND a_id > 0 AND b_id = 0) OR (b_id = @B AND b_id > 0 AND a_id = 0))",
            new { task, line.A, line.B });
        return connection.ExecuteScalar<long>(
            """
            INSERT INTO sub_item (task_id, kind, origin, a_id, b_id, a_print, b_print, created_at) VALUES (@task, 'line', @origin, @A, @B, @PrintA, @PrintB, @now) RETURNING id
            """,
            new { task, origin = origin.ToString(), line.A, line.B, line.PrintA, line.PrintB, now = now.ToUnixTimeMilliseconds() });
    }

    /// <summary>Both sides say the same now: what the line says on each.</summary>
    public static void Agree(IDbConnection connection, long row, Side side, long id, string from, string there) => connection.Execute(
        side == Side.A
            ? "UPDATE sub_item SET a_id = @id, a_print = @there, b_print = @from WHERE id = @row"
            : "UPDATE sub_item SET b_id = @id, a_print = @from, b_print = @there WHERE id = @row",
        new { row, id, from, there });

    /// <summary>It is gone on both sides.</summary>
    public static void Drop(IDbConnection connection, long row) => connection.Execute("DELETE FROM sub_item WHERE id = @row", new { row });

    private sealed class Line
    {
        public long Row { get; init; }
        public long A { get; init; }
        public long B { get; init; }
        public string PrintA { get; init; } = "";
        public string PrintB { get; init; } = "";

        public KnownLine Known => new(Row, A, B, PrintA, PrintB);
    }
}
