using System.Globalization;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Results;
using B24App.Tests.Journeys;

namespace B24App.Tests.Parts;

/// <summary>
/// Two portals on which people enter, correct and erase hours and results at random while calls break and the app restarts; afterwards each
/// record stands exactly once on the other side, saying what it says now. Fixed seeds; <c>B24APP_SEED=n</c> or <c>n-m</c> runs others.
/// </summary>
public class RandomParts
{
    private const int Actions = 40;
    private const long Relay = 1;

    private int _words;

    public static TheoryData<int> Seeds => Tests.Seeds.Or(1, 2, 3, 4);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_is_lost_or_doubled(int seed)
    {
        var chance = new Random(seed);
        var lines = new List<string>();
        await using var pair = await Pair.Filed(north: chance.Next(2) == 0 ? Card.Old : Card.New, south: chance.Next(2) == 0 ? Card.Old : Card.New);
        for (var i = 0; i < Actions; i++)
        {
            lines.Add(await Act(pair, chance));
        }

        pair.North.Faults.Clear();
        pair.South.Faults.Clear();
        await pair.World.AllIsQuiet(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++)
        {
            await pair.Swept();
            await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        }

        var findings = Hours(pair.North, pair.Task, pair.South, pair.Mirror).Concat(Hours(pair.South, pair.Mirror, pair.North, pair.Task))
            .Concat(Results(pair.North, pair.Task, pair.South, pair.Mirror)).Concat(Results(pair.South, pair.Mirror, pair.North, pair.Task)).ToList();
        Assert.True(findings.Count == 0, $"B24APP_SEED={seed}\n{string.Join('\n', findings)}\n\n{string.Join('\n', lines)}");
    }

    private async Task<string> Act(Pair pair, Random chance)
    {
        var north = chance.Next(2) == 0;
        var (host, task, user) = north ? (pair.North, pair.Task, 5L) : (pair.South, pair.Mirror, 7L);
        var own = host.Entries(task).Where(entry => entry.UserId != Relay).ToList();
        var said = Own(host, task).ToList();
        var side = north ? "north" : "south";
        switch (chance.Next(16))
        {
            case < 4:
                var again = chance.Next(3) == 0 && own.Count > 0 ? own[0].Comment : Fresh();
                host.Works(user, task, 60 * (1 + chance.Next(5)), again, chance.Next(4) == 0 ? pair.World.Clock.GetUtcNow().AddDays(-2) : null);
                return $"{side} works: {again}";
            case < 6 when own.Count > 0:
                var entry = own[chance.Next(own.Count)];
                host.Corrects(task, entry.Id, entry.Seconds + (60 * chance.Next(2)), Fresh());
                return $"{side} corrects {entry.Id}: {entry.Seconds} {entry.Comment}";
            case 6 when own.Count > 0:
                var gone = own[chance.Next(own.Count)].Id;
                host.Erases(task, gone);
                return $"{side} erases {gone}";
            case 7:
                var text = Fresh();
                host.Concludes(user, task, text);
                return $"{side} concludes: {text}";
            case 8 when said.Count > 0:
                var result = said[chance.Next(said.Count)];
                host.Reconcludes(result.Id, Fresh());
                return $"{side} concludes {result.Id} anew: {result.Text}";
            case 9 when said.Count > 0:
                host.Retracts(said[0].Id);
                return $"{side} retracts {said[0].Id}";
            case 10 or 11 or 12:
                var kind = new[] { FaultKind.AnswerLost, FaultKind.Cut, FaultKind.HalfAnswer, FaultKind.ErrorAfterWrite, FaultKind.Late }[chance.Next(5)];
                var method = new[] { null, "task.elapseditem.add", "task.elapseditem.update", "task.elapseditem.getlist", "tasks.task.result.add", "tasks.task.result.addFromComment" }[chance.Next(6)];
                host.Faults.Add(new Fault(kind) { Method = method, Wait = TimeSpan.FromSeconds(30) });
                return $"{side} breaks: {kind} {method}";
            case 13:
                await pair.World.Restart();
                return "restart";
            default:
                await pair.World.Sweep();
                return "sweep";
        }
    }

    private static IEnumerable<string> Hours(PortalHost from, long task, PortalHost to, long there)
    {
        var own = from.Entries(task).Where(entry => entry.UserId != Relay).ToList();
        var copies = to.Entries(there).Where(entry => entry.UserId == Relay).ToList();
        foreach (var said in own.GroupBy(entry => (entry.Seconds, entry.Comment)))
        {
            var shown = copies.Count(copy => copy.Seconds == said.Key.Seconds && copy.Comment.EndsWith(": " + said.Key.Comment, StringComparison.Ordinal));
            if (shown != said.Count())
            {
                yield return $"{said.Key} of {from.Portal.Name} stands {shown} times, expected {said.Count()}";
            }
        }

        if (copies.Count != own.Count)
        {
            yield return $"{own.Count} records of {from.Portal.Name} have {copies.Count} copies: {string.Join(" | ", copies.Select(copy => copy.Comment))}";
        }
    }

    private static IEnumerable<string> Results(PortalHost from, long task, PortalHost to, long there)
    {
        var own = Own(from, task).Select(result => result.Text).ToList();
        var copies = to.Results(there).Where(text => text.StartsWith("[b]", StringComparison.OrdinalIgnoreCase)).Select(text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ToList();
        return own.Order(StringComparer.Ordinal).SequenceEqual(copies.Order(StringComparer.Ordinal))
            ? []
            : [$"results of {from.Portal.Name}: {string.Join(", ", own.Order(StringComparer.Ordinal))}; their copies: {string.Join(", ", copies.Order(StringComparer.Ordinal))}"];
    }

    private static IEnumerable<TaskResult> Own(PortalHost host, long task)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ResultBook>().Of(task).Where(result => result.CreatedBy != Relay)];
        }
    }

    private string Fresh() => "w" + (++_words).ToString(CultureInfo.InvariantCulture);
}
