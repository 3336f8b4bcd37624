using B24App.Backfill;
using B24App.Links;
using B24App.Look;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Parts;
using B24App.Plan.Prints;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.SubItems;

namespace B24App.LeakTest;

/// <summary>Reads the hours and results of a task for a leak test. Nobody's name is written down as met: nothing crossed.</summary>
public sealed class LeakParts(TaskStores stores, PortalStore portals, LinkBook links, PartLook look, PeopleDirectory people)
{
    /// <summary>What of them the contract lets leave, our own copies left out; null when they cannot be read, a moment when not now.</summary>
    public async Task<(IReadOnlyList<LeakPart>? Parts, DateTimeOffset? Later)> Of(BackfillRun run, RunItem item, Link link, Portal portal)
    {
        var (times, results) = (link.Contract.Carries(run.Side, Field.Elapsed), link.Contract.Carries(run.Side, Field.Results));
        if (!times && !results)
        {
            return ([], null);
        }

        switch (await look.Look(link, run.Side, item.Task, times, results))
        {
            case Looked<PartSight>.Seen(var sight):
                return (await Read(run, item, link, portal, sight), null);
            case Looked<PartSight>.NotNow(var until):
                return (null, until);
            default:
                return (null, null);
        }
    }

    private async Task<IReadOnlyList<LeakPart>> Read(BackfillRun run, RunItem item, Link link, Portal portal, PartSight sight)
    {
        var prefix = link.Contract.Of(run.Side).InternalPrefix;
        var dialect = sight.IsNewCard ? Dialect.Chat : Dialect.Task;
        var crossed = await stores.Db.Read(connection => Task.FromResult(new[] { PartKind.Time, PartKind.Result }.ToDictionary(kind => kind, kind => PartStore.Of(connection, item.Mapping, kind).ToLookup(row => row.On(run.Side)))));
        var partners = new List<string>();
        foreach (var other in (await links.Of(portal.Id)).SelectMany(other => new[] { other.A, other.B }).Where(id => id != portal.Id).Distinct())
        {
            partners.Add((await portals.Find(other))?.Name ?? "");
        }

        var parts = new List<LeakPart>();
        foreach (var time in (sight.Times ?? []).Where(time => !IsCopy(PartKind.Time, time.Id) && !(portal.IsOurs(time.UserId) && partners.Any(name => name.Length > 0 && TimeText.TryRead(time.Comment, name, out _, out _)))))
        {
            parts.Add(new LeakPart(PartKind.Time, time.Id, time.Comment.Trim(), await people.NameOf(portal.Id, time.UserId) ?? "", time.EnteredAt ?? time.WorkedAt ?? DateTimeOffset.UnixEpoch)
            {
                Seconds = time.Seconds,
                IsInternal = InternalComment.Is(time.Comment, prefix, Dialect.Task),
                HasCrossed = HasCrossed(PartKind.Time, time.Id),
            });
        }

        foreach (var result in (sight.Results ?? []).Where(result => !IsCopy(PartKind.Result, result.Id) && !(portal.IsOurs(result.AuthorId) && Byline.TryRead(result.Text, out _, out _))))
        {
            var words = Neutral.Of(result.Text, dialect);
            parts.Add(new LeakPart(PartKind.Result, result.Id, words, await people.NameOf(portal.Id, result.AuthorId) ?? "", result.CreatedAt ?? DateTimeOffset.UnixEpoch)
            {
                IsInternal = InternalComment.Is(result.Text, prefix, dialect),
                HasCrossed = HasCrossed(PartKind.Result, result.Id),
                HasFiles = result.HasFiles,
                Comment = result.CommentId > 0 ? Items.ForumComment(result.CommentId) : "",
                Print = Print.Of(words).ToString(),
            });
        }

        return parts;

        bool IsCopy(PartKind kind, long id) => crossed[kind][id].Any(row => row.Origin != run.Side);
        bool HasCrossed(PartKind kind, long id) => crossed[kind][id].Any(row => row.IsWhole);
    }
}
