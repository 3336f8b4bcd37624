using B24App.Carry;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>One portal with rules of carrying.</summary>
internal static class CarryWorld
{
    public static CarryRule ContactRule { get; } = new() { Tie = Tie.ContactToCompany, Manner = Manner.Bind };

    public static CarryRule LeadRule { get; } = new() { Tie = Tie.LeadToDeal, Manner = Manner.Bind };

    public static async Task<(World World, long Rule)> With(CarryRule rule, Func<Switches, Switches>? switches = null)
    {
        var world = await World.Start(Card.New);
        world.North.Gets(switches ?? (known => known));
        return (world, await world.Rules(rule));
    }

    /// <summary>An administrator makes a rule and switches it on.</summary>
    public static async Task<long> Rules(this World world, CarryRule rule, string name = "Правило")
    {
        world.Clock.Turn(TimeSpan.FromSeconds(2)); // what the seed of the portal brought was there before
        var portal = await world.Portal(0);
        var id = await world.Get<CarryRules>().Add(portal.Id, name, rule, 1);
        Assert.True(await world.Get<CarryRules>().Switch(portal.Id, id, on: true, 1));
        await world.Peruses();
        return id;
    }

    /// <summary>The sweep of the CRM reads what nobody told us about.</summary>
    public static async Task Peruses(this World world, TimeSpan? after = null)
    {
        world.Clock.Turn(after ?? TimeSpan.Zero);
        while (await world.Get<CarrySweepWork>().Turn(CancellationToken.None) is { } next && next - world.Clock.GetUtcNow() <= TimeSpan.FromSeconds(2))
        {
            world.Clock.Turn(TimeSpan.FromSeconds(1));
        }

        await world.AllIsQuiet();
    }

    public static async Task<IReadOnlyList<CarrySkip>> Skips(this World world) => await world.Get<CarrySkips>().Page((await world.Portal(0)).Id, 0, 100);

    public static async Task<IReadOnlyList<CarryDeed>> Deeds(this World world) => await world.Get<CarryDeeds>().Page((await world.Portal(0)).Id, 0, long.MaxValue, 1000);
}
