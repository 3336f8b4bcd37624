using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Files;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;
using B24App.Record;
using B24App.Stations;

namespace B24App.Look;

/// <summary>
/// What the attachments of a task are over a link. An attachment that was never met is asked for, all in one request, and again by the first look of
/// a later day: another content may stand under its number. A task without files costs nothing.
/// </summary>
public sealed class FileLook(TaskStores stores, FileStore files)
{
    /// <summary>The files of a task as one side shows them; null when the portal could not be asked now, and then the task is looked at again.</summary>
    public async Task<ImmutableArray<SeenFile>?> Of(Link link, Side side, long task, IReadOnlyList<long> attachments)
    {
        var portal = link.Portal(side);
        var item = Items.Task(task);
        var copies = (await files.OfItem(link.Id, portal, item)).Where(copy => copy.Owner[0] == 't').ToList();
        var known = attachments.Count == 0 ? new Dictionary<long, KnownAttachment>() : await files.Attachments(portal, attachments);
        var asked = attachments.Where(id => !known.TryGetValue(id, out var what) || IsOld(what)).ToList();
        if (asked.Count > 0)
        {
            if (await Meet(link, side, task, asked, known) is not { } met)
            {
                return null;
            }

            known = met;
        }

        var seen = ImmutableArray.CreateBuilder<SeenFile>();
        var crossed = copies.Where(copy => copy.Side == side).ToDictionary(copy => copy.Token, copy => copy.Size, StringComparer.Ordinal);
        var baseline = copies.Count == 0 ? null : (await stores.Mappings.Find(copies[0].Task))?.Baseline;
        var theirOwn = ShownCopies.Of([.. attachments.Select(id => (id, known[id].DriveObject))], [.. copies.Where(copy => copy.Side != side)], baseline);
        foreach (var id in attachments)
        {
            var what = known[id];
            var mirror = theirOwn.GetValueOrDefault(id);
            if (mirror is { } copy && copy.Attachment != id)
            {
                await stores.Write(connection => FileStore.Attached(connection, copy.Id, id));
            }

            // What came from the other side is its file until somebody here puts another content in its place: then it is a file of this side.
            var file = new SeenFile(SeenFile.TokenOf(side, id), id, what.DriveObject, what.Name, what.Size);
            var isTheirs = mirror is { } theirs && (what.Size == 0 || theirs.Size == what.Size || theirs.State != CopyState.Stored);
            seen.Add(file with { Token = isTheirs ? mirror!.Token : CommentFiles.Token(file, file.Token, crossed) });
        }

        var agreed = baseline?.Of(side).GetValueOrDefault(Field.Files);
        foreach (var absent in copies.Where(copy => copy.Side != side && copy.Attachment == 0 && !IsOutdated(copy, copies) && seen.All(file => file.Token != copy.Token) && FileFields.Stands(copy.Token, copy.StaysBehind, agreed)))
        {
            seen.Add(new SeenFile(absent.Token, 0, absent.DriveObject, absent.Name, absent.Size));
        }

        return seen.ToImmutable();
    }

    private bool IsOld(KnownAttachment what) => stores.Clock.GetUtcNow() - what.MetAt >= stores.Patience.Attachments;

    private static bool IsOutdated(FileCopy copy, List<FileCopy> copies) =>
        copies.Exists(other => other.Side == copy.Side && other.IsObject == copy.IsObject && other.SourceId == copy.SourceId && SeenFile.VersionOf(other.Token) > SeenFile.VersionOf(copy.Token));

    private async Task<Dictionary<long, KnownAttachment>?> Meet(Link link, Side side, long task, List<long> ids, IReadOnlyDictionary<long, KnownAttachment> known)
    {
        var outcomes = await stores.Desks.Ask(link.Portal(side), [.. ids.Select(FileCommands.Attachment)]);
        var met = new Dictionary<long, KnownAttachment>();
        DateTimeOffset? again = null;
        for (var i = 0; i < ids.Count; i++)
        {
            switch (outcomes[i])
            {
                case Answer answer when FileWire.From(answer.Result) is { } file:
                    met[ids[i]] = new KnownAttachment(file.ObjectId, file.Name, file.Size);
                    break;
                case Refusal:
                    met[ids[i]] = known.GetValueOrDefault(ids[i], new KnownAttachment(0, "", 0));
                    break;
                case var trouble when !known.ContainsKey(ids[i]):
                    again = trouble is Later later ? later.NotBefore : stores.Clock.GetUtcNow() + stores.Patience.NoAccess;
                    break;
            }
        }

        await stores.Write(connection =>
        {
            foreach (var (id, what) in met)
            {
                files.Met(connection, link.Portal(side), id, what);
            }

            if (again is { } until)
            {
                stores.Dirty.Mark(connection, new Hint(link.Portal(side), DirtyKind.Task, task, Hint.Anything), "files", notBefore: until);
            }
        });
        return again is null ? known.Where(pair => !met.ContainsKey(pair.Key)).Concat(met).ToDictionary() : null;
    }
}
