using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using B24App.Backfill;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;
using B24App.Tests.Files;
using B24App.Tests.Journeys;
using B24App.Timeline;
using Xunit.Abstractions;
using Half = B24App.Links.Half;

namespace B24App.Tests.Timeline;

/// <summary>
/// Two portals with a pair of deals on which people call, write, comment, edit and delete at random, while events are lost or doubled, answers do not arrive, the
/// app restarts, the older entries of one side are sent over and sometimes taken back; afterwards each entry that may cross stands at the partner once, saying what it says now, and
/// nothing else does. Fixed seeds; <c>B24APP_SEED=n</c> runs one, <c>B24APP_SEED=fresh</c> a new one, which is printed.
/// </summary>
public sealed class RandomTimelines(ITestOutputHelper output)
{
    private const int Actions = 45;
    private const int Old = 6;
    private const long Relay = 1;

    private static readonly string?[] Methods =
    [
        null, "crm.activity.add", "crm.activity.update", "crm.activity.list", "crm.activity.delete", "crm.activity.todo.add", "crm.activity.todo.update", "crm.timeline.comment.add", "crm.timeline.comment.update",
        "crm.timeline.comment.list", "crm.timeline.comment.get", "crm.timeline.comment.delete", "download",
    ];

    private readonly HashSet<(string Portal, long Comment)> _old = [];
    private int _words;

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("B24APP_SEED") switch
    {
        null or "" => [1, 2, 3, 4],
        "fresh" => [RandomNumberGenerator.GetInt32(1_000_000)],
        var given => [int.Parse(given, CultureInfo.InvariantCulture)],
    };

    [Theory, MemberData(nameof(Seeds))]
    public async Task Each_entry_stands_once_at_the_partner_and_none_leaks(int seed)
    {
        output.WriteLine($"B24APP_SEED={seed}");
        var chance = new Random(seed);
        var lines = new List<string>();
        await using var pair = await Given();
        var run = chance.Next(2) == 0;
        if (run)
        {
            Assert.Equal(LinkAnswer.Done, await pair.World.Get<HistoryDesk>().Preview(pair.Pair, await pair.World.Admin(0)));
            await pair.World.AllIsQuiet();
        }

        var begins = run ? chance.Next(Actions) : Actions;
        var other = new Random(seed + 1_000); // what a seed did before stays as it was
        var back = run && other.Next(3) > 0 ? other.Next(begins + 1, Actions + 1) : int.MaxValue;
        for (var i = 0; i < Actions; i++)
        {
            if (i == back)
            {
                lines.Add(await TakeBack(pair));
            }

            if (i == begins)
            {
                await pair.Does((acts, number, by) => acts.Start(number, by));
                lines.Add("north sends its history");
            }

            lines.Add(await Act(pair, chance));
        }

        foreach (var host in pair.World.Hosts)
        {
            host.Faults.Clear();
            host.Events.Faults = new EventFaults();
        }

        if (back == Actions)
        {
            await pair.World.AllIsQuiet(TimeSpan.FromHours(1));
            lines.Add(await TakeBack(pair));
        }

        await pair.World.AllIsQuiet(TimeSpan.FromHours(1));
        for (var i = 0; i < 4; i++)
        {
            pair.World.Clock.Turn(TimeSpan.FromMinutes(6));
            await pair.World.Now();
            await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        }

        var findings = Ledger(pair.World.North, pair.North, pair.World.South, pair.South, withOld: run && back > Actions).Concat(Ledger(pair.World.South, pair.South, pair.World.North, pair.North, withOld: false)).ToList();
        foreach (var host in pair.World.Hosts)
        {
            lock (host.Portal.Gate)
            {
                findings.AddRange(host.Portal.State<CrmBoard>().SentLetters.Select(letter => $"a letter left {host.Portal.Name}"));
            }
        }

        if (back <= Actions && (await pair.View())!.Run.State != RunState.Undone)
        {
            findings.Add($"the run is {(await pair.View())!.Run.State}");
        }

        if (await pair.World.Scalar("SELECT count(*) FROM dirty") is > 0 and var dirty)
        {
            findings.Add($"{dirty} entries are still looked at");
        }

        Assert.True(findings.Count == 0, $"B24APP_SEED={seed}\n{string.Join('\n', findings)}\n\n{string.Join('\n', lines)}");
    }

    // It is stopped first: what runs is not taken back.
    private static async Task<string> TakeBack(OldPair pair)
    {
        var (acts, by, run) = (pair.World.Get<BackfillActs>(), await pair.World.Admin(0), (await pair.View())!.Run.Id);
        await acts.Cancel(run, by);
        Assert.Equal(LinkAnswer.Done, await acts.Undo(run, by));
        return "north takes its history back";
    }

    private async Task<OldPair> Given()
    {
        static Half Half(Half half) => TimelineWorld.All(half) with
        {
            OnPartnerDelete = DeletePolicy.RemoveMirror,
            SendsFields = TimelineWorld.All(half).SendsFields.Remove(Field.Chats),
        };
        var world = await World.Start(Card.New, Card.New);
        var link = await world.Link(0, 12, 1, 40, changeA: Half, changeB: Half);
        var (north, south) = (world.North.Deal("Общая"), world.South.Deal("Наша"));
        for (var i = 0; i < Old; i++)
        {
            world.North.Says(north, 5, "old" + Fresh());
            world.South.Says(south, 7, "old" + Fresh());
        }

        _old.UnionWith(Remarks(world.North, north).Select(remark => (world.North.Portal.Name, remark.Id)).Concat(Remarks(world.South, south).Select(remark => (world.South.Portal.Name, remark.Id))));

        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(1));
        var pair = await TimelineWorld.Pair(world, link, north, south);
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        await world.AllIsQuiet();
        return new OldPair(world, link, pair, north, south);
    }

    private async Task<string> Act(OldPair pair, Random chance)
    {
        var isNorth = chance.Next(2) == 0;
        var (host, deal, user) = isNorth ? (pair.World.North, pair.North, 5L) : (pair.World.South, pair.South, 7L);
        var (side, word) = (isNorth ? "north" : "south", Fresh());
        var (remarks, activities) = (Remarks(host, deal).Where(remark => remark.AuthorId != Relay).ToList(), Activities(host, deal).Where(activity => activity.AuthorId != Relay).ToList());
        switch (chance.Next(30))
        {
            case < 4:
                var again = remarks.Count > 0 && chance.Next(4) == 0 && !IsOld(host, remarks[^1]) ? remarks[^1].Text : word;
                host.Says(deal, user, again);
                return $"{side} says {again}";
            case < 6:
                host.Has(deal, user, "VOXIMPLANT_CALL", 2, word);
                return $"{side} calls {word}";
            case 6:
                host.Mails(deal, user, word);
                return $"{side} writes {word}";
            case 7:
                host.Plans(deal, user, word, pair.World.Clock.GetUtcNow().AddDays(1));
                return $"{side} plans {word}";
            case 8:
                host.Has(deal, user, chance.Next(2) == 0 ? "CRM_MEETING" : "CRM_WEBFORM", 6, word);
                return $"{side} meets {word}";
            case 9:
                host.Has(deal, user, chance.Next(2) == 0 ? "IMOPENLINES_SESSION" : "CRM_SMS", 6, "secret" + word);
                return $"{side} chats {word}";
            case 10:
                host.Says(host.Deal("Чужая"), user, "secret" + word);
                return $"{side} says elsewhere {word}";
            case < 13 when remarks.Count > 0:
                var edited = remarks[chance.Next(remarks.Count)];
                host.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = edited.Id, ["fields"] = new JsonObject { ["COMMENT"] = word } });
                return $"{side} edits {edited.Text} to {word}";
            case 13 when activities.Count > 0:
                var changed = activities[chance.Next(activities.Count)];
                host.Call(1, "crm.activity.update", new JsonObject { ["id"] = changed.Id, ["fields"] = new JsonObject { ["SUBJECT"] = changed.Subject.StartsWith("secret", StringComparison.Ordinal) ? "secret" + word : word } });
                return $"{side} renames {changed.Subject} to {word}";
            case 14 when remarks.Count > 0:
                var gone = remarks[chance.Next(remarks.Count)];
                host.Call(1, "crm.timeline.comment.delete", new JsonObject { ["id"] = gone.Id });
                return $"{side} deletes {gone.Text}";
            case 15 when activities.Count > 0:
                var removed = activities[chance.Next(activities.Count)];
                host.Call(1, "crm.activity.delete", new JsonObject { ["id"] = removed.Id });
                return $"{side} deletes {removed.Subject}";
            case 16 when activities.FirstOrDefault(activity => !activity.IsCompleted) is { } open:
                host.Call(1, "crm.activity.update", new JsonObject { ["id"] = open.Id, ["fields"] = new JsonObject { ["COMPLETED"] = "Y" } });
                return $"{side} completes {open.Subject}";
            case < 20:
                var kind = new[] { FaultKind.AnswerLost, FaultKind.Cut, FaultKind.HalfAnswer, FaultKind.ErrorAfterWrite, FaultKind.Late }[chance.Next(5)];
                var method = Methods[chance.Next(Methods.Length)];
                host.Faults.Add(new Fault(kind) { Method = method, Wait = TimeSpan.FromSeconds(30) });
                return $"{side} breaks: {kind} {method}";
            case 20:
                var events = chance.Next(3) switch { 0 => new EventFaults { Lose = 1 + chance.Next(4) }, 1 => new EventFaults { Twice = 3 }, _ => new EventFaults { Reorder = 3 } };
                host.Events.Faults = events;
                return $"{side} events: {events}";
            case 21:
                await pair.World.Restart();
                return "restart";
            case 22:
                pair.World.Clock.Turn(TimeSpan.FromMinutes(chance.Next(1, 8)));
                await pair.World.Now();
                return "time passes";
            case 23 when activities.LastOrDefault(activity => activity.TypeId is 2 or 4) is { } call:
                host.Records(call.Id, word + ".mp3", Content(word), user);
                return $"{side} attaches {word} to {call.Subject}";
            case 24 or 25:
                var with = host.Call(user, "crm.timeline.comment.add", new JsonObject
                {
                    ["fields"] = new JsonObject { ["ENTITY_TYPE"] = "deal", ["ENTITY_ID"] = deal, ["COMMENT"] = word, ["FILES"] = Pairs(word) },
                });
                return $"{side} says {word} with a file ({with})";
            case 26 when remarks.LastOrDefault(remark => remark.Files.Count > 0) is { } filed:
                host.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = filed.Id, ["fields"] = new JsonObject { ["FILES"] = chance.Next(3) == 0 ? new JsonArray() : Pairs(word) } });
                return $"{side} leaves {filed.Text} with {word} or nothing";
            default:
                await pair.World.AllIsQuiet(TimeSpan.FromSeconds(chance.Next(1, 90)));
                return "quiet";
        }
    }

    // What people of one portal wrote into the deal, against what stands at the partner in the name of the app.
    private IEnumerable<string> Ledger(PortalHost from, long deal, PortalHost to, long there, bool withOld)
    {
        var own = Remarks(from, deal).Where(remark => remark.AuthorId != Relay && (withOld || !IsOld(from, remark))).Select(remark => "comment " + remark.Text + Shown(from, remark.Files))
            .Concat(Activities(from, deal).Where(activity => activity.AuthorId != Relay).Select(activity => Shape(activity) is { } shape ? shape + Shown(from, activity.Files) : null).OfType<string>()).ToList();
        var copies = Remarks(to, there).Where(remark => remark.AuthorId == Relay).Select(remark => "comment " + remark.Text.Split('\n')[^1] + Shown(to, remark.Files))
            .Concat(Activities(to, there).Where(activity => activity.AuthorId == Relay).Select(activity => Shape(activity)! + Shown(to, activity.Files))).ToList();
        foreach (var word in own.Concat(copies).Distinct())
        {
            var (said, shown) = (own.Count(each => each == word), copies.Count(each => each == word));
            if (said != shown)
            {
                yield return $"{word} of {from.Portal.Name}: {said} times, its copies {shown}";
            }
        }

        lock (to.Portal.Gate)
        {
            var board = to.Portal.State<CrmBoard>();
            if (board.Comments.Values.Count(comment => comment.AuthorId == Relay) is var all && all != Remarks(to, there).Count(remark => remark.AuthorId == Relay))
            {
                yield return $"{all} comments of the app at {to.Portal.Name}, some outside of the deal";
            }
        }
    }

    // A file as name and hash of its content: one that stands there twice, or with another content, reads differently.
    private static string Shown(PortalHost host, IReadOnlyList<long> files)
    {
        lock (host.Portal.Gate)
        {
            return string.Concat(files.Select(id => host.Portal.State<DiskBoard>().Objects[id]).Select(file => $" [{file.Name} {file.Content!.Sha256[..8]}]").Order(StringComparer.Ordinal));
        }
    }

    private static byte[] Content(string word) => FilePeople.Bytes(2_000 + (word.Length * 700), int.Parse(word.AsSpan(1), CultureInfo.InvariantCulture));

    private static JsonArray Pairs(string word) => new(new JsonArray(word + ".bin", Convert.ToBase64String(Content(word))));

    private static string? Shape(CrmActivity activity) => activity.ProviderId switch
    {
        "IMOPENLINES_SESSION" or "CRM_SMS" => null,
        "CRM_MEETING" or "CRM_WEBFORM" => "comment " + activity.Subject,
        "CRM_TODO" => $"todo {activity.Subject} {activity.IsCompleted}",
        _ => $"{activity.TypeId} {activity.Subject}",
    };

    private static IReadOnlyList<TimelineComment> Remarks(PortalHost host, long deal)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().CommentsOf(new CrmKey(2, deal))];
        }
    }

    private static IReadOnlyList<CrmActivity> Activities(PortalHost host, long deal)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().ActivitiesOf(new CrmKey(2, deal))];
        }
    }

    private bool IsOld(PortalHost host, TimelineComment remark) => _old.Contains((host.Portal.Name, remark.Id));

    private string Fresh() => "w" + (++_words).ToString(CultureInfo.InvariantCulture);
}

/// <summary>What people of the random test do.</summary>
file static class Hands
{
    public static void Says(this PortalHost host, long deal, long user, string text)
    {
        lock (host.Portal.Gate)
        {
            TimelineActions.Add(host.Portal, host.Portal.Users[user], new CrmKey(2, deal), text, user);
        }
    }

    public static void Has(this PortalHost host, long deal, long user, string provider, int type, string subject)
    {
        lock (host.Portal.Gate)
        {
            ActivityActions.Add(host.Portal, host.Portal.Users[user], new CrmKey(2, deal), provider, type, activity =>
            {
                activity.Subject = subject;
                activity.Direction = 1;
                activity.IsCompleted = true;
                activity.StartTime = host.Portal.Clock.GetUtcNow();
            });
        }
    }

    public static void Mails(this PortalHost host, long deal, long user, string subject) => host.Call(user, "crm.activity.add", new JsonObject
    {
        ["fields"] = new JsonObject
        {
            ["OWNER_TYPE_ID"] = 2,
            ["OWNER_ID"] = deal,
            ["TYPE_ID"] = 4,
            ["SUBJECT"] = subject,
            ["DIRECTION"] = 2,
            ["DESCRIPTION"] = "<p>text</p>",
            ["DESCRIPTION_TYPE"] = 3,
            ["COMPLETED"] = "N",
            ["COMMUNICATIONS"] = new JsonArray(new JsonObject { ["TYPE"] = "EMAIL", ["VALUE"] = "client@example.com", ["ENTITY_TYPE_ID"] = 2, ["ENTITY_ID"] = deal }),
        },
    });

    public static void Plans(this PortalHost host, long deal, long user, string title, DateTimeOffset due) => host.Call(user, "crm.activity.todo.add", new JsonObject
    {
        ["ownerTypeId"] = 2,
        ["ownerId"] = deal,
        ["deadline"] = due.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
        ["title"] = title,
    });
}
