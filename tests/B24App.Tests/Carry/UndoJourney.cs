using System.Text.Json.Nodes;
using B24App.Backfill;
using B24App.Carry;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>What is taken back is what we did, and by that rule alone: neither another rule's work nor what a person did himself.</summary>
public sealed class UndoJourney
{
    private const int Service = 128;
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_another_rule_bound_stays_when_a_dismissal_is_taken_back()
    {
        await using var one = await Dismissal.Of(1);
        await one.World.Rules(new CarryRule { Tie = new Tie(3, Service, "parentId3", TieSide.Target, TieChoice.Newest), Manner = Manner.Bind }, "Обслуживание");
        var service = Element(one.World, one.Contact);
        var call = one.World.North.Calls(3, one.Contact);
        await one.World.AllIsQuiet();
        Assert.Equal([call], one.World.North.Shown(Service, service));

        await one.Marks();
        Assert.Equal([call], one.World.North.Shown(4, one.Companies[0]));
        Assert.Equal([call], one.World.North.Shown(Service, service));
        Assert.Empty(one.World.North.Shown(3, one.Contact));

        await one.Returns();
        Assert.Equal([call], one.World.North.Shown(3, one.Contact));
        Assert.Empty(one.World.North.Shown(4, one.Companies[0]));
        Assert.Equal([call], one.World.North.Shown(Service, service));
        one.World.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["SUBJECT"] = "Другое" } });
        await one.World.AllIsQuiet();
        Assert.Equal([call], one.World.North.Shown(Service, service));
    }

    [Theory]
    [InlineData(Manner.Bind)]
    [InlineData(Manner.Move)]
    public async Task What_a_person_bound_before_our_call_left_stays_when_a_run_is_taken_back(Manner manner)
    {
        await using var world = await World.Start(Card.New);
        var portal = (await world.Portal(0)).Id;
        var rule = await world.Get<CarryRules>().Add(portal, "Правило", CarryWorld.ContactRule with { Manner = manner }, 1);
        world.EventsAreLost();
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var (theirs, ours) = (world.North.Calls(3, contact), world.North.Calls(3, contact));
        world.North.Remarks(3, contact, "человек");
        world.North.Remarks(3, contact, "приложение");
        await world.AllIsQuiet();
        var runs = world.Get<CarryRuns>();
        var (_, run) = await runs.Preview(portal, rule, 1);
        await Ends(world, run, RunState.Ready);

        foreach (var method in new[] { "crm.activity.binding.add", "crm.timeline.bindings.bind" })
        {
            world.North.Faults.Add(Fault.Throttle(1) with { Method = method, Lasts = TimeSpan.FromSeconds(20) });
        }

        await runs.Start(portal, run);
        await world.AllIsQuiet(AMoment);
        Assert.True(await world.Scalar("SELECT count(*) FROM carry_intent WHERE act = 'bind' AND settled_at = 0") >= 4);
        world.North.Binds(theirs, 4, company);
        world.North.BindsRemark("человек", company);
        await Ends(world, run, RunState.Done);
        Assert.Equal([theirs, ours], world.North.Shown(4, company));

        await runs.Undo(portal, run);
        await Ends(world, run, RunState.Undone);
        Assert.Equal([theirs, ours], world.North.Shown(3, contact));
        Assert.Equal([theirs], world.North.Shown(4, company));
        Assert.Equal(["человек", "приложение"], world.North.Remarks(3, contact));
        Assert.Equal(["человек"], world.North.Remarks(4, company));
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.ErrorAfterWrite)]
    public async Task What_was_ours_though_its_answer_was_lost_is_taken_back(FaultKind fault)
    {
        await using var one = await Dismissal.Of(1);
        var call = one.World.North.Calls(3, one.Contact);
        await one.World.AllIsQuiet();
        one.World.North.Faults.Add(new Fault(fault) { Method = "crm.activity.binding.add" });
        await one.Marks();
        Assert.Equal([call], one.World.North.Shown(4, one.Companies[0]));

        await one.Returns();
        Assert.Equal([call], one.World.North.Shown(3, one.Contact));
        Assert.Empty(one.World.North.Shown(4, one.Companies[0]));
    }

    [Fact]
    public async Task What_a_person_bound_before_our_call_left_stays_when_a_dismissal_is_taken_back()
    {
        await using var one = await Dismissal.Of(1);
        var (theirs, ours) = (one.World.North.Calls(3, one.Contact), one.World.North.Calls(3, one.Contact));
        await one.World.AllIsQuiet();
        one.World.North.Faults.Add(Fault.Throttle(1) with { Method = "crm.activity.binding.add", Lasts = TimeSpan.FromSeconds(20) });
        one.World.North.Changes("contact", one.Contact, "UF_CRM_FIRED", "1");
        await one.World.AllIsQuiet(AMoment);
        one.World.North.Binds(theirs, 4, one.Companies[0]);
        await one.World.AllIsQuiet();
        Assert.Equal([theirs, ours], one.World.North.Shown(4, one.Companies[0]));
        Assert.Empty(one.World.North.Shown(3, one.Contact));

        await one.Returns();
        Assert.Equal([theirs, ours], one.World.North.Shown(3, one.Contact));
        Assert.Equal([theirs], one.World.North.Shown(4, one.Companies[0]));
    }

    [Fact]
    public async Task Whom_a_person_kept_among_the_former_ones_himself_stays_there()
    {
        await using var one = await Dismissal.Of(2);
        await one.Marks();
        await one.Returns();
        Assert.All(one.Companies, company => Assert.Empty(one.Former(company)));

        one.World.North.Changes("contact", one.Contact, "UF_CRM_FIRED", "0");
        await one.World.AllIsQuiet();
        one.World.North.Changes("company", one.Companies[0], FormerField.Name, new JsonArray($"C_{one.Contact}"));
        await one.Marks();
        Assert.All(one.Companies, company => Assert.Equal([one.Contact], one.Former(company)));

        await one.Returns();
        Assert.Equal([one.Contact], one.Former(one.Companies[0]));
        Assert.Empty(one.Former(one.Companies[1]));
    }

    [Fact]
    public async Task Two_dismissed_ones_share_a_call_and_each_is_taken_back_alone()
    {
        await using var one = await Dismissal.Of(1);
        var (north, company) = (one.World.North, one.Companies[0]);
        var second = north.Contact("Пётр", company);
        var other = north.Company("Другая");
        var third = north.Contact("Анна", other);
        var call = north.Calls(3, one.Contact);
        north.Binds(call, 3, second);
        north.Binds(call, 3, third);
        await one.World.AllIsQuiet();
        foreach (var person in new[] { one.Contact, second, third })
        {
            await one.Marks(person);
        }

        Assert.Equal([(4, company), (4, other)], north.Stands(call));
        await one.Returns();
        Assert.Equal([(3, one.Contact), (4, company), (4, other)], north.Stands(call));
        await one.Returns(third);
        Assert.Equal([(3, one.Contact), (3, third), (4, company)], north.Stands(call));
        await one.Returns(second);
        Assert.Equal([(3, one.Contact), (3, second), (3, third)], north.Stands(call));
    }

    [Fact]
    public async Task With_several_companies_everything_is_as_it_was()
    {
        await using var one = await Dismissal.Of(3);
        var (north, contact) = (one.World.North, one.Contact);
        var call = north.Calls(3, contact);
        var deal = north.Call(1, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "Сделка" } })!.GetValue<long>();
        north.Binds(call, 2, deal);
        north.Remarks(3, contact, "помнит нас");
        await one.World.AllIsQuiet();
        var before = north.Companies(contact);
        Assert.Equal(3, before.Count);

        await one.Marks();
        Assert.Empty(north.Companies(contact));
        Assert.All(one.Companies, company => Assert.Equal([call], north.Shown(4, company)));
        Assert.All(one.Companies, company => Assert.Equal(["помнит нас"], north.Remarks(4, company)));
        Assert.Empty(north.Remarks(3, contact));

        // What arrives afterwards goes the same way, and comes back with the rest.
        var later = north.Calls(3, contact, isLetter: true);
        await one.World.AllIsQuiet();
        Assert.All(one.Companies, company => Assert.Equal([call, later], north.Shown(4, company)));
        Assert.Empty(north.Shown(3, contact));

        await one.Returns();
        Assert.Equal(before, north.Companies(contact));
        Assert.All(one.Companies, company => Assert.Empty(north.Shown(4, company)));
        Assert.All(one.Companies, company => Assert.Empty(north.Remarks(4, company)));
        Assert.All(one.Companies, company => Assert.Empty(one.Former(company)));
        Assert.Equal([call, later], north.Shown(3, contact));
        Assert.Equal(["помнит нас"], north.Remarks(3, contact));
        Assert.Equal([(2, deal), (3, contact)], north.Stands(call));
    }

    [Fact]
    public async Task Who_was_taken_back_keeps_his_letters_until_he_is_marked_anew()
    {
        await using var one = await Dismissal.Of(1);
        var (north, contact, company) = (one.World.North, one.Contact, one.Companies[0]);
        var first = north.Calls(3, contact);
        await one.Marks();
        await one.Returns();
        var letter = north.Calls(3, contact, isLetter: true);
        await one.World.AllIsQuiet();
        Assert.Equal([first, letter], north.Shown(3, contact));
        Assert.Empty(north.Shown(4, company));
        Assert.Equal(CarryReason.Returned, Assert.Single(await one.World.Skips(), skip => skip.Item == SeenEntry.Activity(letter)).Reason);

        // Nor does he leave another company he comes to with the old mark.
        var other = north.Company("Другая");
        north.Call(1, "crm.contact.company.add", new JsonObject { ["id"] = contact, ["fields"] = new JsonObject { ["COMPANY_ID"] = other } });
        await one.World.AllIsQuiet();
        Assert.Equal(2, north.Companies(contact).Count);
        Assert.Equal([first, letter], north.Shown(3, contact));

        // Nor do a run's preview and its work differ from live work.
        var runs = one.World.Get<CarryRuns>();
        var portal = (await one.World.Portal(0)).Id;
        var (_, run) = await runs.Preview(portal, one.Rule, 1);
        await Ends(one.World, run, RunState.Ready);
        var counts = await runs.Counts((await runs.Find(portal, run))!);
        Assert.Equal((0, 2), (counts.Carried, counts.Stay[CarryReason.Returned]));

        north.Changes("contact", contact, "UF_CRM_FIRED", "0");
        await one.World.AllIsQuiet();
        await one.Marks();
        Assert.Empty(north.Companies(contact));
        Assert.Equal([first, letter], north.Shown(4, company));
        Assert.Empty(north.Shown(3, contact));
    }

    [Theory]
    [InlineData("crm.contact.company.add", FaultKind.AnswerLost)]
    [InlineData("crm.contact.company.add", FaultKind.Cut)]
    [InlineData("crm.item.update", FaultKind.AnswerLost)]
    [InlineData("crm.activity.binding.add", FaultKind.AnswerLost)]
    [InlineData("crm.activity.binding.delete", FaultKind.ErrorAfterWrite)]
    [InlineData("crm.timeline.bindings.bind", FaultKind.AnswerLost)]
    [InlineData("crm.timeline.bindings.unbind", FaultKind.Cut)]
    public async Task A_return_that_is_killed_in_the_middle_is_finished(string method, FaultKind fault)
    {
        await using var one = await Dismissal.Of(2);
        var (north, contact) = (one.World.North, one.Contact);
        var calls = Enumerable.Range(0, 3).Select(_ => north.Calls(3, contact)).ToList();
        north.Remarks(3, contact, "помнит нас");
        await one.World.AllIsQuiet();
        var before = north.Companies(contact);
        await one.Marks();
        Assert.Empty(north.Companies(contact));

        north.Faults.Add(new Fault(fault) { Method = method });
        Assert.True(await one.World.Get<CarryUndo>().Contact((await one.World.Portal(0)).Id, contact));
        for (var kill = 0; kill < 3; kill++)
        {
            await one.World.AllIsQuiet(AMoment);
            await one.World.Restart();
        }

        // What comes in the middle of it stays with him.
        calls.Add(north.Calls(3, contact, isLetter: true));
        await one.World.AllIsQuiet();
        Assert.Equal(before, north.Companies(contact));
        Assert.Equal(calls, north.Shown(3, contact));
        Assert.Equal(["помнит нас"], north.Remarks(3, contact));
        Assert.All(one.Companies, company => Assert.Empty(north.Shown(4, company)));
        Assert.All(one.Companies, company => Assert.Empty(north.Remarks(4, company)));
        Assert.All(one.Companies, company => Assert.Empty(one.Former(company)));
        Assert.Equal(0, await one.World.Scalar("SELECT count(*) FROM carry_intent WHERE settled_at = 0"));
    }

    [Fact]
    public async Task While_a_letter_is_on_its_way_nothing_is_taken_back()
    {
        await using var one = await Dismissal.Of(1);
        var (north, contact, company) = (one.World.North, one.Contact, one.Companies[0]);
        await one.Marks();
        north.Faults.Add(Fault.Throttle(1) with { Method = "crm.activity.binding.delete", Lasts = TimeSpan.FromSeconds(20) });
        var letter = north.Calls(3, contact, isLetter: true);
        await one.World.AllIsQuiet(AMoment);
        Assert.Equal([(3, contact), (4, company)], north.Stands(letter));
        Assert.False(await one.World.Get<CarryUndo>().Contact((await one.World.Portal(0)).Id, contact));

        await one.World.AllIsQuiet();
        await one.Returns();
        Assert.Equal([(3, contact)], north.Stands(letter));
    }

    private static long Element(World world, long contact) => world.North.Call(
        1, "crm.item.add", new JsonObject { ["entityTypeId"] = Service, ["fields"] = new JsonObject { ["title"] = "Обслуживание", ["parentId3"] = contact } })!["item"]!["id"]!.GetValue<long>();

    private static async Task Ends(World world, long run, RunState state)
    {
        var portal = (await world.Portal(0)).Id;
        for (var i = 0; i < 50 && (await world.Get<CarryRuns>().Find(portal, run))!.State != state; i++)
        {
            await world.AllIsQuiet();
        }

        Assert.Equal(state, (await world.Get<CarryRuns>().Find(portal, run))!.State);
    }

    /// <summary>A portal where marked contacts leave their companies, with one contact that works for several.</summary>
    private sealed class Dismissal : IAsyncDisposable
    {
        public World World { get; private init; } = null!;

        public long Rule { get; private init; }

        public long Contact { get; private set; }

        public IReadOnlyList<long> Companies { get; private set; } = [];

        public static async Task<Dismissal> Of(int companies)
        {
            var (world, rule) = await CarryWorld.With(new CarryRule
            {
                Tie = Tie.ContactToCompanies,
                Manner = Manner.Move,
                MovesToFormer = true,
                Conditions = new CarryConditions { Mark = new Mark("UF_CRM_FIRED", "1") },
            });
            world.North.Field("contact", "FIRED");
            var one = new Dismissal { World = world, Rule = rule, Companies = [.. Enumerable.Range(0, companies).Select(i => world.North.Company($"Компания {i}"))] };
            one.Contact = world.North.Contact("Иван", one.Companies[0]);
            foreach (var company in one.Companies.Skip(1))
            {
                world.North.Call(1, "crm.contact.company.add", new JsonObject { ["id"] = one.Contact, ["fields"] = new JsonObject { ["COMPANY_ID"] = company } });
            }

            await world.AllIsQuiet();
            return one;
        }

        public async Task Marks(long? contact = null)
        {
            World.North.Changes("contact", contact ?? Contact, "UF_CRM_FIRED", "1");
            await World.AllIsQuiet();
            Assert.Empty(World.North.Companies(contact ?? Contact));
        }

        public async Task Returns(long? contact = null)
        {
            Assert.True(await World.Get<CarryUndo>().Contact((await World.Portal(0)).Id, contact ?? Contact));
            await World.AllIsQuiet();
        }

        public IReadOnlyList<long> Former(long company) => World.North.Former(company);

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
