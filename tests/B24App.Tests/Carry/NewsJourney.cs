using System.Text.Json.Nodes;
using B24App.Backfill;
using B24App.Carry;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>What goes by itself is what happens after a rule was switched on; what was there before waits for a run and its preview.</summary>
public sealed class NewsJourney
{
    [Fact]
    public async Task The_first_event_of_a_contact_brings_only_what_is_new()
    {
        await using var past = await Past.Of(CarryWorld.ContactRule);
        var (world, company, contact, old) = (past.World, past.Company, past.Contact, past.Calls);

        world.North.Changes("contact", contact, "NAME", "Иван Иванович");
        await world.AllIsQuiet();
        Assert.Empty(world.North.Shown(4, company));

        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        Assert.Equal([call], world.North.Shown(4, company));

        world.North.Changes("contact", contact, "NAME", "Иван");
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = old[0], ["fields"] = new JsonObject { ["SUBJECT"] = "Другое" } });
        await world.AllIsQuiet();
        Assert.Equal([old[0], call], world.North.Shown(4, company)); // the event was about this one
    }

    [Fact]
    public async Task What_the_census_did_not_reach_brings_what_was_written_since_the_rule_is_at_work()
    {
        await using var past = await Past.Of(CarryWorld.ContactRule);
        var (world, company, contact) = (past.World, past.Company, past.Contact);
        await world.Get<B24App.Store.Database>().Write(connection => { Dapper.SqlMapper.Execute(connection, "DELETE FROM carry_tie"); });
        world.EventsAreLost();
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        world.North.Events.Faults = new EventFaults();

        world.North.Changes("contact", contact, "NAME", "Иван Иванович");
        await world.AllIsQuiet();
        Assert.Equal([call], world.North.Shown(4, company));
    }

    [Fact]
    public async Task A_contact_of_before_the_rule_that_gets_its_company_later_brings_its_history_along()
    {
        await using var past = await Past.Of(CarryWorld.ContactRule, tied: false);
        var (world, company, contact) = (past.World, past.Company, past.Contact);
        world.North.Changes("contact", contact, "COMPANY_ID", company);
        await world.AllIsQuiet();
        Assert.Equal(past.Calls, world.North.Shown(4, company));
    }

    [Fact]
    public async Task A_lead_of_before_the_rule_that_is_converted_later_brings_its_history_along()
    {
        await using var world = await World.Start(Card.New);
        var lead = world.North.Lead();
        var calls = Enumerable.Range(0, 3).Select(_ => world.North.Calls(1, lead)).ToList();
        await world.AllIsQuiet();
        await world.Rules(CarryWorld.LeadRule);

        var deal = world.North.Converts(lead);
        await world.AllIsQuiet();
        Assert.Equal(calls, world.North.Shown(2, deal));
    }

    [Fact]
    public async Task What_was_there_before_comes_with_a_run()
    {
        await using var past = await Past.Of(CarryWorld.ContactRule);
        var (world, runs) = (past.World, past.World.Get<CarryRuns>());
        var portal = (await world.Portal(0)).Id;
        var (_, run) = await runs.Preview(portal, past.Rule, 1);
        await world.AllIsQuiet();
        Assert.Equal(CarryAnswer.Done, await runs.Start(portal, run));
        await world.AllIsQuiet();
        Assert.Equal(RunState.Done, (await runs.Find(portal, run))!.State);
        Assert.Equal(past.Calls, world.North.Shown(4, past.Company));
    }

    [Fact]
    public async Task Switched_on_anew_it_takes_only_what_happens_from_then_on()
    {
        await using var past = await Past.Of(CarryWorld.ContactRule, tied: false);
        var (world, rules) = (past.World, past.World.Get<CarryRules>());
        var portal = (await world.Portal(0)).Id;
        await rules.Switch(portal, past.Rule, on: false, 1);
        world.North.Changes("contact", past.Contact, "COMPANY_ID", past.Company);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(10));
        await rules.Switch(portal, past.Rule, on: true, 1);
        await world.Peruses();

        world.North.Changes("contact", past.Contact, "NAME", "Пётр");
        await world.AllIsQuiet();
        Assert.Empty(world.North.Shown(4, past.Company));
    }

    private sealed record Past(World World, long Rule, long Company, long Contact, IReadOnlyList<long> Calls) : IAsyncDisposable
    {
        public static async Task<Past> Of(CarryRule rule, bool tied = true)
        {
            var world = await World.Start(Card.New);
            var company = world.North.Company();
            var contact = world.North.Contact("Иван", tied ? company : 0);
            var calls = Enumerable.Range(0, 3).Select(_ => world.North.Calls(3, contact)).ToList();
            await world.AllIsQuiet();
            world.Clock.Turn(TimeSpan.FromDays(1));
            return new Past(world, await world.Rules(rule), company, contact, calls);
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
