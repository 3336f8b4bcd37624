using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Tests.Carry;
using B24App.Tests.Journeys;
using B24App.Timeline;

namespace B24App.Tests.Timeline;

/// <summary>A deal shared by two companies: what happens on it is known to both, as far as both contracts name it.</summary>
public sealed class TimelineJourney
{
    [Fact]
    public async Task A_call_a_letter_and_a_comment_appear_once_at_the_partner_with_author_company_and_time()
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.North, pair.World.South);
        var at = world.Clock.GetUtcNow();
        var call = north.Calls(2, pair.North);
        north.Writes(pair.North, "Счёт", "<p>Добрый день,</p><script>alert(1)</script><b>счёт</b> во вложении");
        north.Remarks(2, pair.North, "Клиент просит скидку");
        await world.AllIsQuiet();

        var entries = south.Entries(2, pair.South);
        Assert.Equal(2, entries.Count);
        var (mirrored, letter) = (entries[0], entries[1]);
        Assert.Equal((2, 1, true), (mirrored.TypeId, mirrored.Direction, mirrored.IsCompleted));
        Assert.True((north.Entries(2, pair.North).Single(entry => entry.Id == call).StartTime - mirrored.StartTime)!.Value.Duration() < TimeSpan.FromSeconds(1));
        Assert.Contains("(Север)", mirrored.Description, StringComparison.Ordinal);
        Assert.EndsWith("Договорились о встрече", mirrored.Description, StringComparison.Ordinal);
        Assert.Equal((4, 2, true, "Счёт"), (letter.TypeId, letter.Direction, letter.IsCompleted, letter.Subject));
        Assert.EndsWith("Добрый день,\nсчёт во вложении", letter.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", letter.Description, StringComparison.Ordinal);
        var remark = Assert.Single(south.Remarks(2, pair.South));
        Assert.Contains("(Север)", remark, StringComparison.Ordinal);
        Assert.Contains(at.ToOffset(TimeSpan.FromHours(3)).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture), remark, StringComparison.Ordinal);
        Assert.EndsWith("Клиент просит скидку", remark, StringComparison.Ordinal);
        Assert.Empty(south.SentLetters());
        Assert.Empty(north.SentLetters());

        // Nothing of it comes back, and nothing comes twice.
        await world.AllIsQuiet();
        Assert.Equal((2, 1), (north.Entries(2, pair.North).Count, north.Remarks(2, pair.North).Count));
        Assert.Equal((2, 1), (south.Entries(2, pair.South).Count, south.Remarks(2, pair.South).Count));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM dirty"));
        Assert.Equal(3, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry' AND state = 'live'"));
    }

    [Fact]
    public async Task What_the_partner_writes_comes_to_us()
    {
        await using var pair = await TimelineWorld.Paired();
        pair.World.South.Remarks(2, pair.South, "Отгрузим в среду", user: 7);
        await pair.World.AllIsQuiet();
        var remark = Assert.Single(pair.World.North.Remarks(2, pair.North));
        Assert.Contains("(Юг)", remark, StringComparison.Ordinal);
        Assert.Single(pair.World.South.Remarks(2, pair.South));
    }

    [Fact]
    public async Task Rule5_a_kind_outside_the_contract_causes_no_call_to_the_partner()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { TakesFields = half.TakesFields.Except([Field.Calls, Field.Letters, Field.Meetings]) });
        var world = pair.World;
        var before = world.Requests(1);
        world.North.Calls(2, pair.North);
        world.North.Writes(pair.North, "Счёт", "текст");
        await world.AllIsQuiet();
        Assert.Equal(before, world.Requests(1));
        Assert.Empty(world.South.Entries(2, pair.South));
        Assert.Equal(2, await world.Scalar($"SELECT count(*) FROM skip WHERE reason = '{nameof(Reason.EntryNotInContract)}'"));

        world.North.Remarks(2, pair.North, "а это можно");
        await world.AllIsQuiet();
        Assert.Single(world.South.Remarks(2, pair.South));
    }

    [Fact]
    public async Task Closed_by_default_no_preset_lets_entries_of_cards_cross()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        var link = await world.Link(0, 12, 1, 40);
        var deal = world.North.Deal("Сделка");
        Assert.Equal(PairAnswer.NotInContract, await world.Get<CardPairs>().Offer((await world.Portal(0)).Id, link, new CrmKey(CrmKey.Deal, deal)));
        await world.AllIsQuiet();
        var before = world.Requests();
        world.North.Remarks(2, deal, "наше");
        await world.AllIsQuiet();
        Assert.Equal(before, world.Requests());
    }

    [Fact]
    public async Task Rule8_what_was_written_before_the_pair_stays_where_it_is()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        var link = await world.Link(0, 12, 1, 40, changeA: TimelineWorld.All, changeB: TimelineWorld.All);
        var (north, south) = (world.North.Deal("Сделка"), world.South.Deal("Сделка"));
        var old = world.North.Calls(2, north);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(1));
        await TimelineWorld.Pair(world, link, north, south);
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = old, ["fields"] = new JsonObject { ["SUBJECT"] = "Другое" } });
        await world.AllIsQuiet();
        Assert.Empty(world.South.Entries(2, south));
        Assert.Equal(1, await world.Scalar($"SELECT count(*) FROM skip WHERE reason = '{nameof(Reason.EntryOlderThanPair)}'"));
    }

    public static TheoryData<FaultKind> Doubts => [FaultKind.AnswerLost, FaultKind.Cut, FaultKind.Junk, FaultKind.HalfAnswer, FaultKind.ErrorAfterWrite, FaultKind.Error];

    [Theory, MemberData(nameof(Doubts))]
    public async Task Rule15_whatever_becomes_of_an_answer_an_entry_stands_there_once(FaultKind fault)
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        foreach (var method in new[] { "crm.activity.add", "crm.activity.update", "crm.timeline.comment.add" })
        {
            world.South.Faults.Add(new Fault(fault) { Method = method });
        }

        world.North.Calls(2, pair.North);
        world.North.Writes(pair.North, "Счёт", "текст");
        world.North.Remarks(2, pair.North, "перезвонить");
        world.North.Remarks(2, pair.North, "перезвонить");
        await world.AllIsQuiet();
        Assert.Equal([2, 4], world.South.Entries(2, pair.South).Select(entry => entry.TypeId));
        Assert.True(world.South.Entries(2, pair.South)[1].IsCompleted);
        Assert.Equal(2, world.South.Remarks(2, pair.South).Count);
        Assert.Empty(world.South.SentLetters());
    }

    [Fact]
    public async Task Rule15_a_killed_app_writes_nothing_twice()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "crm.activity.add" });
        world.North.Calls(2, pair.North);
        await world.Now();
        await world.Restart();
        await world.AllIsQuiet();
        Assert.Single(world.South.Entries(2, pair.South));
    }

    [Fact]
    public async Task An_edit_follows_and_a_deletion_leaves_the_copy_unless_its_side_wants_otherwise()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        world.North.Remarks(2, pair.North, "перезвонить");
        var call = world.North.Calls(2, pair.North);
        await world.AllIsQuiet();
        var id = await world.Scalar("SELECT substr(s.item, 2) FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id AND s.side = 'A' WHERE m.kind = 'entry' AND s.item LIKE 'k%'");
        world.North.Call(5, "crm.timeline.comment.update", new JsonObject { ["id"] = id, ["fields"] = new JsonObject { ["COMMENT"] = "не звонить" } });
        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["SUBJECT"] = "Важный звонок" } });
        await world.AllIsQuiet();
        Assert.EndsWith("не звонить", Assert.Single(world.South.Remarks(2, pair.South)), StringComparison.Ordinal);
        Assert.Equal("Важный звонок", Assert.Single(world.South.Entries(2, pair.South)).Subject);

        world.North.Call(1, "crm.activity.delete", new JsonObject { ["id"] = call });
        await world.AllIsQuiet();
        Assert.Single(world.South.Entries(2, pair.South));

        // What is done to the copy stays there.
        var mirror = Assert.Single(world.South.Entries(2, pair.South)).Id;
        world.South.Call(1, "crm.activity.update", new JsonObject { ["id"] = mirror, ["fields"] = new JsonObject { ["SUBJECT"] = "Наше" } });
        await world.AllIsQuiet();
        Assert.Empty(world.North.Entries(2, pair.North));
    }

    [Fact]
    public async Task A_letter_that_is_completed_later_is_completed_there_too_and_never_sent()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        var letter = world.North.Call(1, "crm.activity.add", new JsonObject
        {
            ["fields"] = new JsonObject
            {
                ["OWNER_TYPE_ID"] = 2,
                ["OWNER_ID"] = pair.North,
                ["TYPE_ID"] = 4,
                ["SUBJECT"] = "Счёт",
                ["DIRECTION"] = 2,
                ["COMPLETED"] = "N",
                ["COMMUNICATIONS"] = new JsonArray(new JsonObject { ["TYPE"] = "EMAIL", ["VALUE"] = "client@example.com", ["ENTITY_TYPE_ID"] = 2, ["ENTITY_ID"] = pair.North }),
            },
        })!.GetValue<long>();
        await world.AllIsQuiet();
        Assert.False(Assert.Single(world.South.Entries(2, pair.South)).IsCompleted);

        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = letter, ["fields"] = new JsonObject { ["COMPLETED"] = "Y" } });
        await world.AllIsQuiet();
        Assert.True(Assert.Single(world.South.Entries(2, pair.South)).IsCompleted);
        Assert.Empty(world.South.SentLetters());
        Assert.Empty(world.North.SentLetters());
    }

    [Fact]
    public async Task A_deletion_takes_the_copy_along_where_its_side_says_so()
    {
        await using var pair = await TimelineWorld.Paired(changeB: half => half with { OnPartnerDelete = DeletePolicy.RemoveMirror });
        var world = pair.World;
        var call = world.North.Calls(2, pair.North);
        await world.AllIsQuiet();
        Assert.Single(world.South.Entries(2, pair.South));
        world.North.Call(1, "crm.activity.delete", new JsonObject { ["id"] = call });
        await world.AllIsQuiet();
        Assert.Empty(world.South.Entries(2, pair.South));
    }

    [Fact]
    public async Task Rule21_what_happens_during_a_pause_follows_when_the_link_goes_on()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        Assert.Equal(LinkAnswer.Done, await world.Get<Pausing>().Pause(pair.Link, Side.A, await world.Admin(0)));
        await world.AllIsQuiet();
        world.North.Remarks(2, pair.North, "во время паузы");
        await world.AllIsQuiet();
        Assert.Empty(world.South.Remarks(2, pair.South));
        Assert.Equal(LinkAnswer.Done, (await world.Get<Pausing>().Resume(pair.Link, Side.A, await world.Admin(0))).Answer);
        await world.AllIsQuiet();
        Assert.EndsWith("во время паузы", Assert.Single(world.South.Remarks(2, pair.South)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule5_a_pair_needs_both_sides_and_ends_by_either()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        var link = await world.Link(0, 12, 1, 40, changeA: TimelineWorld.All, changeB: TimelineWorld.All);
        var pairs = world.Get<CardPairs>();
        var (north, south, west) = ((await world.Portal(0)).Id, (await world.Portal(1)).Id, (await world.Portal(2)).Id);
        var (here, there) = (new CrmKey(CrmKey.Deal, world.North.Deal("Сделка")), new CrmKey(CrmKey.Deal, world.South.Deal("Сделка")));
        Assert.Equal(PairAnswer.NotFound, await pairs.Offer(west, link, here));
        Assert.Equal(PairAnswer.Done, await pairs.Offer(north, link, here));
        Assert.Equal(PairAnswer.Already, await pairs.Offer(north, link, here));
        Assert.Empty(await pairs.OffersTo(north, CrmKey.Deal));
        Assert.Empty(await pairs.OffersTo(west, CrmKey.Deal));
        Assert.Empty(await pairs.OffersTo(south, CrmKey.Company));
        var offer = Assert.Single(await pairs.OffersTo(south, CrmKey.Deal));

        world.North.Remarks(2, here.Id, "пока никому");
        await world.AllIsQuiet();
        Assert.Empty(world.South.Remarks(2, there.Id));

        Assert.Equal(PairAnswer.NotFound, await pairs.Accept(north, offer.Id, here));
        Assert.Equal(PairAnswer.NotFound, await pairs.Accept(west, offer.Id, here));
        Assert.Equal(PairAnswer.OtherType, await pairs.Accept(south, offer.Id, new CrmKey(CrmKey.Company, 1)));
        Assert.Equal(PairAnswer.Done, await pairs.Accept(south, offer.Id, there));
        Assert.Equal(PairAnswer.NotFound, await pairs.Accept(south, offer.Id, there));
        Assert.Equal(PairAnswer.NotFound, await pairs.End(west, offer.Id));
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        world.North.Remarks(2, here.Id, "теперь видно");
        await world.AllIsQuiet();
        Assert.Single(world.South.Remarks(2, there.Id));

        Assert.Equal(PairAnswer.Done, await pairs.End(south, offer.Id));
        world.North.Remarks(2, here.Id, "опять нет");
        await world.AllIsQuiet();
        Assert.Single(world.South.Remarks(2, there.Id));
        Assert.Equal(PairAnswer.Done, await pairs.Offer(north, link, here));
    }

    [Fact]
    public async Task Cards_that_hold_the_same_value_are_paired_where_both_sides_name_a_field()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        var link = await world.Link(0, 12, 1, 40, changeA: TimelineWorld.All, changeB: TimelineWorld.All);
        world.North.Field("deal", "SHARED", "string");
        world.South.Field("deal", "CONTRACT", "string");
        var (north, south, other, twin) = (world.North.Deal("Сделка"), world.South.Deal("Сделка"), world.South.Deal("Чужая"), world.North.Deal("Ещё одна"));
        world.North.Changes("deal", north, "UF_CRM_SHARED", "Д-17");
        world.South.Changes("deal", south, "UF_CRM_CONTRACT", "Д-17");
        world.South.Changes("deal", other, "UF_CRM_CONTRACT", "Д-18");
        var fields = world.Get<CardFields>();
        Assert.Equal(PairAnswer.BadField, await fields.Set((await world.Portal(0)).Id, link, CrmKey.Deal, "1=1; DROP"));
        Assert.Equal(PairAnswer.Done, await fields.Set((await world.Portal(0)).Id, link, CrmKey.Deal, "UF_CRM_SHARED"));
        await world.AllIsQuiet();
        world.North.Remarks(2, north, "пока нет");
        await world.AllIsQuiet();
        Assert.Empty(world.South.Remarks(2, south));

        world.Clock.Turn(TimeSpan.FromMinutes(1));
        Assert.Equal(PairAnswer.Done, await fields.Set((await world.Portal(1)).Id, link, CrmKey.Deal, "UF_CRM_CONTRACT"));
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Remarks(2, north, "теперь общая");
        world.North.Remarks(2, twin, "без значения");
        await world.AllIsQuiet();
        Assert.EndsWith("теперь общая", Assert.Single(world.South.Remarks(2, south)), StringComparison.Ordinal);
        Assert.Empty(world.South.Remarks(2, other));

        var before = world.Requests(1);
        world.North.Remarks(2, twin, "и снова без значения");
        await world.AllIsQuiet();
        Assert.Equal(before, world.Requests(1));

        var pair = await world.Scalar("SELECT id FROM mapping WHERE kind = 'card'");
        Assert.Equal(PairAnswer.Done, await world.Get<CardPairs>().End((await world.Portal(1)).Id, new B24App.Store.MappingId(pair)));
        world.Clock.Turn(TimeSpan.FromHours(1));
        world.North.Remarks(2, north, "больше нет");
        await world.AllIsQuiet();
        Assert.Single(world.South.Remarks(2, south));
    }

    [Fact]
    public async Task Unlinking_ends_the_pairs()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        Assert.Equal(LinkAnswer.Done, await world.Get<Unlinking>().End(pair.Link, Side.A, EndingPolicy.Keep, await world.Admin(0)));
        await world.AllIsQuiet();
        world.North.Remarks(2, pair.North, "сами");
        await world.AllIsQuiet();
        Assert.Empty(world.South.Remarks(2, pair.South));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'card' AND state = 'live'"));
    }

    [Fact]
    public async Task Rule30_the_sweep_finds_what_no_event_told_of()
    {
        await using var pair = await TimelineWorld.Paired();
        var world = pair.World;
        world.EventsAreLost();
        var call = world.North.Calls(2, pair.North);
        world.North.Remarks(2, pair.North, "перезвонить");
        await world.AllIsQuiet();
        Assert.Empty(world.South.Entries(2, pair.South));

        world.Clock.Turn(TimeSpan.FromMinutes(6));
        await world.AllIsQuiet();
        await world.AllIsQuiet();
        Assert.Single(world.South.Entries(2, pair.South));
        Assert.Single(world.South.Remarks(2, pair.South));

        world.North.Call(1, "crm.activity.update", new JsonObject { ["id"] = call, ["fields"] = new JsonObject { ["SUBJECT"] = "Важный звонок" } });
        world.Clock.Turn(TimeSpan.FromMinutes(6));
        await world.AllIsQuiet();
        await world.AllIsQuiet();
        Assert.Equal("Важный звонок", Assert.Single(world.South.Entries(2, pair.South)).Subject);
        Assert.Single(world.South.Remarks(2, pair.South));
        Assert.Empty(world.North.SentLetters());
    }

    [Fact]
    public async Task Rule29_an_entry_costs_one_look_and_one_write_and_its_echo_none()
    {
        await using var pair = await TimelineWorld.Paired();
        var (world, north, south) = (pair.World, pair.World.Requests(0), pair.World.Requests(1));
        world.North.Remarks(2, pair.North, "раз");
        await world.AllIsQuiet();
        Assert.Equal((1, 1), (world.Requests(0) - north, world.Requests(1) - south));
    }
}
