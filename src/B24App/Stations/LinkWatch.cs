using System.Data;
using B24App.Apply;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Stations;

/// <summary>
/// Notices that a link started, stopped or ended, and does what follows: a link that runs again looks at all it carries (RULES 21), an
/// ended one treats its mirrors as the administrator chose.
/// </summary>
public sealed class LinkWatch(TaskStores stores, PortalStore portals, LinkBook links)
{
    private readonly Dictionary<long, (bool Runs, LinkState State)> _known = [];
    private bool _read;

    /// <summary>Compares every link with what was known of it.</summary>
    public async Task Look()
    {
        if (!_read)
        {
            await Read();
        }

        foreach (var link in await links.All())
        {
            var now = (link.Runs, link.State);
            if (_known.TryGetValue(link.Id.Value, out var was) && was == now)
            {
                continue;
            }

            await (now switch
            {
                (true, _) => Started(link),
                (_, LinkState.Ended) when was.State != LinkState.Ended => Ended(link),
                _ => Remember(link),
            });
            _known[link.Id.Value] = now;
        }
    }

    /// <summary>True when the link ran the last time it was looked at; asked in the commit that writes down what follows from its standing still.</summary>
    public static bool SawRunning(IDbConnection connection, LinkId link) =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM link_seen WHERE link_id = @link AND runs)", new { link });

    private async Task Read()
    {
        foreach (var (id, runs, state) in await stores.Db.Read(connection => connection.QueryAsync<(long, bool, string)>("SELECT link_id, runs, state FROM link_seen")))
        {
            _known[id] = (runs, Enum.Parse<LinkState>(state));
        }

        _read = true;
    }

    private Task Remember(Link link) => stores.Write(connection => Remember(connection, link));

    private static void Remember(IDbConnection connection, Link link) => connection.Execute(
        "INSERT INTO link_seen (link_id, runs, state) VALUES (@id, @runs, @state) ON CONFLICT (link_id) DO UPDATE SET runs = excluded.runs, state = excluded.state",
        new { id = link.Id, runs = link.Runs, state = link.State.ToString() });

    // Everything it carries, both sides, fields and discussions; and the tasks that met a closed door meanwhile.
    private async Task Started(Link link)
    {
        var mapped = await stores.Mappings.TasksOf(link.Id);
        await stores.Write(connection =>
        {
            Remember(connection, link);
            foreach (var end in mapped.Where(mapping => mapping.State is MappingState.Live or MappingState.Outside).SelectMany(mapping => new[] { mapping.A, mapping.B }).OfType<MappingEnd>())
            {
                Mark(connection, end.Portal, DirtyKind.Task, Items.IdOf(end.Item));
                Mark(connection, end.Portal, DirtyKind.Talk, Items.IdOf(end.Item));
                Mark(connection, end.Portal, DirtyKind.Parts, Items.IdOf(end.Item));
            }

            foreach (var (portal, item) in connection.Query<(long, string)>(
                "DELETE FROM skip WHERE link_id = @link AND reason = @paused RETURNING portal_id, item", new { link = link.Id, paused = nameof(Reason.LinkPaused) }).ToList())
            {
                Mark(connection, new(portal), Items.KindOf(item), Items.IdOf(item));
            }
        });
    }

    private void Mark(IDbConnection connection, PortalId portal, DirtyKind kind, long task) =>
        stores.Dirty.Mark(connection, new Hint(portal, kind, task, Hint.Anything), "resume");

    private async Task Ended(Link link)
    {
        var ending = (await links.Details(link.Id))?.Ending;
        var a = await portals.Find(link.A);
        var b = await portals.Find(link.B);
        var mapped = await stores.Mappings.TasksOf(link.Id);
        await stores.Write(connection =>
        {
            Remember(connection, link);
            connection.Execute(
                "UPDATE mapping SET state = 'ended', reason = @why, updated_at = @now WHERE link_id = @link AND kind IN ('card', 'entry') AND state IN ('creating', 'live')",
                new { link = link.Id, why = nameof(Reason.LinkEnded), now = stores.Clock.GetUtcNow().ToUnixTimeMilliseconds() });
            foreach (var mapping in mapped.Where(mapping => mapping.State is MappingState.Live or MappingState.Outside))
            {
                var there = mapping.Origin.Other();
                var portal = there == Side.A ? a : b;
                MappingStore.SetState(connection, mapping.Id, MappingState.Ended, nameof(Reason.LinkEnded), stores.Clock.GetUtcNow());
                if (portal is { Runs: true } && mapping.End(there) is { } end)
                {
                    Treat(connection, link, mapping, there, portal, end, ending?.Policy(there) ?? EndingPolicy.Keep, (there == Side.A ? b : a)?.Name ?? "");
                }
            }
        });
    }

    private void Treat(IDbConnection connection, Link link, Mapping mapping, Side side, Portal portal, MappingEnd end, EndingPolicy policy, string partner)
    {
        switch (policy)
        {
            case EndingPolicy.Mark:
                NoteIntents.Add(connection, stores, link, mapping, side, portal, Notes.In(Translation.Of(portal)).LinkEnded(partner));
                break;
            case EndingPolicy.RemoveMirrors:
                stores.Outbox.Add(connection, new Intent
                {
                    Lane = mapping.Family,
                    Mapping = mapping.Id,
                    Task = mapping.Id,
                    Link = link.Id,
                    Portal = portal.Id,
                    Side = side,
                    Kind = IntentKind.DeleteTask,
                    Contract = link.Contract.Number,
                    Body = IntentBody.Of(TaskCommands.Delete(Items.IdOf(end.Item))) with { FromItem = mapping.End(side.Other())?.Item ?? "" },
                }, portal.Member);
                break;
            default:
                break;
        }
    }
}
