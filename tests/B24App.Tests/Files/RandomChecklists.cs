using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan;
using B24App.Tests.Journeys;
using Dapper;

namespace B24App.Tests.Files;

/// <summary>
/// Two portals on which people add, reword, tick, move and strike out lines of checklists at random, while calls break and the app restarts. Afterwards both sides show
/// the same tree in the same order, each line once; nothing that nobody struck out is missing, what one side struck out and the other left alone is gone, and what a
/// line says is what somebody said last. Fixed seeds; <c>B24APP_SEED=n</c> or <c>n-m</c> runs others.
/// </summary>
public class RandomChecklists
{
    private const int Actions = 40;

    private static readonly string?[] Broken = [null, "task.checklistitem.add", "task.checklistitem.update", "task.checklistitem.delete", "tasks.task.get", "batch"];

    private static readonly FaultKind[] Kinds = [FaultKind.AnswerLost, FaultKind.Cut, FaultKind.HalfAnswer, FaultKind.ErrorAfterWrite, FaultKind.Late];

    private readonly Dictionary<string, Life> _lives = [];
    private int _words;

    public static TheoryData<int> Seeds => Tests.Seeds.Or(1, 2, 3, 4);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Both_sides_show_the_same_lists(int seed)
    {
        var chance = new Random(seed);
        await using var pair = await Pair.Filed(north: chance.Next(2) == 0 ? Card.Old : Card.New, south: chance.Next(2) == 0 ? Card.Old : Card.New);
        var lines = new List<string>();
        for (var i = 0; i < Actions; i++)
        {
            lines.Add(await Act(pair, chance));
        }

        pair.North.Faults.Clear();
        pair.South.Faults.Clear();
        await pair.World.AllIsQuiet(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++)
        {
            await pair.World.Sweep();
            await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        }

        var (north, south) = (pair.North.Tree(pair.Task), pair.South.Tree(pair.Mirror));
        var findings = Findings(north, south).ToList();
        var requests = pair.World.Requests();
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(4));
        if (pair.World.Requests() != requests)
        {
            findings.Add($"{pair.World.Requests() - requests} requests when all was quiet");
        }

        Assert.True(findings.Count == 0, $"B24APP_SEED={seed}\n{string.Join('\n', findings)}\n\nNorth\n{string.Join('\n', north)}\n\nSouth\n{string.Join('\n', south)}\n\n{string.Join('\n', lines)}");
    }

    private async Task<string> Act(Pair pair, Random chance)
    {
        var side = chance.Next(2) == 0 ? Side.A : Side.B;
        var (host, task) = side == Side.A ? (pair.North, pair.Task) : (pair.South, pair.Mirror);
        var user = side == Side.A ? 5L : 1L;
        var lines = host.Lines(task);
        var known = await Known(pair, side);
        var own = lines.Where(line => known.Contains(line.Id) || _lives[WordOf(line)].By == side).ToList(); // one whose answer was lost has no mark: reworded meanwhile it is another line
        var line = own.Count == 0 ? null : own[chance.Next(own.Count)];
        var other = lines.Count == 0 ? null : lines[chance.Next(lines.Count)];
        switch (chance.Next(20))
        {
            case < 5:
                var word = "w" + (++_words).ToString(CultureInfo.InvariantCulture) + ";";
                var parent = other is null || chance.Next(3) == 0 ? 0 : other.Id;
                _lives[word] = new Life(side);
                Touch(lines, other is null || parent == 0 ? null : other, side);
                host.Adds(user, task, parent, word + "0");
                return $"{side} adds {word} under {(parent == 0 ? "-" : WordOf(other!))}";
            case 5 or 6 when line is not null:
                var version = (++_words).ToString(CultureInfo.InvariantCulture);
                Touch(lines, line, side);
                _lives[WordOf(line)].Said[side] = version;
                host.Call(user, "task.checklistitem.update", new JsonArray(task, line.Id, Journeys.People.Fields(("TITLE", WordOf(line) + version))));
                return $"{side} says {WordOf(line)}{version}";
            case 7 or 8 when line is not null:
                Touch(lines, line, side);
                host.Call(user, line.IsComplete ? "task.checklistitem.renew" : "task.checklistitem.complete", new JsonArray(task, line.Id));
                return $"{side} ticks {WordOf(line)}";
            case 9 or 10 when line is not null && other is not null && !Reaches(lines, other, line):
                host.Call(user, "task.checklistitem.moveafteritem", new JsonArray(task, line.Id, other.Id));
                return $"{side} moves {WordOf(line)} after {WordOf(other)}";
            case 11 when line is not null:
                foreach (var gone in lines.Where(under => Reaches(lines, under, line)))
                {
                    _lives[WordOf(gone)].GoneAt.Add(side);
                }

                host.Call(user, "task.checklistitem.delete", new JsonArray(task, line.Id));
                return $"{side} strikes out {WordOf(line)}";
            case 12 or 13 or 14:
                var fault = new Fault(Kinds[chance.Next(Kinds.Length)]) { Method = Broken[chance.Next(Broken.Length)], Wait = TimeSpan.FromSeconds(30) };
                host.Faults.Add(fault);
                return $"{side} breaks: {fault.Kind} {fault.Method}";
            case 15:
                await pair.World.Restart();
                return "restart";
            case 16:
                await pair.World.AllIsQuiet(TimeSpan.FromSeconds(chance.Next(60)));
                return "a while";
            default:
                await pair.World.Sweep();
                return "sweep";
        }
    }

    private IEnumerable<string> Findings(IReadOnlyList<string> north, IReadOnlyList<string> south)
    {
        if (!north.SequenceEqual(south))
        {
            yield return "the sides differ";
        }

        foreach (var (word, life) in _lives)
        {
            var stands = north.Where(line => line.Contains(" " + word, StringComparison.Ordinal)).ToList();
            if (stands.Count > 1 || (stands.Count == 0 && life.GoneAt.Count == 0))
            {
                yield return $"{word} stands {stands.Count} times";
            }
            else if (stands.Count == 1 && life.GoneAt.Any(side => !life.Touched.Contains(side.Other())))
            {
                yield return $"{word} was struck out and still stands";
            }
            else if (stands.Count == 1 && life.Said.Count > 0 && !life.Said.Values.Any(version => stands[0].EndsWith(word + version, StringComparison.Ordinal)))
            {
                yield return $"{stands[0]} should say one of {string.Join(", ", life.Said.Values)}";
            }
        }
    }

    // A change keeps a line, and what it hangs under.
    private void Touch(IReadOnlyList<ChecklistItem> lines, ChecklistItem? line, Side side)
    {
        for (var up = line; up is not null; up = lines.FirstOrDefault(parent => parent.Id == up.ParentId))
        {
            _lives[WordOf(up)].Touched.Add(side);
        }
    }

    private static bool Reaches(IReadOnlyList<ChecklistItem> lines, ChecklistItem line, ChecklistItem top)
    {
        for (var up = line; up is not null; up = lines.FirstOrDefault(parent => parent.Id == up.ParentId))
        {
            if (up.Id == top.Id)
            {
                return true;
            }
        }

        return false;
    }

    private static Task<HashSet<long>> Known(Pair pair, Side side) => pair.World.Get<Store.Database>().Read(async connection =>
        (await connection.QueryAsync<long>($"SELECT {(side == Side.A ? "a_id" : "b_id")} FROM sub_item WHERE kind = 'line' AND a_id > 0 AND b_id > 0")).ToHashSet());

    private static string WordOf(ChecklistItem line) => line.Title[..(line.Title.IndexOf(';', StringComparison.Ordinal) + 1)];

    private sealed record Life(Side By)
    {
        public HashSet<Side> GoneAt { get; } = [];

        public HashSet<Side> Touched { get; } = [];

        public Dictionary<Side, string> Said { get; } = [];
    }
}
