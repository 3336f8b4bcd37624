using System.Text.Json.Nodes;
using B24App.Backfill;
using B24App.Carry;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>Calls, letters and comments of a contact or lead stand in the timeline of its company or deal too.</summary>
public sealed class CarryJourney
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_happens_on_a_contact_is_shown_at_its_company_once(bool outlives)
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Outlives = outlives });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        var letter = world.North.Calls(3, contact, isLetter: true, direction: 2);
        world.North.Remarks(3, contact, "перезвонить в среду");
        await world.AllIsQuiet();

        Assert.Equal([call, letter], world.North.Shown(4, company));
        Assert.Equal([call, letter], world.North.Shown(3, contact));
        Assert.Equal(["перезвонить в среду"], world.North.Remarks(4, company));
        Assert.Equal(["перезвонить в среду"], world.North.Remarks(3, contact));
        Assert.Equal((2, 0), (world.North.Activities(), world.North.SentLetters().Count));
        Assert.Equal(3, (await world.Deeds()).Count);

        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.Equal(3, (await world.Deeds()).Count);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task A_deleted_contact_leaves_its_history_with_the_company_whatever_the_portal_does_with_what_it_owned(bool takes, bool withDeal)
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule, switches => switches with { OwnerDeletionTakesActivities = takes });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        if (withDeal)
        {
            var deal = world.North.Call(1, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "Сделка" } });
            world.North.Call(1, "crm.activity.binding.add", new JsonObject { ["activityId"] = call, ["entityTypeId"] = 2, ["entityId"] = deal!.DeepClone() });
        }

        world.North.Remarks(3, contact, "помнит нас");
        await world.AllIsQuiet();
        Assert.Equal([call], world.North.Shown(3, contact));
        Assert.Equal(withDeal ? 3 : 2, world.North.Cards(call).Count);

        world.North.Call(1, "crm.contact.delete", new JsonObject { ["id"] = contact });
        await world.AllIsQuiet();

        Assert.Equal([call], world.North.Shown(4, company));
        Assert.Equal(["помнит нас"], world.North.Remarks(4, company));
    }

    public static TheoryData<Manner, bool, bool> Deletions
    {
        get
        {
            var cases = new TheoryData<Manner, bool, bool>();
            foreach (var manner in Enum.GetValues<Manner>())
            {
                foreach (var takes in new[] { true, false })
                {
                    cases.Add(manner, takes, true);
                    cases.Add(manner, takes, false);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Deletions))]
    public async Task Whatever_the_manner_a_deleted_contact_leaves_its_history_with_the_company(Manner manner, bool takes, bool eventIsLost)
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Manner = manner }, switches => switches with { OwnerDeletionTakesActivities = takes });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        world.North.Calls(3, contact);
        world.North.Mails(contact, "Счёт", "во вложении");
        world.North.Remarks(3, contact, "помнит нас");
        await world.AllIsQuiet();
        var (shown, subjects) = (world.North.Shown(4, company), world.North.Entries(4, company).Select(entry => entry.Subject).ToList());
        Assert.Equal(["Звонок", "Счёт"], subjects);
        Assert.Equal(manner == Manner.Move ? 0 : 2, world.North.Shown(3, contact).Count);

        if (eventIsLost)
        {
            world.EventsAreLost();
        }

        world.North.Call(1, "crm.contact.delete", new JsonObject { ["id"] = contact });
        await world.AllIsQuiet();
        await world.Peruses(TimeSpan.FromMinutes(6));
        world.Clock.Turn(TimeSpan.FromHours(25));
        await world.AllIsQuiet();

        Assert.Equal(shown, world.North.Shown(4, company));
        Assert.All(world.North.Entries(4, company), entry => Assert.Equal(new EmulatedPortal.Crm.CrmKey(4, company), entry.Owner));
        Assert.EndsWith("помнит нас", Assert.Single(world.North.Remarks(4, company)), StringComparison.Ordinal);
        Assert.Equal(2, world.North.Activities());
    }

    [Fact]
    public async Task A_contact_that_gets_its_company_later_brings_its_history_along()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        var contact = world.North.Contact("Иван");
        var call = world.North.Calls(3, contact);
        world.North.Remarks(3, contact, "ждёт письма");
        await world.AllIsQuiet();
        Assert.Equal([CarryReason.NoTarget, CarryReason.NoTarget], (await world.Skips()).Select(skip => skip.Reason));

        var company = world.North.Company();
        world.North.Changes("contact", contact, "COMPANY_ID", company);
        await world.AllIsQuiet();

        Assert.Equal([call], world.North.Shown(4, company));
        Assert.Equal(["ждёт письма"], world.North.Remarks(4, company));
        Assert.Empty(await world.Skips());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lead_with_twelve_activities_is_converted_and_the_thirteenth_follows(bool portalBinds)
    {
        var (world, rule) = await CarryWorld.With(CarryWorld.LeadRule, switches => switches with { ConversionBindsActivities = portalBinds });
        await using var ended = world;
        var lead = world.North.Lead();
        var calls = Enumerable.Range(0, 12).Select(_ => world.North.Calls(1, lead)).ToList();
        await world.AllIsQuiet();

        var deal = world.North.Converts(lead);
        await world.AllIsQuiet();
        Assert.Equal(calls, world.North.Shown(2, deal));

        calls.Add(world.North.Calls(1, lead, isLetter: true));
        await world.AllIsQuiet();
        Assert.Equal(calls, world.North.Shown(2, deal));

        var (deeds, entries, writes) = ((await world.Deeds()).Count, world.North.Activities(), world.North.Writes());
        await world.Peruses(TimeSpan.FromMinutes(6));
        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.True(writes > 0);
        Assert.Equal((deeds, entries, writes), ((await world.Deeds()).Count, world.North.Activities(), world.North.Writes()));

        // Nor does a run over everything, nor people who touch what is there.
        var (portal, runs) = ((await world.Portal(0)).Id, world.Get<CarryRuns>());
        var (_, run) = await runs.Preview(portal, rule, 1);
        await world.AllIsQuiet();
        Assert.Equal((0, 13), ((await runs.Counts((await runs.Find(portal, run))!)).Carried, (await runs.Counts((await runs.Find(portal, run))!)).Stay[CarryReason.Already]));
        await runs.Start(portal, run);
        await world.AllIsQuiet();
        Assert.Equal(RunState.Done, (await runs.Find(portal, run))!.State);
        foreach (var call in calls)
        {
            world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["SUBJECT"] = "Другое" } });
        }

        world.North.Changes("lead", lead, "COMMENTS", "важный");
        await world.AllIsQuiet();
        Assert.Equal((deeds, entries), ((await world.Deeds()).Count, world.North.Activities()));
        Assert.Equal(writes, world.North.Writes());
        Assert.Equal(calls, world.North.Shown(2, deal));
    }

    [Fact]
    public async Task A_move_takes_the_entry_out_of_the_contact_and_copies_nothing()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Manner = Manner.Move });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        world.North.Remarks(3, contact, "помнит нас");
        await world.AllIsQuiet();

        Assert.Empty(world.North.Shown(3, contact));
        Assert.Equal(call, Assert.Single(world.North.Entries(4, company)).Id);
        Assert.Equal(new EmulatedPortal.Crm.CrmKey(4, company), Assert.Single(world.North.Entries(4, company)).Owner);
        Assert.Empty(world.North.Remarks(3, contact));
        Assert.Equal(["помнит нас"], world.North.Remarks(4, company));
        Assert.Equal(1, world.North.Activities());
    }

    [Fact]
    public async Task A_copy_says_whose_it_is_and_no_letter_is_ever_sent()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Manner = Manner.Copy });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        world.North.Calls(3, contact);
        world.North.Mails(contact, "Счёт", "во вложении");
        world.North.Remarks(3, contact, "перезвонить");
        await world.AllIsQuiet();

        var copies = world.North.Entries(4, company);
        Assert.Equal(2, copies.Count);
        Assert.All(copies, copy => Assert.StartsWith("Копия. Автор: ", copy.Description, StringComparison.Ordinal));
        Assert.Equal([true, true], copies.Select(copy => copy.IsCompleted));
        Assert.EndsWith("перезвонить", Assert.Single(world.North.Remarks(4, company)), StringComparison.Ordinal);
        Assert.Empty(world.North.SentLetters());

        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.Equal((4, 2), (world.North.Activities(), world.North.Entries(4, company).Count));
    }

    public static TheoryData<FaultKind, Manner> Doubts => new()
    {
        { FaultKind.AnswerLost, Manner.Bind }, { FaultKind.Cut, Manner.Bind }, { FaultKind.Junk, Manner.Move }, { FaultKind.ErrorAfterWrite, Manner.Move },
        { FaultKind.AnswerLost, Manner.Copy }, { FaultKind.HalfAnswer, Manner.Copy },
    };

    [Theory, MemberData(nameof(Doubts))]
    public async Task Rule15_whatever_becomes_of_an_answer_an_entry_is_carried_once(FaultKind fault, Manner manner)
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Manner = manner });
        await using var ended = world;
        foreach (var method in new[] { "crm.activity.binding.add", "crm.activity.binding.delete", "crm.activity.add", "crm.timeline.comment.add", "crm.timeline.bindings.bind", "crm.timeline.bindings.unbind" })
        {
            world.North.Faults.Add(new Fault(fault) { Method = method });
        }

        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        world.North.Remarks(3, contact, "помнит нас");
        await world.AllIsQuiet();

        Assert.Single(world.North.Shown(4, company));
        Assert.Single(world.North.Remarks(4, company));
        Assert.Equal(manner == Manner.Move ? [] : [call], world.North.Shown(3, contact));
        Assert.Equal(manner == Manner.Copy ? 2 : 1, world.North.Activities());
    }

    [Fact]
    public async Task The_sweep_finds_what_no_event_told_of()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        world.EventsAreLost();
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var late = world.North.Contact("Пётр");
        var call = world.North.Calls(3, contact);
        var other = world.North.Calls(3, late);
        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.Equal([call], world.North.Shown(4, company));

        // A person binds an activity to a contact, and a contact gets its company: neither is told of.
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Changes("contact", late, "COMPANY_ID", company);
        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.Equal([call, other], world.North.Shown(4, company));
        var deal = world.North.Call(1, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "Сделка" } });
        var third = world.North.Calls(2, deal!.GetValue<long>());
        await world.Peruses(TimeSpan.FromMinutes(6));
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Call(1, "crm.activity.binding.add", new JsonObject { ["activityId"] = third, ["entityTypeId"] = 3, ["entityId"] = contact });
        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.Equal([call, other, third], world.North.Shown(4, company));
    }

    [Fact]
    public async Task What_a_person_took_out_of_the_company_does_not_come_back()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        world.North.Call(1, "crm.activity.binding.delete", new JsonObject { ["activityId"] = call, ["entityTypeId"] = 4, ["entityId"] = company });
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["SUBJECT"] = "Другое" } });
        await world.AllIsQuiet();

        Assert.Empty(world.North.Shown(4, company));
        Assert.Equal(CarryReason.TakenOut, Assert.Single(await world.Skips()).Reason);
    }

    [Fact]
    public async Task A_tie_by_any_field_carries_between_any_types()
    {
        var world = await World.Start(Card.New);
        await using var ended = world;
        await world.Rules(new CarryRule { Tie = new Tie(128, 2, "parentId2", TieSide.Source, TieChoice.First), Manner = Manner.Bind });
        await world.Rules(new CarryRule { Tie = new Tie(3, 128, "parentId3", TieSide.Target, TieChoice.Newest), Manner = Manner.Bind });
        var contact = world.North.Contact("Иван");
        var deal = world.North.Call(1, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "Сделка" } })!.GetValue<long>();
        var service = world.North.Call(1, "crm.item.add", new JsonObject { ["entityTypeId"] = 128, ["fields"] = new JsonObject { ["title"] = "Обслуживание", ["parentId2"] = deal, ["parentId3"] = contact } })!["item"]!["id"]!.GetValue<long>();
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();

        Assert.Equal([call], world.North.Shown(128, service));
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["SUBJECT"] = "Другое" } });
        await world.AllIsQuiet();
        Assert.Equal([call], world.North.Shown(2, deal));
    }

    [Fact]
    public async Task A_rule_that_was_switched_off_or_a_portal_without_any_is_not_asked()
    {
        var (world, rule) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        await world.Get<CarryRules>().Switch((await world.Portal(0)).Id, rule, on: false, 1);
        var contact = world.North.Contact("Иван", world.North.Company());
        await world.AllIsQuiet();
        var before = world.Requests();
        world.North.Calls(3, contact);
        await world.AllIsQuiet();
        Assert.Equal(before, world.Requests());
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM carry_dirty"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Comments_are_met_in_both_shapes_of_their_event(bool underFields)
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule, switches => switches with { CommentEventsUseFields = underFields });
        await using var ended = world;
        var company = world.North.Company();
        world.North.Remarks(3, world.North.Contact("Иван", company), "помнит нас");
        await world.AllIsQuiet();
        Assert.Single(world.North.Remarks(4, company));
    }

    [Fact]
    public async Task A_relay_account_without_rights_says_so_and_deletes_nothing()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        world.North.Faults.Add(new Fault(FaultKind.Error) { Method = "crm.activity.binding.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403 });
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        Assert.Equal(CarryReason.NoRights, Assert.Single(await world.Skips()).Reason);
        Assert.Equal([call], world.North.Shown(3, contact));

        world.Clock.Turn(TimeSpan.FromDays(1));
        await world.AllIsQuiet();
        Assert.Equal([call], world.North.Shown(4, company));
        Assert.Empty(await world.Skips());
    }

    [Fact]
    public async Task Another_portal_sees_nothing_of_it()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Rules(CarryWorld.ContactRule);
        var company = world.South.Company();
        world.South.Calls(3, world.South.Contact("Иван", company), user: 7);
        await world.AllIsQuiet();
        Assert.Empty(world.South.Shown(4, company));
        Assert.Empty(await world.Get<CarryRules>().All((await world.Portal(1)).Id));
    }
}
