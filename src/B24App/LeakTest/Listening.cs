using System.Collections.Immutable;
using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Files;
using B24App.Bitrix24.Tasks;
using B24App.Files;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.LeakTest;

/// <summary>The second part of a leak test: reads the discussion and the files of each task that would leave. It only reads; a chat that is closed to us stays closed and is named.</summary>
public sealed class Listening(TaskStores stores, BackfillStore runs, PortalStore portals, LeakReader reader, LeakStore leaks)
{
    private const int AtOnce = 50;

    /// <summary>One step; returns when to go on, or null when everything was read.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, Link link)
    {
        var items = await runs.Items(run.Id, AtOnce, ItemState.Waits);
        if (items.Count == 0)
        {
            await stores.Write(connection => LeakStore.AddStaying(connection, run.Id));
            return null;
        }

        if (await portals.Find(run.Portal) is not { Runs: true } portal)
        {
            await stores.Write(connection => BackfillStore.Say(connection, run.Id, nameof(Reason.PortalUnreachable)));
            return Now + stores.Patience.NoAccess;
        }

        using var bulk = Bulk.Enter(run.Id);
        List<Task<(RunItem Item, IReadOnlyList<LeakLine>? Lines, DateTimeOffset? Later)>> works;
        using (stores.Desks.Cork())
        {
            works = [.. items.Select(item => reader.Read(run, item, link, portal))];
        }

        var read = await Task.WhenAll(works);
        await stores.Write(connection =>
        {
            foreach (var (item, lines, _) in read.Where(one => one.Later is null))
            {
                leaks.Add(connection, run, portal.Member, lines ?? []);
                BackfillStore.PutItem(connection, run.Id, lines is null ? item with { State = ItemState.Stays, Reason = nameof(Reason.Unreadable) } : item with { State = ItemState.Done }, Now);
            }
        });
        return read.Where(one => one.Later is not null).Select(one => one.Later).Max() ?? Now;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();
}

/// <summary>Reads one task of a leak test with its discussion and files.</summary>
public sealed class LeakReader(TaskStores stores, TaskLook tasks, TalkLook talks, FileStore files, LeakParts parts)
{
    /// <summary>What was found; no lines when the portal shows nothing, a moment when it cannot be asked now.</summary>
    public async Task<(RunItem Item, IReadOnlyList<LeakLine>? Lines, DateTimeOffset? Later)> Read(BackfillRun run, RunItem item, Link link, Portal portal)
    {
        switch (await tasks.Look(portal.Id, item.Task))
        {
            case Looked<TaskWire>.NotNow(var until):
                return (item, null, until);
            case Looked<TaskWire>.Seen(var wire):
                return await Read(run, item, link, portal, TaskLook.Seen(wire, null));
            default:
                return (item, null, null);
        }
    }

    private async Task<(RunItem Item, IReadOnlyList<LeakLine>? Lines, DateTimeOffset? Later)> Read(BackfillRun run, RunItem item, Link link, Portal portal, SeenTask task)
    {
        var (attached, notNow) = await Attached(portal, run.Side, task.Attachments ?? []);
        if (notNow is { } later)
        {
            return (item, null, later);
        }

        var talk = task.Chat > 0 ? await talks.Chat(portal.Id, task.Chat, 0, DateTimeOffset.MinValue) : await talks.Forum(portal.Id, task.Id);
        if (talk is Looked<TalkWindow>.NotNow(var until))
        {
            return (item, null, until);
        }

        var (hung, wait) = await parts.Of(run, item, link, portal);
        if (wait is { } moment)
        {
            return (item, null, moment);
        }

        var sight = new LeakSight
        {
            Parts = hung,
            Task = task,
            Files = attached,
            Talk = talk is Looked<TalkWindow>.Seen(var window) ? await Sight(run, item, link, portal, task, window) : null,
            IsMirrored = item.Earlier,
            Contract = link.Contract,
            Side = run.Side,
        };
        return (item, LeakPlanner.Of(sight), null);
    }

    private async Task<TalkSight> Sight(BackfillRun run, RunItem item, Link link, Portal portal, SeenTask task, TalkWindow window)
    {
        var mapped = await stores.Mappings.OfItem(portal.Id, Items.Task(task.Id));
        var children = item.Mapping.Value == 0 ? [] : await stores.Mappings.OfParent(item.Mapping);
        var talk = item.Mapping.Value == 0 ? null : await stores.Discussions.Find(item.Mapping, run.Side);
        var others = await TalkStation.Others(stores, mapped, item.Mapping, portal.Id);
        return new TalkSight
        {
            Window = window.Window,
            Known = TalkStation.Known(children, run.Side),
            MirrorsOfOthers = others.Mirrors,
            NotesOfOthers = others.Notes,
            OpenedAt = talk?.OpenedAt ?? task.CreatedAt,
            OpenedAfter = talk?.OpenedAfter ?? 0,
            CommentsLeave = link.Contract.CommentsLeave(run.Side),
            SendsPartnersMirrors = link.Contract.Of(run.Side).SendsPartnersMirrors,
            InternalPrefix = link.Contract.Of(run.Side).InternalPrefix,
        };
    }

    private async Task<(ImmutableArray<SeenFile> Files, DateTimeOffset? Later)> Attached(Portal portal, Side side, ImmutableArray<long> ids)
    {
        var known = ids.IsEmpty ? new Dictionary<long, KnownAttachment>() : (await files.Attachments(portal.Id, ids)).ToDictionary();
        var strangers = ids.Where(id => !known.ContainsKey(id)).ToList();
        if (strangers.Count > 0)
        {
            var outcomes = await stores.Desks.Ask(portal.Id, [.. strangers.Select(FileCommands.Attachment)]);
            for (var i = 0; i < strangers.Count; i++)
            {
                switch (outcomes[i])
                {
                    case Answer answer when FileWire.From(answer.Result) is { } file:
                        known[strangers[i]] = new KnownAttachment(file.ObjectId, file.Name, file.Size);
                        break;
                    case Refusal:
                        known[strangers[i]] = new KnownAttachment(0, "", 0);
                        break;
                    default:
                        return ([], outcomes[i] is Later later ? later.NotBefore : stores.Clock.GetUtcNow() + stores.Patience.NoAccess);
                }
            }
        }

        return ([.. ids.Select(id => new SeenFile(SeenFile.TokenOf(side, id), id, known[id].DriveObject, known[id].Name, known[id].Size))], null);
    }
}
