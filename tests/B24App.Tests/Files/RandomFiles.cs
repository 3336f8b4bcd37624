using System.Globalization;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Files;

/// <summary>
/// Two portals on which people attach, replace and take away files of a task and of what they say, at random, while calls break and the app restarts. Afterwards
/// both sides show the same contents, each comment stands once with its files, what was taken away is gone, and nothing was uploaded twice. Fixed seeds;
/// <c>B24APP_SEED=n</c> or <c>n-m</c> runs others.
/// </summary>
public class RandomFiles
{
    private const int Actions = 40;
    private const long Relay = 1;

    private static readonly string?[] Broken =
    [
        null, "download", "upload", "disk.folder.addsubfolder", "disk.folder.uploadfile", "disk.folder.getchildren", "disk.attachedobject.get", "disk.file.get",
        "im.disk.file.commit", "im.message.delete", "im.message.update", "task.commentitem.add", "task.commentitem.update", "tasks.task.update",
    ];

    private static readonly FaultKind[] Kinds = [FaultKind.AnswerLost, FaultKind.Cut, FaultKind.HalfAnswer, FaultKind.ErrorAfterWrite, FaultKind.Late];

    private readonly List<FileSide> _sides = [];
    private readonly HashSet<string> _there = [];
    private readonly HashSet<string> _again = [];
    private readonly Dictionary<string, DateTimeOffset> _newest = [];
    private int _words;

    public static TheoryData<int> Seeds => Tests.Seeds.Or(1, 2, 3, 4, 5, 6, 14);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Both_sides_show_the_same_files(int seed)
    {
        var chance = new Random(seed);
        await using var pair = await Pair.Filed(north: chance.Next(2) == 0 ? Card.Old : Card.New, south: chance.Next(2) == 0 ? Card.Old : Card.New);
        _sides.AddRange([new FileSide(pair.North, pair.Task, 5), new FileSide(pair.South, pair.Mirror, 7)]);
        var lines = new List<string>();
        for (var i = 0; i < Actions; i++)
        {
            lines.Add(await Act(pair, chance));
        }

        pair.North.Faults.Clear();
        pair.South.Faults.Clear();
        await pair.World.AllIsQuiet(TimeSpan.FromHours(1));
        for (var day = 0; day < 3; day++)
        {
            await pair.World.Sweep(TimeSpan.FromHours(25));
            await pair.LookAtTalks(TimeSpan.FromHours(1));
        }

        var findings = Attached().Concat(Said(_sides[0], _sides[1])).Concat(Said(_sides[1], _sides[0])).Concat(_sides.SelectMany(side => side.Doubled())).ToList();
        Assert.True(findings.Count == 0, $"B24APP_SEED={seed} {string.Join(' ', _sides.Select(side => side.Host.Chat(side.Task) > 0 ? Card.New : Card.Old))}\n{string.Join('\n', findings)}\n\n{string.Join('\n', lines)}");
    }

    private async Task<string> Act(Pair pair, Random chance)
    {
        var side = _sides[chance.Next(2)];
        var attached = side.Attached();
        var said = side.Comments.Count == 0 ? null : side.Comments[chance.Next(side.Comments.Count)];
        switch (chance.Next(20))
        {
            case < 3:
                var file = Some(side, chance);
                if (attached.Any(known => known.Name == file.Name))
                {
                    goto default;
                }

                _there.Add(file.Name);
                _newest[file.Name] = pair.World.Clock.GetUtcNow().AddSeconds(-1); // portals keep whole seconds
                side.Host.Attaches(side.User, side.Task, file);
                return $"{side} attaches {file.Name}";
            case 3 or 4 when attached.Count > 0:
                var gone = attached[chance.Next(attached.Count)];
                _there.Remove(gone.Name);
                if (gone.At < _newest[gone.Name])
                {
                    _again.Add(gone.Name); // he took off an older one, while the same file was attached anew on the other side: both words count
                }

                side.Host.Keeps(Relay, side.Task, [.. attached.Where(known => known.Id != gone.Id).Select(known => known.Id)]);
                return $"{side} takes off {gone.Name}";
            case 5 or 6 or 7 when side.Comments.Count < 5:
                var (word, carried) = (Fresh("c"), Enumerable.Range(0, 1 + chance.Next(2)).Select(_ => Some(side, chance)).DistinctBy(one => one.Id).ToArray());
                side.Comments.Add(new FileComment(side.Host.SaysWith(side.User, side.Task, word, carried), word));
                return $"{side} says {word} with {Names(carried)}";
            case 8 or 9 when said is not null:
                var (stay, added) = (side.FilesOf(said).Where(_ => chance.Next(2) == 0).ToList(), chance.Next(3) == 0 ? [] : new[] { Some(side, chance) });
                side.Host.LeavesWith(side.User, side.Task, said.Item, stay, added);
                return $"{side} leaves {said.Word} with {string.Join(", ", stay)} and {Names(added)}";
            case 10 when said is not null:
                var anew = said with { Word = Fresh("c") };
                side.Comments[side.Comments.IndexOf(said)] = anew;
                side.Host.Rewrites(side.User, side.Task, said.Item, anew.Word);
                return $"{side} says {anew.Word} for {said.Word}";
            case 11 when said is not null && chance.Next(3) == 0:
                side.Comments.Remove(said);
                side.Gone.Add(said.Word);
                side.Host.Unsays(side.User, side.Task, said.Item);
                return $"{side} takes {said.Word} back";
            case 12 when side.Files.Count > 0:
                var renewed = side.Files[chance.Next(side.Files.Count)];
                side.Host.Renews(side.User, renewed.Name, Bytes());
                return $"{side} uploads another {renewed.Name}";
            case 13 or 14 or 15:
                var fault = new Fault(Kinds[chance.Next(Kinds.Length)]) { Method = Broken[chance.Next(Broken.Length)], Wait = TimeSpan.FromSeconds(30) };
                if (fault is { Kind: FaultKind.Late, Method: null or "tasks.task.update" or "download" or "upload" })
                {
                    goto default; // a field that is written late takes away what a person attached meanwhile: the last write wins, and no call of ours can know
                }

                side.Host.Faults.Add(fault);
                return $"{side} breaks: {fault.Kind} {fault.Method}";
            case 16:
                await pair.World.Restart();
                return "restart";
            case 17:
                await pair.World.AllIsQuiet(TimeSpan.FromSeconds(chance.Next(60)));
                return "a while";
            default:
                await pair.World.Sweep();
                return "sweep";
        }
    }

    private IEnumerable<string> Attached()
    {
        var (north, south) = (_sides[0].Host.FilesOf(_sides[0].Task), _sides[1].Host.FilesOf(_sides[1].Task));
        if (!north.SequenceEqual(south))
        {
            yield return $"attached: {string.Join(" | ", north)} and {string.Join(" | ", south)}";
        }

        var names = north.Select(file => file.Split(' ')[0]).Where(name => !_again.Contains(name)).Order(StringComparer.Ordinal).ToList();
        var wanted = _there.Where(name => !_again.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (!names.SequenceEqual(wanted))
        {
            yield return $"attached: {string.Join(", ", names)}; wanted: {string.Join(", ", wanted)}";
        }
    }

    private static IEnumerable<string> Said(FileSide from, FileSide to)
    {
        var there = to.Said();
        foreach (var comment in from.Comments)
        {
            var mirrors = there.Where(line => line.Text.Contains(comment.Word, StringComparison.Ordinal)).ToList();
            var wanted = from.Said().Single(line => line.Item == comment.Item).Files;
            if (mirrors.Count != 1)
            {
                yield return $"{comment.Word} of {from} stands {mirrors.Count} times: {string.Join(" | ", mirrors)}";
            }
            else if (mirrors[0].Files != wanted)
            {
                yield return $"{comment.Word} of {from} has {wanted}; its mirror has {mirrors[0].Files}";
            }
        }

        foreach (var word in from.Gone.Where(word => there.Any(line => line.Text.Contains(word, StringComparison.Ordinal))))
        {
            yield return $"{word} of {from} was taken back and still stands";
        }
    }

    private DiskObject Some(FileSide side, Random chance)
    {
        if (side.Files.Count > 0 && chance.Next(4) == 0)
        {
            return side.Files[chance.Next(side.Files.Count)];
        }

        side.Files.Add(side.Host.Puts(side.User, Fresh("f").TrimEnd(';') + ".txt", Bytes()));
        return side.Files[^1];
    }

    // Each content has a size of its own: a portal tells nothing else of another content under one number.
    private byte[] Bytes() => FilePeople.Bytes(300 + (++_words), _words);

    private string Fresh(string letter) => letter + (++_words).ToString(CultureInfo.InvariantCulture) + ";";

    private static string Names(IEnumerable<DiskObject> files) => string.Join(", ", files.Select(file => file.Name));
}
