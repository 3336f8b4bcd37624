using System.Globalization;
using B24App.Backfill;
using B24App.Carry;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan.Carry;
using B24App.Tests.Carry;
using B24App.Tests.Journeys;

namespace B24App.Benchmarks;

/// <summary>
/// Years of calls and letters of contacts brought to their companies with the process ended twice on the way, while people go on calling: what it
/// costs, that each stands there once, and how long live work waits. Time is the portal's own, turned by hand.
/// </summary>
internal static class Remembering
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    public static async IAsyncEnumerable<Figure> Run(int contacts, int activities, bool outlives)
    {
        await using var world = await World.Start(Card.New);
        world.EventsAreLost();
        var portal = (await world.Portal(0)).Id;
        var rule = await world.Get<CarryRules>().Add(portal, "Rule", new CarryRule { Tie = Tie.ContactToCompany, Manner = Manner.Bind, Outlives = outlives }, 1);
        var (seeded, lonely) = Seeded(world);
        var people = new List<(long Contact, long Company)>();
        for (var i = 0; i < contacts; i++)
        {
            var company = i % 5 < 3 ? world.North.Company($"Company {i}") : 0;
            people.Add((world.North.Contact($"Contact {i}", company), company));
        }

        var expected = new Dictionary<long, List<long>>();
        for (var i = 0; i < activities; i++)
        {
            var (contact, company) = people[i % contacts];
            var call = world.North.Calls(3, contact, isLetter: i % 3 == 0, direction: 1 + (i % 2));
            if (company != 0)
            {
                (expected.TryGetValue(company, out var known) ? known : expected[company] = []).Add(call);
            }
        }

        await world.AllIsQuiet();
        world.North.Events.Faults = new EventFaults();
        world.Clock.Turn(TimeSpan.FromDays(10));
        var before = world.Requests();
        await world.Get<CarryRules>().Switch(portal, rule, on: true, 1);
        await world.AllIsQuiet();
        var eligible = expected.Values.Sum(calls => calls.Count) + seeded;
        var untied = people.Count(person => person.Company == 0) + lonely;
        var count = world.North.Activities();
        var (_, run) = await world.Get<CarryRuns>().Preview(portal, rule, 1);
        await Until(world, run, RunState.Ready);
        var previewed = world.Requests() - before; // with what the rule reads of its sources when it is switched on
        var counts = await world.Get<CarryRuns>().Counts((await world.Get<CarryRuns>().Find(portal, run))!);
        await world.Get<CarryRuns>().Start(portal, run);

        var waits = new List<TimeSpan>();
        var urgent = new Dictionary<(long Company, long Call), DateTimeOffset>();
        var (live, began) = (0, world.Clock.GetUtcNow());
        for (var second = 0; (await world.Get<CarryRuns>().Find(portal, run))!.State == RunState.Running; second++)
        {
            if (second % 5 == 0)
            {
                var company = world.North.Company($"Urgent {live++}");
                urgent[(company, world.North.Calls(3, world.North.Contact("Urgent", company)))] = world.Clock.GetUtcNow();
            }

            await world.AllIsQuiet(TimeSpan.Zero);
            foreach (var call in urgent.Keys.Where(call => world.North.Shown(4, call.Company).Contains(call.Call)).ToList())
            {
                urgent.Remove(call, out var made);
                waits.Add(world.Clock.GetUtcNow() - made);
            }

            world.Clock.Turn(Step);
            var done = await world.Scalar("SELECT count(DISTINCT item) FROM carry_deed WHERE run_id <> 0 AND act = 'bind'");
            if ((done >= eligible / 3 && world.Restarts == 0) || (done >= eligible * 2 / 3 && world.Restarts == 1))
            {
                await world.Restart();
            }
        }

        var took = world.Clock.GetUtcNow() - began;
        await world.AllIsQuiet();
        var requests = world.Requests() - before;
        var right = expected.Count(pair => world.North.Shown(4, pair.Key).SequenceEqual(pair.Value));
        var refused = world.North.Requests.Lines.Count(line => line.Status is 429 or 503);
        waits.Sort();
        var cost = (requests - ((outlives ? 3.0 : 2.0) * live)) / eligible;
        var how = outlives ? "and given a new owner" : "bound";
        yield return new Figure($"{contacts} contacts, {activities} calls and letters {how}, two restarts: requests for each that is carried, all reads included", "0.10", Text(cost), cost <= 0.10);
        yield return new Figure("of them for the preview", "-", Text(previewed / (double)eligible), true);
        yield return new Figure("entries the preview said, and there are", Number(eligible), Number(counts.Carried), counts.Carried == eligible);
        yield return new Figure("contacts without a company the preview said, and there are", Number(untied), Number(counts.Untied), counts.Untied == untied);
        yield return new Figure("companies with exactly what belongs there, each once", Number(expected.Count), Number(right), right == expected.Count);
        yield return new Figure("activities more than before", Number(live), Number(world.North.Activities() - count), world.North.Activities() - count == live);
        yield return new Figure("letters that left the portal", "0", Number(world.North.SentLetters().Count), world.North.SentLetters().Count == 0);
        yield return new Figure("refusals for too many requests", "0", Number(refused), refused == 0);
        yield return new Figure("how long the run took, by the portal's clock", "-", took.ToString("g", CultureInfo.InvariantCulture), true);
        yield return new Figure("requests a second meanwhile, of the 2 a second that are allowed", "-", Text((requests - previewed) / took.TotalSeconds), true);
        yield return new Figure($"{waits.Count} live calls meanwhile: 95 of 100 stand at the company within", "10 s", Seconds(waits[waits.Count * 95 / 100]), waits[waits.Count * 95 / 100] <= TimeSpan.FromSeconds(10));
    }

    // What the seed of the portal brought counts too: entries of contacts with a company, and contacts without one.
    private static (int Entries, int Untied) Seeded(World world)
    {
        lock (world.North.Portal.Gate)
        {
            var board = world.North.Portal.State<EmulatedPortal.Crm.CrmBoard>();
            var contacts = Enumerable.Range(1, 50).Select(id => new EmulatedPortal.Crm.CrmKey(CrmKey.Contact, id)).Where(key => board.Find(key) is not null).ToList();
            var tied = contacts.Where(key => world.North.Companies(key.Id).Count > 0).ToList();
            return (tied.Sum(key => board.ActivitiesOf(key).Count + board.CommentsOf(key).Count), contacts.Count - tied.Count);
        }
    }

    private static async Task Until(World world, long run, RunState state)
    {
        var portal = (await world.Portal(0)).Id;
        for (var i = 0; i < 100 && (await world.Get<CarryRuns>().Find(portal, run))!.State != state; i++)
        {
            await world.AllIsQuiet();
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double cost) => cost.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
