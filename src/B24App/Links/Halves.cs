using System.Data;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>
/// Changes to a half of a running link. What narrows is in force at once under a new number; what lets more cross waits until
/// the other side has read and confirmed it (RULES 5).
/// </summary>
public sealed class Halves(LinkBook book)
{
    private const string ProposeSql = """
        UPDATE link SET proposals = @number WHERE id = @link;
        INSERT INTO proposal (link_id, side, half, month, number, made_at) VALUES (@link, @side, @half, @month, @number, @at)
        ON CONFLICT (link_id, side) DO UPDATE SET half = @half, month = @month, number = @number, made_at = @at
        """;

    private const string FindSql = "SELECT " + ProposalRow.Columns + " FROM proposal WHERE link_id = @link AND side = @side";
    private const string DropSql = "DELETE FROM proposal WHERE link_id = @link AND side = @side";

    /// <summary>Changes the half of a side.</summary>
    /// <param name="link">The link.</param>
    /// <param name="side">Whose half.</param>
    /// <param name="newHalf">The half as it shall be.</param>
    /// <param name="basedOn">Number of the contract the administrator had before him.</param>
    /// <param name="by">Who changes.</param>
    /// <param name="consent">Needed when the new half lets a whole portal out.</param>
    public Task<LinkAnswer> Edit(LinkId link, Side side, Half newHalf, int basedOn, Admin by, Consent consent) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, side, by, now, LinkRow.Running) is { } no)
        {
            return no;
        }

        var (old, partners) = (row!.Half(side), row.Half(side.Other()));
        if (Reject(row, old, newHalf, partners, basedOn, consent) is { } why)
        {
            return why;
        }

        // The newest edit says all: an older proposal of this side is overtaken by it.
        connection.Execute(DropSql, new { link = link.Value, side = side.ToString() });
        var month = Consents.Month(newHalf, consent) ?? (newHalf.LetsWholePortalOut() ? row.Month(side) : null);
        var widens = Contracts.Widens(old, newHalf, partners);
        var atOnce = widens ? Contracts.Narrowed(old, newHalf) : newHalf;
        var changed = Contracts.Compare(old, atOnce).Length > 0;
        if (changed)
        {
            PutInForce(connection, row, side, atOnce, widens ? null : month, by, now);
        }

        if (widens)
        {
            Propose(connection, row, side, newHalf, month, by, now);
        }

        return widens ? LinkAnswer.WaitsForPartner : changed ? LinkAnswer.Done : LinkAnswer.NothingToDo;
    });

    /// <summary>The other side agrees to a proposal it has read.</summary>
    /// <param name="link">The link.</param>
    /// <param name="confirming">Side that agrees: not the one that proposed.</param>
    /// <param name="proposal">Number of the proposal it read.</param>
    /// <param name="by">Who agrees.</param>
    /// <param name="consent">Needed when the proposal lets a whole portal out.</param>
    public Task<LinkAnswer> Confirm(LinkId link, Side confirming, int proposal, Admin by, Consent consent) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, confirming, by, now, LinkRow.Running) is { } no)
        {
            return no;
        }

        var side = confirming.Other();
        if (Find(connection, link, side) is not { } proposed || proposed.Number != proposal)
        {
            return LinkAnswer.Stale;
        }

        if (Reject(row!, side, proposed.Half, consent) is { } why)
        {
            return why;
        }

        connection.Execute(DropSql, new { link = link.Value, side = side.ToString() });
        PutInForce(connection, row!, side, proposed.Half, proposed.TasksIn30Days, by, now, confirming);
        return LinkAnswer.Done;
    });

    /// <summary>Either side drops a proposal: who made it takes it back, the other refuses it.</summary>
    public Task<LinkAnswer> Drop(LinkId link, Side proposer, int proposal, Side dropping, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, dropping, by, now, LinkRow.Running) is { } no)
        {
            return no;
        }

        if (Find(connection, link, proposer) is not { } proposed || proposed.Number != proposal)
        {
            return LinkAnswer.Stale;
        }

        connection.Execute(DropSql, new { link = link.Value, side = proposer.ToString() });
        LinkActs.Tell(connection, row!, now, LinkNews.ProposalDropped, LinkActs.By(row!, dropping, by));
        return LinkAnswer.Done;
    });

    private static LinkAnswer? Reject(LinkRow row, Half old, Half @new, Half partners, int basedOn, Consent consent) =>
        basedOn != row.Contract ? LinkAnswer.Stale
        : row.PortalA == row.PortalB && Contracts.FlowsIntoItself(@new, partners) ? LinkAnswer.IntoItsOwnGroup
        : old.LetsWholePortalOut() ? null
        : Consents.Own(@new, consent);

    // Who takes a whole portal already is not asked again because of another clause.
    private static LinkAnswer? Reject(LinkRow row, Side side, Half proposed, Consent consent) =>
        row.PortalA == row.PortalB && Contracts.FlowsIntoItself(proposed, row.Half(side.Other())) ? LinkAnswer.IntoItsOwnGroup
        : row.Half(side).LetsWholePortalOut() ? null
        : Consents.Partners(proposed, consent);

    private static void PutInForce(IDbConnection connection, LinkRow row, Side side, Half half, int? month, Admin by, DateTimeOffset now, Side? confirming = null)
    {
        var (a, b) = side == Side.A ? (half, row.Half(Side.B)) : (row.Half(Side.A), half);
        var actor = confirming ?? side;
        var number = LinkActs.NewContract(connection, row, a, b, actor, now);
        connection.Execute(
            side == Side.A ? "UPDATE link SET month_a = COALESCE(@month, month_a) WHERE id = @link" : "UPDATE link SET month_b = COALESCE(@month, month_b) WHERE id = @link",
            new { link = row.Id, month });
        LinkActs.Tell(connection, row, now, LinkNews.Contract, LinkActs.By(row, actor, by, $"contract {number}"));
    }

    private static void Propose(IDbConnection connection, LinkRow row, Side side, Half half, int? month, Admin by, DateTimeOffset now)
    {
        var number = row.Proposals + 1;
        connection.Execute(ProposeSql, new
        {
            link = row.Id,
            side = side.ToString(),
            half = HalfJson.Write(half),
            month,
            number,
            at = now.ToUnixTimeMilliseconds(),
        });
        LinkActs.Tell(connection, row, now, LinkNews.Proposed, LinkActs.By(row, side, by, $"proposal {number}"));
    }

    private static Proposal? Find(IDbConnection connection, LinkId link, Side side) =>
        connection.QuerySingleOrDefault<ProposalRow>(FindSql, new { link = link.Value, side = side.ToString() })?.Proposal();
}
