using Dapper;
using Microsoft.Data.Sqlite;

namespace B24App.RestLogs;

/// <summary>One call as the log keeps it.</summary>
/// <param name="Id">Number of the row; newer ones are larger.</param>
/// <param name="At">When it left.</param>
/// <param name="Method">Method name.</param>
/// <param name="InBatch">It was a command inside a batch, whose own line carries sizes and time.</param>
/// <param name="Ids">Ids of items it named.</param>
/// <param name="BytesOut">Size of the request.</param>
/// <param name="BytesIn">Size of the answer.</param>
/// <param name="Duration">From leaving to the answer.</param>
/// <param name="Status">HTTP status; 0 when no answer came.</param>
/// <param name="Outcome">The case of the outcome and its code.</param>
public sealed record RestCallLine(long Id, DateTimeOffset At, string Method, bool InBatch, string Ids, long BytesOut, long BytesIn, TimeSpan Duration, int Status, string Outcome);

/// <summary>Reads the log of REST calls, beside the one who writes it.</summary>
public sealed class RestLogReader(RestLog log)
{
    private const string Columns = """
        SELECT id AS Id, at AS At, method AS Method, in_batch AS InBatch, ids AS Ids, bytes_out AS BytesOut, bytes_in AS BytesIn, ms AS Ms, status AS Status, outcome AS Outcome
          FROM rest_call
        """;

    private const string PageSql = Columns + """
         WHERE member = @member AND id < @before AND (@method = '' OR method LIKE @method || '%')
         ORDER BY id DESC LIMIT @limit
        """;

    private const string BetweenSql = Columns + """
         WHERE at BETWEEN @from AND @to AND member = @member AND method IN @methods
         ORDER BY id LIMIT @limit
        """;

    /// <summary>The newest calls to a portal; go on with the id of the last row as <paramref name="before"/>.</summary>
    /// <param name="member">The portal's <c>member_id</c>.</param>
    /// <param name="method">Beginning of a method name; empty for all.</param>
    /// <param name="before">Rows older than this number.</param>
    /// <param name="limit">Most rows.</param>
    public Task<IReadOnlyList<RestCallLine>> Page(string member, string method = "", long before = long.MaxValue, int limit = 50) =>
        Rows(PageSql, new { member, method, before, limit });

    /// <summary>Calls of some methods that left in a period.</summary>
    public Task<IReadOnlyList<RestCallLine>> Between(string member, IReadOnlyCollection<string> methods, DateTimeOffset from, DateTimeOffset to, int limit = 5) =>
        Rows(BetweenSql, new { member, methods, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds(), limit });

    private async Task<IReadOnlyList<RestCallLine>> Rows(string sql, object values)
    {
        await log.Written();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = log.Path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync();
        return [.. (await connection.QueryAsync<Row>(sql, values)).Select(row => row.Line)];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long At { get; init; }
        public string Method { get; init; } = "";
        public bool InBatch { get; init; }
        public string Ids { get; init; } = "";
        public long BytesOut { get; init; }
        public long BytesIn { get; init; }
        public long Ms { get; init; }
        public int Status { get; init; }
        public string Outcome { get; init; } = "";

        public RestCallLine Line => new(
            Id, DateTimeOffset.FromUnixTimeMilliseconds(At), Method, InBatch, Ids, BytesOut, BytesIn, TimeSpan.FromMilliseconds(Ms), Status, Outcome);
    }
}
