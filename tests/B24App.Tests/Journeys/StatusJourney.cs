using B24App.EmulatedPortal.Kernel;

namespace B24App.Tests.Journeys;

/// <summary>RULES 20: the status travels both ways, completion under the creator's control included.</summary>
public sealed class StatusJourney
{
    public static TheoryData<Card> BothCards => new() { Card.New, Card.Old };

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule20_every_status_travels_both_ways(Card card)
    {
        await using var pair = await Pair.Filed("support", card, card);
        (string Verb, string Status)[] life = [("start", "3"), ("pause", "2"), ("defer", "6"), ("renew", "2"), ("start", "3"), ("complete", "5"), ("renew", "2"), ("complete", "5")];
        foreach (var (verb, status) in life)
        {
            pair.South.Does(7, pair.Mirror, verb == "renew" ? verb : verb);
            await pair.Quiet();
            Assert.Equal((verb, status, status), (verb, pair.Status.North, pair.Status.South));
        }

        pair.North.Does(5, pair.Task, "renew");
        await pair.Quiet();
        foreach (var (verb, status) in life)
        {
            pair.North.Does(5, pair.Task, verb);
            await pair.Quiet();
            Assert.Equal((verb, status, status), (verb, pair.Status.North, pair.Status.South));
        }

        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule20_a_completion_waits_for_control_on_both_sides_and_is_approved(Card card)
    {
        await using var pair = await Controlled(card);
        pair.South.Does(7, pair.Mirror, "start");
        await pair.Quiet();
        pair.South.Does(7, pair.Mirror, "complete");
        await pair.Quiet();
        Assert.Equal(("4", "4"), pair.Status);

        pair.North.Does(5, pair.Task, "approve");
        await pair.Quiet();
        Assert.Equal(("5", "5"), pair.Status);
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule20_a_disapproval_sends_the_task_back_on_both_sides(Card card)
    {
        await using var pair = await Controlled(card);
        pair.South.Does(7, pair.Mirror, "complete");
        await pair.Quiet();
        pair.North.Does(5, pair.Task, "disapprove");
        await pair.Quiet();
        Assert.Equal(("2", "2"), pair.Status);

        pair.South.Does(7, pair.Mirror, "complete");
        await pair.Quiet();
        Assert.Equal(("4", "4"), pair.Status);
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule20_work_completed_by_the_clients_own_responsible_waits_for_control_at_the_partner_too(Card card)
    {
        await using var pair = await Controlled(card, responsible: 8);
        pair.North.Does(8, pair.Task, "complete");
        await pair.Quiet();
        Assert.Equal(("4", "4"), pair.Status);

        pair.North.Does(5, pair.Task, "approve");
        await pair.Quiet();
        Assert.Equal(("5", "5"), pair.Status);
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule20_the_creators_own_completion_ends_it_on_both_sides(Card card)
    {
        await using var pair = await Controlled(card);
        pair.North.Does(5, pair.Task, "complete");
        await pair.Quiet();
        Assert.Equal(("5", "5"), pair.Status);

        pair.North.Does(5, pair.Task, "renew");
        await pair.Quiet();
        Assert.Equal(("2", "2"), pair.Status);
        await pair.IsSettled();
    }

    private static Task<Pair> Controlled(Card card, long responsible = 5) =>
        Pair.Filed("support", card, card, People.Fields(("TASK_CONTROL", "Y"), ("RESPONSIBLE_ID", responsible)));
}
