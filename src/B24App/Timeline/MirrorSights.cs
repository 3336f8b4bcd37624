using System.Collections.Immutable;
using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Confirm;
using B24App.Files;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using Dapper;

namespace B24App.Timeline;

/// <summary>Looks at the mirror of an entry where it stands, with what was noted on it: a run that is taken back removes only what nobody there has worked on.</summary>
public sealed class MirrorSights(TaskStores stores, TimelineReader reader, FileStore files)
{
    private const string CarriedSql = "SELECT DISTINCT card FROM carry_deed WHERE portal_id = @portal AND item = @item AND act = 'bind' AND undone_at = 0";

    /// <summary>What a plan needs; or when to ask again.</summary>
    /// <param name="pair">Mapping of the cards.</param>
    /// <param name="mapping">Mapping of the entry.</param>
    /// <param name="side">Side of the mirror.</param>
    /// <param name="there">Its portal.</param>
    public async Task<(EntryUndoSight? Sight, DateTimeOffset? Later)> Look(Mapping pair, Mapping mapping, Side side, Portal there)
    {
        var end = mapping.End(side)!;
        var card = TimelineWriter.CardOf(pair, side);
        var looking = reader.Look(there.Id, end.Item);
        var noting = stores.Desks.Ask(there.Id, TimelineCommands.NoteOn(card, Items.IdOf(end.Item), Items.IsActivity(end.Item)));
        var (looked, note) = (await looking, await noting);
        if (looked is Looked<CrossingEntry>.NotNow(var until))
        {
            return (null, until);
        }

        if (note is Later or NoAccess or Unknown)
        {
            return (null, note is Later later && later.NotBefore > stores.Clock.GetUtcNow() ? later.NotBefore : stores.Clock.GetUtcNow() + stores.Patience.NoAccess);
        }

        var cards = await stores.Db.Read(connection => connection.QueryAsync<string>(CarriedSql, new { portal = there.Id, item = end.Item }));
        return (new EntryUndoSight
        {
            Mirror = looked is Looked<CrossingEntry>.Seen(var mirror) ? mirror : null,
            IsSeen = looked is Looked<CrossingEntry>.Nothing || (looked is Looked<CrossingEntry>.Seen && note is not Refusal { Kind: RefusalKind.Denied or RefusalKind.MissingScope }),
            Written = end.Prints,
            Files = (await files.OfTask(mapping.Id)).Count(copy => copy.State == CopyState.Stored),
            HasNote = note is Answer answer && Wire.Member(answer.Result, "text") is { } text && !string.IsNullOrWhiteSpace(Wire.Text(text)),
            Card = new CrmKey(card.Type, card.Id),
            Carried = cards.Select(CrmKey.Read).OfType<CrmKey>().ToImmutableHashSet(),
            IsOurs = there.IsOurs,
            MayRemove = true,
        }, null);
    }
}
