using B24App.EmulatedPortal.Tasks;

namespace B24App.Rig;

/// <summary>What the ledger found. Everything but the sizes must be zero.</summary>
internal sealed record Sum
{
    public int Tasks { get; set; }

    public int Comments { get; set; }

    public int Lost { get; set; }

    public int Doubled { get; set; }

    public int Leaked { get; set; }

    public int Stuck { get; set; }

    /// <summary>Comments that stand in another order than they were said.</summary>
    public int Swapped { get; set; }

    public List<string> Stories { get; } = [];

    public bool IsRed => Lost + Doubled + Leaked + Stuck + Swapped > 0;

    public void Tell(string story)
    {
        if (Stories.Count < 40)
        {
            Stories.Add(story);
        }
    }
}

/// <summary>The ledger: the rig's own book against what the portals hold and what they were asked to do.</summary>
internal sealed class Reckoning(Stage stage, Book book)
{
    public Sum Take()
    {
        var sum = new Sum();
        foreach (var filed in book.Tasks)
        {
            sum.Tasks++;
            sum.Comments += filed.Talk.Count;
            Places(filed, sum);
            if (filed.Partner is { } partner && stage.Hosts[filed.Portal].Of(filed, filed.Portal) is { } here && stage.Hosts[partner].Of(filed, partner) is { } there)
            {
                Fields(filed, partner, here, there, sum);
                Talk(filed, filed.Portal, partner, there.Id, sum);
                Talk(filed, partner, filed.Portal, here.Id, sum);
            }
        }

        Secrets(sum);
        return sum;
    }

    // Once where it was filed, once at its partner, nowhere else.
    private void Places(Filed filed, Sum sum)
    {
        for (var portal = 0; portal < stage.Hosts.Count; portal++)
        {
            var wanted = portal == filed.Portal || portal == filed.Partner ? 1 : 0;
            var stands = stage.Hosts[portal].With(filed.Token).Count;
            var story = $"task {filed.Token} of {Name(filed.Portal)} stands {stands} times at {Name(portal)}, wanted {wanted}";
            switch (stands - wanted)
            {
                case < 0:
                    sum.Lost++;
                    sum.Tell(story);
                    break;
                case > 0 when wanted == 0:
                    sum.Leaked++;
                    sum.Tell(story);
                    break;
                case > 0:
                    sum.Doubled += stands - wanted;
                    sum.Tell(story);
                    break;
            }
        }
    }

    private void Fields(Filed filed, int partner, PortalTask here, PortalTask there, Sum sum)
    {
        Same("title", here.Title, there.Title);
        Same("priority", here.Priority, there.Priority);
        Same("status", here.Status, there.Status);
        Same("deadline", here.Deadline, there.Deadline);
        Same("tags", string.Join(' ', here.Tags.Order(StringComparer.Ordinal)), string.Join(' ', there.Tags.Order(StringComparer.Ordinal)));
        if (!filed.Titles.ContainsValue(here.Title))
        {
            sum.Lost++;
            sum.Tell($"title of {filed.Token} is {here.Title}, people last wrote {string.Join(", ", filed.Titles.Values)}");
        }

        void Same<T>(string field, T a, T b)
        {
            if (!EqualityComparer<T>.Default.Equals(a, b))
            {
                sum.Lost++;
                sum.Tell($"{field} of {filed.Token} is {a} at {Name(filed.Portal)} and {b} at {Name(partner)}");
            }
        }
    }

    // What people of one side said stands once among what the app wrote at the other side, in their order.
    private void Talk(Filed filed, int from, int to, long task, Sum sum)
    {
        var people = filed.Talk.Where(said => said.Portal == to).Select(said => said.Id).ToHashSet();
        var lines = stage.Hosts[to].Discussion(task).Where(spoken => !people.Contains(spoken.Id)).SelectMany(spoken => spoken.Text.Split('\n')).Select(line => line.Trim()).ToList();
        var last = -1;
        foreach (var said in filed.Talk.Where(said => said.Portal == from && said.Kind == SaidKind.Unique))
        {
            Count(lines.Count(line => line.Contains(said.Token, StringComparison.Ordinal)), 1, said.Token);
            var place = lines.FindIndex(line => line.Contains(said.Token, StringComparison.Ordinal));
            if (place >= 0 && place < last)
            {
                sum.Swapped++;
                sum.Tell($"comment {said.Token} of {Name(from)} stands before an older one at {Name(to)} in {filed.Token}");
            }

            last = Math.Max(last, place);
        }

        Count(lines.Count(line => line == "ok"), filed.Talk.Count(said => said.Portal == from && said.Kind == SaidKind.Equal), "ok");
        foreach (var said in filed.Talk.Where(said => said.Portal == to && said.Kind == SaidKind.Unique))
        {
            Count(lines.Count(line => line.Contains(said.Token, StringComparison.Ordinal)), 0, said.Token + " (its own side)");
        }

        void Count(int stands, int wanted, string what)
        {
            if (stands == wanted)
            {
                return;
            }

            sum.Lost += Math.Max(0, wanted - stands);
            sum.Doubled += Math.Max(0, stands - wanted);
            sum.Tell($"comment {what} of {Name(from)} stands {stands} times at {Name(to)} in {filed.Token} ({task}, from {stage.Hosts[from].Of(filed, from)?.Id}), wanted {wanted}");
        }
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
