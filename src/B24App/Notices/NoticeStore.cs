using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Notices;

/// <summary>One cause as it was told, or is to be told.</summary>
/// <param name="Cause">The cause, without its count.</param>
/// <param name="IsOver">The end of it is to be told.</param>
internal sealed record DueNotice(Cause Cause, bool IsOver);

/// <summary>The rows of what was told: each cause once when it begins, once when it is over.</summary>
internal sealed class NoticeStore(Database db)
{
    private const string BeginSql = """
        INSERT INTO notice (portal_id, cause, began_at, subject) VALUES (@portal, @cause, @now, @subject)
        ON CONFLICT (portal_id, cause) DO UPDATE SET began_at = @now, told_at = 0, over_at = 0, over_told = 0, not_before = 0, subject = @subject WHERE over_at <> 0
        """;

    private const string DueSql = """
        SELECT portal_id, cause, subject, over_at <> 0 FROM notice
         WHERE not_before <= @now AND (over_at = 0 AND told_at = 0 OR over_at <> 0 AND over_told = 0)
         ORDER BY portal_id, began_at
        """;

    /// <summary>Compares what is with what was told. What ended before anybody was told of it is forgotten.</summary>
    public Task Compare(IReadOnlyCollection<Cause> now, long at) => db.Write(connection =>
    {
        var known = connection.Query<(long Portal, string Cause, long Told)>("SELECT portal_id, cause, told_at FROM notice WHERE over_at = 0").ToDictionary(row => (row.Portal, row.Cause), row => row.Told);
        foreach (var cause in now.Where(cause => !known.ContainsKey((cause.Portal.Value, cause.Key))))
        {
            connection.Execute(BeginSql, new { portal = cause.Portal, cause = cause.Key, now = at, subject = cause.Subject });
        }

        var there = now.Select(cause => (cause.Portal.Value, cause.Key)).ToHashSet();
        foreach (var ((portal, cause), told) in known.Where(row => !there.Contains(row.Key)))
        {
            connection.Execute(
                told == 0 || cause.StartsWith(Cause.Left, StringComparison.Ordinal) // an end has no end
                    ? "DELETE FROM notice WHERE portal_id = @portal AND cause = @cause"
                    : "UPDATE notice SET over_at = @at, not_before = 0 WHERE portal_id = @portal AND cause = @cause",
                new { portal, cause, at });
        }
    });

    /// <summary>What is to be told now.</summary>
    public Task<IReadOnlyList<DueNotice>> Due(long now) => db.Read<IReadOnlyList<DueNotice>>(async connection =>
        [.. (await connection.QueryAsync<(long Portal, string Cause, string Subject, bool IsOver)>(DueSql, new { now }))
            .Select(row => new DueNotice(Cause.Of(new PortalId(row.Portal), row.Cause, row.Subject), row.IsOver))]);

    /// <summary>It was told.</summary>
    public Task Told(DueNotice notice, long at) => db.Write(connection =>
    {
        connection.Execute(
            notice.IsOver ? "UPDATE notice SET over_told = @at WHERE portal_id = @portal AND cause = @cause" : "UPDATE notice SET told_at = @at WHERE portal_id = @portal AND cause = @cause",
            new { portal = notice.Cause.Portal, cause = notice.Cause.Key, at });
    });

    /// <summary>It is tried again later.</summary>
    public Task Postpone(DueNotice notice, long until) => db.Write(connection =>
    {
        connection.Execute("UPDATE notice SET not_before = @until WHERE portal_id = @portal AND cause = @cause", new { portal = notice.Cause.Portal, cause = notice.Cause.Key, until });
    });
}
