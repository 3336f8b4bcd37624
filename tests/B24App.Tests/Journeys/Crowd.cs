using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.Tests.Journeys;

/// <summary>People, robots, portals and networks doing things at random; every action is written down in words.</summary>
internal sealed class Crowd(World world, Random chance, bool tasksMove, bool hasParts = false)
{
    private const string ClientId = "app.b24app";
    private static readonly string[] Verbs = ["start", "pause", "complete", "defer", "renew", "approve", "disapprove"];
    private static readonly string[] TagWords = ["printer", "urgent", "north", "paper"];

    private readonly bool _hasParts = hasParts;

    private int _words;

    public List<Filed> Tasks { get; } = [];

    public List<string> Lines { get; } = [];

    public static long LinkedGroup(int portal) => portal == 1 ? 40 : 12;

    public async Task Act()
    {
        if (_hasParts && chance.Next(5) == 0)
        {
            Part();
            return;
        }

        var dice = chance.Next(100);
        switch (dice)
        {
            case < 7:
                File();
                break;
            case < 25:
                Edit();
                break;
            case < 31:
                EditBothSides();
                break;
            case < 52:
                Say();
                break;
            case < 59:
                EditWord();
                break;
            case < 63:
                DeleteWord();
                break;
            case < 71:
                Verb();
                break;
            case < 75 when tasksMove:
                await Move();
                break;
            case < 76 when tasksMove:
                await Delete();
                break;
            case < 82:
                Break();
                break;
            case < 86:
                Events();
                break;
            case < 88:
                Do("restart", () => { });
                await world.Restart();
                break;
            case < 94:
                Turn();
                break;
            default:
                Do("now", () => { });
                await world.Now();
                break;
        }

        if (chance.Next(3) == 0)
        {
            await world.Now();
        }
    }

    /// <summary>Everybody calms down and says one more thing, so that each discussion is looked at once more.</summary>
    public async Task CalmDown()
    {
        foreach (var host in world.Hosts)
        {
            host.Faults.Clear();
            host.Events.Faults = new EventFaults();
        }

        await Quiet();
        for (var i = 0; i < (_hasParts ? 3 : 0); i++)
        {
            await world.Sweep(); // nobody tells of hours and results
            await Quiet();
        }

        foreach (var task in Tasks.Where(task => task is { Inside: true, Ended: false }))
        {
            foreach (var portal in task.Members(world).Keys)
            {
                Say(task, portal, "farewell " + Fresh());
            }
        }

        await Quiet();
    }

    public Task Quiet() => world.AllIsQuiet(TimeSpan.FromMinutes(30));

    private void File()
    {
        var portal = chance.Next(world.Hosts.Count);
        var inside = chance.Next(4) > 0;
        var robot = chance.Next(6) == 0;
        var (by, responsible) = (Person(portal), Person(portal));
        var group = inside ? LinkedGroup(portal) : portal == 1 ? 0 : 13;
        var text = Fresh();
        Do($"{Who(by, robot)} files {text} on {portal} in group {group}", () =>
        {
            var task = TaskActions.Add(Portal(portal), robot ? null : User(portal, by), new JsonObject
            {
                ["TITLE"] = "task " + text,
                ["DESCRIPTION"] = "about " + text,
                ["GROUP_ID"] = group,
                ["CREATED_BY"] = by,
                ["RESPONSIBLE_ID"] = responsible,
                ["PRIORITY"] = chance.Next(3),
                ["TASK_CONTROL"] = chance.Next(3) == 0 ? "Y" : "N",
                ["TAGS"] = new JsonArray(TagWords[chance.Next(4)]),
            });
            var filed = new Filed(portal, task.Id, inside);
            if (!inside)
            {
                filed.Hidden.Add(text);
            }

            Tasks.Add(filed);
        });
    }

    private void Edit()
    {
        if (Pick() is var (task, portal, member))
        {
            Edit(task, portal, member, chance.Next(6));
        }
    }

    private void EditBothSides()
    {
        if (Pick() is var (task, _, _))
        {
            var field = chance.Next(6);
            foreach (var (portal, member) in task.Members(world))
            {
                Edit(task, portal, member, field);
            }
        }
    }

    private void Edit(Filed task, int portal, PortalTask member, int field)
    {
        var text = Fresh();
        var values = field switch
        {
            0 => new JsonObject { ["TITLE"] = "title " + text },
            1 => new JsonObject { ["DESCRIPTION"] = chance.Next(3) == 0 ? "anew " + text : $"more {text}\n{member.Description}" },
            2 => new JsonObject { ["DEADLINE"] = chance.Next(4) == 0 ? "" : world.Clock.GetUtcNow().AddMinutes(chance.Next(10_000)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) },
            3 => new JsonObject { ["PRIORITY"] = chance.Next(3) },
            4 => new JsonObject { ["TAGS"] = new JsonArray([.. TagWords.Where(_ => chance.Next(2) == 0).Select(tag => (JsonNode)tag)]) },
            _ => new JsonObject { ["TASK_CONTROL"] = chance.Next(2) == 0 ? "Y" : "N" },
        };
        var robot = chance.Next(6) == 0;
        var by = Person(portal);
        Do($"{Who(by, robot)} edits {task} on {portal} (t{member.Id}): {values.ToJsonString()}", () =>
        {
            TaskActions.Update(Portal(portal), robot ? null : User(portal, by), member, values);
            if (!task.Inside && field < 2)
            {
                task.Hidden.Add(text);
            }
        });
    }

    private void Part()
    {
        if (Pick() is var (task, portal, member) && task is { Inside: true, WasOutside: false })
        {
            new CrowdParts(world, chance, Fresh, Do).Act(task, portal, member);
        }
    }

    private void Verb()
    {
        if (Pick() is var (task, portal, member))
        {
            var verb = Verbs[chance.Next(Verbs.Length)];
            var by = chance.Next(2) == 0 ? member.ResponsibleId : member.CreatedBy;
            Do($"{Who(by, false)} does {verb} to {task} on {portal} (t{member.Id}, status {member.Status}, control {member.TaskControl})", () => TaskActions.Do(Portal(portal), User(portal, by), member, verb));
        }
    }

    private void Say()
    {
        if (Pick() is var (task, portal, _))
        {
            var kind = chance.Next(6);
            for (var again = chance.Next(5) == 0 ? 2 : 1; again > 0; again--)
            {
                Say(task, portal, kind switch { 0 => "// inside " + Fresh(), 1 => Word.Equal, _ => "words " + Fresh() });
            }
        }
    }

    private void Say(Filed task, int portal, string text)
    {
        var member = task.Members(world)[portal];
        var (by, robot) = (Person(portal), chance.Next(8) == 0);
        Do($"{Who(by, robot)} says '{text}' in {task} on {portal} (t{member.Id})", () =>
        {
            var actor = robot ? null : User(portal, by);
            var id = member.ChatId is { } chat
                ? ChatActions.Say(Portal(portal), Portal(portal).State<ChatBoard>().Chats[chat], by, actor, text).Id
                : CommentActions.Add(Portal(portal), member, by, actor, text).Id;
            task.Words.Add(new Word(portal, member.Id, id, text, task.Inside));
        });
    }

    private void EditWord()
    {
        if (PickWord() is var (task, word))
        {
            var text = (chance.Next(4) == 0 ? "// now inside " : "edited ") + Fresh();
            Do($"edits '{word.Text}' of {task} on {word.Portal} into '{text}'", () =>
            {
                if (Portal(word.Portal).State<TaskBoard>().Find(word.Task)!.ChatId is { } chat)
                {
                    var room = Portal(word.Portal).State<ChatBoard>().Chats[chat];
                    ChatActions.Edit(Portal(word.Portal), room, room.Messages[word.Id], text);
                }
                else
                {
                    var comment = Portal(word.Portal).State<CommentBook>().Comments[word.Id];
                    CommentActions.Edit(Portal(word.Portal), comment, User(word.Portal, comment.AuthorId), text);
                }

                word.ChangedFace |= word.IsInternal != text.StartsWith("//", StringComparison.Ordinal);
                if (!word.IsInternal)
                {
                    word.Earlier.Add(word.Text);
                }

                word.Text = text;
                word.EverPublic |= !word.IsInternal;
            });
        }
    }

    private void DeleteWord()
    {
        if (PickWord() is var (task, word))
        {
            Do($"deletes '{word.Text}' of {task} on {word.Portal}", () =>
            {
                if (Portal(word.Portal).State<TaskBoard>().Find(word.Task)!.ChatId is { } chat)
                {
                    var room = Portal(word.Portal).State<ChatBoard>().Chats[chat];
                    ChatActions.Delete(Portal(word.Portal), room, room.Messages[word.Id]);
                }
                else
                {
                    var comment = Portal(word.Portal).State<CommentBook>().Comments[word.Id];
                    CommentActions.Delete(Portal(word.Portal), comment, User(word.Portal, comment.AuthorId));
                }

                word.Deleted = true;
            });
        }
    }

    // Where the border runs between "before" and "after" is what the app saw, so moves happen between two moments of quiet.
    private async Task Move()
    {
        if (Pick() is not var (task, portal, _))
        {
            return;
        }

        await Quiet();
        if (!task.Members(world).TryGetValue(portal, out var member))
        {
            return;
        }

        var home = portal == task.Portal;
        var group = !home ? (member.GroupId == 0 ? LinkedGroup(portal) : 0) : task.Inside ? (portal == 1 ? 0 : 13) : LinkedGroup(portal);
        Do($"moves {task} on {portal} (t{member.Id}) to group {group}", () =>
        {
            TaskActions.Move(Portal(portal), User(portal, 1), member, group);
            if (home)
            {
                task.Inside = !task.Inside;
                task.WasOutside = true;
                task.EverInside |= task.Inside;
                task.Hidden.Clear();
            }
        });
        await Quiet();
    }

    private async Task Delete()
    {
        if (Pick() is not var (task, portal, _))
        {
            return;
        }

        await Quiet();
        if (task.Members(world).TryGetValue(portal, out var member))
        {
            Do($"deletes {task} on {portal} (t{member.Id})", () => TaskActions.Delete(Portal(portal), User(portal, 1), member));
            task.Ended = true;
        }
    }

    private void Break()
    {
        var host = world.Hosts[chance.Next(world.Hosts.Count)];
        var fault = chance.Next(8) switch
        {
            0 => new Fault(FaultKind.AnswerLost),
            1 => new Fault(FaultKind.AnswerLost) { Method = "tasks.task.add" },
            2 => new Fault(FaultKind.Cut) { Times = 1 + chance.Next(3) },
            3 => Fault.Throttle(1 + chance.Next(3)),
            4 => new Fault(FaultKind.ErrorAfterWrite) { Method = chance.Next(2) == 0 ? "tasks.task.add" : null },
            5 => new Fault(FaultKind.Junk),
            6 => new Fault(FaultKind.HalfAnswer),
            _ => null,
        };
        Do($"{host.Portal.Name} breaks: {fault?.ToString() ?? "tokens expire"}", () =>
        {
            if (fault is null)
            {
                host.Install.ExpireTokens(ClientId);
            }
            else
            {
                host.Faults.Add(fault);
            }
        });
    }

    private void Events()
    {
        var host = world.Hosts[chance.Next(world.Hosts.Count)];
        var faults = chance.Next(4) switch
        {
            0 => new EventFaults { Twice = 3 },
            1 => new EventFaults { Reorder = 2 + chance.Next(4), Twice = chance.Next(2) },
            2 => new EventFaults { Delay = TimeSpan.FromSeconds(chance.Next(15)) },
            _ => new EventFaults { WithoutTokens = 3 },
        };
        Do($"events of {host.Portal.Name}: {faults}", () => host.Events.Faults = faults);
    }

    private void Turn()
    {
        var seconds = chance.Next(4) switch { 0 => 1, 1 => 4, 2 => chance.Next(100), _ => chance.Next(4_000) };
        Do($"clock +{seconds} s", () => world.Clock.Turn(TimeSpan.FromSeconds(seconds)));
    }

    private (Filed Task, int Portal, PortalTask Member)? Pick()
    {
        var alive = Tasks.Where(task => !task.Ended).ToList();
        if (alive.Count == 0)
        {
            return null;
        }

        var task = alive[chance.Next(alive.Count)];
        var members = task.Members(world).OrderBy(pair => pair.Key).ToList();
        var (portal, member) = members[chance.Next(members.Count)];
        return (task, portal, member);
    }

    // Equal comments stay equal, and what is outside rests: what it means to change a comment there is decided by nobody.
    private (Filed Task, Word Word)? PickWord()
    {
        var words = Tasks.Where(task => task is { Ended: false, Inside: true })
            .SelectMany(task => task.Words.Where(word => !word.Deleted && word.Text != Word.Equal).Select(word => (task, word))).ToList();
        return words.Count == 0 ? null : words[chance.Next(words.Count)];
    }

    private long Person(int portal) => portal == 1 ? new long[] { 1, 7, 9 }[chance.Next(3)] : new long[] { 1, 3, 5, 8 }[chance.Next(4)];

    private Portal Portal(int portal) => world.Hosts[portal].Portal;

    private PortalUser User(int portal, long id) => Portal(portal).Users[id];

    private static string Who(long user, bool robot) => robot ? $"a robot as u{user}" : $"u{user}";

    private string Fresh() => string.Create(CultureInfo.InvariantCulture, $"w{++_words}w");

    private void Do(string line, Action action)
    {
        Lines.Add($"{world.Clock.GetUtcNow():HH:mm:ss} {line}");
        action();
    }
}
