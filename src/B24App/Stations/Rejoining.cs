using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using B24App.Backups;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Stations;

/// <summary>A discussion that an old backup knows too little of: both sides are read whole and what crossed since is mapped, before anything crosses.</summary>
public sealed class Rejoining(TaskStores stores, PortalStore portals, TalkLook look, Translation translation, Restored restored, ChatSeat seat)
{
    /// <summary>The discussion still has to be matched.</summary>
    public Task<bool> Due(Mapping task) => restored.Awaits(task.Id);

    /// <summary>Matches it; returns when to look (again).</summary>
    public async Task<DateTimeOffset> Work(Link link, Mapping task)
    {
        var rooms = new Dictionary<Side, Room>();
        foreach (var side in new[] { Side.A, Side.B })
        {
            var (room, later) = await Read(link, task, side);
            if (later is { } moment)
            {
                return moment;
            }

            if (room is not null)
            {
                rooms[side] = room;
            }
        }

        var children = await stores.Mappings.OfParent(task.Id);
        var copies = rooms.Count == 2 && await restored.IsAdopted(task.Id) ? Copies(link, task, rooms[Side.A], rooms[Side.B], children) : [];
        var (rows, told) = (copies, new List<(MappingId Digest, Side Side, string Print)>());
        foreach (var (side, room) in rooms)
        {
            if (rooms.TryGetValue(side.Other(), out var there))
            {
                rows.AddRange(await Match(link, task, side, room, there, [.. children, .. rows]));
                told.AddRange(await ToldSince(link, side, room, there, children));
            }
        }

        var matched = rows.SelectMany(row => new[] { (Side.A, row.A?.Item), (Side.B, row.B?.Item) }).ToHashSet();
        await stores.Write(connection =>
        {
            rows.ForEach(row => MappingStore.Add(connection, row));
            told.ForEach(row => MappingStore.PutPrints(connection, row.Digest, row.Side, [new("text", row.Print)]));
            foreach (var (side, room) in rooms)
            {
                foreach (var left in Ours(room, side, children).Where(message => !matched.Contains((side, message.Item))))
                {
                    MappingStore.Add(connection, Row(link, task, MappingKind.Note, side, 0, "") with { A = EndOf(Side.A), B = EndOf(Side.B) });

                    MappingEnd? EndOf(Side end) => end == side ? new MappingEnd(room.Portal.Id, left.Item, ImmutableSortedDictionary<string, string>.Empty, false) : null;
                }
            }

            Restored.Matched(connection, task.Id);
            foreach (var end in new[] { task.A, task.B }.OfType<MappingEnd>())
            {
                stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Talk, Items.IdOf(end.Item), Hint.Anything), "restore");
            }
        });
        return stores.Clock.GetUtcNow();
    }

    private async Task<(Room? Room, DateTimeOffset? Later)> Read(Link link, Mapping task, Side side)
    {
        var portal = await portals.Find(link.Portal(side));
        if (portal is null || task.End(side) is not { } end || await stores.Discussions.Find(task.Id, side) is not { } talk)
        {
            return (null, null);
        }

        var looked = talk.IsNewCard ? await look.Chat(portal.Id, talk.Chat, 0, DateTimeOffset.MinValue) : await look.Forum(portal.Id, Items.IdOf(end.Item));
        return looked switch
        {
            Looked<TalkWindow>.Seen(var window) => (new Room(portal, talk.IsNewCard ? Dialect.Chat : Dialect.Task, window.Window), null),
            Looked<TalkWindow>.NotNow(var until) => (null, until),
            Looked<TalkWindow>.Refused when talk.IsNewCard && await seat.Missing(link, task, side, portal, talk) is { } seated => (null, seated),
            _ => (null, stores.Clock.GetUtcNow() + stores.Patience.ParkedRest), // closed to us: until it opens nothing crosses, or it would cross twice
        };
    }

    private async Task<List<Mapping>> Match(Link link, Mapping task, Side side, Room here, Room there, IReadOnlyList<Mapping> children)
    {
        var known = Known(side, children);
        var told = new List<Told>();
        foreach (var comment in here.Window.Where(comment => !comment.Deleted && comment.Speaker != Speaker.System && !known.Contains(comment.Item)
            && !(here.Portal.IsOurs(comment.Author) && Rejoin.LooksLikeOurs(comment))))
        {
            told.Add(await Tell(link, side, here, there, comment));
        }

        var rows = new List<Mapping>();
        foreach (var (comment, mirrors, inDigest, readsOtherwise) in Rejoin.Match(told, Ours(there, side.Other(), children)))
        {
            for (var part = 0; part < mirrors.Length; part++)
            {
                var own = new MappingEnd(here.Portal.Id, comment.Item, Prints(comment, readsOtherwise), false);
                var mirror = new MappingEnd(there.Portal.Id, mirrors[part].Item, ImmutableSortedDictionary<string, string>.Empty, false);
                rows.Add(Row(link, task, MappingKind.Comment, side, part, inDigest ? Mapping.Digest : "") with
                {
                    A = side == Side.A ? own : mirror,
                    B = side == Side.B ? own : mirror,
                });
            }
        }

        return rows;
    }

    // What people or another tool copied by hand: mapped, so that it is never sent again. A copy that is not ours cannot be rewritten by us,
    // so a change of the first is told beside it.
    private List<Mapping> Copies(Link link, Mapping task, Room a, Room b, IReadOnlyList<Mapping> children)
    {
        var rows = new List<Mapping>();
        foreach (var (one, other, first) in Pairing.Match(Spoken(a, Side.A, children), Spoken(b, Side.B, children), task.Origin))
        {
            var copy = first == Side.A ? other : one;
            var ours = (first == Side.A ? b : a).Portal.IsOurs(copy.Author);
            rows.Add(Row(link, task, MappingKind.Comment, first, 0, ours ? "" : Mapping.Digest) with
            {
                A = new MappingEnd(a.Portal.Id, one.Item, Prints(one, false), false),
                B = new MappingEnd(b.Portal.Id, other.Item, Prints(other, false), false),
            });
        }

        return rows;
    }

    private static List<SeenComment> Spoken(Room room, Side side, IReadOnlyList<Mapping> children)
    {
        var known = Known(side, children);
        return [.. room.Window.Where(comment => !comment.Deleted && comment.Speaker != Speaker.System && !known.Contains(comment.Item) && !Notes.IsNote(comment.Text))];
    }

    // A digest stays as it is, and a note tells of what changed in it: the backup does not know that it was told.
    private async Task<List<(MappingId Digest, Side Side, string Print)>> ToldSince(Link link, Side side, Room here, Room there, IReadOnlyList<Mapping> children)
    {
        var told = new List<(MappingId, Side, string)>();
        var ours = Ours(there, side.Other(), children);
        foreach (var row in children.Where(child => child.Reason == Mapping.Digest && child.State == MappingState.Live && child.Origin == side))
        {
            if (here.Window.FirstOrDefault(comment => comment.Item == row.End(side)?.Item) is { Deleted: false } comment
                && Rejoin.IsTold((await Tell(link, side, here, there, comment)).Text, ours))
            {
                told.Add((row.Id, side, comment.Print));
            }
        }

        return told;
    }

    private async Task<Told> Tell(Link link, Side side, Room here, Room there, SeenComment comment)
    {
        var converted = await translation.Comment(comment, comment.Text, there.Dialect, link, side);
        var language = Translation.Of(there.Portal);
        var by = new BylineFacts(comment.AuthorName, here.Portal.Name);
        var entry = Byline.Of(by with { OriginalTime = comment.At }, there.Dialect, language) + "\n" + converted.Text;
        var parts = CommentText.Compose(by, converted.Text, there.Dialect, language).Select(part => Rejoin.Body(part, there.Dialect));
        return new Told(comment, [.. parts], Neutral.Of(entry, there.Dialect), Neutral.Of(converted.Text, there.Dialect), TagStrip.Of(Byline.Of(by, there.Dialect, language)).Trim());
    }

    private static List<SeenComment> Ours(Room room, Side side, IReadOnlyList<Mapping> children)
    {
        var known = Known(side, children);
        return [.. room.Window.Where(message => !message.Deleted && room.Portal.IsOurs(message.Author) && !known.Contains(message.Item) && Rejoin.LooksLikeOurs(message))];
    }

    private static HashSet<string> Known(Side side, IReadOnlyList<Mapping> children) =>
        [.. children.Select(child => child.End(side)?.Item).OfType<string>()];

    // An empty print equals no text: the next look carries the comment as it reads now.
    private static ImmutableSortedDictionary<string, string> Prints(SeenComment comment, bool readsOtherwise) => new Dictionary<string, string>
    {
        ["text"] = readsOtherwise ? "" : comment.Print,
        ["author"] = comment.Author.ToString(CultureInfo.InvariantCulture),
        ["at"] = comment.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    }.ToImmutableSortedDictionary();

    private Mapping Row(Link link, Mapping task, MappingKind kind, Side origin, int part, string reason) => new()
    {
        Id = default,
        Link = link.Id,
        Kind = kind,
        Parent = task.Id,
        Origin = origin,
        Family = task.Family,
        Part = part,
        State = MappingState.Live,
        Reason = reason,
        CreatedAt = stores.Clock.GetUtcNow(),
    };

    private sealed record Room(Portal Portal, Dialect Dialect, ImmutableArray<SeenComment> Window);
}
