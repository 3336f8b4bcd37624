using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Rig;

/// <summary>People who work in their portals and know nothing of an app: they file, discuss, edit, and say the same thing twice.</summary>
internal sealed class Crowd(Stage stage, Book book, Random chance)
{
    private const int Remembered = 40;
    private const long Administrator = 1;

    private static readonly string[] Tags = ["printer", "urgent", "accounts", "network"];
    private static readonly string[] Moves = ["start", "complete", "renew", "defer", "pause"];

    /// <summary>One thing somebody does.</summary>
    public void Act()
    {
        try
        {
            switch (chance.Next(100))
            {
                case < 18:
                    File();
                    break;
                case < 60:
                    Say(Pick(), 1);
                    break;
                case < 66:
                    Say(Pick(), chance.Next(3, 16));
                    break;
                case < 88:
                    Edit(Pick());
                    break;
                default:
                    Move(Pick());
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
        var token = book.Word("k");
        var title = book.Word("t");
        var user = Worker(portal);
        var task = stage.Hosts[portal].Files(user, secret ? portal == 1 ? 0 : 13 : group, title, new JsonObject
        {
            ["DESCRIPTION"] = $"{token} please [B]do[/B] this",
            ["PRIORITY"] = chance.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        var filed = new Filed { Portal = portal, Task = task, Token = token, Partner = secret ? null : partner };
        filed.Titles[portal] = title;
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
            var text = what switch { SaidKind.Internal => $"// {token} is between us", SaidKind.Equal => "ok", _ => $"{token} [b]see[/b] https://example.com/{i}" };
            var id = host.Says(portal == filed.Portal ? Author(host, task) : Worker(portal), task, text);
            filed.Talk.Add(new Said(portal, id, token, what));
            if (what == SaidKind.Internal)
            {
                book.Secrets[token] = portal;
            }
        }
    }

    /// <summary>Changes some fields on a side where the task stands.</summary>
    public void Edit(Filed filed, int? on = null)
    {
        var (portal, host, task) = Somewhere(filed, on);
        if (task == 0)
        {
            return;
        }

        var fields = new JsonObject();
        if (chance.Next(2) == 0)
        {
            fields["TITLE"] = book.Word("t");
        }

        if (chance.Next(3) == 0)
        {
            fields["PRIORITY"] = chance.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (chance.Next(3) == 0)
        {
            fields["DEADLINE"] = stage.Clock.GetUtcNow().AddDays(chance.Next(1, 30)).ToString("yyyy-MM-dd'T'HH:mm:00zzz", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (fields.Count == 0 || chance.Next(4) == 0)
        {
            fields["TAGS"] = new JsonArray([.. Tags.Where(_ => chance.Next(2) == 0).Select(tag => (JsonNode)tag)]);
        }

        host.Edits(Administrator, task, fields);
        if (fields["TITLE"] is { } title)
        {
            filed.Titles[portal] = title.ToString();
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

    private static long Author(PortalHost host, long task) => long.Parse(host.Task(task).Text("createdBy"), System.Globalization.CultureInfo.InvariantCulture);

    private static long Worker(int portal) => portal == 1 ? 7 : 5;
}
