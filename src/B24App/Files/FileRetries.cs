using B24App.Apply;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Files;

/// <summary>A person lets a file that stayed behind be tried again, after its cause was mended or the limit was raised.</summary>
public sealed class FileRetries(TaskStores stores, FileStore files, FileIntents intents, PortalStore portals, LinkBook links)
{
    /// <summary>Tries again; false when the file is not one of this portal's that stayed behind, or its link does not run.</summary>
    /// <param name="portal">Portal whose administrator asks: files are tried again from the side they come from.</param>
    /// <param name="file">Number of the file.</param>
    public async Task<bool> Try(PortalId portal, long file)
    {
        if (await files.Find(file) is not { State: CopyState.Refused } copy || copy.From != portal
            || await links.Find(copy.Link) is not { Runs: true } link || await portals.Find(copy.To) is not { } there || await stores.Mappings.Find(copy.Task) is not { State: MappingState.Live } task)
        {
            return false;
        }

        if (task.Kind == MappingKind.Entry)
        {
            return await stores.Mappings.Find(task.Parent) is { State: MappingState.Live } && await OfEntry(copy, task);
        }

        var tried = false;
        await stores.Write(connection =>
        {
            tried = files.TryAgain(connection, copy);
            if (!tried)
            {
                return;
            }

            intents.Send(connection, link, copy, task.Family, there);
            if (copy.Owner[0] == 't')
            {
                Attach(connection, link, task, copy, there);
            }
            else
            {
                NoteIntents.Add(connection, stores, link, task, copy.Side.Other(), there, Notes.In(Translation.Of(there)).FileArrived(copy.Name), files: [copy.Token]);
            }
        });
        return tried;
    }

    // The files of an entry are looked at and written anew, all of them.
    private Task<bool> OfEntry(FileCopy copy, Mapping entry) => stores.Db.Write(connection =>
    {
        var tried = files.TryAgain(connection, copy);
        if (tried)
        {
            MappingStore.PutPrints(connection, entry.Id, entry.Origin, [new(MappingEnd.Files, EntryFiles.Anew)]);
            stores.Dirty.Mark(connection, new Hint(copy.From, Items.KindOf(copy.Owner), Items.IdOf(copy.Owner), Hint.Anything), "replay");
        }

        return tried;
    });

    private void Attach(System.Data.IDbConnection connection, Link link, Mapping task, FileCopy copy, Portal there) => stores.Outbox.Add(connection, new Intent
    {
        Lane = task.Family,
        Mapping = task.Id,
        Task = task.Id,
        Link = link.Id,
        Portal = there.Id,
        Side = copy.Side.Other(),
        Kind = IntentKind.AttachFile,
        Body = new IntentBody { Files = [copy.Token], FromItem = copy.Owner },
        Contract = link.Contract.Number,
    }, there.Member);
}
