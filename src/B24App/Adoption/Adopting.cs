using System.Data;
using B24App.Backups;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Files;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Adoption;

/// <summary>Makes a mapping of a pair both sides agreed to: both tasks are looked at, then all that follows is one commit. It writes nothing to a portal.</summary>
public sealed class Adopting(TaskStores stores, LinkBook links, PortalStore portals, AdoptionStore adoptions, PairLook look, FileStore files)
{
    private const int AtOnce = 50;

    private const string TakenSql = """
        SELECT EXISTS (SELECT 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
                        WHERE m.kind = 'task' AND m.state <> 'ended' AND s.portal_id = @portal AND s.item = @item)
        """;

    /// <summary>Adopts some pairs; returns when to go on, or null when nothing is left.</summary>
    public async Task<DateTimeOffset?> Go()
    {
        var agreed = await adoptions.Agreed(AtOnce);
        if (agreed.Count == 0)
        {
            return null;
        }

        List<Task<DateTimeOffset?>> works;
        using (Bulk.Enter(Bulk.Echo)) // behind live work, and fifty looks in one request
        using (stores.Desks.Cork())
        {
            works = [.. agreed.Select(Adopt)];
        }

        return (await Task.WhenAll(works)).Max() ?? Now;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private async Task<DateTimeOffset?> Adopt(PairRow pair)
    {
        if (await links.Find(pair.Link) is not { State: not LinkState.Ended } link || await portals.Find(link.A) is not { } a || await portals.Find(link.B) is not { } b)
        {
            await Failed(pair, Reason.LinkEnded);
            return null;
        }

        if (!link.Runs)
        {
            return Now + stores.Patience.NoAccess;
        }

        var looked = await look.At(link, pair.Pair);
        if (looked.Later is { } later)
        {
            return later;
        }

        if (looked is not { A: { } seenA, B: { } seenB })
        {
            await Failed(pair, Reason.Unreadable);
            return null;
        }

        await stores.Write(connection => Write(connection, pair, link, a, b, seenA, seenB));
        return null;
    }

    private Task Failed(PairRow pair, Reason why) => stores.Write(connection => AdoptionStore.End(connection, pair.Id, AdoptionState.Failed, why.ToString(), Now));

    private void Write(IDbConnection connection, PairRow pair, Link link, Portal a, Portal b, SeenTask seenA, SeenTask seenB)
    {
        var (itemA, itemB) = (Items.Task(seenA.Id), Items.Task(seenB.Id));
        if (connection.ExecuteScalar<bool>(TakenSql, new { portal = a.Id, item = itemA }) || connection.ExecuteScalar<bool>(TakenSql, new { portal = b.Id, item = itemB }))
        {
            AdoptionStore.End(connection, pair.Id, AdoptionState.Failed, nameof(Reason.AlreadyMirrored), Now); // mirrored meanwhile: a second mapping would double it
            return;
        }

        if (!AdoptionStore.End(connection, pair.Id, AdoptionState.Adopted, "", Now))
        {
            return;
        }

        var origin = pair.Pair.Origin;
        var shared = AdoptPlanner.Shared(seenA, seenB);
        seenB = seenB with { Files = [.. seenB.Files.Select(file => shared.FirstOrDefault(one => one.B.Attachment == file.Attachment) is { } same ? file with { Token = same.A.Token } : file)] };
        var baseline = AdoptPlanner.Of(seenA, seenB, origin, link.Contract, pair.Align);
        var id = MappingStore.Add(connection, new Mapping
        {
            Id = default,
            Link = link.Id,
            Kind = MappingKind.Task,
            Origin = origin,
            Family = Marker.For(OriginHash.Of((origin == Side.A ? a : b).Member), origin == Side.A ? seenA.Id : seenB.Id).ToString(),
            State = MappingState.Live,
            CreatedAt = Now,
            A = new MappingEnd(a.Id, itemA, baseline.A, true),
            B = new MappingEnd(b.Id, itemB, baseline.B, true),
        });
        foreach (var (file, there) in shared)
        {
            Share(connection, link, id, itemA, a, b, file, there);
        }

        foreach (var (side, seen) in new[] { (Side.A, seenA), (Side.B, seenB) })
        {
            DiscussionStore.Put(connection, new Discussion { Mapping = id, Side = side, Chat = seen.Chat, OpenedAt = Discussion.After(seen.SeenAt) });
            stores.Ledger.Verdict(connection, link.Portal(side), link.Id, Items.Task(seen.Id), null, "adopted");
            stores.Dirty.Mark(connection, new Hint(link.Portal(side), DirtyKind.Talk, seen.Id, Hint.Anything), "adopted");
            stores.Dirty.Mark(connection, new Hint(link.Portal(side), DirtyKind.Task, seen.Id, Hint.Anything), "adopted");
        }

        Restored.Await(connection, id, adopted: true); // what was said on both sides is matched before anything of it crosses
    }

    private void Share(IDbConnection connection, Link link, MappingId task, string owner, Portal a, Portal b, SeenFile file, SeenFile there)
    {
        files.Add(connection, new FileCopy { Link = link.Id, Task = task, Side = Side.A, Token = file.Token, Owner = owner, From = a.Id, To = b.Id, Name = file.Name, Size = file.Size });
        connection.Execute(
            "UPDATE file_copy SET state = 'stored', object_id = @drive, attachment_id = @attachment WHERE task_id = @task AND token = @Token",
            new { task, file.Token, drive = there.DriveObject, attachment = there.Attachment });
    }
}

/// <summary>Looks at both tasks of a pair as the planner reads them.</summary>
public sealed class PairLook(TaskLook look, Translation translation)
{
    /// <summary>Both tasks; a moment when a portal cannot be asked now, null for what it does not show.</summary>
    public async Task<(SeenTask? A, SeenTask? B, DateTimeOffset? Later)> At(Link link, FoundPair pair)
    {
        var (lookA, lookB) = (look.Look(link.A, pair.A), look.Look(link.B, pair.B));
        return (await lookA, await lookB) switch
        {
            (Looked<TaskWire>.NotNow(var until), _) => (null, null, until),
            (_, Looked<TaskWire>.NotNow(var until)) => (null, null, until),
            (Looked<TaskWire>.Seen(var one), Looked<TaskWire>.Seen(var other)) => (
                await translation.Across(TaskLook.Seen(one, null), link, Side.A), await translation.Across(TaskLook.Seen(other, null), link, Side.B), null),
            _ => (null, null, null),
        };
    }
}
