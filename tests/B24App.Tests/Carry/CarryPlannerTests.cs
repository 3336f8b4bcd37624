using System.Collections.Immutable;
using B24App.Plan.Carry;
using B24App.Plan.Text;

namespace B24App.Tests.Carry;

/// <summary>The policy of carrying, as a table: what stands where, what is tied to what, and what follows.</summary>
public sealed class CarryPlannerTests
{
    private static readonly CrmKey Contact = new(3, 12), Other = new(3, 13), Company = new(4, 17), Second = new(4, 18), Deal = new(2, 5);

    public static TheoryData<string, string, string> Bound => new()
    {
        // stands at, owner first            what is done                                                       why it stays
        { "r3:12", "Bind r4:17", "None" },
        { "r3:12 r4:17", "", "Already" },
        { "r2:5", "", "NoSource" },
        { "r3:13", "", "NoTarget" },
        { "r3:13 r3:12", "Bind r4:17", "None" },
    };

    [Theory, MemberData(nameof(Bound))]
    public void What_is_missing_is_shown_in_the_company_too(string cards, string steps, string reason) =>
        Assert.Equal((steps, reason), Told(CarryPlanner.Plan(Rule() with { Outlives = false }, Entry(cards), Sources(), PastDeeds.None)));

    [Fact]
    public void An_entry_that_must_outlive_the_contact_gets_another_owner()
    {
        Assert.Equal(("Bind r4:17, Release r3:12, Rebind r3:12", "None"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12"), Sources(), PastDeeds.None)));
        Assert.Equal(("Release r3:12, Rebind r3:12", "None"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12 r4:17"), Sources(), PastDeeds.None)));
        Assert.Equal(("", "Already"), Told(CarryPlanner.Plan(Rule(), Entry("r4:17 r3:12"), Sources(), PastDeeds.None)));
        Assert.Equal(("Bind r4:17", "None"), Told(CarryPlanner.Plan(Rule(), Entry("r2:5 r3:12"), Sources(), PastDeeds.None)));
    }

    [Fact]
    public void The_owner_of_an_activity_changes_only_while_nobody_else_shows_it()
    {
        Assert.Equal(
            ("Bind r4:17, Release r3:12, Release r2:5, Rebind r3:12, Rebind r2:5", "None"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12 r2:5"), Sources(), PastDeeds.None)));
        Assert.Equal(
            ("Bind r4:17, Release r3:12, Rebind r3:12", "None"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12 r2:5") with { Kind = EntryKind.Comment }, Sources(), PastDeeds.None)));
        var crowd = "r3:12 " + string.Join(' ', Enumerable.Range(1, 9).Select(id => $"r2:{id}"));
        Assert.Equal(("Bind r4:17", "None"), Told(CarryPlanner.Plan(Rule(), Entry(crowd), Sources(), PastDeeds.None)));
        Assert.Equal(("", "OwnerStays"), Told(CarryPlanner.Plan(Rule(), Entry(crowd + " r4:17"), Sources(), PastDeeds.None)));
    }

    [Fact]
    public void A_portal_that_keeps_the_owner_all_the_same_is_asked_once() =>
        Assert.Equal(("", "OwnerStays"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12 r4:17"), Sources(), PastDeeds.None with { Released = [Contact] })));

    [Fact]
    public void A_move_binds_before_it_unbinds_and_only_where_everything_arrived()
    {
        var move = Rule() with { Manner = Manner.Move };
        Assert.Equal(("Bind r4:17, Unbind r3:12", "None"), Told(CarryPlanner.Plan(move, Entry("r3:12"), Sources(), PastDeeds.None)));
        Assert.Equal(("Unbind r3:12", "None"), Told(CarryPlanner.Plan(move, Entry("r3:12 r4:17"), Sources(), PastDeeds.None)));
        Assert.Equal(("", "TakenOut"), Told(CarryPlanner.Plan(move, Entry("r3:12"), Sources(), PastDeeds.None with { Put = [Company] })));
    }

    [Fact]
    public void What_a_person_took_out_or_put_back_stays_so()
    {
        Assert.Equal(("", "TakenOut"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12"), Sources(), PastDeeds.None with { Put = [Company] })));
        Assert.Equal(("", "Already"), Told(CarryPlanner.Plan(Rule() with { Manner = Manner.Move }, Entry("r3:12 r4:17"), Sources(), PastDeeds.None with { Put = [Company], Left = [Contact] })));
    }

    [Fact]
    public void Two_rules_that_move_against_each_other_end()
    {
        var back = new CarryRule { Tie = new Tie(4, 3, "UF_CRM_CONTACT", TieSide.Source, TieChoice.First), Manner = Manner.Move };
        SeenSource[] companies = [new(Company, SourceState.There, [Contact], true)];
        Assert.Equal(("", "CarriedAway"), Told(CarryPlanner.Plan(back, Entry("r4:17"), companies, PastDeeds.None with { Put = [Company], Left = [Contact] })));
    }

    [Fact]
    public void Copies_are_written_once_for_each_company_and_never_of_copies()
    {
        var copy = Rule() with { Manner = Manner.Copy };
        SeenSource[] sources = [new(Contact, SourceState.There, [Company, Second], true)];
        Assert.Equal(("Copy r4:17, Copy r4:18", "None"), Told(CarryPlanner.Plan(copy, Entry("r3:12"), sources, PastDeeds.None)));
        Assert.Equal(("Copy r4:18", "None"), Told(CarryPlanner.Plan(copy, Entry("r3:12"), sources, PastDeeds.None with { Copied = [Company] })));
        Assert.Equal(("", "OurCopy"), Told(CarryPlanner.Plan(copy, Entry("r3:12") with { IsOurCopy = true }, sources, PastDeeds.None)));
        Assert.Equal(("", "CannotCopy"), Told(CarryPlanner.Plan(copy, Entry("r3:12") with { Kind = EntryKind.Task }, sources, PastDeeds.None)));
    }

    [Fact]
    public void Conditions_keep_what_they_do_not_name()
    {
        var at = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var entry = Entry("r3:12") with { Direction = 1, Responsible = 5, At = at };
        Assert.Equal("OtherKind", Why(new CarryConditions { Kinds = [EntryKind.Letter] }));
        Assert.Equal("None", Why(new CarryConditions { Kinds = [EntryKind.Letter, EntryKind.Call] }));
        Assert.Equal("OtherDirection", Why(new CarryConditions { Direction = 2 }));
        Assert.Equal("None", Why(new CarryConditions { Direction = 1 }));
        Assert.Equal("OtherResponsible", Why(new CarryConditions { Responsible = 6 }));
        Assert.Equal("None", Why(new CarryConditions { Responsible = 5 }));
        Assert.Equal("TooOld", Why(new CarryConditions { Since = at.AddSeconds(1) }));
        Assert.Equal("None", Why(new CarryConditions { Since = at }));

        string Why(CarryConditions conditions) => Told(CarryPlanner.Plan(Rule() with { Conditions = conditions }, entry, Sources(), PastDeeds.None)).Why;
    }

    [Fact]
    public void A_source_that_is_not_marked_or_not_readable_says_so()
    {
        Assert.Equal(("", "NotMarked"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12"), [new(Contact, SourceState.There, [Company], false)], PastDeeds.None)));
        Assert.Equal(("", "Returned"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12"), [new(Contact, SourceState.There, [Company], true, IsReturned: true)], PastDeeds.None)));
        Assert.Equal(("", "NotMarked"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12"), [new(Contact, SourceState.There, [Company], false, IsReturned: true)], PastDeeds.None)));
        Assert.Equal(("", "SourceUnreadable"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12"), [new(Contact, SourceState.Unreadable, [], true)], PastDeeds.None)));
        Assert.Equal(("", "SourceGone"), Told(CarryPlanner.Plan(Rule(), Entry("r3:12"), [new(Contact, SourceState.Gone, [], true)], PastDeeds.None)));
    }

    [Fact]
    public void A_hundred_timelines_are_the_most()
    {
        var cards = string.Join(' ', Enumerable.Range(1, 99).Select(id => $"r2:{id}")) + " r3:12";
        Assert.Equal(("", "TooManyCards"), Told(CarryPlanner.Plan(Rule(), Entry(cards), Sources(), PastDeeds.None)));
    }

    [Theory]
    [InlineData(TieChoice.First, "r2:9")]
    [InlineData(TieChoice.Newest, "r2:11")]
    [InlineData(TieChoice.All, "r2:9 r2:11 r2:10")]
    public void One_of_several_or_all_take_part(TieChoice choice, string chosen) =>
        Assert.Equal(chosen, string.Join(' ', CarryPlanner.Choose(choice, [new(2, 9), new(2, 11), new(2, 10)])));

    [Fact]
    public void A_second_rule_is_planned_on_what_the_first_one_leaves()
    {
        var moved = CarryPlanner.Plan(Rule() with { Manner = Manner.Move }, Entry("r3:12"), Sources(), PastDeeds.None);
        var after = Entry("r3:12").After(moved.Steps);
        Assert.Equal((Company, "r4:17"), (after.Owner, string.Join(' ', after.Bindings)));
        Assert.Equal(("", "NoSource"), Told(CarryPlanner.Plan(Rule(), after, Sources(), PastDeeds.None)));
        var shared = Entry("r3:12").After(CarryPlanner.Plan(Rule(), Entry("r3:12"), Sources(), PastDeeds.None).Steps);
        Assert.Equal((Company, 2), (shared.Owner, shared.Bindings.Length));
    }

    [Theory]
    [InlineData(2, "VOXIMPLANT_CALL", EntryKind.Call)]
    [InlineData(4, "CRM_EMAIL", EntryKind.Letter)]
    [InlineData(1, "CRM_MEETING", EntryKind.Meeting)]
    [InlineData(6, "CRM_TODO", EntryKind.ToDo)]
    [InlineData(6, "IMOPENLINES_SESSION", EntryKind.Chat)]
    [InlineData(6, "CRM_WEBFORM", EntryKind.Form)]
    [InlineData(6, "CRM_SMS", EntryKind.Message)]
    [InlineData(3, "TASKS", EntryKind.Task)]
    [InlineData(6, "CRM_TASKS_TASK", EntryKind.Task)]
    [InlineData(6, "REST_APP", EntryKind.App)]
    [InlineData(6, "CONFIGURABLE_REST_APP", EntryKind.App)]
    [InlineData(6, "CRM_DELIVERY", EntryKind.Other)]
    public void Kinds_are_told_apart_by_provider_and_type(int type, string provider, EntryKind kind) => Assert.Equal(kind, EntryKinds.Of(type, provider));

    [Theory]
    [InlineData("1", "Y", true)]
    [InlineData("Y", "1", true)]
    [InlineData("true", "1", true)]
    [InlineData("0", "1", false)]
    [InlineData("Fired", "fired", true)]
    [InlineData("42", "4", false)]
    public void A_mark_has_many_spellings(string value, string wanted, bool isIt) => Assert.Equal(isIt, new Mark("UF_CRM_X", wanted).IsIn([value]));

    [Fact]
    public void Every_reason_has_a_sentence_in_both_languages() => Assert.All(Enum.GetValues<CarryReason>(), reason =>
    {
        Assert.EndsWith(".", CarryReasons.Of(reason, Language.Ru), StringComparison.Ordinal);
        Assert.EndsWith(".", CarryReasons.Of(reason, Language.En), StringComparison.Ordinal);
    });

    [Fact]
    public void A_rule_without_sense_says_what_is_missing()
    {
        Assert.Equal(CarryFlaw.None, Rule().Flaw);
        Assert.Equal(CarryFlaw.SameType, (Rule() with { Tie = new Tie(3, 3, "x", TieSide.Source, TieChoice.All) }).Flaw);
        Assert.Equal(CarryFlaw.NoField, (Rule() with { Tie = new Tie(3, 4, "", TieSide.Source, TieChoice.All) }).Flaw);
        Assert.Equal(CarryFlaw.NoMark, (Rule() with { MovesToFormer = true }).Flaw);
        Assert.Equal(CarryFlaw.FormerNeedsContacts, (Rule() with { Tie = Tie.LeadToDeal, MovesToFormer = true, Conditions = new() { Mark = new("UF_CRM_X", "1") } }).Flaw);
    }

    private static CarryRule Rule() => new() { Tie = Tie.ContactToCompany, Manner = Manner.Bind };

    private static SeenSource[] Sources() => [new(Contact, SourceState.There, [Company], true), new(Other, SourceState.There, [], true), new(new CrmKey(1, 1), SourceState.There, [Deal], true)];

    private static SeenEntry Entry(string cards)
    {
        var bindings = cards.Split(' ').Select(card => CrmKey.Read(card)!.Value).ToImmutableArray();
        return new SeenEntry { Name = "a1", Kind = EntryKind.Call, Owner = bindings[0], Bindings = bindings };
    }

    private static (string Steps, string Why) Told(CarryVerdict verdict) => (string.Join(", ", verdict.Steps.Select(step => $"{step.Act} {step.Card}")), verdict.Reason.ToString());
}
