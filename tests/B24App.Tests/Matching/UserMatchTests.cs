using B24App.Links;
using B24App.Matching;
using B24App.Plan;
using B24App.Tests.Links;
using static B24App.Tests.Links.LinkWorld;

namespace B24App.Tests.Matching;

public sealed class UserMatchTests
{
    private static readonly Person[] Northerners = [new(5, "Анна", "Anna@Example.com ", true), new(6, "Олег", null, true)];
    private static readonly Person[] Southerners = [new(7, "Anna S", "anna@example.com", true), new(8, "Пётр", "petr@example.com", true)];

    [Fact]
    public async Task Rule05_people_are_matched_by_hashes_and_no_email_is_kept()
    {
        await using var world = await Known();
        var link = await world.Link(new(1));

        Assert.Equal(7, await world.Matches.Find(link, Side.A, 5));
        Assert.Equal(5, await world.Matches.Find(link, Side.B, 7));
        Assert.Null(await world.Matches.Find(link, Side.A, 6));
        Assert.Equal(0, await world.Number("SELECT COUNT(*) FROM person_print WHERE instr(CAST(print AS TEXT), 'example') > 0"));
    }

    [Fact]
    public async Task Rule05_prints_of_two_links_cannot_be_laid_side_by_side()
    {
        await using var world = await Open();
        await world.Linked();
        await world.Linked();
        await world.People.Learn(North, Northerners);

        Assert.Equal(2, await world.Number("SELECT COUNT(DISTINCT print) FROM person_print WHERE user_id = 5"));
    }

    [Fact]
    public async Task Rule05_only_people_whose_names_crossed_are_listed()
    {
        await using var world = await Known();
        await world.Matches.Met(new(1), Side.B, 7, "Anna S");
        await world.Matches.Met(new(1), Side.B, 7, "Anna Smith");

        var met = Assert.Single(await world.Matches.Seen(new(1), Side.A));
        Assert.Equal(("Anna Smith", 5L, false), (met.Name, met.LocalUser, met.ByHand));
        Assert.Empty(await world.Matches.Seen(new(1), Side.B));
    }

    [Fact]
    public async Task Rule03_a_word_by_hand_beats_the_email_from_then_on()
    {
        await using var world = await Known();
        var link = await world.Link(new(1));
        await world.Matches.Met(link.Id, Side.B, 7, "Anna S");
        var met = (await world.Matches.Seen(link.Id, Side.A))[0];

        Assert.Equal(LinkAnswer.NotFound, await world.Matches.Set(link.Id, Side.A, met.Id, 6, world.Admin(South)));
        Assert.Equal(LinkAnswer.NotFound, await world.Matches.Set(link.Id, Side.B, met.Id, 6, world.Admin(South)));
        Assert.Equal(LinkAnswer.Done, await world.Matches.Set(link.Id, Side.A, met.Id, 6, world.Admin(North)));
        Assert.Equal(6, await world.Matches.Find(link, Side.B, 7));

        await world.Matches.Set(link.Id, Side.A, met.Id, 0, world.Admin(North));
        Assert.Null(await world.Matches.Find(link, Side.B, 7));
        await world.Matches.Set(link.Id, Side.A, met.Id, null, world.Admin(North));
        Assert.Equal(5, await world.Matches.Find(link, Side.B, 7));
        Assert.DoesNotContain(await world.Journal.Page(South), row => row.Reason == "link.matching");
    }

    [Fact]
    public async Task A_dismissed_colleague_is_no_match()
    {
        await using var world = await Known();
        var link = await world.Link(new(1));
        await world.People.Learn(South, [Southerners[1]]);

        Assert.Null(await world.Matches.Find(link, Side.A, 5));
        Assert.False(await world.People.IsActive(South, 7));
        Assert.True(await world.People.IsActive(South, 8));
        Assert.True(await world.People.IsActive(South, 4242));
    }

    [Fact]
    public async Task Two_people_with_one_email_are_nobody_in_particular()
    {
        await using var world = await Known();
        await world.People.Learn(South, [.. Southerners, new Person(9, "Other Anna", "ANNA@example.com", true)]);

        Assert.Null(await world.Matches.Find(await world.Link(new(1)), Side.A, 5));
    }

    [Fact]
    public async Task Matching_needs_the_wish_of_both_sides()
    {
        await using var world = await Known();
        var half = (await world.Link(new(1))).Contract.B;
        await world.Halves.Edit(new(1), Side.B, half with { MatchesUsersByEmail = false }, 1, world.Admin(South), Consent.None);

        Assert.Null(await world.Matches.Find(await world.Link(new(1)), Side.A, 5));
        await world.People.Learn(South, Southerners);
        Assert.Equal(0, await world.Number("SELECT COUNT(*) FROM person_print WHERE side = 'B'"));
    }

    [Fact]
    public async Task Without_emails_nobody_is_matched_and_it_is_said()
    {
        await using var world = await Open();
        await world.Linked();
        await world.People.Learn(North, [.. Northerners.Select(person => person with { Email = null })]);
        await world.People.Learn(South, Southerners);

        Assert.False(await world.People.SeesEmails(North));
        Assert.Null(await world.Matches.Find(await world.Link(new(1)), Side.A, 5));
    }

    [Fact]
    public async Task In_a_self_link_everybody_is_himself()
    {
        await using var world = await Open();
        var id = await world.Linked(ClientHalf(12), ProviderHalf() with { TargetGroup = 13 }, North, North);

        Assert.Equal(5, await world.Matches.Find(await world.Link(id), Side.A, 5));
    }

    [Fact]
    public async Task People_are_due_daily_and_after_a_new_link()
    {
        await using var world = await Known();
        Assert.Empty(await world.People.Due());
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        await world.Linked();
        Assert.Equal([North, South], await world.People.Due());
        await world.People.Learn(North, Northerners);
        Assert.Equal([South], await world.People.Due());
        world.Clock.Turn(PeopleDirectory.Period);
        Assert.Equal([North, South], await world.People.Due());
    }

    [Fact]
    public async Task Rule27_people_go_with_their_portal()
    {
        await using var world = await Known();
        await world.Matches.Met(new(1), Side.B, 7, "Anna S");
        await world.Database.Write(store => new PeopleOfPortal().Left(store, South, clean: false));

        Assert.Equal(0, await world.Number("SELECT COUNT(*) FROM person WHERE portal_id = 2"));
        Assert.Equal(0, await world.Number("SELECT COUNT(*) FROM person_print WHERE side = 'B'"));
        Assert.Equal(0, await world.Number("SELECT COUNT(*) FROM met_person"));
        Assert.Equal(2, await world.Number("SELECT COUNT(*) FROM person"));
    }

    [Fact]
    public async Task An_ended_link_keeps_no_prints_and_no_names()
    {
        await using var world = await Known();
        await world.Matches.Met(new(1), Side.B, 7, "Anna S");
        await world.Unlinking.End(new(1), Side.A, EndingPolicy.Mark, world.Admin(North));
        await world.People.Learn(South, Southerners);

        Assert.Equal(0, await world.Number("SELECT (SELECT COUNT(*) FROM person_print) + (SELECT COUNT(*) FROM met_person)"));
    }

    private static async Task<LinkWorld> Known()
    {
        var world = await Open();
        await world.Linked();
        await world.People.Learn(North, Northerners);
        await world.People.Learn(South, Southerners);
        return world;
    }
}
