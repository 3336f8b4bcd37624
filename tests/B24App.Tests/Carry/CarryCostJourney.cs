using B24App.Plan.Carry;

namespace B24App.Tests.Carry;

/// <summary>RULES 29 for carrying inside one portal: one request to look, one to write, one more where the owner changes.</summary>
public sealed class CarryCostJourney
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rule29_a_call_costs_one_look_and_one_write_and_a_new_owner_one_more(bool outlives)
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Outlives = outlives });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        world.North.Calls(3, contact);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(1));

        var before = world.Requests();
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        Assert.Contains(call, world.North.Shown(4, company));
        Assert.Contains(call, world.North.Shown(3, contact));
        Assert.Equal(outlives ? new EmulatedPortal.Crm.CrmKey(4, company) : new EmulatedPortal.Crm.CrmKey(3, contact), world.North.Entries(4, company)[^1].Owner);
        Assert.Equal(1 + (outlives ? 2 : 1), world.Requests() - before);
    }

    [Fact]
    public async Task Rule29_a_move_waits_for_the_binding_before_it_takes_anything_out()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Manner = Manner.Move });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        world.North.Calls(3, contact);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(1));

        var before = world.Requests();
        world.North.Calls(3, contact);
        await world.AllIsQuiet();
        Assert.Equal(2, world.North.Shown(4, company).Count);
        Assert.Equal(1 + 2, world.Requests() - before);
    }

    [Fact]
    public async Task Rule29_a_record_with_a_hint_is_read_again()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        var (first, second) = (world.North.Company(), world.North.Company("Другая"));
        var contact = world.North.Contact("Иван", first);
        world.North.Calls(3, contact);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(1));

        world.North.Changes("contact", contact, "COMPANY_ID", second);
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        Assert.Contains(call, world.North.Shown(4, second));
        Assert.DoesNotContain(call, world.North.Shown(4, first));
    }

    [Fact]
    public async Task Rule29_a_binding_that_is_refused_takes_nothing_out_with_it()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var deal = world.North.Call(1, "crm.deal.add", new System.Text.Json.Nodes.JsonObject { ["fields"] = new System.Text.Json.Nodes.JsonObject { ["TITLE"] = "Сделка" } })!.GetValue<long>();
        await world.AllIsQuiet();
        world.EventsAreLost();
        var call = world.North.Calls(3, contact);
        world.North.Call(1, "crm.activity.binding.add", new System.Text.Json.Nodes.JsonObject { ["activityId"] = call, ["entityTypeId"] = 2, ["entityId"] = deal });
        world.North.Faults.Add(new EmulatedPortal.Control.Fault(EmulatedPortal.Control.FaultKind.Error) { Method = "crm.activity.binding.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403, Lasts = TimeSpan.FromHours(1) });
        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.Equal(CarryReason.NoRights, Assert.Single(await world.Skips()).Reason);
        Assert.Contains(call, world.North.Shown(3, contact));
        Assert.Contains(call, world.North.Shown(2, deal));
        Assert.Empty(world.North.Shown(4, company));
    }
}
