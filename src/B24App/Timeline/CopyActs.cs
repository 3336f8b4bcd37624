using System.Collections.Immutable;
using System.Data;
using B24App.Adoption;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Timeline;

/// <summary>
/// What managers of links do about entries that seem to stand on both cards already. Both sides have to agree, as with tasks: from then on what is changed in the first
/// is written into the other. Adopting writes nothing to a portal.
/// </summary>
public sealed class CopyActs(TaskStores stores, MappingStore mappings, WorkSignal signal)
{
    /// <summary>Score above which all that have no rivals may be agreed to at once.</summary>
    public const int Sure = 80;

    /// <summary>A side agrees to one copy that it read, or to all sure ones.</summary>
    /// <param name="pair">Mapping of the cards.</param>
    /// <param name="copy">The copy; 0 for all sure ones.</param>
    /// <param name="by">Who agrees.</param>
    public Task<LinkAnswer> Agree(MappingId pair, long copy, Admin by) => Act(pair, by, (connection, row, cards, side) =>
    {
        var count = 0;
        foreach (var id in copy != 0 ? [copy] : CopyStore.Sure(connection, pair, side, Sure))
        {
            if (CopyStore.Find(connection, pair, id) is { State: AdoptionState.Found } found && !found.Yes(side))
            {
                CopyStore.Yes(connection, id, side, Now);
                count++;
                if (found.Yes(side.Other()))
                {
                    Adopt(connection, row, cards, found);
                }
            }
        }

        if (count > 0)
        {
            LinkActs.TellOne(connection, row, side, Now, LinkNews.Adoption, $"user {by.User}: agreed to {count}");
        }

        return count > 0 ? LinkAnswer.Done : LinkAnswer.NothingToDo;
    });

    /// <summary>These two are not one: the entry gets its turn, and no comparison brings the pair back.</summary>
    public Task<LinkAnswer> Refuse(MappingId pair, long copy, Admin by) => Act(pair, by, (connection, row, _, side) =>
    {
        if (CopyStore.Find(connection, pair, copy) is not { State: AdoptionState.Found } found)
        {
            return LinkAnswer.NothingToDo;
        }

        CopyStore.End(connection, found.Id, AdoptionState.Refused, Now);
        Release(connection, row, found, isMirrored: false);
        LinkActs.TellOne(connection, row, side, Now, LinkNews.Adoption, $"user {by.User}: not one");
        return LinkAnswer.Done;
    });

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private void Adopt(IDbConnection connection, LinkRow row, Mapping cards, CopyRow found)
    {
        var (a, b) = (row.Portal(Side.A), row.Portal(Side.B));
        if (connection.IsMapped(a, found.Found.A) || connection.IsMapped(b, found.Found.B))
        {
            CopyStore.End(connection, found.Id, AdoptionState.Failed, Now); // mirrored meanwhile: a second mapping would double it
            return;
        }

        CopyStore.End(connection, found.Id, AdoptionState.Adopted, Now);
        var origin = found.Found.Origin;
        MappingEnd End(Side side) => new(row.Portal(side), found.Item(side), side == origin ? found.Prints : ImmutableSortedDictionary<string, string>.Empty, false);
        MappingStore.Add(connection, new Mapping
        {
            Id = default,
            Link = new LinkId(row.Id),
            Kind = MappingKind.Entry,
            Parent = cards.Id,
            Origin = origin,
            Family = cards.Family,
            State = MappingState.Live,
            CreatedAt = Now,
            A = End(Side.A),
            B = End(Side.B),
        });
        foreach (var side in new[] { Side.A, Side.B })
        {
            stores.Ledger.Verdict(connection, row.Portal(side), new LinkId(row.Id), found.Item(side), null, "adopted");
        }

        Release(connection, row, found, isMirrored: true);

        // What was changed since the comparison is news.
        var first = found.Item(origin);
        stores.Dirty.Mark(connection, new Hint(row.Portal(origin), Items.KindOf(first), Items.IdOf(first), Hint.Anything), "adopted");
    }

    private void Release(IDbConnection connection, LinkRow row, CopyRow found, bool isMirrored)
    {
        foreach (var side in new[] { Side.A, Side.B })
        {
            CopyStore.Release(connection, found.Pair, row.Portal(side), found.Item(side), isMirrored, Now);
        }
    }

    private async Task<LinkAnswer> Act(MappingId pair, Admin by, Func<IDbConnection, LinkRow, Mapping, Side, LinkAnswer> act)
    {
        if (await mappings.Find(pair) is not { Kind: MappingKind.Card } named)
        {
            return LinkAnswer.NotFound;
        }

        var answer = await stores.Db.Write(connection =>
        {
            var row = LinkBook.Row(connection, named.Link);
            var side = row is not null && row.Portal(Side.A) == by.Portal ? Side.A : Side.B;
            return LinkActs.Refusal(row, side, by, Now, LinkRow.Running) is { } no ? no
                : MappingStore.Find(connection, pair) is not { State: MappingState.Live } cards ? LinkAnswer.WrongState
                : act(connection, row!, cards, side);
        });
        signal.Wake();
        return answer;
    }
}
