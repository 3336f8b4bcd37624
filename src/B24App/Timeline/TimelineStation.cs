using B24App.Backups;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.Timeline;

/// <summary>
/// An entry of a timeline that is dirty: read it where it stands, plan, write down what crosses. The partner is asked nothing, and where the
/// contract does not name the kind he is not called at all.
/// </summary>
public sealed class TimelineStation(TaskStores stores, PortalStore portals, LinkBook links, TimelineReader reader, TimelineWriter writer, CardFields fields, HistoryStore history, Restored restored)
{
    /// <summary>Works on one dirty entry.</summary>
    public async Task Work(DirtyItem item, Portal portal, IReadOnlyList<Mapping> mapped)
    {
        var own = mapped.Where(mapping => mapping is { Kind: MappingKind.Entry, State: MappingState.Live or MappingState.Creating } && mapping.End(mapping.Origin) is { } end && end.Portal == portal.Id && end.Item == item.Name).ToList();
        if (own.Count == 0 && mapped.Count > 0)
        {
            await stores.Done(item); // a mirror: what is done to it stays there
            return;
        }

        if (mapped.Count == 0 && item.AllNames.All(name => name == Hint.Deleted))
        {
            await stores.Done(item); // it went, and nobody mirrors it
            return;
        }

        var carrying = (await links.Of(portal.Id)).Where(link => link is { State: not LinkState.Ended, IsSelfLink: false } && CardPairs.Crosses(link.Contract)).ToList();
        if (carrying.Count == 0)
        {
            await stores.Done(item);
            return;
        }

        var isMissed = item.AllNames.Contains(Hint.Missing) && !item.AllNames.Contains(Hint.Deleted);
        switch (await reader.Look(portal.Id, item.Name, isMissed))
        {
            case Looked<CrossingEntry>.Seen(var entry) when own.Count > 0:
                await Changed(item, portal, own, entry);
                break;
            case Looked<CrossingEntry>.Seen(var entry):
                await New(item, portal, carrying, entry);
                break;
            case Looked<CrossingEntry>.NotNow(var until):
                await stores.PostponeUntil(item, until);
                break;
            case Looked<CrossingEntry>.Nothing when isMissed || item.AllNames.Contains(Hint.Deleted):
                await Gone(item, own);
                break;
            default:
                await stores.Done(item, connection => own.ForEach(mapping => stores.Ledger.Skip(connection, portal.Id, mapping.Link, item.Name, Reason.Unreadable)));
                break;
        }
    }

    private async Task New(DirtyItem item, Portal portal, IReadOnlyList<Link> carrying, CrossingEntry entry)
    {
        var pairs = await Pairs(portal, carrying, entry);
        if (pairs.Count == 0 && !entry.IsOurs && EntryCrossing.FieldOf(entry.Kind) is { } word)
        {
            switch (await ByField(portal, carrying, entry, word))
            {
                case null:
                    await stores.Postpone(item, stores.Patience.NoAccess);
                    return;
                case true:
                    pairs = await Pairs(portal, carrying, entry);
                    break;
                default:
                    break;
            }
        }

        // An entry belongs to one link, the first that matches (RULES 6).
        if (pairs.OrderBy(pair => pair.Link.Id.Value).ThenBy(pair => pair.Pair.Id.Value).FirstOrDefault() is not ({ } on, { } at))
        {
            await stores.Done(item);
            return;
        }

        if (!on.Runs)
        {
            await stores.Done(item, connection => stores.Ledger.Skip(connection, portal.Id, on.Id, item.Name, Reason.LinkPaused));
            return;
        }

        var from = on.A == portal.Id ? Side.A : Side.B;
        var wanted = await history.Wants(portal.Id, item.Name, at.Id);
        var border = wanted ? DateTimeOffset.MinValue : at.CreatedAt;
        var takenBack = !wanted && await history.WasTakenBack(portal.Id, item.Name, at.Id) ? Reason.TakenBack : (Reason?)null;
        if ((takenBack ?? EntryCrossing.Stays(entry, border, field => on.Contract.Carries(from, field))) is { } stays)
        {
            await stores.Done(item, connection => stores.Ledger.Skip(connection, portal.Id, on.Id, item.Name, stays));
            return;
        }

        // A comment has no mark, a to-do gets it later: what the relay account wrote while one of ours is out may be ours (RULES 16).
        if (EntryCrossing.MayBeOurs(entry) && portal.IsOurs(entry.Author) && (Byline.TryRead(entry.Text, out _, out _) || await writer.IsWriting(portal.Id)))
        {
            if (await writer.IsWriting(portal.Id))
            {
                await stores.Postpone(item, stores.Patience.Settling);
            }
            else
            {
                await stores.Done(item, connection => stores.Ledger.Skip(connection, portal.Id, on.Id, item.Name, Reason.OurEcho));
            }

            return;
        }

        if (await portals.Find(on.Portal(from.Other())) is not { } target)
        {
            await stores.Postpone(item, stores.Patience.NoAccess);
            return;
        }

        var (_, ofLink) = await stores.Outbox.Recent(at.Id, on.Id, stores.Patience.FuseWindow);
        if (ofLink >= ((await links.Details(on.Id))?.Limits ?? LinkLimits.Default).WritesOfLink)
        {
            await links.Hold(on.Id, nameof(Reason.FuseOfLink));
            await stores.Done(item, connection => stores.Ledger.Skip(connection, portal.Id, on.Id, item.Name, Reason.LinkPaused)); // met again when the link goes on
            return;
        }

        var crossing = await writer.Of(on, from, portal, target, entry, EntryCrossing.FormOf(entry));
        var withFiles = on.Contract.Carries(from, EntryFiles.WordOf(entry.Kind));
        var before = await restored.MayHaveCrossed(entry.Made ?? stores.Clock.GetUtcNow());
        await stores.Done(item, connection =>
        {
            if (connection.IsMapped(portal.Id, entry.Name))
            {
                return; // somebody else looked at it meanwhile
            }

            var mapping = MappingStore.Add(connection, new Mapping
            {
                Id = default,
                Link = on.Id,
                Kind = MappingKind.Entry,
                Parent = at.Id,
                Origin = from,
                Family = at.Family,
                State = MappingState.Creating,
                CreatedAt = stores.Clock.GetUtcNow(),
                A = from == Side.A ? writer.End(portal.Id, entry, withFiles) : null,
                B = from == Side.B ? writer.End(portal.Id, entry, withFiles) : null,
            });
            HistoryStore.Brought(connection, portal.Id, entry.Name, at.Id, mapping);
            stores.Ledger.Verdict(connection, portal.Id, on.Id, entry.Name, null, "create");
            writer.Add(connection, on, at, from, target, mapping, entry, crossing, inDoubt: before);
            if (!entry.Files.IsEmpty && withFiles)
            {
                writer.Fill(connection, on, at, from, target, mapping, entry, crossing, textStays: true);
            }
            else if (!entry.Files.IsEmpty)
            {
                stores.Ledger.Skip(connection, portal.Id, on.Id, entry.Name, Reason.FilesNotCarried);
            }
        });
    }

    private async Task<List<(Link Link, Mapping Pair)>> Pairs(Portal portal, IReadOnlyList<Link> carrying, CrossingEntry entry)
    {
        var pairs = new List<(Link Link, Mapping Pair)>();
        foreach (var card in entry.Cards)
        {
            foreach (var found in (await stores.Mappings.OfItem(portal.Id, card.ToString())).Where(each => each is { Kind: MappingKind.Card, State: MappingState.Live }))
            {
                if (carrying.FirstOrDefault(each => each.Id == found.Link) is { } link)
                {
                    pairs.Add((link, found));
                }
            }
        }

        return pairs;
    }

    // Only for a kind that the contract lets leave is the partner asked whose card it is.
    private async Task<bool?> ByField(Portal portal, IReadOnlyList<Link> carrying, CrossingEntry entry, Field word)
    {
        foreach (var link in carrying.Where(link => link.Runs))
        {
            var from = link.A == portal.Id ? Side.A : Side.B;
            foreach (var card in link.Contract.Carries(from, word) ? entry.Cards : [])
            {
                if (await fields.Pair(link, from, portal, card) is var paired and not false)
                {
                    return paired;
                }
            }
        }

        return false;
    }

    private async Task Changed(DirtyItem item, Portal portal, IReadOnlyList<Mapping> own, CrossingEntry entry)
    {
        var print = EntryCrossing.Print(entry);
        if (own.Any(mapping => mapping.State == MappingState.Creating))
        {
            await stores.Postpone(item, stores.Patience.Settling);
            return;
        }

        foreach (var mapping in own)
        {
            var known = mapping.End(mapping.Origin)!.Prints;
            var form = EntryCrossing.FormOf(entry, isComment: mapping.End(mapping.Origin.Other()) is not { } end || !Items.IsActivity(end.Item));
            var (isOther, isDone) = (known.GetValueOrDefault("text") != print, form != EntryForm.Comment && entry.IsCompleted && known.GetValueOrDefault("done") != "Y");
            var crossed = known.GetValueOrDefault(MappingEnd.Files, "");
            var isFiled = EntryFiles.IsOther(Items.IsActivity(entry.Name), crossed, EntryFiles.Print(entry));
            if (!isOther && !isDone && !isFiled)
            {
                continue;
            }

            if (await links.Find(mapping.Link) is { Runs: false, State: not LinkState.Ended })
            {
                await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, mapping.Link, item.Name, Reason.LinkPaused)); // met again when the link goes on
                continue;
            }

            if (await links.Find(mapping.Link) is not { Runs: true } link || await stores.Mappings.Find(mapping.Parent) is not { State: MappingState.Live } pair
                || EntryCrossing.FieldOf(entry.Kind) is not { } field || !link.Contract.Carries(mapping.Origin, field) || await portals.Find(link.Portal(mapping.Origin.Other())) is not { } target)
            {
                await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, mapping.Link, item.Name, Reason.EntryNotInContract));
                continue;
            }

            if (isFiled && !link.Contract.Carries(mapping.Origin, EntryFiles.WordOf(entry.Kind)))
            {
                isFiled = false;
                if (!entry.Files.IsEmpty)
                {
                    await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, mapping.Link, item.Name, Reason.FilesNotCarried));
                }
            }

            var crossing = await writer.Of(link, mapping.Origin, portal, target, entry, form);
            await stores.Write(connection =>
            {
                if (isOther || isDone || isFiled)
                {
                    stores.Ledger.Verdict(connection, portal.Id, link.Id, entry.Name, null, "edit");
                }

                if (isOther)
                {
                    writer.Edit(connection, link, pair, mapping, target, entry, crossing);
                }

                if (isDone)
                {
                    MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new("done", "Y")]);
                    writer.Complete(connection, link, pair, mapping.Origin, target, mapping.Id, entry);
                }

                if (isFiled)
                {
                    writer.Fill(connection, link, pair, mapping.Origin, target, mapping.Id, entry, crossing, textStays: crossed != EntryFiles.Anew);
                }
            });
        }

        await stores.Done(item);
    }

    // Gone at the origin: the mirror stays, unless its side says otherwise; nothing is made anew (RULES 22).
    private async Task Gone(DirtyItem item, IReadOnlyList<Mapping> own)
    {
        foreach (var mapping in own.Where(mapping => mapping.State == MappingState.Live))
        {
            var link = await links.Find(mapping.Link);
            var target = link is null ? null : await portals.Find(link.Portal(mapping.Origin.Other()));
            await stores.Write(connection =>
            {
                if (link is { Runs: false, State: not LinkState.Ended })
                {
                    stores.Ledger.Skip(connection, item.Portal, mapping.Link, item.Name, Reason.LinkPaused); // the sweep misses it when the link goes on
                    return;
                }

                if (link is { Runs: true } && target is not null && link.Contract.Of(mapping.Origin.Other()).OnPartnerDelete == DeletePolicy.RemoveMirror && MappingStore.Find(connection, mapping.Parent) is { } pair)
                {
                    stores.Ledger.Verdict(connection, item.Portal, link.Id, item.Name, null, "withdraw");
                    writer.Remove(connection, link, pair, mapping, target);
                    return;
                }

                MappingStore.SetState(connection, mapping.Id, MappingState.Over, nameof(Reason.DeletedAtPartner), stores.Clock.GetUtcNow());
                stores.Ledger.Skip(connection, item.Portal, mapping.Link, item.Name, Reason.DeletedAtPartner);
            });
        }

        await stores.Done(item);
    }
}
