using System.Collections.Immutable;
using System.Data;
using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Files;
using B24App.Confirm;
using B24App.Files;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Timeline;

/// <summary>
/// Files of entries of timelines: recordings of calls, attachments of letters, to-dos and comments. They come by a call of their own after the words stand there, which
/// names all files of the mirror at once and so may be repeated at any point. What they are, and where they are fetched, is asked when the call is about to leave: their
/// addresses end with a token, and a person may have taken one back.
/// </summary>
public sealed class EntryFills(TaskStores stores, FileStore files, PortalLines lines, PortalStore portals, TimelineReader reader, EntryFetch fetch) : IDisposable
{
    private const int MostCalls = 6;
    private const int MostBreaks = 6;

    private readonly SemaphoreSlim _room = new(4);

    /// <summary>Runs while there is room for its files.</summary>
    public async Task Room(Func<Task> work)
    {
        stores.Desks.StandAside();
        await _room.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Fetches what goes and makes the call; null when nothing leaves now, and then it is written down why.</summary>
    public async Task<LoadedFill?> Load(Link link, Intent intent)
    {
        if (await stores.Mappings.Find(intent.Mapping) is not { State: MappingState.Live } mapping || mapping.End(intent.Side) is not { } there || mapping.End(intent.Side.Other()) is not { } here
            || await stores.Mappings.Find(intent.Task) is not { State: MappingState.Live })
        {
            await stores.Write(connection => stores.Outbox.Settle(connection, intent, IntentState.Void, "nothing to fill"));
            return null;
        }

        switch (await reader.Look(here.Portal, here.Item))
        {
            case Looked<CrossingEntry>.Seen(var entry):
                return await Load(link, intent, mapping, there, entry);
            case Looked<CrossingEntry>.NotNow(var until):
                await stores.Write(connection => OutboxStore.Retry(connection, intent, until, "its origin could not be asked"));
                return null;
            default:
                await stores.Write(connection =>
                {
                    stores.Outbox.Settle(connection, intent, IntentState.Void, "its origin shows it no more");
                    MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new(MappingEnd.Files, EntryFiles.Anew)]);
                    stores.Ledger.Trouble(connection, here.Portal, link.Id, here.Item, Reason.FileUnreadable, nameof(IntentKind.FillEntry));
                });
                return null;
        }
    }

    /// <summary>Sends a call with its files; one without leaves with whatever waits for its portal.</summary>
    public async Task<Outcome> Send(PortalId portal, LoadedFill fill)
    {
        if (fill.Files.Count == 0)
        {
            return await stores.Desks.Ask(portal, fill.Command);
        }

        if (await lines.For(portal) is not { } line)
        {
            return new Later(stores.Clock.GetUtcNow() + stores.Patience.NoAccess, LaterReason.TokenUnavailable);
        }

        var asked = lines.Now;
        var outcome = await line.Call(fill.Command, fill.Files, Bulk.Run == 0 ? Urgency.Live : Urgency.Bulk, CancellationToken.None);
        if (outcome is NoAccess trouble)
        {
            await lines.Lost(portal, trouble, asked);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private async Task<LoadedFill?> Load(Link link, Intent intent, Mapping mapping, MappingEnd there, CrossingEntry entry)
    {
        var rows = (await files.OfTask(mapping.Id)).ToDictionary(copy => copy.Token, StringComparer.Ordinal);
        var wordsAlone = intent.Body.WithoutFiles || intent.Attempts >= MostCalls;
        var came = new List<FetchedFile>();
        try
        {
            foreach (var file in entry.Files)
            {
                var copy = CopyOf(link, mapping, entry, file, rows);
                if (copy.State == CopyState.Dropped || (wordsAlone && copy.State == CopyState.Stored))
                {
                    continue;
                }

                switch (wordsAlone ? EntryFetch.Stays(copy, Reason.FileNotStored) : await fetch.Of(link, copy, file, came.Sum(each => each.Bytes?.Length ?? 0)))
                {
                    case EntryFetched.Known(var known):
                        came.Add(known);
                        break;
                    case EntryFetched.Broke(var broken) when intent.Body.Breaks + 1 >= MostBreaks:
                        came.Add(new FetchedFile(broken with { State = CopyState.Refused, Reason = Reason.FileUnreadable }, null));
                        break;
                    case EntryFetched.Broke:
                        await Again(intent, came);
                        return null;
                    case EntryFetched.NotNow(var why):
                        await Later(intent, why, came);
                        return null;
                }
            }

            return await Ready(intent, mapping, there, entry, rows, came, wordsAlone);
        }
        catch
        {
            await Close(came);
            throw;
        }
    }

    private async Task<LoadedFill?> Ready(Intent intent, Mapping mapping, MappingEnd there, CrossingEntry entry, Dictionary<string, FileCopy> rows, List<FetchedFile> came, bool wordsAlone)
    {
        // All files are named at once: while one that stands there can not be read again, none is touched.
        var stand = rows.Values.Where(row => row.State == CopyState.Stored).Select(row => row.Token).ToHashSet(StringComparer.Ordinal);
        var isWhole = !wordsAlone && !came.Exists(each => each.Bytes is null && stand.Contains(each.Copy.Token));
        if (!isWhole)
        {
            await Close(came);
            came = [.. came.Where(each => !stand.Contains(each.Copy.Token)).Select(each => each with { Bytes = null, Copy = each.Copy with { State = CopyState.Refused, Reason = each.Copy.Reason ?? Reason.FileUnreadable, Sha256 = "" } })];
        }

        var going = came.Where(each => each.Bytes is not null).Select(each => (each.Copy.Name, File: InlineFile.Of(each.Bytes!))).ToList();
        var behind = came.Where(each => each.Bytes is null).Select(each => each.Copy).ToList();
        var text = behind.Count > 0 || !intent.Body.TextStays ? EntryLines.With(intent.Body.Text, behind, await portals.Find(intent.Portal)) : null;
        var named = isWhole && (going.Count > 0 || stand.Count > 0) ? going.Select(each => (each.Name, each.File.Slot)).ToList() : null;
        var tokens = entry.Files.Select(file => EntryFiles.TokenOf(mapping.Origin, entry.Name, file.Id)).ToImmutableArray();
        var target = await portals.Find(intent.Portal);
        var isDone = text is null && named is null;
        intent = intent with { Body = intent.Body with { Files = tokens, ToPrint = text is null ? "" : MirrorPrints.Of(text) } };
        await stores.Write(connection =>
        {
            Remember(connection, intent, mapping, entry, came);
            if (target is not null)
            {
                stores.Outbox.PutBody(connection, intent, target.Member);
            }

            if (isDone)
            {
                files.Filled(connection, mapping.Id, tokens);
                stores.Outbox.Settle(connection, intent, IntentState.Void, "nothing to fill");
            }
        });
        var id = Items.IdOf(there.Item);
        return isDone ? null : new LoadedFill(intent, Items.IsActivity(there.Item) ? ActivityCommands.Fill(id, text, named) : TimelineCommands.Fill(id, text, named), [.. going.Select(each => each.File)]);
    }

    private void Remember(IDbConnection connection, Intent intent, Mapping mapping, CrossingEntry entry, List<FetchedFile> came)
    {
        MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new(MappingEnd.Files, EntryFiles.Print(entry))]);
        foreach (var copy in came.Select(each => each.Copy))
        {
            files.Fetched(connection, copy);
            if (copy.State == CopyState.Refused)
            {
                stores.Ledger.Trouble(connection, copy.From, intent.Link, copy.Owner, copy.Reason ?? Reason.FileUnreadable, $"{nameof(IntentKind.FillEntry)}: {copy.Token}");
            }
        }
    }

    private static FileCopy CopyOf(Link link, Mapping mapping, CrossingEntry entry, EntryFile file, Dictionary<string, FileCopy> rows)
    {
        var token = EntryFiles.TokenOf(mapping.Origin, entry.Name, file.Id);
        var known = rows.GetValueOrDefault(token);
        return new FileCopy
        {
            Link = link.Id,
            Task = mapping.Id,
            Side = mapping.Origin,
            Token = token,
            Owner = entry.Name,
            From = link.Portal(mapping.Origin),
            To = link.Portal(mapping.Origin.Other()),
            Name = file.Name.Length > 0 ? FileNames.Safe(file.Name) : known?.Name ?? "",
            Size = file.Size,
            State = known?.State is CopyState.Stored or CopyState.Dropped ? known.State : CopyState.Waiting,
        };
    }

    // The portal answers and this one file does not come: its lane does not wait for it for good.
    private async Task Again(Intent intent, List<FetchedFile> came)
    {
        await Close(came);
        var target = await portals.Find(intent.Portal);
        await stores.Write(connection =>
        {
            if (target is not null)
            {
                stores.Outbox.PutBody(connection, intent with { Body = intent.Body with { Breaks = intent.Body.Breaks + 1 } }, target.Member);
            }

            OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow() + (stores.Patience.Settling * Math.Pow(2, intent.Body.Breaks)), "the download broke off");
        });
    }

    private async Task Later(Intent intent, Outcome why, List<FetchedFile> came)
    {
        await Close(came);
        var now = stores.Clock.GetUtcNow();
        await stores.Write(connection => OutboxStore.Retry(
            connection, intent, why is Later later && later.NotBefore > now + stores.Patience.FileTurn ? later.NotBefore : now + (why is Later ? stores.Patience.FileTurn : stores.Patience.NoAccess), "its origin could not be asked"));
    }

    private static async Task Close(IEnumerable<FetchedFile> came)
    {
        foreach (var file in came.Where(file => file.Bytes is not null))
        {
            await file.Bytes!.DisposeAsync();
        }
    }
}
