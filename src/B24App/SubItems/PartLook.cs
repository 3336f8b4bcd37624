using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Look;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Parts;
using B24App.Plan.Prints;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.SubItems;

/// <summary>The parts of a task as one side shows them; a kind that was not asked for, or that the portal does not have, is null.</summary>
public sealed record PartSight(IReadOnlyList<ElapsedWire>? Times, IReadOnlyList<ResultWire>? Results, bool IsNewCard)
{
    /// <summary>Records of time as the planner reads them.</summary>
    public ImmutableArray<SeenPart> SeenTimes { get; init; } = [];

    /// <summary>Results as the planner reads them.</summary>
    public ImmutableArray<SeenPart> SeenResults { get; init; } = [];
}

/// <summary>Reads the records of time and the results of a task, and works out what they would be on the other side.</summary>
public sealed class PartLook(TaskStores stores, PortalStore portals, LinkBook links, PeopleDirectory people, Translation translation)
{
    private const int PageSize = 50;
    private const int MostPages = 40;

    // A portal lists no records of a task that it hides, without a word; so the task is asked for too, and an empty list is believed only if its sum is.
    private static readonly string[] Proof = ["ID", "TIME_SPENT_IN_LOGS", "CHAT_ID"];

    /// <summary>Reads one side.</summary>
    /// <param name="link">The link.</param>
    /// <param name="side">Which side.</param>
    /// <param name="task">The task there.</param>
    /// <param name="times">Records of time are wanted.</param>
    /// <param name="results">Results are wanted.</param>
    public async Task<Looked<PartSight>> Look(Link link, Side side, long task, bool times, bool results)
    {
        var portal = link.Portal(side);
        var outcomes = await stores.Desks.Ask(portal, [TaskCommands.Get(task, Proof), .. times ? [ElapsedCommands.Of(task, 1)] : Array.Empty<Command>(), .. results ? [ResultCommands.Of(task)] : Array.Empty<Command>()]);
        switch (outcomes[0])
        {
            case Answer proof when TaskWire.From(proof.Result) is { } wire:
                var listed = times ? await All(portal, task, outcomes[1]) : null;
                var made = results && outcomes[^1] is Answer answer ? ResultWire.ListFrom(answer.Result).Where(result => result.TaskId is 0 || result.TaskId == task).ToList() : null;
                if (outcomes.FirstOrDefault(outcome => outcome is not (Answer or Refusal)) is { } trouble)
                {
                    return NotNow(trouble);
                }

                if (times && (listed is null || (listed.Count == 0 && wire.TimeSpent > 0)))
                {
                    return new Looked<PartSight>.Nothing();
                }

                return new Looked<PartSight>.Seen(new PartSight(listed, made, wire.ChatId > 0));
            case Answer or Refusal:
                return new Looked<PartSight>.Nothing();
            default:
                return NotNow(outcomes[0]);
        }
    }

    private Looked<PartSight>.NotNow NotNow(Outcome outcome) =>
        new(outcome is Later later ? later.NotBefore : stores.Clock.GetUtcNow() + stores.Patience.NoAccess);

    private async Task<IReadOnlyList<ElapsedWire>?> All(PortalId portal, long task, Outcome first)
    {
        var all = new List<ElapsedWire>();
        var outcome = first;
        for (var page = 2; ; page++)
        {
            if (outcome is not Answer answer)
            {
                return null;
            }

            var rows = ElapsedWire.ListFrom(answer.Result);
            all.AddRange(rows.Where(row => row.TaskId == task)); // a portal that does not read its arguments as we write them lists others
            if (rows.Count < PageSize || page > MostPages)
            {
                return [.. all.DistinctBy(row => row.Id)];
            }

            outcome = await stores.Desks.Ask(portal, ElapsedCommands.Of(task, page));
        }
    }

    /// <summary>The same with what it would be on the other side, whose card decides the dialect.</summary>
    public async Task<PartSight> Across(Link link, Side side, PartSight sight, bool toNewCard)
    {
        var here = await portals.Find(link.Portal(side));
        var there = await portals.Find(link.Portal(side.Other()));
        if (here is null || there is null)
        {
            return sight;
        }

        // What came over another link names somebody of that partner; it is no news here (RULES 6).
        var companies = new List<string> { there.Name };
        foreach (var other in (await links.Of(here.Id)).SelectMany(other => new[] { other.A, other.B }).Where(id => id != here.Id && id != there.Id).Distinct())
        {
            companies.Add((await portals.Find(other))?.Name ?? "");
        }

        var room = new Room(link, side, here, there, Translation.Of(there), sight.IsNewCard ? Dialect.Chat : Dialect.Task, toNewCard ? Dialect.Chat : Dialect.Task, companies);
        var times = ImmutableArray.CreateBuilder<SeenPart>();
        foreach (var time in sight.Times ?? [])
        {
            times.Add(await Seen(room, time));
        }

        var results = ImmutableArray.CreateBuilder<SeenPart>();
        foreach (var result in sight.Results ?? [])
        {
            results.Add(await Seen(room, result));
        }

        return sight with { SeenTimes = times.ToImmutable(), SeenResults = results.ToImmutable() };
    }

    private async Task<SeenPart> Seen(Room room, ElapsedWire time)
    {
        var print = TimeText.Print(time.Seconds, time.Comment, room.There.Name);
        var day = FieldNormaliser.Instant(time.WorkedAt) ?? "";
        if (room.Here.IsOurs(time.UserId) && room.Companies.Any(company => company.Length > 0 && TimeText.TryRead(time.Comment, company, out _, out _)))
        {
            TimeText.TryRead(time.Comment, room.There.Name, out _, out var words);
            return new SeenPart(time.Id, print, TimeText.Print(time.Seconds, words, room.Here.Name))
            {
                Day = day,
                IsOurs = true,
                Content = new PartContent(words, words) { Seconds = time.Seconds, WorkedAt = time.WorkedAt },
            };
        }

        var name = await Named(room, time.UserId);
        var late = time.WorkedAt is { } at && at.UtcDateTime.Date != stores.Clock.GetUtcNow().UtcDateTime.Date ? time.WorkedAt : null;
        var said = InternalComment.Is(time.Comment, room.Link.Contract.Of(room.Side).InternalPrefix, Dialect.Task) ? "" : time.Comment; // the hours cross, words for inside do not
        var named = TimeText.Of(name, room.Here.Name, late, said, room.Language);
        return new SeenPart(time.Id, print, TimeText.Print(time.Seconds, named, room.Here.Name))
        {
            Day = day,
            EnteredAt = time.EnteredAt ?? time.WorkedAt,
            Likeness = TimeText.Likeness(time.Seconds, time.WorkedAt, time.Comment),
            Content = new PartContent(named, time.Comment.Trim()) { Seconds = time.Seconds, WorkedAt = time.WorkedAt },
        };
    }

    private async Task<SeenPart> Seen(Room room, ResultWire result)
    {
        var print = Print.Of(Neutral.Of(result.Text, room.From)).ToString();
        var ours = room.Here.IsOurs(result.AuthorId) && Byline.TryRead(result.Text, out _, out _);
        var words = ours ? Byline.Strip(result.Text) : result.Text;
        var item = room.From == Dialect.Chat ? Items.Message(0) : Items.ForumComment(result.CommentId);
        var said = new SeenComment(item, 0, result.AuthorId, "", default, words, Speaker.Human, false, result.HasFiles);
        var bare = (await translation.Comment(said, words, room.To, room.Link, room.Side)).Text;
        var named = ours ? bare : Byline.Of(new BylineFacts(await Named(room, result.AuthorId), room.Here.Name), room.To, room.Language) + "\n" + bare;
        return new SeenPart(result.Id, print, Print.Of(Neutral.Of(named, room.To)).ToString())
        {
            IsOurs = ours,
            IsInternal = !ours && InternalComment.Is(result.Text, room.Link.Contract.Of(room.Side).InternalPrefix, room.From),
            EnteredAt = result.CreatedAt,
            Likeness = Neutral.Of(result.Text, room.From),
            Content = new PartContent(named, bare) { Comment = result.CommentId, HasFiles = result.HasFiles, CommentPrint = print },
        };
    }

    private async Task<string> Named(Room room, long user)
    {
        var name = await people.NameOf(room.Here.Id, user) ?? "";
        if (name.Length > 0)
        {
            await translation.Met(room.Link, room.Side, user, name);
        }

        return name;
    }

    private sealed record Room(Link Link, Side Side, Portal Here, Portal There, Language Language, Dialect From, Dialect To, IReadOnlyList<string> Companies);
}
