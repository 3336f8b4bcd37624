using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Stations;

/// <summary>A dirty discussion: read its window, plan each comment, write down what crosses.</summary>
public sealed class TalkStation(TaskStores stores, LinkBook links, TalkLook look, TalkIntents intents, ChatSeat seat, Rejoining rejoining)
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

        DateTimeOffset? again = null;
        foreach (var mapping in mapped.Where(mapping => mapping.State == MappingState.Live))
        {
            again = await Work(item, portal, mapping, mapped) ?? again;
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

    private async Task<DateTimeOffset?> Work(DirtyItem item, Portal portal, Mapping mapping, IReadOnlyList<Mapping> mapped)
    {
        var link = await links.Find(mapping.Link);
        var side = mapping.SideOf(portal.Id, Items.Task(item.Task));
        if (link is null || !link.Runs || mapping.B is null || mapping.A is null || await stores.Discussions.Find(mapping.Id, side) is not { } discussion)
        {
            return null;
        }

        if (await rejoining.Due(mapping))
        {
            return await rejoining.Work(link, mapping);
        }

        var children = await stores.Mappings.OfParent(mapping.Id);
        var looked = await Read(portal, item.Task, discussion);
        switch (looked)
        {
            case Looked<TalkWindow>.NotNow(var until):
                return until;
            case Looked<TalkWindow>.Refused(var refusal) when discussion.IsNewCard:
                return await seat.Missing(link, mapping, side, portal, discussion, refusal);
            case Looked<TalkWindow>.Refused or Looked<TalkWindow>.Nothing:
                await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, link.Id, Items.Task(item.Task), Reason.Unreadable));
                return null;
        }

        var window = ((Looked<TalkWindow>.Seen)looked).Value;
        if (!discussion.IsNewCard && window.Chat > 0)
        {
            return await Migrate(portal, mapping, side, discussion, children, window.Chat);
        }

        var sight = Sight(link, mapping, side, discussion, children, window, item, await Others(mapped, mapping, side, portal));
        var verdicts = CommentPlanner.Plan(sight);
        await intents.Write(item, link, mapping, side, discussion, sight, verdicts, children, window.SeenAt);
        return null; // what is held is judged again with the next hint or sweep: nothing here would be clearer by waiting
    }

    private Task<Looked<TalkWindow>> Read(Portal portal, long task, Discussion discussion) => discussion.IsNewCard
        ? look.Chat(portal.Id, discussion.Chat, Math.Max(discussion.Newest, discussion.OpenedAfter), discussion.OpenedAt)
        : look.Forum(portal.Id, task);

    private static TalkSight Sight(
        Link link, Mapping mapping, Side side, Discussion discussion, IReadOnlyList<Mapping> children, TalkWindow window, DirtyItem item, IReadOnlySet<string> others) => new()
    {
        Window = window.Window,
        Known = children.Select(child => Known(child, side)).OfType<KnownComment>().GroupBy(known => known.Item).ToDictionary(group => group.Key, group => group.OrderBy(known => known.State == KnownState.Over).ThenByDescending(known => known.Mapping).First(), StringComparer.Ordinal),
        MirrorsOfOthers = others,
        SaidDeleted = item.AllNames.Where(name => name.StartsWith(Hint.Without, StringComparison.Ordinal)).Select(name => name[1..]).ToHashSet(StringComparer.Ordinal),
        JudgedUpTo = discussion.Newest,
        OpenedAt = discussion.OpenedAt,
        OpenedAfter = discussion.OpenedAfter,
        IsOutside = mapping.State == MappingState.Outside,
        CommentsLeave = link.Contract.CommentsLeave(side),
        SendsPartnersMirrors = link.Contract.Of(side).SendsPartnersMirrors,
        InternalPrefix = link.Contract.Of(side).InternalPrefix,
    };

    private static KnownComment? Known(Mapping child, Side side) => child.End(side) is not { } end
        ? null
        : new KnownComment(child.Id.Value, end.Item, child.Kind == MappingKind.Comment && child.Origin == side, StateOf(child), end.Prints.GetValueOrDefault("text") ?? "");

    private static KnownState StateOf(Mapping child) => (child.Kind, child.State) switch
    {
        (MappingKind.Note, _) => KnownState.Note,
        (_, MappingState.Internal) => KnownState.Internal,
        (_, MappingState.Over or MappingState.Ended) => KnownState.Over,
        _ => KnownState.Live,
    };

    // What stands here as our mirror or note by another link of the same task: notes never cross, mirrors need a word of the contract.
    private async Task<IReadOnlySet<string>> Others(IReadOnlyList<Mapping> mapped, Mapping mine, Side side, Portal portal)
    {
        var items = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in mapped.Where(other => other.Id != mine.Id))
        {
            foreach (var child in await stores.Mappings.OfParent(other.Id))
            {
                foreach (var end in new[] { Side.A, Side.B }.Where(end => child.Kind == MappingKind.Note || end != child.Origin).Select(child.End))
                {
                    if (end is not null && end.Portal == portal.Id)
                    {
                        items.Add(end.Item);
                    }
                }
            }
        }

        return items;
    }

    // RULES 18: nothing is created before the chat's messages are matched to the comments we know.
    private async Task<DateTimeOffset?> Migrate(Portal portal, Mapping mapping, Side side, Discussion discussion, IReadOnlyList<Mapping> children, long chat)
    {
        switch (await look.Chat(portal.Id, chat, 0, DateTimeOffset.MinValue))
        {
            case Looked<TalkWindow>.NotNow(var until):
                return until;
            case Looked<TalkWindow>.Seen(var window):
                var known = children
                    .Where(child => child.End(side) is { } end && !Items.IsMessage(end.Item) && end.Prints.ContainsKey("at"))
                    .OrderBy(child => Items.IdOf(child.End(side)!.Item))
                    .Select(child => Old(child, side)).ToList();
                var migrated = CardMigration.Match(known, window.Window);
                await stores.Write(connection =>
                {
                    foreach (var (id, message) in migrated.Renamed)
                    {
                        var end = MappingStore.Find(connection, new MappingId(id))!.End(side)!;
                        MappingStore.PutEnd(connection, new MappingId(id), side, end with { Item = message });
                    }

                    foreach (var lost in known.Where(comment => migrated.Renamed.All(pair => pair.Mapping != comment.Mapping)))
                    {
                        stores.Ledger.Skip(connection, portal.Id, mapping.Link, $"{mapping.End(side)!.Item}/{children.First(child => child.Id.Value == lost.Mapping).End(side)!.Item}", Reason.OlderThanCardMigration);
                    }

                    DiscussionStore.Put(connection, discussion with { Chat = chat, Membership = Membership.Member, OpenedAfter = migrated.OpenedAfter, Newest = migrated.OpenedAfter });
                });
                return stores.Clock.GetUtcNow(); // and now, what is new in the chat
            default:
                await stores.Write(connection => DiscussionStore.Put(connection, discussion with { Chat = chat, Newest = 0, OpenedAfter = 0, OpenedAt = stores.Clock.GetUtcNow() }));
                return stores.Clock.GetUtcNow();
        }
    }

    private static OldComment Old(Mapping child, Side side)
    {
        var prints = child.End(side)!.Prints;
        return new OldComment(
            child.Id.Value,
            long.Parse(prints.GetValueOrDefault("author") ?? "0", System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(prints["at"], System.Globalization.CultureInfo.InvariantCulture)),
            prints.GetValueOrDefault("text") ?? "");
    }
}
