using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Store;
using Dapper;

namespace B24App.Demo;

/// <summary>Watches the app's outbox and tells each call that was settled as one line.</summary>
internal sealed class Crossings(Stage stage, Narrator narrator)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // What made us look came in before the call was written down.
    private const string SettledSql = """
        SELECT o.id AS Id, o.kind AS Kind, o.state AS State, o.outcome AS Outcome, o.settled_at AS SettledAt,
               p.member_id AS PortalTo, coalesce(t.item, '') AS ItemTo, q.member_id AS PortalFrom, f.item AS ItemFrom,
               (SELECT max(i.received_at) FROM inbox i
                 WHERE i.portal_id = f.portal_id AND i.received_at <= o.created_at AND (i.item = f.item OR i.item LIKE f.item || '/%')) AS HeardAt
          FROM outbox o
          JOIN mapping_side f ON f.mapping_id = o.item_group AND f.side <> o.side
          JOIN portal p ON p.id = o.portal_id
          JOIN portal q ON q.id = f.portal_id
          LEFT JOIN mapping_side t ON t.mapping_id = o.item_group AND t.side = o.side
         WHERE o.settled_at >= @since AND o.state IN ('settled', 'parked')
         ORDER BY o.settled_at, o.id
        """;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<long> _told = [];
    private long _since;

    /// <summary>Tells until the demo stops.</summary>
    public async Task Watch(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        await using var stop = ct.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            await Look();
        }
    }

    /// <summary>Waits until a crossing of a kind was told.</summary>
    public async Task Until(string kind, CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!_seen.ContainsKey(kind))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Longest)
            {
                throw new DemoFailed("The story did not cross within a minute; the journal in the app's store says why.");
            }

            await Task.Delay(Pace, TimeProvider.System, ct);
        }
    }

    private async Task Look()
    {
        foreach (var settled in await stage.Get<Database>().Read(async store => (await store.QueryAsync<Settled>(SettledSql, new { since = _since })).AsList()))
        {
            if (settled.SettledAt > _since)
            {
                _since = settled.SettledAt;
                _told.Clear();
            }

            if (_told.Add(settled.Id))
            {
                narrator.Say(DateTimeOffset.FromUnixTimeMilliseconds(settled.SettledAt), Sentence(settled));
                _seen[settled.Kind] = true;
            }
        }
    }

    private string Sentence(Settled settled)
    {
        var (from, to) = (Host(settled.PortalFrom), Host(settled.PortalTo));
        var way = $"{from.Portal.Name} → {to.Portal.Name}: ";
        var (here, there) = (Name(settled.ItemFrom), Name(settled.ItemTo));
        var deed = settled.Kind switch
        {
            "createtask" => $"{way}{here} stands there as {there}: «{Title(to, settled.ItemTo)}»",
            "updatetask" => $"{way}changed fields of {here} are in {there}",
            "setstatus" => $"{way}the status of {here} is in {there}",
            "deletetask" => $"{way}{here} was deleted, so {there} is too",
            "addcomment" => $"{way}a comment of {here} is in {there}",
            "editcomment" => $"{way}an edited comment of {here} is in {there}",
            "deletecomment" => $"{way}a comment of {here} was withdrawn from {there}",
            "addnote" => $"{to.Portal.Name}: a note of ours stands in {there}",
            "joinchat" => $"{to.Portal.Name}: our account sits in the discussion of {there}",
            _ => $"{to.Portal.Name}: {there} names its partner, {here} of {from.Portal.Name}",
        };
        return deed + (settled.State == "parked" ? $" - no, the portal refused: {settled.Outcome}" : IsOurs(settled.Kind) ? "" : After(settled));
    }

    private static bool IsOurs(string kind) => kind is "addnote" or "joinchat" or "frame"; // nothing crossed

    private static string After(Settled settled) => settled.HeardAt is { } heard
        ? $" ({TimeSpan.FromMilliseconds(settled.SettledAt - heard).TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} s after the event)"
        : "";

    private PortalHost Host(string member) => member == stage.Client.Portal.MemberId ? stage.Client : stage.Partner;

    private static string Name(string item) => item.Length > 1 ? "task " + item[1..] : "a task";

    private static string Title(PortalHost host, string item) => item.Length < 2 ? "" : Php.AsText(
        host.Call(Administrator.User, "tasks.task.get", new JsonObject { ["taskId"] = item[1..], ["select"] = new JsonArray("ID", "TITLE") })?["task"]?["title"]) ?? "";

    private sealed class Settled
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public string State { get; init; } = "";

        public string Outcome { get; init; } = "";

        public long SettledAt { get; init; }

        public string PortalTo { get; init; } = "";

        public string ItemTo { get; init; } = "";

        public string PortalFrom { get; init; } = "";

        public string ItemFrom { get; init; } = "";

        public long? HeardAt { get; init; }
    }
}
