using System.Collections.Concurrent;
using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Stations;
using B24App.Store;

namespace B24App.Files;

/// <summary>
/// Takes one file from portal to portal: down in pieces into a file of our own, hashed on the way, and up again. It may be repeated at any
/// point: the folder a file goes into is named after its hash, so a repetition finds what an unknown outcome left there.
/// </summary>
public sealed class FileCarrier(TaskStores stores, FileStore files, PortalLines lines, PortalStore portals, Transit transit) : IDisposable
{
    private const int MostBreaks = 6;
    private const int LongestWait = 8; // doublings: about a quarter of an hour
    private const string BrokeOff = "the download broke off";
    private const string OurFolder = "B24App";

    private readonly ConcurrentDictionary<PortalId, long> _folders = new();
    private readonly SemaphoreSlim _room = new(4);

    /// <summary>Works on the intent of one file; it has been marked as leaving.</summary>
    public async Task Carry(Link link, Intent intent)
    {
        if (await files.Find(intent.Task, intent.Body.Text) is not { State: CopyState.Waiting } copy)
        {
            await stores.Write(connection => stores.Outbox.Settle(connection, intent, IntentState.Void, "nothing to carry"));
            return;
        }

        stores.Desks.StandAside();
        await _room.WaitAsync();
        try
        {
            await Carry(link, intent, copy);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private async Task Carry(Link link, Intent intent, FileCopy copy)
    {
        var asked = await stores.Desks.Ask(copy.From, copy.IsObject ? FileCommands.File(copy.SourceId) : FileCommands.Attachment(copy.SourceId));
        if (asked is not Answer answer || FileWire.From(answer.Result) is not { DownloadUrl.Length: > 0 } source)
        {
            await NotRead(link, intent, copy, asked);
            return;
        }

        var name = FileNames.Safe(source.Name);
        if (FileJudgement.Refuses(name, source.Size, link.Contract.LargestFile) is { } why)
        {
            await Refuse(link, intent, copy with { Name = name, Size = source.Size }, why);
            return;
        }

        await using var bytes = transit.Open();
        if (await lines.For(copy.From) is not { } from)
        {
            await Later(intent, stores.Patience.NoAccess, "portal waits");
            return;
        }

        switch (await from.Files.Fetch(source.DownloadUrl, bytes, link.Contract.LargestFile, CancellationToken.None))
        {
            case Fetched.Whole whole when whole.Length == source.Size:
                bytes.Position = 0;
                await Deliver(link, intent, copy with { Name = name, Size = whole.Length, Sha256 = whole.Sha256 }, bytes);
                break;
            case Fetched.TooLarge:
                await Refuse(link, intent, copy with { Name = name, Size = source.Size }, Reason.FileTooLarge);
                break;
            case Fetched.NotNow(var outcome and not Unknown):
                await NotRead(link, intent, copy, outcome);
                break;
            default:
                await Broke(link, intent, copy with { Name = name, Size = source.Size });
                break;
        }
    }

    private async Task Deliver(Link link, Intent intent, FileCopy copy, Stream bytes)
    {
        if (await files.Same(copy.To, copy.Sha256, copy.Name) is { } same)
        {
            await Stored(link, intent, copy, same.DriveObject);
            return;
        }

        var (folder, isNew, trouble) = await Folder(copy);
        if (folder == 0)
        {
            await NotStored(link, intent, copy, trouble!);
            return;
        }

        if (!isNew)
        {
            var listed = await stores.Desks.Ask(copy.To, FileCommands.Children(folder));
            if (listed is not Answer answer)
            {
                await NotStored(link, intent, copy, listed);
                return;
            }

            if (FileWire.ListFrom(answer.Result).FirstOrDefault(file => file.Name == copy.Name && file.Size == copy.Size) is { } left)
            {
                await Stored(link, intent, copy, left.Id);
                return;
            }
        }

        await Upload(link, intent, copy, folder, bytes);
    }

    private async Task Upload(Link link, Intent intent, FileCopy copy, long folder, Stream bytes)
    {
        var place = await stores.Desks.Ask(copy.To, FileCommands.UploadPlace(folder));
        if (place is not Answer named || FileWire.PlaceFrom(named.Result) is not var (url, field) || await lines.For(copy.To) is not { } line)
        {
            await NotStored(link, intent, copy, place);
            return;
        }

        var sent = await line.Files.Send(url, field, copy.Name, bytes, CancellationToken.None);
        if (sent is Answer { Result: var result } && FileWire.From(result) is { } file && file.Size == copy.Size)
        {
            await Stored(link, intent, copy, file.Id);
            return;
        }

        await NotStored(link, intent, copy, sent is Answer ? new Unknown("another size than was sent") : sent);
    }

    // A folder of the relay account's own drive: nobody else sees what lies there, and what is attached opens to who sees the task.
    private async Task<(long Folder, bool IsNew, Outcome? Trouble)> Folder(FileCopy copy)
    {
        if (!_folders.TryGetValue(copy.To, out var ours))
        {
            var user = (await portals.Find(copy.To))?.RelayUser ?? 0;
            var drive = await stores.Desks.Ask(copy.To, FileCommands.DriveOf(user));
            if (drive is not Answer answer || FileWire.RootFrom(answer.Result) is not { } root)
            {
                return (0, false, drive);
            }

            var (folder, _, trouble) = await Folder(copy.To, root, OurFolder);
            if (folder == 0)
            {
                return (0, false, trouble);
            }

            _folders[copy.To] = ours = folder;
        }

        var found = await Folder(copy.To, ours, copy.Sha256[..32]);
        if (found.Folder == 0)
        {
            _folders.TryRemove(copy.To, out _); // a person may have removed our folder, or the relay account has changed
        }

        return found;
    }

    private async Task<(long Folder, bool IsNew, Outcome? Trouble)> Folder(PortalId portal, long parent, string name)
    {
        var made = await stores.Desks.Ask(portal, FileCommands.AddFolder(parent, name));
        if (made is Answer answer && FileWire.From(answer.Result) is { } folder)
        {
            return (folder.Id, true, null);
        }

        if (made is not (Refusal { Code: "DISK_OBJ_22000" } or Unknown))
        {
            return (0, false, made);
        }

        var listed = await stores.Desks.Ask(portal, FileCommands.Children(parent, name));
        return listed is Answer rows && FileWire.ListFrom(rows.Result).FirstOrDefault(row => row.Name == name) is { } known ? (known.Id, false, null) : (0, false, listed is Answer ? made : listed);
    }

    private Task Stored(Link link, Intent intent, FileCopy copy, long objectId) => stores.Write(connection =>
    {
        files.Stored(connection, copy, objectId, copy.Sha256, copy.Size);
        stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
        stores.Ledger.Receipt(connection, copy.From, link.Id, copy.Owner, $"file {copy.Size} bytes, sha-256 {copy.Sha256}");
    });

    private Task NotRead(Link link, Intent intent, FileCopy copy, Outcome outcome) => outcome switch
    {
        Refusal => Refuse(link, intent, copy, Reason.FileUnreadable),
        Answer => Refuse(link, intent, copy, Reason.FileUnreadable),
        _ => NotNow(intent, outcome),
    };

    private Task NotStored(Link link, Intent intent, FileCopy copy, Outcome outcome) => outcome switch
    {
        Refusal => Refuse(link, intent, copy, Reason.FileNotStored),
        Unknown doubt => stores.Write(connection => OutboxStore.Doubt(connection, intent, stores.Clock.GetUtcNow() + stores.Patience.UnknownOutcome, doubt.Why)),
        _ => NotNow(intent, outcome),
    };

    // A portal that does not answer is waited for, however long it takes: only what it says about the file is a reason to leave the file behind.
    private Task NotNow(Intent intent, Outcome outcome) => outcome switch
    {
        Later later => stores.Write(connection => OutboxStore.Retry(connection, intent, Latest(later.NotBefore, stores.Clock.GetUtcNow() + stores.Patience.FileTurn), later.Reason.ToString())),
        NoAccess => Later(intent, stores.Patience.NoAccess, "no access"),
        _ => Later(intent, Wait(intent.Attempts), "no answer"),
    };

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // The portal answers and this one file does not come: its lane does not wait for it for good.
    private async Task Broke(Link link, Intent intent, FileCopy copy)
    {
        var breaks = 1 + await stores.Db.Read(connection => OutboxStore.Tries(connection, intent, BrokeOff));
        await (breaks < MostBreaks ? Later(intent, Wait(breaks), BrokeOff) : Refuse(link, intent, copy, Reason.FileUnreadable));
    }

    private TimeSpan Wait(int tries) => stores.Patience.Settling * Math.Pow(2, Math.Min(tries, LongestWait));

    private Task Later(Intent intent, TimeSpan wait, string why) =>
        stores.Write(connection => OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow() + wait, why));

    private async Task Refuse(Link link, Intent intent, FileCopy copy, Reason why)
    {
        var there = await portals.Find(copy.To);
        await stores.Write(connection =>
        {
            files.Refused(connection, copy, why, copy.Name, copy.Size);
            stores.Outbox.Settle(connection, intent, IntentState.Void, why.ToString());
            stores.Ledger.Trouble(connection, copy.From, link.Id, copy.Owner, why, $"{nameof(IntentKind.CarryFile)}: {copy.Token}");
            if (there is not null)
            {
                FileNotices.Stays(connection, stores, link, copy with { Reason = why }, there);
            }
        });
    }
}
