using B24App.Backfill;
using B24App.Links;
using B24App.Plan;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Adoption;

/// <summary>What administrators do about pairs that exist already. Both sides have to agree to each: from then on what is said in one is read in the other.</summary>
public sealed class AdoptionActs(TaskStores stores, LinkBook links, WorkSignal signal)
{
    /// <summary>Reads both sides within the contract and finds pairs; writes nothing to a portal.</summary>
    public async Task<LinkAnswer> Search(LinkId link, Side side, Admin by)
    {
        var found = await links.Find(link);
        return await Act(link, side, by, (connection, row) =>
        {
            if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM backfill_run WHERE link_id = @link AND kind = 'adoption' AND state = 'dry')", new { link }))
            {
                return LinkAnswer.NothingToDo;
            }

            connection.Execute("DELETE FROM backfill_run WHERE link_id = @link AND kind = 'adoption'", new { link });
            AdoptionStore.Forget(connection, link);
            foreach (var one in new[] { Side.A, Side.B })
            {
                BackfillStore.Add(connection, new BackfillRun
                {
                    Portal = row.Portal(one),
                    Link = link,
                    Side = one,
                    Kind = RunKind.Adoption,
                    State = RunState.Dry,
                    Options = new RunOptions(null, false, false, false),
                    Contract = found?.Contract.Number ?? 0,
                    User = by.User,
                    CreatedAt = stores.Clock.GetUtcNow(),
                });
            }

            LinkActs.TellOne(connection, row, side, stores.Clock.GetUtcNow(), LinkNews.Adoption, $"user {by.User}: search");
            return LinkAnswer.Done;
        });
    }

    /// <summary>A side agrees to some pairs, or to all above a score that have no rivals.</summary>
    /// <param name="link">The link.</param>
    /// <param name="side">Who agrees.</param>
    /// <param name="ids">Pairs it read; none for all above the score.</param>
    /// <param name="least">The score.</param>
    /// <param name="align">What differs is decided by the rules of the link; otherwise both tasks stay as they are.</param>
    /// <param name="by">Who agrees.</param>
    public Task<LinkAnswer> Agree(LinkId link, Side side, IReadOnlyCollection<long> ids, int least, bool align, Admin by) => Act(link, side, by, (connection, row) =>
    {
        var count = AdoptionStore.Yes(connection, link, side, row.PortalA == row.PortalB, align, ids, Math.Max(PairScore.Least, least), stores.Clock.GetUtcNow());
        if (count > 0)
        {
            LinkActs.TellOne(connection, row, side, stores.Clock.GetUtcNow(), LinkNews.Adoption, $"user {by.User}: agreed to {count}");
        }

        return count > 0 ? LinkAnswer.Done : LinkAnswer.NothingToDo;
    });

    /// <summary>These two are not one; no search brings the pair back.</summary>
    public Task<LinkAnswer> Refuse(LinkId link, Side side, long id, Admin by) => Act(link, side, by, (connection, _) =>
        AdoptionStore.No(connection, link, id, stores.Clock.GetUtcNow()) > 0 ? LinkAnswer.Done : LinkAnswer.NothingToDo);

    private async Task<LinkAnswer> Act(LinkId link, Side side, Admin by, Func<System.Data.IDbConnection, LinkRow, LinkAnswer> act)
    {
        var answer = await stores.Db.Write(connection =>
        {
            var row = LinkBook.Row(connection, link);
            return LinkActs.Refusal(row, side, by, stores.Clock.GetUtcNow(), LinkRow.Running) is { } no ? no : act(connection, row!);
        });
        signal.Wake();
        return answer;
    }
}
