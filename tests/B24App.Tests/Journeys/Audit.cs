using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Tasks;
using B24App.Plan;
using B24App.Plan.Status;

namespace B24App.Tests.Journeys;

/// <summary>The three promises, checked on the portals' own state and request journals: nothing lost, nothing doubled, nothing leaked.</summary>
internal sealed class Audit(World world, Crowd crowd, Func<int, IReadOnlyList<int>> partnersOf)
{
    private readonly List<string> _findings = [];

    public async Task<IReadOnlyList<string>> Findings()
    {
        foreach (var task in crowd.Tasks)
        {
            Copies(task);
            Leaks(task);
            if (task is { Inside: true, Ended: false })
            {
                Fields(task);
                Words(task);
                Parts(task);
            }
        }

        await Mappings();
        return _findings;
    }

    private void Copies(Filed task)
    {
        var marker = Marker.For(OriginHash.Of(world.Hosts[task.Portal].Portal.MemberId), task.Id).ToString();
        for (var portal = 0; portal < world.Hosts.Count; portal++)
        {
            var board = world.Hosts[portal].Portal.State<TaskBoard>();
            var copies = board.Tasks.Values.Concat(board.RecycleBin.Values).Count(copy => copy.XmlId == marker);
            var expected = partnersOf(task.Portal).Contains(portal) && task.EverInside ? 1 : 0;
            Expect(copies == expected || (copies == 0 && (task.Ended || !task.Inside)), $"{task} has {copies} mirrors on {portal}, expected {expected}");
        }
    }

    private void Fields(Filed task)
    {
        var members = task.Members(world);
        if (!members.TryGetValue(task.Portal, out var origin))
        {
            return;
        }

        foreach (var (portal, mirror) in members.Where(pair => pair.Key != task.Portal))
        {
            Same("title", origin.Title, mirror.Title);
            Same("description", Body(origin), Body(mirror));
            Same("deadline", Minute(origin.Deadline), Minute(mirror.Deadline));
            Same("priority", origin.Priority, mirror.Priority);
            Same("tags", Tags(origin), Tags(mirror));
            Same("control", origin.TaskControl, mirror.TaskControl);
            if (IsReachable(origin, mirror) && IsReachable(mirror, origin))
            {
                Same("status", origin.Status, mirror.Status);
            }

            void Same(string what, object? here, object? there) => Expect(Equals(here, there), $"{task} and t{mirror.Id} on {portal} differ in {what}: '{here}' and '{there}'");
        }
    }

    // A status no method leads to stays different and is told (RULES 20): "awaits control" where we are the creator, for one.
    private static bool IsReachable(PortalTask from, PortalTask to) =>
        StatusTable.Path(to.Status, from.Status, to.TaskControl, (to.XmlId is null ? Standing.Other : Standing.Creator) | (to.CreatedBy == 1 ? Standing.Creator : Standing.Other) | Standing.Admin) is StatusPath.Calls;

    private void Parts(Filed task)
    {
        var members = task.Members(world);
        if (!task.WasOutside && members.TryGetValue(task.Portal, out var origin))
        {
            foreach (var (portal, mirror) in members.Where(pair => pair.Key != task.Portal))
            {
                _findings.AddRange(PartAudit.Findings(world.Hosts[task.Portal], origin.Id, world.Hosts[portal], mirror.Id));
            }
        }
    }

    private void Words(Filed task)
    {
        var members = task.Members(world);
        foreach (var (portal, _) in members)
        {
            var texts = Ours(task, portal);
            var all = string.Join('\n', texts);
            foreach (var from in members.Keys.Where(other => other != portal))
            {
                var said = task.Words.Where(word => word.Portal == from).ToList();
                foreach (var word in said.Where(word => word.Text != Word.Equal))
                {
                    var times = Times(all, word.Text);
                    Expect(times == (word.Crosses ? 1 : 0), $"'{word.Text}' of {task} on {from} stands {times} times on {portal} (crosses: {word.Crosses})");
                    foreach (var earlier in word.Earlier.Where(_ => !texts.Any(IsDigestOrNote)))
                    {
                        Expect(Times(all, earlier) == 0, $"'{earlier}', edited since, still stands on {portal} ({task})");
                    }
                }

                var places = said.Where(word => word is { Crosses: true, ChangedFace: false, Text: not Word.Equal }).Select(word => all.IndexOf(word.Text, StringComparison.Ordinal)).ToList();
                Expect(places.SequenceEqual(places.Order()), $"words of {task} on {from} stand in another order on {portal}");
            }

            var equal = task.Words.Count(word => word.Text == Word.Equal && word.Crosses && word.Portal != portal);
            var shown = all.Split('\n').Count(line => line == Word.Equal);
            Expect(equal == shown, $"{equal} equal comments of {task} are {shown} on {portal}");
        }
    }

    private void Leaks(Filed task)
    {
        for (var portal = 0; portal < world.Hosts.Count; portal++)
        {
            var written = _written.TryGetValue(portal, out var known) ? known : _written[portal] = Written(portal);
            foreach (var word in task.Words.Where(word => word.Portal != portal && word.Text != Word.Equal))
            {
                Expect((word.EverPublic && word.Counts) || !written.Contains(Token(word.First), StringComparison.Ordinal), $"'{word.First}' of {task} on {word.Portal} was written to {portal}");
                Expect(partnersOf(task.Portal).Append(task.Portal).Contains(portal) || !written.Contains(Token(word.Text), StringComparison.Ordinal), $"'{word.Text}' of {task} was written to {portal}, which has no part in it");
            }

            foreach (var hidden in task.Hidden.Where(_ => portal != task.Portal))
            {
                Expect(!written.Contains(hidden, StringComparison.Ordinal), $"{hidden} of {task}, which is outside, was written to {portal}");
            }
        }
    }

    private readonly Dictionary<int, string> _written = [];

    private string Written(int portal) => string.Join('\n', world.Hosts[portal].Requests.Lines.Select(line => line.Params));

    private async Task Mappings()
    {
        var rows = await world.Get<B24App.Store.Database>().Read(connection => Dapper.SqlMapper.QueryAsync<(string Kind, string State, string Member, string Item, string Family, string Origin, string Side)>(connection,
            """
            SELECT m.kind, m.state, p.member_id, s.item, m.family, m.origin, s.side FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id JOIN portal p ON p.id = s.portal_id
            """));
        foreach (var row in rows)
        {
            var host = world.Hosts.First(host => host.Portal.MemberId == row.Member);
            var id = B24App.Record.Items.IdOf(row.Item);
            var board = host.Portal.State<TaskBoard>();
            Expect(row.State != "creating", $"{row} is still being created");
            Expect(
                row.Item[0] switch
                {
                    't' => (board.Find(id) ?? board.RecycleBin.GetValueOrDefault(id)) is { } task && (task.XmlId ?? row.Family) == row.Family,
                    'm' => host.Portal.State<ChatBoard>().Chats.Values.Any(chat => chat.Messages.ContainsKey(id)),
                    _ => row.State is "over" or "internal" || host.Portal.State<CommentBook>().Comments.ContainsKey(id) || crowd.Tasks.Any(task => task.Ended),
                },
                $"{row} points to nothing");
        }

        foreach (var twice in rows.Where(row => row.Kind == "task" && row.State == "live").GroupBy(row => (row.Member, row.Family)).Where(group => group.Select(row => row.Item).Distinct().Count() > 1))
        {
            _findings.Add($"{twice.Key} is mapped to two tasks");
        }
    }

    /// <summary>What the app wrote into a discussion: everything that is neither the portal's nor a person's.</summary>
    private List<string> Ours(Filed task, int portal)
    {
        var people = task.Words.Where(word => word.Portal == portal).Select(word => word.Id).ToHashSet();
        var member = task.Members(world)[portal];
        return [.. Spoken.Of(world.Hosts[portal].Portal, member.Id).Where(line => !line.System && !people.Contains(line.Id)).Select(line => line.Text).Where(text => !text.StartsWith('ℹ') || IsDigest(text))];
    }

    private static bool IsDigest(string text) => text.StartsWith('ℹ') && text.Contains("накопилось", StringComparison.Ordinal);

    private static bool IsDigestOrNote(string text) => text.StartsWith('ℹ');

    private static string Token(string text) => text[(text.LastIndexOf(' ') + 1)..];

    private static int Times(string all, string text) => all.Split(Token(text)).Length - 1;

    private static string Body(PortalTask task) =>
        string.Join('\n', task.Description.Split('\n').Where(line => !line.StartsWith('┃')).Select(line => line.Trim())).Trim();

    private static long? Minute(DateTimeOffset? moment) => moment?.ToUnixTimeSeconds() / 60;

    private static string Tags(PortalTask task) => string.Join(' ', task.Tags.Select(tag => tag.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal));

    private void Expect(bool holds, string finding)
    {
        if (!holds)
        {
            _findings.Add(finding);
        }
    }
}
