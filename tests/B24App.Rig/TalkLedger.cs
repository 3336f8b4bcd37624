using B24App.Plan;
using B24App.Tests.Journeys;

namespace B24App.Rig;

/// <summary>
/// What people of one side said stands once among what the app wrote at the other side, as it reads now, in their order. What they took
/// back stands there no more. Many comments that crossed as one message stay as they are: a note tells of what changed in them.
/// </summary>
internal sealed class TalkLedger(Stage stage, Sum sum)
{
    public void Check(Filed filed, int from, int to, long task)
    {
        var people = filed.Talk.Where(said => said.Portal == to).Select(said => said.Id).ToHashSet();
        var page = new Page([.. stage.Hosts[to].Discussion(task).Where(spoken => !people.Contains(spoken.Id))]);
        var last = -1;
        foreach (var said in filed.Talk.Where(said => said.Portal == from))
        {
            foreach (var former in said.Former.Where(former => former != "ok"))
            {
                Count(page.Plain(former), 0, filed.LeftWith(said) ? 1 : 0, former + ", which reads otherwise now,");
            }

            if (said.Kind != SaidKind.Unique)
            {
                continue;
            }

            if (said.Gone)
            {
                Count(page.Plain(said.Token), 0, page.Ends(stage.Hosts[from], said, filed) || filed.LeftWith(said) ? 1 : 0, said.Token + ", which was taken back,");
                continue;
            }

            Count(page.All(said.Token), said.Crosses == Crosses.Yes ? 1 : 0, said.Crosses == Crosses.Never ? 0 : 1, said.Token);
            if (said.KeepsItsPlace)
            {
                InOrder(page.Place(said.Token), said.Token);
            }
        }

        var equal = filed.Talk.Where(said => said.Portal == from && (said.Kind == SaidKind.Equal || said.Former.Contains("ok"))).ToList();
        var certain = equal.Count(said => said is { Kind: SaidKind.Equal, Gone: false, Crosses: Crosses.Yes });
        var unsure = equal.Count(said => said is { Kind: SaidKind.Equal, Gone: false, Crosses: Crosses.Perhaps })
            + Math.Min(page.EqualInDigests, equal.Count(said => said.Gone || said.Kind != SaidKind.Equal))
            + equal.Count(said => said is { Kind: SaidKind.Equal, Gone: true } ? page.Ends(stage.Hosts[from], said, filed) || filed.LeftWith(said) : said.Kind != SaidKind.Equal && filed.LeftWith(said));
        Count(page.Equal, certain, certain + unsure, "ok");
        foreach (var said in filed.Talk.Where(said => said.Portal == to && said.Kind == SaidKind.Unique))
        {
            Count(page.All(said.Token), 0, 0, said.Token + " (its own side)");
        }

        void InOrder(int place, string token)
        {
            if (place >= 0 && place < last)
            {
                sum.Swapped++;
                sum.Tell($"comment {token} of {Name(from)} stands before an older one at {Name(to)} in {filed.Token}");
            }

            last = Math.Max(last, place);
        }

        void Count(int stands, int least, int most, string what)
        {
            if (stands < least || stands > most)
            {
                sum.Lost += Math.Max(0, least - stands);
                sum.Doubled += Math.Max(0, stands - most);
                sum.Tell($"comment {what} of {Name(from)} stands {stands} times at {Name(to)} in {filed.Token} ({task}, from {stage.Hosts[from].Of(filed, from)?.Id}), wanted {least}");
            }
        }
    }

    private string Name(int portal) => stage.Hosts[portal].Portal.Name;

    // What the app wrote into one discussion.
    private sealed class Page(IReadOnlyList<Spoken> written)
    {
        private readonly List<string> _lines = [.. written.Where(spoken => !Notes.IsNote(spoken.Text) || IsDigest(spoken)).SelectMany(Lines)];
        private readonly List<string> _plain = [.. written.Where(spoken => !Notes.IsNote(spoken.Text) && !IsDigest(spoken)).SelectMany(Lines)];
        private readonly List<string> _all = [.. written.SelectMany(Lines)];

        public int Equal => _lines.Count(line => line == "ok");

        public int EqualInDigests => Equal - _plain.Count(line => line == "ok");

        public int All(string token) => _all.Count(line => line.Contains(token, StringComparison.Ordinal));

        public int Plain(string token) => _plain.Count(line => line.Contains(token, StringComparison.Ordinal));

        public int Place(string token) => _lines.FindIndex(line => line.Contains(token, StringComparison.Ordinal));

        // A message without a neighbour on both sides is not proven to be deleted, unless an event said so (RULES 23).
        public bool Ends(EmulatedPortal.Hosting.PortalHost host, Said said, Filed filed)
        {
            var left = host.Discussion(host.Of(filed, said.Portal)!.Id);
            return host.Chat(host.Of(filed, said.Portal)!.Id) == 0 && (left.All(line => line.Id > said.Id) || left.All(line => line.Id < said.Id));
        }

        private static IEnumerable<string> Lines(Spoken spoken) => spoken.Text.Split('\n').Select(line => line.Trim());

        private static bool IsDigest(Spoken spoken) => Lines(spoken).Count(line => line == "ok" || World.WordInComment().IsMatch(line)) > 1;
    }
}
