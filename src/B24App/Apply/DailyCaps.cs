using System.Data;
using B24App.Balance;
using B24App.Confirm;
using B24App.Journal;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Apply;

/// <summary>
/// What one link may carry in a day (RULES 38). What is over waits for the next day that has room, so nothing is lost, its lane
/// keeps its order and no other link notices. The journal says it once a day.
/// </summary>
public sealed class DailyCaps(Database db, TimeProvider clock)
{
    private const int Farthest = 366;

    private const string TakeSql = """
        INSERT INTO crossed (link_id, day, items, text) VALUES (@link, @day, @items, @text)
        ON CONFLICT (link_id, day) DO UPDATE SET items = items + excluded.items, text = text + excluded.text
            WHERE items + excluded.items <= @mostItems AND (text + excluded.text <= @mostText OR text = 0)
        """;

    /// <summary>Counts an intent on the first day that has room for it; the start of that day, or null for today.</summary>
    internal DateTimeOffset? Place(IDbConnection connection, Intent intent)
    {
        var (items, text) = Weight(intent);
        if (items == 0 && text == 0)
        {
            return null;
        }

        var limits = Limits(connection, intent.Link);
        var today = Days.Of(clock.GetUtcNow());
        for (var day = today; day < today + Farthest; day++)
        {
            if (connection.Execute(TakeSql, new { link = intent.Link, day, items, text, mostItems = Math.Max(1, limits.ItemsOfDay), mostText = limits.TextOfDay }) > 0)
            {
                if (day > today)
                {
                    Say(connection, intent.Link, today);
                }

                return day > today ? Days.Start(day) : null;
            }
        }

        return Days.Start(today + Farthest);
    }

    /// <summary>Tomorrow's start when every link of an item has had its day's events; an item that another link carries too goes on at its expense.</summary>
    internal async Task<DateTimeOffset?> Rest(IReadOnlyList<Mapping> mapped)
    {
        var links = mapped.Select(mapping => mapping.Link).Distinct().ToList();
        var today = Days.Of(clock.GetUtcNow());
        if (links.Count == 0 || !await db.Read(connection => Task.FromResult(links.All(link => HadItsEvents(connection, link, today)))))
        {
            return null;
        }

        await db.Write(connection => links.ForEach(link => Say(connection, link, today)));
        return Days.Start(today + 1);
    }

    private static bool HadItsEvents(IDbConnection connection, LinkId link, long day) =>
        connection.ExecuteScalar<long>("SELECT events FROM crossed WHERE link_id = @link AND day = @day", new { link, day }) >= Limits(connection, link).EventsOfDay;

    private static (int Items, long Text) Weight(Intent intent) => intent.Kind switch
    {
        IntentKind.CreateTask or IntentKind.AddComment or IntentKind.AddEntry => (1, Text(intent)),
        IntentKind.UpdateTask or IntentKind.EditComment or IntentKind.EditEntry => (0, Text(intent)),
        _ => (0, 0), // our own notes, steps and frames say what is going on; they are few
    };

    private static long Text(Intent intent) => intent.Body.Text.Length
        + (intent.Body.Parameters?["fields"] is System.Text.Json.Nodes.JsonObject fields ? fields.Sum(field => field.Value?.ToString().Length ?? 0) : 0);

    private static LinkLimits Limits(IDbConnection connection, LinkId link) =>
        connection.ExecuteScalar<string?>("SELECT limits FROM link WHERE id = @link", new { link }) is { Length: > 2 } json ? HalfJson.Read<LinkLimits>(json) : LinkLimits.Default;

    private void Say(IDbConnection connection, LinkId link, long today)
    {
        if (connection.Execute("INSERT INTO crossed (link_id, day, told) VALUES (@link, @today, 1) ON CONFLICT (link_id, day) DO UPDATE SET told = 1 WHERE told = 0", new { link, today }) == 0)
        {
            return;
        }

        foreach (var portal in connection.Query<long>("SELECT portal_a FROM link WHERE id = @link UNION SELECT portal_b FROM link WHERE id = @link", new { link }).ToList())
        {
            JournalStore.Write(connection, new JournalRow
            {
                Portal = new PortalId(portal),
                Link = link,
                At = clock.GetUtcNow(),
                Station = "link",
                Reason = nameof(Reason.DailyCap),
            });
        }
    }
}
