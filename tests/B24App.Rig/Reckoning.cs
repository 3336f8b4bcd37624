using B24App.EmulatedPortal.Tasks;
using B24App.Plan;
using B24App.Plan.Text;

namespace B24App.Rig;

/// <summary>The ledger: the rig's own book against what the portals hold and what they were asked to do.</summary>
internal sealed class Reckoning(Stage stage, Book book)
{
    private static readonly string[] Fields = ["title", "description", "priority", "deadline", "tags", "status"];

    public Sum Take()
    {
        var sum = new Sum();
        var talks = new TalkLedger(stage, sum);
        var parts = new PartsLedger(stage, sum);
        foreach (var filed in book.Tasks)
        {
            sum.Tasks++;
            sum.Comments += filed.Talk.Count;
            Places(filed, sum);
            if (filed.Partner is { } partner && filed.GoneAt is null && stage.Hosts[filed.Portal].Of(filed, filed.Portal) is { } here && stage.Hosts[partner].Of(filed, partner) is { } there)
            {
                if (!filed.IsOutside)
                {
                    Equal(filed, partner, here, there, sum);
                    parts.Check(filed, partner, here.Id, there.Id);
                }

                talks.Check(filed, filed.Portal, partner, there.Id);
                talks.Check(filed, partner, filed.Portal, here.Id);
                Told(filed, partner, there.Id, filed.Leaves, (notes, name) => notes.LeftLink(name), sum);
            }
        }

        Secrets(sum);
        parts.Leaks(book.Tasks);
        return sum;
    }

    // Once where it was filed, once at its partner, nowhere else. What was deleted on one side stays on the other and is told there once,
    // unless that side wants its mirrors removed with their origins (RULES 22).
    private void Places(Filed filed, Sum sum)
    {
        for (var portal = 0; portal < stage.Hosts.Count; portal++)
        {
            var belongs = portal == filed.Portal || portal == filed.Partner;
            var stands = stage.Hosts[portal].With(filed.Token);
            var (least, most) = (filed.GoneAt is { } at, belongs) switch
            {
                (_, false) => (0, 0),
                (true, _) when portal == filed.GoneAt => (0, 0),
                (true, _) when portal == filed.Partner && filed.RemovesMirror => (0, 0),
                (true, _) when portal == filed.Partner => (filed.HasCrossed ? 1 : 0, 1), // deleted before a calm saw it inside, it may never have crossed
                _ when portal == filed.Partner && filed.IsOutside && filed.Border == filed.Calm => (0, 1), // nor may what left at once
                _ => (1, 1),
            };
            var story = $"task {filed.Token} of {Name(filed.Portal)} ({filed.Task}{(filed.GoneAt is { } end ? $", deleted at {Name(end)}" : "")}) stands {stands.Count} times at {Name(portal)}, wanted {least}";
            if (stands.Count < least)
            {
                sum.Lost++;
                sum.Tell(story);
            }
            else if (stands.Count > most && !belongs)
            {
                sum.Leaked++;
                sum.Tell(story);
            }
            else if (stands.Count > most)
            {
                sum.Doubled += stands.Count - most;
                sum.Tell(story);
            }
            else if (filed is { GoneAt: not null, IsOutside: false } && stands.Count > 0 && belongs) // outside the link nothing crosses, this neither (RULES 8)
            {
                Told(filed, portal, stands[0].Id, 1, (notes, name) => notes.TaskDeletedAtPartner(name), sum);
            }
        }
    }

    // A note stands there exactly as often as there was something to tell.
    private void Told(Filed filed, int portal, long task, int times, Func<Notes, string, string> note, Sum sum)
    {
        var other = portal == filed.Portal ? filed.Partner!.Value : filed.Portal;
        var host = stage.Hosts[portal];
        var text = note(Notes.In(host.Portal.Language == "ru" ? Language.Ru : Language.En), Name(other));
        var stands = host.Discussion(task).Count(line => line.Text.Contains(text, StringComparison.Ordinal));
        var unsure = filed.Border >= 0 && filed.GoneAt is null ? filed.Talk.Count + filed.Leaves + 1 : 0;
        if (stands < times || stands > times + unsure)
        {
            sum.Lost += Math.Max(0, times - stands);
            sum.Doubled += Math.Max(0, stands - times);
            sum.Tell($"{Name(portal)} was told {stands} times in {filed.Token}, wanted {times}: {text}");
        }
    }

    private void Equal(Filed filed, int partner, PortalTask here, PortalTask there, Sum sum)
    {
        foreach (var field in Fields)
        {
            var (a, b) = (here.Shows(field), there.Shows(field));
            var wanted = Wanted(filed, field);
            if (a != b)
            {
                sum.Lost++;
                sum.Tell($"{field} of {filed.Token} is {a} at {Name(filed.Portal)} ({here.Id}) and {b} at {Name(partner)} ({there.Id})");
            }
            else if (wanted.Count > 0 && !wanted.Contains(a))
            {
                sum.Lost++;
                sum.Tell($"{field} of {filed.Token} is {a} at {Name(filed.Portal)} ({here.Id}), by the rule it is {string.Join(" or ", wanted)}");
            }
        }
    }

    // RULES 1: what changed on one side since both agreed is carried; changed on both, the origin's value stays. Whether two writes between
    // the same two calms met, nobody outside can tell: then the last one of either side is right.
    private static List<string> Wanted(Filed filed, string field)
    {
        var written = filed.Fields.GetValueOrDefault(field) ?? [];
        var origin = written.LastOrDefault(write => write.Portal == filed.Portal);
        var mirror = written.LastOrDefault(write => write.Portal != filed.Portal);
        return (origin, mirror) switch
        {
            (null, null) => [],
            (null, _) => [mirror.Value],
            (_, null) => [origin.Value],
            _ when origin.Calm > mirror.Calm => [origin.Value],
            _ when mirror.Calm > origin.Calm => [mirror.Value],
            _ => [origin.Value, mirror.Value],
        };
    }

    // Also what was written and taken away again, or refused: the portals' journals keep what they were asked.
    private void Secrets(Sum sum)
    {
        for (var portal = 0; portal < stage.Hosts.Count; portal++)
        {
            var asked = string.Join('\n', stage.Hosts[portal].Requests.Lines.Select(line => line.Params));
            foreach (var (secret, home) in book.Secrets.Where(secret => secret.Value != portal))
            {
                if (asked.Contains(secret, StringComparison.Ordinal))
                {
                    sum.Leaked++;
                    sum.Tell($"{secret} of {Name(home)} was sent to {Name(portal)}");
                }
            }
        }
    }

    private string Name(int portal) => stage.Hosts[portal].Portal.Name;
}
