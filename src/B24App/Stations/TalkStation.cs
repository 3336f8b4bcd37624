using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Drills;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Stations;

/// <summary>A dirty discussion: read its window, plan each comment, write down what crosses.</summary>
public sealed class TalkStation(TaskStores stores, LinkBook links, TalkLook look, TaskLook taskLook, TalkIntents intents, ChatSeat seat, Rejoining rejoining)
{
    /// <summary>Works on one dirty discussion.</summary>
    public async Task Work(DirtyItem item, Portal portal, IReadOnlyList<Mapping> mapped)
    {
        if (mapped.Count == 0)
        {
            await Unknown(item, portal);
            return;
        }

        if (mapped.Any(mapping => mapping.State == MappingState.Creating))
        {
            await stores.Postpone(item, stores.Patience.Settling);
            return;
        }

        if (await AllOurs(item))
        {
            await stores.Done(item);
            return;
        }

        // Read once for every link the task stands in: each reading for itself, they would take the last free request from one another.
        DateTimeOffset? again = null;
        foreach (var card in (await Rooms(item, portal, mapped)).GroupBy(room => room.Discussion.Chat))
        {
            var (looked, task) = await Read(item, portal, [.. card.Select(room => room.Discussion)]);
            foreach (var room in card)
            {
                again = await Work(item, portal, room, mapped, looked, task) ?? again;
            }
        }

        if (again is { } moment)
        {
            await stores.PostponeUntil(item, moment);
        }
        else
        {
            await stores.Done(item);
        }
    }

    // A comment on a task that no mapping knows is ignored without a call (tasks.md §10, trap 37), unless the task itself is about
    // to be looked at; it is remembered, so that the discussion is read once the task is mirrored.
    private async Task Unknown(DirtyItem item, Portal portal)
    {
        if (await stores.Dirty.IsDirty(portal.Id, DirtyKind.Task, item.Task))
        {
            await stores.Postpone(item, stores.Patience.Settling);
            return;
        }

        await stores.Done(item, connection => Ledger.Overheard(connection, portal.Id, Items.Task(item.Task), stores.Clock.GetUtcNow()));
    }

    private Task<bool> AllOurs(DirtyItem item) => stores.Db.Read(connection =>
        Task.FromResult(item.AllNames.Count > 0 && item.AllNames.All(name => EchoFilter.IsOurs(connection, new Hint(item.Portal, DirtyKind.Talk, item.Task, name)))));

    private async Task<IReadOnlyList<Room>> Rooms(DirtyItem item, Portal portal, IReadOnlyList<Mapping> mapped)
    {
        var rooms = new List<Room>();
        foreach (var mapping in mapped.Where(mapping => mapping is { State: MappingState.Live, IsPaused: false, A: not null, B: not null }))
        {
            var side = mapping.SideOf(portal.Id, Items.Task(item.Task));
            switch (await links.Find(mapping.Link))
            {
                case { Runs: true } link when await stores.Discussions.Find(mapping.Id, side) is { } discussion:
                    rooms.Add(new Room(link, mapping, side, discussion));
                    break;
                case { State: LinkState.Paused or LinkState.Waiting or LinkState.Held } still:
                    await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, still.Id, Items.Task(item.Task), Reason.LinkPaused));
                    break;
            }
        }

        return rooms;
    }

    private async Task<DateTimeOffset?> Work(DirtyItem item, Portal portal, Room room, IReadOnlyList<Mapping> mapped, Looked<TalkWindow> looked, Looked<TaskWire>? task)
    {
        var (link, mapping, side, discussion) = room;
        if (await rejoining.Due(mapping))
        {
            return await rejoining.Work(link, mapping);
        }

        var children = await stores.Mappings.OfParent(mapping.Id);
        switch (looked)
        {
            case Looked<TalkWindow>.NotNow(var until):
                return until;
            case Looked<TalkWindow>.Refused when discussion.IsNewCard:
                return await seat.Missing(link, mapping, side, portal, discussion, task);
            case Looked<TalkWindow>.Refused or Looked<TalkWindow>.Nothing:
                await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, link.Id, Items.Task(item.Task), Reason.Unreadable));
                return null;
        }

        var window = ((Looked<TalkWindow>.Seen)looked).Value;
        if (!discussion.IsNewCard && window.Chat > 0)
        {
            return await Migrate(link, portal, mapping, side, discussion, children, window.Chat);
        }

        var sight = Sight(link, mapping, side, discussion, children, window, item, await Others(stores, mapped, mapping.Id, portal.Id));
        var verdicts = CommentPlanner.Plan(sight);
        await intents.Write(item, link, mapping, side, discussion, sight, verdicts, children, window.SeenAt);
        return null; // what is held is judged again with the next hint or sweep: nothing here would be clearer by waiting
    }

    // At the first contact with a chat the task is asked in the same request: its roles are needed where the chat refuses us (RULES 29).
    private async Task<(Looked<TalkWindow> Talk, Looked<TaskWire>? Task)> Read(DirtyItem item, Portal portal, IReadOnlyList<Discussion> discussions)
    {
        var task = item.Task;
        if (!discussions[0].IsNewCard)
        {
            return (await IsOnlyOurs(item, portal, discussions) ? new Looked<TalkWindow>.Seen(new TalkWindow([], 0, stores.Clock.GetUtcNow()))
                : await (item.Run > 0 ? look.ForumAfterLook(portal.Id, task) : look.Forum(portal.Id, task)), null);
        }

        Task<Looked<TalkWindow>> talk;
        Task<Looked<TaskWire>>? roles;
        using (stores.Desks.Cork())
        {
            talk = look.Chat(portal.Id, discussions[0].Chat, discussions.Min(talk => Math.Max(talk.Newest, talk.OpenedAfter)), discussions.Min(talk => talk.OpenedAt));
            roles = discussions.Any(talk => talk.Membership == Membership.Unknown) ? taskLook.Look(portal.Id, task) : null;
        }

        return (await talk, roles is null ? null : await roles);
    }

    // An old card writes a service comment into every new task and tells of it. Where it counts no more people than we wrote ourselves, the
    // echo of a run needs no reading; every other look, the sweep's included, reads the discussion itself.
    private async Task<bool> IsOnlyOurs(DirtyItem item, Portal portal, IReadOnlyList<Discussion> discussions)
    {
        if (item.Run != Bulk.Echo || discussions.Count != 1 || item.AllNames.Any(name => name.StartsWith(Hint.Without, StringComparison.Ordinal)))
        {
            return false;
        }

        var children = await stores.Mappings.OfParent(discussions[0].Mapping);
        var ours = children.Where(child => child.State is MappingState.Live or MappingState.Creating).Select(child => child.End(discussions[0].Side)?.Item).OfType<string>().Distinct().Count();
        return await look.People(portal.Id, item.Task) is { } people && people <= ours;
    }

    private static TalkSight Sight(
        Link link, Mapping mapping, Side side, Discussion discussion, IReadOnlyList<Mapping> children, TalkWindow window, DirtyItem item, (IReadOnlySet<string> Mirrors, IReadOnlySet<string> Notes) others) => new()
        {
            Window = window.Window,
            Known = Known(children, side),
            MirrorsOfOthers = others.Mirrors,
            NotesOfOthers = others.Notes,
            SaidDeleted = item.AllNames.Where(name => name.StartsWith(Hint.Without, StringComparison.Ordinal)).Select(name => name[1..]).ToHashSet(StringComparer.Ordinal),
            JudgedUpTo = discussion.Newest,
            OpenedAt = discussion.OpenedAt,
            OpenedAfter = discussion.OpenedAfter,
            IsOutside = mapping.State == MappingState.Outside,
            CommentsLeave = link.Contract.CommentsLeave(side),
            FilesLeave = link.Contract.Carries(side, Field.Files),
            SendsPartnersMirrors = link.Contract.Of(side).SendsPartnersMirrors,
            InternalPrefix = link.Contract.Of(side).InternalPrefix,
        };

    /// <summary>What is known of the comments of one side, by item.</summary>
    internal static IReadOnlyDictionary<string, KnownComment> Known(IEnumerable<Mapping> children, Side side) =>
        children.Select(child => Known(child, side)).OfType<KnownComment>().GroupBy(known => known.Item)
            .ToDictionary(group => group.Key, group => group.OrderBy(known => known.State == KnownState.Over).ThenByDescending(known => known.Mapping).First(), StringComparer.Ordinal);

    private static KnownComment? Known(Mapping child, Side side) => child.End(side) is not { } end
        ? null
        : Drill.Without(Guard.Echo) && (child.Kind != MappingKind.Comment || child.Origin != side) ? null
        : new KnownComment(child.Id.Value, end.Item, child.Kind == MappingKind.Comment && child.Origin == side, StateOf(child), end.Prints.GetValueOrDefault("text") ?? "")
        {
            Files = end.Prints.GetValueOrDefault(MappingEnd.Files),
        };

    private static KnownState StateOf(Mapping child) => (child.Kind, child.State) switch
    {
        (MappingKind.Note, _) => KnownState.Note,
        (_, MappingState.Internal) => KnownState.Internal,
        (_, MappingState.Over or MappingState.Ended) => KnownState.Over,
        _ => KnownState.Live,
    };

    /// <summary>What stands here as our mirror or note by another link of the same task: notes never cross, mirrors need a word of the contract.</summary>
    internal static async Task<(IReadOnlySet<string> Mirrors, IReadOnlySet<string> Notes)> Others(TaskStores stores, IReadOnlyList<Mapping> mapped, MappingId mine, PortalId portal)
    {
        HashSet<string> mirrors = new(StringComparer.Ordinal), notes = new(StringComparer.Ordinal);
        foreach (var other in mapped.Where(other => other.Id != mine))
        {
            foreach (var child in await stores.Mappings.OfParent(other.Id))
            {
                foreach (var end in new[] { Side.A, Side.B }.Where(end => child.Kind == MappingKind.Note || end != child.Origin).Select(child.End))
                {
                    if (end is not null && end.Portal == portal)
                    {
                        (child.Kind == MappingKind.Note ? notes : mirrors).Add(end.Item);
                    }
                }
            }
        }

        return (mirrors, notes);
    }

    // RULES 18: nothing is created before the chat's messages are matched to the comments we know.
    private async Task<DateTimeOffset?> Migrate(Link link, Portal portal, Mapping mapping, Side side, Discussion discussion, IReadOnlyList<Mapping> children, long chat)
    {
        switch (await look.Chat(portal.Id, chat, 0, DateTimeOffset.MinValue))
        {
            case Looked<TalkWindow>.NotNow(var until):
                return until;
            case Looked<TalkWindow>.Seen(var window):
                var old = children.Where(child => child.End(side) is { } end && !Items.IsMessage(end.Item)).ToLookup(child => child.End(side)!.Item, StringComparer.Ordinal);
                var known = old.Select(rows => Old(rows.First(), side)).OfType<OldComment>().OrderBy(comment => Items.IdOf(comment.Item)).ToList();
                var migrated = CardMigration.Match(known, window.Window, portal.IsOurs);
                await stores.Write(connection =>
                {
                    foreach (var (was, message) in migrated.Renamed)
                    {
                        foreach (var row in old[was])
                        {
                            MappingStore.PutEnd(connection, row.Id, side, row.End(side)! with { Item = message });
                        }
                    }

                    foreach (var lost in known.Where(comment => !migrated.Renamed.ContainsKey(comment.Item)))
                    {
                        stores.Ledger.Skip(connection, portal.Id, mapping.Link, $"{mapping.End(side)!.Item}/{lost.Item}", Reason.OlderThanCardMigration);
                    }

                    DiscussionStore.Put(connection, discussion with { Chat = chat, Membership = Membership.Member, OpenedAfter = migrated.OpenedAfter, Newest = migrated.OpenedAfter });
                });
                return stores.Clock.GetUtcNow(); // and now, what is new in the chat
            case Looked<TalkWindow>.Refused:
                return await seat.Missing(link, mapping, side, portal, discussion);
            default:
                await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, mapping.Link, mapping.End(side)!.Item, Reason.Unreadable));
                return null;
        }
    }

    private static OldComment? Old(Mapping child, Side side)
    {
        var end = child.End(side)!;
        return !end.Prints.TryGetValue("at", out var at) ? null : new OldComment(
            end.Item,
            child.Kind == MappingKind.Comment && child.Origin == side ? long.Parse(end.Prints["author"], System.Globalization.CultureInfo.InvariantCulture) : null,
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, System.Globalization.CultureInfo.InvariantCulture)),
            end.Prints.GetValueOrDefault("text") ?? "");
    }

    /// <summary>A discussion as one link sees it.</summary>
    private sealed record Room(Link Link, Mapping Task, Side Side, Discussion Discussion);
}
