using B24App.Plan;
using B24App.Plan.Tasks;

namespace B24App.Tests.Plan;

/// <summary>RULES 1-3 for one field, as a table: prints are letters, null is "not looked at" now or "no usable print" before.</summary>
public class FieldPlannerTests
{
    public static TheoryData<string, Field, string?, string?, string?, string?, bool, string, string> Table() => new()
    {
        // reason, field, was A, was B, now A, now B, equal, carried, expected (origin is A)
        { "nothing changed", Field.Title, "a", "a", "a", "a", true, "both", "Rest" },
        { "only one side was looked at, and it did not change", Field.Title, "a", "a", "a", null, false, "both", "Rest" },
        { "neither side carried the field", Field.Title, "a", "a", null, null, false, "both", "Rest" },
        { "changed here", Field.Title, "a", "a", "x", "a", false, "both", "ToB" },
        { "changed there", Field.Title, "a", "a", "a", "x", false, "both", "ToA" },
        { "changed here, the other side is as last seen", Field.Title, "a", "a", "x", null, false, "both", "ToB" },
        { "changed there, this side is as last seen", Field.Title, "a", "a", null, "x", false, "both", "ToA" },
        { "our echo: both moved and show the same", Field.Title, "a", "a", "x", "x", true, "both", "Rebase" },
        { "one moved to what the other shows", Field.Responsible, "5", "7", "8", "7", true, "both", "Rebase" },
        { "changed here, but it does not leave", Field.Title, "a", "a", "x", "a", false, "toA", "Rebase" },
        { "changed there, but it does not leave", Field.Title, "a", "a", "a", "x", false, "toB", "Rebase" },
        { "changed there, the contract carries nothing", Field.Title, "a", "a", "a", "x", false, "none", "Rebase" },
        { "both changed: the origin's words win", Field.Title, "a", "a", "x", "y", false, "both", "ToB -B" },
        { "both changed: the mirror's status wins", Field.Status, "2", "2", "6", "3", false, "both", "ToA -A" },
        { "both changed: the mirror's responsible wins", Field.Responsible, "5", "7", "8", "9", false, "both", "ToA -A" },
        { "both changed tags: merged", Field.Tags, "a", "a", "x", "y", false, "both", "Merge" },
        { "both changed tags, one way: the sender's", Field.Tags, "a", "a", "x", "y", false, "toB", "ToB" },
        { "both changed, one way: nobody loses, B never had a say", Field.Title, "a", "a", "x", "y", false, "toB", "ToB" },
        { "both changed, and only the mirror may speak", Field.Title, "a", "a", "x", "y", false, "toA", "ToA" },
        { "both changed, and nothing is carried", Field.Title, "a", "a", "x", "y", false, "none", "Rebase" },
        { "both prints are old: taken as they are, no write", Field.Title, null, null, "x", "y", false, "both", "Rebase" },
        { "both prints are old, one side seen", Field.Title, null, null, "x", null, false, "both", "Rebase" },
        { "one print is old, and nothing else happened", Field.Title, "a", null, "a", "a", true, "both", "Rebase" },
        { "one print is old, the other side changed: carried, nobody loses", Field.Title, "a", null, "x", "a", false, "both", "ToB" },
        { "an old print and nobody looked", Field.Title, null, "a", null, "a", false, "both", "Rest" },
        { "an emptied print is a change that waits to be carried", Field.Title, "", "a", "x", "a", false, "both", "ToB" },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_field_is_decided(string why, Field field, string? wasA, string? wasB, string? nowA, string? nowB, bool equal, string carried, string expected)
    {
        Assert.NotEmpty(why);
        var sight = new FieldSight(field, wasA, wasB, nowA, nowB, equal, CarriesToB: carried is "both" or "toB", CarriesToA: carried is "both" or "toA");
        var verdict = FieldPlanner.Plan(sight, Side.A);
        Assert.Equal(expected, verdict.Move + (verdict.Loser is { } loser ? " -" + loser : ""));
    }

    [Theory, MemberData(nameof(Table))]
    public void A_link_is_symmetric(string why, Field field, string? wasA, string? wasB, string? nowA, string? nowB, bool equal, string carried, string expected)
    {
        Assert.NotEmpty(why);
        var sight = new FieldSight(field, wasB, wasA, nowB, nowA, equal, CarriesToB: carried is "both" or "toA", CarriesToA: carried is "both" or "toB");
        var verdict = FieldPlanner.Plan(sight, Side.B);
        Assert.Equal(expected, Turned(verdict.Move) + (verdict.Loser is { } loser ? " -" + loser.Other() : ""));
    }

    private static FieldMove Turned(FieldMove move) => move switch { FieldMove.ToA => FieldMove.ToB, FieldMove.ToB => FieldMove.ToA, _ => move };
}
