using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using Dapper;

namespace B24App.Backfill;

/// <summary>What a run would do with a task as it was listed: the verdicts are those of live work, except that age does not matter. It writes nothing.</summary>
public sealed class Verdicts(TaskStores stores, LinkBook links, Newcomers newcomers, UserMatches users)
{
    private const int Finished = 5;

    private const string EarlierSql = """
        SELECT count(*) FROM skip s
         WHERE s.portal_id = @portal AND s.link_id = @link AND s.item > @from AND s.item < @to AND s.reason IN ('BeforeEntering', 'WhileOutside')
           AND NOT EXISTS (SELECT 1 FROM mapping c JOIN mapping_side e ON e.mapping_id = c.id AND e.side = @side
                            WHERE c.parent_id = @mapping AND c.kind = 'comment' AND @from || e.item = s.item)
        """;

    /// <summary>Fields of a list that a verdict needs.</summary>
    public static IReadOnlyList<string> Select { get; } =
    [
        "ID", "TITLE", "STATUS", "GROUP_ID", "TAGS", "RESPONSIBLE_ID", "CREATED_BY", "XML_ID", "CHAT_ID", "CREATED_DATE", "COMMENTS_COUNT", "SERVICE_COMMENTS_COUNT", "TIME_SPENT_IN_LOGS",
    ];

    /// <summary>Decides about one task.</summary>
    public async Task<RunItem> Judge(BackfillRun run, Portal portal, Portal? partner, Link link, TaskWire row)
    {
        var comments = row.ChatId > 0 ? -1 : Math.Max(0, (row.CommentsCount ?? 0) - (row.ServiceCommentsCount ?? 0));
        var mapped = (await stores.Mappings.OfItem(portal.Id, Items.Task(row.Id))).ToList();
        if (mapped.Find(mapping => mapping.Link == link.Id) is { } mirrored)
        {
            if (run.Kind == RunKind.LeakTest && mirrored.Origin == run.Side && mirrored.State == MappingState.Live)
            {
                return new RunItem(row.Id, ItemState.Waits, Earlier: true, Mapping: mirrored.Id);
            }

            return await Mirrored(run, mirrored, row, link, comments) is { } earlier ? earlier : Stays(row.Id, Reason.AlreadyMirrored);
        }

        if (run.Options.OpenOnly && row.Status == Finished)
        {
            return Stays(row.Id, Reason.TaskFinished);
        }

        var task = TaskLook.Seen(row, null);
        if (task.Marker is { } marker && marker.Origin != OriginHash.Of(portal.Member))
        {
            return Stays(row.Id, Reason.FamilyAlreadyHere);
        }

        var doors = Newcomers.Doors((await links.Of(portal.Id)).Select(other => other.Id == link.Id ? link : other), portal.Id);
        var (leaving, _, _) = await newcomers.Decide(portal, doors, task, mapped, link.Id);
        return leaving switch
        {
            Leaving.By(var way, _) when way.Link.Id == link.Id => new RunItem(row.Id, ItemState.Waits, Comments: run.Options.WithComments ? comments : 0, Responsible: await Told(run, link, partner, task), HasParts: HasParts(link, run.Side, row)),
            Leaving.By(_, var notBy) => Stays(row.Id, WhyNot(notBy, link)),
            Leaving.Stays(var why) => Stays(row.Id, WhyNot(why, link)),
            _ => Stays(row.Id, Reason.NotInContract),
        };
    }

    private static Reason WhyNot(IEnumerable<(Link Link, Reason Why)> reasons, Link link) =>
        reasons.Where(each => each.Link.Id == link.Id).Select(each => (Reason?)each.Why).FirstOrDefault() ?? Reason.AlreadyInAnotherLink;

    // One list of the run shows them; without it each task would cost a look of its own.
    private static bool HasParts(Link link, Side side, TaskWire row) =>
        (row.TimeSpent > 0 && link.Contract.Carries(side, Field.Elapsed)) || (row.HasResult == true && link.Contract.Carries(side, Field.Results));

    private static RunItem Stays(long task, Reason why) => new(task, ItemState.Stays, why.ToString());

    // Mirrored since long, but what was said before it entered the link never crossed by itself (RULES 8).
    private async Task<RunItem?> Mirrored(BackfillRun run, Mapping mapping, TaskWire row, Link link, int comments)
    {
        if (!run.Options.WithComments || mapping.State != MappingState.Live || mapping.Origin != run.Side || !link.Contract.CommentsLeave(run.Side))
        {
            return null;
        }

        var item = Items.Task(row.Id);
        var earlier = await stores.Db.Read(connection => connection.ExecuteScalarAsync<int>(EarlierSql, new { portal = run.Portal, link = link.Id, mapping = mapping.Id, side = run.Side.ToString(), from = item + "/", to = item + "0" }));
        if (earlier > 0)
        {
            return new RunItem(row.Id, ItemState.Waits, Earlier: true, Comments: earlier, Mapping: mapping.Id);
        }

        // Nobody has spoken since it entered, so its discussion was never read and says nothing of what stands in it.
        var talk = await stores.Discussions.Find(mapping.Id, run.Side);
        return MayHoldEarlier(talk, row.CreatedDate, comments) ? new RunItem(row.Id, ItemState.Waits, Earlier: true, Comments: comments, Mapping: mapping.Id) : null;
    }

    /// <summary>A discussion that was opened after its task was made, and never read, may hold what was said before.</summary>
    /// <param name="talk">The discussion on the side of the origin.</param>
    /// <param name="created">When the task was made.</param>
    /// <param name="comments">Comments as listed; -1 where the card does not count them.</param>
    public static bool MayHoldEarlier(Discussion? talk, DateTimeOffset? created, int comments) =>
        talk is { Newest: 0 } && comments != 0 && (created is null || talk.OpenedAt > Discussion.After(created.Value));

    private async Task<long> Told(BackfillRun run, Link link, Portal? partner, SeenTask task)
    {
        if (run.Options.ToRelay || partner is null)
        {
            return 0;
        }

        var local = await users.Find(link, run.Side, task.Responsible) ?? link.Contract.Of(run.Side.Other()).DefaultResponsible;
        return local == partner.RelayUser ? 0 : local;
    }
}
