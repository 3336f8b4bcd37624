using System.Globalization;
using B24App.Carry;
using B24App.EmulatedPortal.Hosting;
using B24App.Plan.Carry;
using B24App.Tests.Carry;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Rig;

/// <summary>
/// Years of calls and letters of contacts are brought to their companies while the app is killed from outside, at moments nobody chose. What stands
/// where is counted at the portal itself: each at its company once, none more than before, and no refusal for asking too much.
/// </summary>
internal sealed class Remembered(Stage stage, RigOptions options, RememberedPast past, TextWriter output)
{
    private readonly Random _chance = new(options.Seed);

    /// <summary>Brings them over; true when the facts are as they must be.</summary>
    public async Task<bool> Run()
    {
        var run = await stage.Inside(async services =>
        {
            var portal = (await stage.Admin(services, 0)).Portal;
            var rule = await services.GetRequiredService<CarryRules>().Add(portal, "Rule", new CarryRule { Tie = Tie.ContactToCompany, Manner = B24App.Plan.Carry.Manner.Bind, Outlives = options.Outlives }, 1);
            await services.GetRequiredService<CarryRules>().Switch(portal, rule, on: true, 1);
            return (await services.GetRequiredService<CarryRuns>().Preview(portal, rule, 1)).Run;
        });
        var requests = past.Host.Requests.Count;
        await using (var reads = await AppProcess.Start(stage, new Manner()))
        {
            await Before.Until("the preview", async () => await State(run) == "ready");
            await reads.Stop();
        }

        var counts = await stage.Inside(async services =>
        {
            var (runs, portal) = (services.GetRequiredService<CarryRuns>(), (await stage.Admin(services, 0)).Portal);
            await runs.Start(portal, run);
            return await runs.Counts((await runs.Find(portal, run))!);
        });
        var kills = await Carry(run);
        await output.WriteLineAsync($"  killed when {string.Join(" and ", kills)} of {past.Eligible} stood at their companies");
        return await Tell(counts, kills.Count, past.Host.Requests.Count - requests);
    }

    private async Task<List<long>> Carry(long run)
    {
        var kills = new List<long>();
        for (var death = 0; ; death++)
        {
            await using var app = await AppProcess.Start(stage, new Manner());
            var at = death >= options.Kills ? long.MaxValue : (long)(past.Eligible * (death + 0.2 + (0.6 * _chance.NextDouble())) / (options.Kills + 1));
            long done = 0;
            await Before.Until("the run", async () => (done = await Done(run)) >= at || await IsOver(run));
            if (await IsOver(run))
            {
                await app.Stop();
                return kills;
            }

            app.Kill();
            kills.Add(done);
        }
    }

    private async Task<bool> Tell(CarryCounts counts, int kills, long requests)
    {
        var right = past.Expected.Count(pair => past.Host.Shown(CrmKey.Company, pair.Key).SequenceEqual(pair.Value));
        var elsewhere = past.Untied.Count(call => past.Host.Cards(call).Count != 1);
        var more = past.Host.Activities() - past.Activities;
        var refused = past.Host.Requests.TooMany;
        await output.WriteLineAsync($"""
            | contacts | calls and letters | | kills | preview: entries, untied | there are | companies with exactly theirs | of | moved without a company | more than before | letters sent | limit errors | requests for each |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|
            | {options.Contacts} | {options.Activities} | {(options.Outlives ? "new owner" : "bound")} | {kills} | {counts.Carried}, {counts.Untied} | {past.Eligible}, {past.WithoutCompany} | {right} | {past.Expected.Count} | {elsewhere} | {more} | {past.Host.SentLetters().Count} | {refused} | {((double)requests / past.Eligible).ToString("0.000", CultureInfo.InvariantCulture)} |
            """);
        var most = past.Host.Requests.Calls.OrderByDescending(call => call.Value).Take(10).Select(call => $"{call.Key} {call.Value}");
        await output.WriteLineAsync($"  {requests} requests: {string.Join(", ", most)}");
        return right == past.Expected.Count && elsewhere == 0 && more == 0 && refused == 0 && kills == options.Kills && past.Host.SentLetters().Count == 0
            && (counts.Carried, counts.Untied) == (past.Eligible, past.WithoutCompany);
    }

    private Task<string?> State(long run) => StoreGlance.Ask(stage.StoreFile, connection => connection.ExecuteScalarAsync<string?>("SELECT state FROM carry_run WHERE id = @run", new { run }));

    private Task<long> Done(long run) => StoreGlance.Ask(stage.StoreFile, connection => connection.ExecuteScalarAsync<long>("SELECT count(DISTINCT item) FROM carry_deed WHERE run_id = @run AND act = 'bind'", new { run }));

    private async Task<bool> IsOver(long run) => await State(run) == "done"
        && await StoreGlance.Ask(stage.StoreFile, connection => connection.ExecuteScalarAsync<long>("SELECT (SELECT count(*) FROM carry_intent WHERE settled_at = 0) + (SELECT count(*) FROM carry_dirty)")) == 0;
}

/// <summary>What people did for years before the rule, and what follows from it.</summary>
internal sealed class RememberedPast
{
    private RememberedPast(PortalHost host) => Host = host;

    /// <summary>The portal.</summary>
    public PortalHost Host { get; }

    /// <summary>What must stand at each company.</summary>
    public SortedDictionary<long, List<long>> Expected { get; } = [];

    /// <summary>What stays at its contact alone.</summary>
    public List<long> Untied { get; } = [];

    /// <summary>Entries of contacts with a company.</summary>
    public int Eligible { get; private set; }

    /// <summary>Contacts without one.</summary>
    public int WithoutCompany { get; private set; }

    /// <summary>Activities there are.</summary>
    public int Activities { get; private set; }

    /// <summary>Forty of a hundred contacts have no company.</summary>
    public static RememberedPast Of(PortalHost host, int contacts, int activities)
    {
        var past = new RememberedPast(host);
        past.Seeded();
        var people = Enumerable.Range(0, contacts).Select(i => i % 5 < 3 ? host.Company($"Company {i}") : 0).Select((company, i) => (Contact: host.Contact($"Contact {i}", company), Company: company)).ToList();
        past.WithoutCompany += people.Count(person => person.Company == 0);
        for (var i = 0; i < activities; i++)
        {
            var (contact, company) = people[i % contacts];
            var call = host.Calls(CrmKey.Contact, contact, isLetter: i % 3 == 0, direction: 1 + (i % 2));
            if (company == 0)
            {
                past.Untied.Add(call);
                continue;
            }

            past.Eligible++;
            (past.Expected.TryGetValue(company, out var known) ? known : past.Expected[company] = []).Add(call);
        }

        past.Activities = host.Activities();
        return past;
    }

    // The portal comes with a few records of its own; what belongs to contacts counts too.
    private void Seeded()
    {
        lock (Host.Portal.Gate)
        {
            var board = Host.Portal.State<EmulatedPortal.Crm.CrmBoard>();
            foreach (var id in Enumerable.Range(1, 50).Where(id => board.Find(new EmulatedPortal.Crm.CrmKey(CrmKey.Contact, id)) is not null))
            {
                var tied = Host.Companies(id).Count > 0;
                WithoutCompany += tied ? 0 : 1;
                Eligible += tied ? board.ActivitiesOf(new EmulatedPortal.Crm.CrmKey(CrmKey.Contact, id)).Count + board.CommentsOf(new EmulatedPortal.Crm.CrmKey(CrmKey.Contact, id)).Count : 0;
            }
        }
    }
}
