using System.Data;
using B24App.Apply;
using B24App.Balance;
using B24App.Confirm;
using B24App.Plan;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Stations;

/// <summary>The rows the stations write, gathered so that each station names one thing; it decides nothing.</summary>
public sealed record TaskStores(
    Database Db, DirtyStore Dirty, MappingStore Mappings, DiscussionStore Discussions, OutboxStore Outbox, Ledger Ledger, Desks Desks, TimeProvider Clock, Patience Patience)
{
    private static readonly Reason[] OutsideReasons =
        [Reason.GroupNotLinked, Reason.TagNotInContract, Reason.ResponsibleNotInContract, Reason.LeftLink];

    /// <summary>One commit.</summary>
    public Task Write(Action<IDbConnection> work)
    {
        var (look, run) = (LookTally.Current, Bulk.Run); // the writer runs the work in a flow of its own
        return Db.Write(connection =>
        {
            using (LookTally.Enter(look))
            using (Bulk.Enter(run))
            {
                work(connection);
            }
        });
    }

    /// <summary>The item was looked at: its row goes, unless a hint came since.</summary>
    public async Task Done(DirtyItem item, Action<IDbConnection>? also = null)
    {
        Dirty.Touch(item.Portal, item.Kind, item.Task);
        await Write(connection =>
        {
            also?.Invoke(connection);
            Dirty.Done(connection, item);
            LookTally.Current?.Close(connection, postponed: false, Days.Of(Clock.GetUtcNow()));
        });
    }

    /// <summary>The newest moment at which something open was written down; the beginning of time when nothing is open.</summary>
    public Task<DateTimeOffset> NewestMoment() => Db.Read(async connection => DateTimeOffset.FromUnixTimeMilliseconds(await connection.ExecuteScalarAsync<long>(
        """
        SELECT coalesce(max(at), 0) FROM (
            SELECT max(hinted_at) AS at FROM dirty UNION ALL
            SELECT max(max(created_at, sent_at)) FROM outbox WHERE settled_at = 0)
        """)));

    /// <summary>The item waits a while.</summary>
    public Task Postpone(DirtyItem item, TimeSpan wait) => PostponeUntil(item, Clock.GetUtcNow() + wait);

    /// <summary>The item waits until a moment.</summary>
    public Task PostponeUntil(DirtyItem item, DateTimeOffset until) => Write(connection =>
    {
        DirtyStore.Postpone(connection, item, until);
        LookTally.Current?.Close(connection, postponed: true, Days.Of(Clock.GetUtcNow()));
    });

    /// <summary>What an intent stood for is planned anew, with all that has not left of the task's fields, on a look at both sides.</summary>
    public void PlanAnew(IDbConnection connection, Intent intent, string outcome, string feed)
    {
        Outbox.Settle(connection, intent, IntentState.Void, outcome);
        Outbox.VoidFields(connection, intent.Task);
        if (MappingStore.Find(connection, intent.Task) is { } mapping)
        {
            foreach (var end in new[] { mapping.A, mapping.B }.OfType<MappingEnd>())
            {
                Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Task, Items.IdOf(end.Item), Hint.Anything), feed);
            }
        }
    }

    /// <summary>
    /// The task stays, for a reason. "The link is paused" was read a moment ago: when the link was seen running again meanwhile, and so its
    /// skipped tasks were met already, this one is looked at once more.
    /// </summary>
    public void Stays(IDbConnection connection, PortalId portal, LinkId link, string item, Reason reason)
    {
        if (reason == Reason.LinkPaused && LinkWatch.SawRunning(connection, link))
        {
            Dirty.Mark(connection, new Hint(portal, DirtyKind.Task, Items.IdOf(item), Hint.Anything), "resume");
        }
        else
        {
            Ledger.Skip(connection, portal, link, item, reason);
        }
    }

    /// <summary>The task was seen outside the link before, so it enters now: what was said before stays there (RULES 8).</summary>
    public Task<bool> EnteredNow(PortalId portal, LinkId link, string item) =>
        Db.Read(connection => Task.FromResult(Ledger.WasSkipped(connection, portal, link, item, OutsideReasons)));

    /// <summary>The child is looked at again when its parent arrives (RULES 13).</summary>
    public static void WaitForParent(IDbConnection connection, LinkId link, PortalId portal, long parent, long child) => connection.Execute(
        "INSERT OR IGNORE INTO waiting_child (link_id, portal_id, parent, child) VALUES (@link, @portal, @parent, @child)", new { link, portal, parent, child });

    /// <summary>The parent arrived: its children are dirty.</summary>
    public void ParentArrived(IDbConnection connection, LinkId link, PortalId portal, long parent)
    {
        var children = connection.Query<long>(
            "DELETE FROM waiting_child WHERE link_id = @link AND portal_id = @portal AND parent = @parent RETURNING child", new { link, portal, parent }).ToList();
        foreach (var child in children)
        {
            Dirty.Mark(connection, new Hint(portal, DirtyKind.Task, child, Hint.Anything), "parent");
        }
    }
}
