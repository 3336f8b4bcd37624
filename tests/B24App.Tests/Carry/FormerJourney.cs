using B24App.Carry;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>Dismissed contacts leave their company; what was said with them stays.</summary>
public sealed class FormerJourney
{
    private static readonly CarryRule Rule = new()
    {
        Tie = Tie.ContactToCompanies,
        Manner = Manner.Move,
        MovesToFormer = true,
        Conditions = new CarryConditions { Mark = new Mark("UF_CRM_FIRED", "1") },
    };

    [Fact]
    public async Task A_marked_contact_moves_to_the_former_ones_and_its_history_stays_with_the_company()
    {
        var (world, company, contact, call) = await Dismissed();
        await using var ended = world;
        Assert.Empty(world.North.Companies(contact));
        Assert.Equal([call], world.North.Shown(4, company));
        Assert.Empty(world.North.Shown(3, contact));
        Assert.Equal([contact], world.North.Former(company));

        // What still comes to the contact belongs to the company he left.
        var later = world.North.Calls(3, contact, isLetter: true);
        await world.AllIsQuiet();
        Assert.Equal([call, later], world.North.Shown(4, company));
    }

    [Fact]
    public async Task Nothing_happens_to_a_contact_without_the_mark()
    {
        var (world, _) = await CarryWorld.With(Rule);
        await using var ended = world;
        world.North.Field("contact", "FIRED");
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        Assert.Equal([$"{company}*"], world.North.Companies(contact));
        Assert.Equal([call], world.North.Shown(3, contact));
        Assert.Empty(world.North.Shown(4, company));
    }

    [Fact]
    public async Task A_dismissal_is_taken_back_and_comes_again_only_with_a_new_mark()
    {
        var (world, company, contact, call) = await Dismissed();
        await using var ended = world;
        Assert.True(await world.Get<CarryUndo>().Contact((await world.Portal(0)).Id, contact));
        await world.AllIsQuiet();
        Assert.Equal([$"{company}*"], world.North.Companies(contact));
        Assert.Empty(world.North.Former(company));
        Assert.Equal([call], world.North.Shown(3, contact));
        Assert.Empty(world.North.Shown(4, company));

        world.North.Changes("contact", contact, "POST", "директор");
        await world.AllIsQuiet();
        Assert.Equal([$"{company}*"], world.North.Companies(contact));

        world.North.Changes("contact", contact, "UF_CRM_FIRED", "0");
        await world.AllIsQuiet();
        world.North.Changes("contact", contact, "UF_CRM_FIRED", "1");
        await world.AllIsQuiet();
        Assert.Empty(world.North.Companies(contact));
        Assert.Equal([contact], world.North.Former(company));
        Assert.Equal([call], world.North.Shown(4, company));
    }

    private static async Task<(World World, long Company, long Contact, long Call)> Dismissed()
    {
        var (world, _) = await CarryWorld.With(Rule);
        world.North.Field("contact", "FIRED");
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        world.North.Changes("contact", contact, "UF_CRM_FIRED", "1");
        await world.AllIsQuiet();
        return (world, company, contact, call);
    }
}
