using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Rig;

/// <summary>People who work in their portals and know nothing of an app: they file, discuss, edit, take back, move, delete, and say the same thing twice.</summary>
internal sealed class Crowd(Stage stage, Book book, Random chance)
{
    private const int Remembered = 40;
    private const int Fresh = 12;
    private const long Administrator = 1;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    private static readonly string[] Tags = ["printer", "urgent", "accounts", "network"];
    private static readonly string[] Moves = ["start", "complete", "renew", "defer", "pause"];

    /// <summary>One thing somebody does.</summary>
    public void Act()
    {
        try
        {
            if (stage.WithParts && chance.Next(3) == 0)
            {
                new PartsCrowd(stage, book, chance).Act(Pick());
                return;
            }

            switch (chance.Next(100))
            {
                case < 9:
                    File();
                    break;
                case < 11:
                    Say(File(), 1); // the mirror cannot stand yet
                    break;
                case < 48:
                    Say(Pick(), 1);
                    break;
                case < 50:
                    Say(Pick(), chance.Next(3, 16));
                    break;
                case < 72:
                    Edit(Pick());
                    break;
                case < 81:
                    Move(Pick());
                    break;
                case < 88:
                    Reword(Pick());
                    break;
                case < 93:
                    TakeBack(Pick());
                    break;
                case < 95:
                    Reword(Pick(), changesWhoReads: true);
                    break;
                case < 98:
                    Carry(Pick());
                    break;
                default:
                    // Not while its mirror may still be being made: one that is made, its answer lost, and deleted before anybody could look
                    // for it cannot be told from one that was never made.
                    if (Pick() is { } filed && filed.Calm < book.Calm)
                    {
                        Delete(filed);
                    }

                    break;
            }
        }
        catch (RestError)
        {
            // the portal said no to a person, as portals do
        }
    }

    /// <summary>Files a task in a linked group, or a private one.</summary>
    public Filed File(int? on = null, bool secret = false)
    {
        var portal = on ?? chance.Next(stage.Hosts.Count);
        secret |= on is null && chance.Next(8) == 0;
        var bond = stage.Bonds.First(bond => bond.A == portal || bond.B == portal);
        var (group, partner) = bond.A == portal ? (bond.GroupA, bond.B) : (bond.GroupB, bond.A);
        var (token, title, word) = (book.Word("k"), book.Word("t"), book.Word("d"));
        var priority = chance.Next(3).ToString(CultureInfo.InvariantCulture);
        var task = stage.Hosts[portal].Files(Worker(portal), secret ? portal == 1 ? 0 : 13 : group, title, new JsonObject
        {
            ["DESCRIPTION"] = $"{token} please [B]do[/B] {word}",
            ["PRIORITY"] = priority,
        });
        var filed = new Filed { Portal = portal, Task = task, Token = token, Partner = secret ? null : partner, RemovesMirror = bond.RemovesMirrors, Calm = book.Calm };
        filed.Wrote("title", portal, title, book.Calm);
        filed.Wrote("description", portal, word, book.Calm);
        filed.Wrote("priority", portal, priority, book.Calm);
        book.Tasks.Add(filed);
        if (secret)
        {
            book.Secrets[token] = portal;
        }

        return filed;
    }

    /// <summary>Says something in a task, on a side where it stands.</summary>
    public void Say(Filed filed, int times, SaidKind? kind = null, int? on = null)
    {
        var (portal, host, task) = Somewhere(filed, on);
        if (task == 0)
        {
            return;
        }

        for (var i = 0; i < times; i++)
        {
            var what = kind ?? chance.Next(10) switch { < 3 => SaidKind.Equal, 3 => SaidKind.Internal, _ => SaidKind.Unique };
            var token = what == SaidKind.Equal ? "ok" : book.Word("c");
            var author = portal == filed.Portal ? Author(host, task) : Worker(portal);
            var id = host.Says(author, task, Text(what, token));
            filed.Talk.Add(new Said
            {
                Portal = portal,
                Id = id,
                Author = author,
                At = stage.Clock.GetUtcNow(),
                Token = token,
                Kind = what,
                Calm = book.Calm,
                Crosses = filed.Border == book.Calm ? Crosses.Perhaps : filed.IsOutside ? Crosses.Never : Crosses.Yes,
            });
            if (what == SaidKind.Internal)
            {
                book.Secrets[token] = portal;
            }
        }
    }

    /// <summary>Changes some fields on a side where the task stands.</summary>
    public void Edit(Filed filed, int? on = null)
    {
        var fields = new JsonObject();
        if (chance.Next(2) == 0)
        {
            fields["TITLE"] = book.Word("t");
        }

        if (chance.Next(4) == 0)
        {
            fields["DESCRIPTION"] = book.Word("d");
        }

        if (chance.Next(3) == 0)
        {
            fields["PRIORITY"] = chance.Next(3).ToString(CultureInfo.InvariantCulture);
        }

        if (chance.Next(3) == 0)
        {
            fields["DEADLINE"] = stage.Clock.GetUtcNow().AddMinutes(chance.Next(1000, 40_000)).ToString("yyyy-MM-dd'T'HH:mm:00zzz", CultureInfo.InvariantCulture);
        }

        if (fields.Count == 0 || chance.Next(4) == 0)
        {
            fields["TAGS"] = new JsonArray([.. Tags.Where(_ => chance.Next(2) == 0).Select(tag => (JsonNode)tag)]);
        }

        Write(filed, on, fields);
    }

    /// <summary>Gives a task another title.</summary>
    public void Rename(Filed filed, int on) => Write(filed, on, new JsonObject { ["TITLE"] = book.Word("t") });

    /// <summary>Changes the description and nothing else, as a person who leaves our frame alone.</summary>
    public void Describe(Filed filed, int on) => Write(filed, on, new JsonObject { ["DESCRIPTION"] = book.Word("d") });

    /// <summary>An author changes what he said; or makes a public comment internal, and the other way round.</summary>
    public void Reword(Filed filed, int? on = null, bool changesWhoReads = false)
    {
        if (Spoken(filed, on, said => said.Kind == SaidKind.Internal == changesWhoReads || chance.Next(3) == 0) is not var (host, task, said))
        {
            return;
        }

        var (token, kind) = (book.Word("c"), changesWhoReads && said.Kind != SaidKind.Internal ? SaidKind.Internal : changesWhoReads || said.Kind != SaidKind.Internal ? SaidKind.Unique : SaidKind.Internal);
        host.Rewords(said, task, Text(kind, token));
        said.CameLater |= said.Kind == SaidKind.Internal && kind != SaidKind.Internal;
        said.Former.Add(said.Token);
        (said.Token, said.Kind, said.Changed) = (token, kind, book.Calm);
        if (kind == SaidKind.Internal)
        {
            book.Secrets[token] = said.Portal;
        }
    }

    /// <summary>An author takes back what he said.</summary>
    public void TakeBack(Filed filed, int? on = null)
    {
        if (Spoken(filed, on, _ => true) is var (host, task, said))
        {
            host.TakesBack(said.Author, task, said.Id);
            (said.Gone, said.Changed) = (true, book.Calm);
        }
    }

    /// <summary>Somebody deletes the task on one side.</summary>
    public void Delete(Filed filed, int? on = null)
    {
        var (portal, host, task) = Somewhere(filed, on);
        if (task != 0 && filed.GoneAt is null)
        {
            host.Call(Administrator, "tasks.task.delete", new JsonObject { ["taskId"] = task });
            filed.GoneAt = portal;
        }
    }

    /// <summary>Moves the task out of its group or back; the mirror's own group means nothing.</summary>
    public void Carry(Filed filed, int? on = null)
    {
        var (portal, host, task) = Somewhere(filed, on);
        if (task == 0 || filed.Partner is null)
        {
            return;
        }

        if (portal != filed.Portal)
        {
            host.Edits(Administrator, task, new JsonObject { ["GROUP_ID"] = 0 });
            return;
        }

        var bond = stage.Bonds.First(bond => (bond.A == portal && bond.B == filed.Partner) || (bond.B == portal && bond.A == filed.Partner));
        host.Edits(Administrator, task, new JsonObject { ["GROUP_ID"] = filed.IsOutside ? bond.A == portal ? bond.GroupA : bond.GroupB : 0 });
        filed.Left = filed.IsOutside || filed.Border == book.Calm ? filed.Left : book.Calm;
        (filed.IsOutside, filed.Border) = (!filed.IsOutside, book.Calm);
        foreach (var said in filed.Talk.Where(said => said.Calm == book.Calm || said.Changed == book.Calm))
        {
            said.Crosses = Crosses.Perhaps;
        }
    }

    private void Write(Filed filed, int? on, JsonObject fields)
    {
        var (portal, host, task) = Somewhere(filed, on);
        if (task == 0)
        {
            return;
        }

        var said = fields.ToDictionary(field => field.Key, field => field.Value!.ToString(), StringComparer.Ordinal);
        if (said.TryGetValue("DESCRIPTION", out var word))
        {
            fields["DESCRIPTION"] = World.WordInDescription().Replace(host.Task(task).Text("description"), word);
        }

        host.Edits(Administrator, task, fields);
        foreach (var (field, value) in said.Where(field => field.Key != "TAGS"))
        {
            filed.Wrote(field.ToLowerInvariant(), portal, field == "DEADLINE" ? World.Moment(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture)) : value, book.Calm);
        }
    }

    private void Move(Filed filed)
    {
        var (_, host, task) = Somewhere(filed, null);
        if (task != 0)
        {
            host.Does(Administrator, task, Moves[chance.Next(Moves.Length)]);
        }
    }

    private Filed Pick()
    {
        var young = Math.Min(Remembered, book.Tasks.Count);
        return young == 0 ? File(0) : book.Tasks[^(chance.Next(young) + 1)];
    }

    private (int Portal, PortalHost Host, long Task) Somewhere(Filed filed, int? on)
    {
        var portal = on ?? (filed.Partner is { } partner && chance.Next(2) == 0 ? partner : filed.Portal);
        var host = stage.Hosts[portal];
        return (portal, host, host.Of(filed, portal)?.Id ?? 0);
    }

    // What stands at the border of a link is left alone: it is anybody's guess what of it crosses. And people change what they said just
    // now: a change of what is far up is told by the messenger's events alone, which not every portal has; and after days a portal lets
    // nobody change a message by REST (a note says so, and has a test of its own).
    private (PortalHost Host, long Task, Said Said)? Spoken(Filed filed, int? on, Func<Said, bool> which)
    {
        if (filed.IsOutside || filed.Border == book.Calm)
        {
            return null;
        }

        var all = filed.Talk.TakeLast(Fresh).Where(said => !said.Gone && said.At > stage.Clock.GetUtcNow() - Lately && said.Crosses == Crosses.Yes && (on ?? said.Portal) == said.Portal && which(said)).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var said = all[chance.Next(all.Count)];
        var host = stage.Hosts[said.Portal];
        return host.Of(filed, said.Portal) is { } task ? (host, task.Id, said) : null;
    }

    private static string Text(SaidKind kind, string token) => kind switch
    {
        SaidKind.Internal => $"// {token} is between us",
        SaidKind.Equal => "ok",
        _ => $"{token} [b]see[/b] https://example.com/{token}html",
    };

    private static long Author(PortalHost host, long task) => long.Parse(host.Task(task).Text("createdBy"), CultureInfo.InvariantCulture);

    private static long Worker(int portal) => portal == 1 ? 7 : 5;
}
