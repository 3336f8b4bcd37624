using System.Data;
using System.Globalization;
using B24App.Confirm;
using B24App.Plan;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Stations;

/// <summary>
/// Stops and restarts the exchange of one mirrored task. What was written down to leave still leaves; what happens meanwhile crosses when
/// the task goes on, like with a paused link (RULES 21). Who stopped it lets it go on.
/// </summary>
public sealed class TaskPauses(TaskStores stores)
{
    private const string AddSql = """
        INSERT INTO task_pause (mapping_id, portal_id, user_id, at) VALUES (@mapping, @portal, @user, @at) ON CONFLICT DO NOTHING
        """;

    /// <summary>Whether the task is stopped, by the viewer's own portal and by the partner.</summary>
    public Task<(bool Here, bool There)> Of(PortalId portal, MappingId mapping) => stores.Db.Read(async connection =>
    {
        var by = (await connection.QueryAsync<long>("SELECT portal_id FROM task_pause WHERE mapping_id = @mapping", new { mapping })).AsList();
        return (by.Contains(portal.Value), by.Any(other => other != portal.Value));
    });

    /// <summary>Stops it; false when the task is not mirrored or stopped already.</summary>
    public Task<bool> Pause(PortalId portal, long task, long user) => Change(portal, task, (connection, mapping) =>
    {
        var row = new { mapping = mapping.Id, portal, user, at = stores.Clock.GetUtcNow().ToUnixTimeMilliseconds() };
        var isNew = connection.Execute(AddSql, row) > 0;
        if (isNew)
        {
            stores.Ledger.Verdict(connection, portal, mapping.Link, Items.Task(task), Reason.TaskPaused, string.Create(CultureInfo.InvariantCulture, $"user {user}"));
        }

        return isNew;
    });

    /// <summary>Lets it go on; both sides are looked at. False when this portal had not stopped it.</summary>
    public Task<bool> Resume(PortalId portal, long task, long user) => Change(portal, task, (connection, mapping) =>
    {
        if (connection.Execute("DELETE FROM task_pause WHERE mapping_id = @mapping AND portal_id = @portal", new { mapping = mapping.Id, portal }) == 0)
        {
            return false;
        }

        stores.Ledger.Verdict(connection, portal, mapping.Link, Items.Task(task), null, string.Create(CultureInfo.InvariantCulture, $"resumed by user {user}"));
        Mark(connection, mapping, "resume");
        return true;
    });

    /// <summary>A person wants it looked at now; false when the task is not mirrored.</summary>
    public Task<bool> Look(PortalId portal, long task) => Change(portal, task, (connection, mapping) =>
    {
        Mark(connection, mapping, "button");
        return true;
    });

    private async Task<bool> Change(PortalId portal, long task, Func<IDbConnection, Mapping, bool> change)
    {
        var mapped = (await stores.Mappings.OfItem(portal, Items.Task(task))).Where(mapping => mapping.State is not (MappingState.Over or MappingState.Ended)).ToList();
        var changed = false;
        await stores.Write(connection =>
        {
            foreach (var mapping in mapped)
            {
                changed |= change(connection, mapping);
            }
        });
        return changed;
    }

    private void Mark(IDbConnection connection, Mapping mapping, string feed)
    {
        foreach (var end in new[] { mapping.A, mapping.B }.OfType<MappingEnd>())
        {
            stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Task, Items.IdOf(end.Item), Hint.Anything), feed);
            stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Talk, Items.IdOf(end.Item), Hint.Anything), feed);
            stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Parts, Items.IdOf(end.Item), Hint.Anything), feed);
        }
    }
}
