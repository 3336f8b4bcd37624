using B24App.Adoption;
using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Confirm;
using B24App.Links;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Stations;

namespace B24App.Timeline;

/// <summary>
/// The second part of the reading of a run over the history of a pair: where something would cross, the partner's card is listed as well, and what seems to stand
/// there already is held until both sides have said whether it is one. Where nothing would cross, the partner is asked nothing.
/// </summary>
public sealed class CopyReading(TaskStores stores, CopyStore copies, TimelineWriter writer, PeopleDirectory people, UserMatches users)
{
    private const int RoundsOfTurn = 5;

    // A list by pages shifts when something is deleted meanwhile: a few rows are read again.
    private const int Again = 5;

    /// <summary>Reads the partner's card on; returns when to go on, or null when all is compared.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, Link link, Mapping pair, Portal portal, Portal partner)
    {
        if (await copies.Position(run.Id, run.Side) is null)
        {
            return null;
        }

        var there = run.Side.Other();
        var card = TimelineWriter.CardOf(pair, there);
        for (var round = 0; round < RoundsOfTurn; round++)
        {
            var (after, comments) = await copies.Position(run.Id, there) ?? (0, 0);
            var outcomes = await stores.Desks.Ask(partner.Id, [ActivityCommands.In([card], after, HistoryReading.Select), TimelineCommands.TextsOf(card, Math.Max(0, comments - Again))]);
            if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
            {
                await stores.Write(connection => BackfillStore.Say(connection, run.Id, (trouble is Refusal ? Reason.Unreadable : Reason.PortalUnreachable).ToString()));
                return trouble is Later later && later.NotBefore > Now ? later.NotBefore : Now + stores.Patience.NoAccess;
            }

            var (activities, talk) = ((Answer)outcomes[0], (Answer)outcomes[1]);
            var entries = HistoryReading.Entries(activities, talk);
            var compared = new List<(CrossingEntry Entry, ComparedEntry Facts)>();
            foreach (var (entry, origin) in entries)
            {
                compared.Add((entry, await Of(link, there, pair, partner, portal, entry, origin)));
            }

            await stores.Write(connection =>
            {
                foreach (var (entry, facts) in compared)
                {
                    copies.Add(connection, run.Id, there, partner.Member, entry.Name, connection.IsMapped(partner.Id, entry.Name) ? null : facts);
                }

                BackfillStore.Say(connection, run.Id, "");
            });
            if (ActivityWire.NextAfter(activities.Result) is null && talk.Next is null)
            {
                await Compare(run);
                return null;
            }
        }

        return Now;
    }

    /// <summary>What a comparison needs of an entry.</summary>
    internal async Task<ComparedEntry> Of(Link link, Side side, Mapping pair, Portal portal, Portal other, CrossingEntry entry, (string Originator, string Key) origin)
    {
        var carries = (Field field) => link.Contract.Carries(side, field);
        var (ours, theirs) = (OriginHash.Of(portal.Member).Value, OriginHash.Of(other.Member).Value);
        var mark = origin.Key.Split(':') is ["entry", var hash, _, var item] && origin.Originator == Plan.Carry.CopyText.Originator && (hash == ours || hash == theirs) ? item : "";
        var facts = EntryFactReader.Of(entry, new EntryAround(
            await people.NameOf(portal.Id, entry.Author) ?? "",
            side == Side.A ? await users.Find(link, Side.A, entry.Author) ?? 0 : entry.Author,
            mark.Length == 0 && origin.Originator.Length > 0 ? origin.Key : "",
            mark,
            CrmLinks.AddressOf(TimelineWriter.CardOf(pair, side.Other()) is var there ? there.Type : 0, there.Id, new Uri(other.Origin).Authority),
            EntryCrossing.FieldOf(entry.Kind) is { } field && carries(field) && mark.Length == 0));
        var text = entry.IsHtml ? PlainHtml.Of(entry.Text) : entry.Text;
        var prints = writer.End(portal.Id, entry, carries(EntryFiles.WordOf(entry.Kind))).Prints.SetItem("done", entry.IsCompleted ? "Y" : ""); // a list shows no addresses of letters
        return new ComparedEntry(facts, prints, entry.Subject.Trim() is { Length: > 0 } subject ? subject : TagStrip.Of(Byline.Strip(text)).Trim());
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private async Task Compare(BackfillRun run)
    {
        var (a, b, refused) = (await copies.Facts(run.Id, Side.A), await copies.Facts(run.Id, Side.B), await copies.Refused(run.Pair));
        var found = CopyFinder.Find([.. a.Select(row => row.Facts)], [.. b.Select(row => row.Facts)], (one, other) => refused.Contains((one, other)));
        var (rowsA, rowsB) = (a.ToDictionary(row => row.Facts.Name), b.ToDictionary(row => row.Facts.Name));
        await stores.Write(connection =>
        {
            CopyStore.Compared(connection, run.Id, run.Pair);
            foreach (var copy in found)
            {
                CopyStore.Found(connection, run, copy, (copy.Origin == Side.A ? rowsA[copy.A] : rowsB[copy.B]).Prints, rowsA[copy.A].Title, rowsB[copy.B].Title, Now);
            }
        });
    }
}
