using System.Collections.Immutable;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Plan.Timeline;
using Half = B24App.Links.Half;

namespace B24App.Tests.Links;

public sealed class ContractTests
{
    private static readonly Half Base = new()
    {
        SendsTasks = true,
        SendsComments = true,
        SendsFields = [Field.Title, Field.Status],
        TakesFields = [Field.Status],
        Filter = new TaskFilter { Groups = [12, 13], Tags = ["a"] },
        MatchesUsersByEmail = false,
    };

    public static TheoryData<string, Half, Clause?, Change> Edits => new()
    {
        { "the same", Base with { SendsFields = [Field.Status, Field.Title] }, null, Change.Neutral },
        { "no more tasks", Base with { SendsTasks = false }, Clause.SendsTasks, Change.Narrower },
        { "takes tasks", Base with { TakesTasks = true }, Clause.TakesTasks, Change.Wider },
        { "one field less", Base with { SendsFields = [Field.Title] }, Clause.SendsFields, Change.Narrower },
        { "one field more", Base with { TakesFields = [Field.Status, Field.Title] }, Clause.TakesFields, Change.Wider },
        { "another field", Base with { TakesFields = [Field.Title] }, Clause.TakesFields, Change.Mixed },
        { "one group less", Base with { Filter = Base.Filter with { Groups = [12] } }, Clause.Filter, Change.Narrower },
        { "one group more", Base with { Filter = Base.Filter with { Groups = [12, 13, 14] } }, Clause.Filter, Change.Wider },
        { "another group", Base with { Filter = Base.Filter with { Groups = [14] } }, Clause.Filter, Change.Mixed },
        { "no group", Base with { Filter = Base.Filter with { Groups = [] } }, Clause.Filter, Change.Narrower },
        { "whole portal", Base with { Filter = Base.Filter with { Groups = [], WholePortal = true } }, Clause.Filter, Change.Wider },
        { "no tag condition", Base with { Filter = Base.Filter with { Tags = [] } }, Clause.Filter, Change.Wider },
        { "tag in capitals", Base with { Filter = Base.Filter with { Tags = ["A"] } }, null, Change.Neutral },
        { "people condition", Base with { Filter = Base.Filter with { Responsibles = [5] } }, Clause.Filter, Change.Narrower },
        { "partners' mirrors", Base with { SendsPartnersMirrors = true }, Clause.PartnersMirrors, Change.Wider },
        { "matching", Base with { MatchesUsersByEmail = true }, Clause.UserMatching, Change.Wider },
        { "another responsible", Base with { DefaultResponsible = 9 }, Clause.Own, Change.Neutral },
        { "a prefix", Base with { InternalPrefix = "//" }, Clause.Own, Change.Neutral },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Rule05_each_clause_is_narrower_wider_or_mixed(string name, Half edited, Clause? clause, Change change)
    {
        var changes = Contracts.Compare(Base, edited);

        Assert.True(clause is null ? changes.IsEmpty : changes.SequenceEqual([new ClauseChange(clause.Value, change)]), name);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void Rule05_what_is_in_force_at_once_is_never_wider(string name, Half edited, Clause? clause, Change change)
    {
        _ = (clause, change);
        var atOnce = Contracts.Narrowed(Base, edited);

        Assert.All(Contracts.Compare(Base, atOnce), c => Assert.True(c.Change is Change.Narrower or Change.Neutral, name));
    }

    [Fact]
    public void Rule05_filters_without_a_common_tag_let_nothing_out()
    {
        var atOnce = Contracts.Narrowed(Base, Base with { Filter = Base.Filter with { Tags = ["b"] } });

        Assert.Equal(FilterVerdict.NothingLeaves, TaskFilters.Matches(atOnce.Filter, 12, ["a", "b"], 1));
    }

    [Fact]
    public void Rule05_a_wish_the_partner_does_not_share_widens_nothing()
    {
        var partner = new Half();

        Assert.False(Contracts.Widens(Base, Base with { SendsFields = [.. Enum.GetValues<Field>()] }, partner));
        Assert.True(Contracts.Widens(Base, Base with { SendsFields = [.. Enum.GetValues<Field>()] }, partner with { TakesFields = [Field.Tags] }));
        Assert.True(Contracts.Widens(Base, Base with { Filter = Base.Filter with { Groups = [12, 13, 14] } }, partner with { TakesTasks = true }));
        foreach (var word in EntryFiles.Words.Add(Field.Files))
        {
            var (small, takes) = (Base with { SendsFields = [word], LargestFile = 1 }, partner with { TakesFields = [word], LargestFile = 20 });
            Assert.True(Contracts.Widens(small, small with { LargestFile = 2 }, takes));
            Assert.False(Contracts.Widens(small, small with { LargestFile = 2 }, takes with { TakesFields = [Field.Tags] }));
        }
    }

    [Theory]
    [InlineData(12, "a", 5, FilterVerdict.Matches)]
    [InlineData(12, "A ", 5, FilterVerdict.Matches)]
    [InlineData(0, "a", 5, FilterVerdict.OtherGroup)]
    [InlineData(14, "a", 5, FilterVerdict.OtherGroup)]
    [InlineData(12, "b", 5, FilterVerdict.NoWantedTag)]
    [InlineData(12, "a", 6, FilterVerdict.OtherResponsible)]
    public void Rule37_a_filter_says_which_condition_failed(long group, string tag, long responsible, FilterVerdict verdict)
    {
        var filter = new TaskFilter { Groups = [12], Tags = ["a", "c"], Responsibles = [5] };

        Assert.Equal(verdict, TaskFilters.Matches(filter, group, [tag], responsible));
    }

    [Fact]
    public void Rule37_no_group_lets_nothing_out_until_the_whole_portal_is_confirmed()
    {
        Assert.Equal(FilterVerdict.NothingLeaves, TaskFilters.Matches(TaskFilter.Nothing, 12, [], 1));
        Assert.Equal(FilterVerdict.Matches, TaskFilters.Matches(new TaskFilter { WholePortal = true }, 12, [], 1));
    }

    [Theory]
    [InlineData(Language.Ru, "Договорённость № 3 с порталом «Юг» (south.example)", "пользовательские поля", "Комментарии, которые начинаются с «//», остаются внутри.")]
    [InlineData(Language.En, "Contract 3 with the portal \"Юг\" (south.example)", "custom fields", "Comments that begin with \"//\" stay inside.")]
    public void Rule13_the_contract_says_what_crosses_and_what_does_not(Language language, string title, string notCarried, string prefix)
    {
        var contract = new Contract(3, LinkWorld.ClientHalf(), LinkWorld.ProviderHalf());
        var text = ContractText.For(contract, Side.A, new PortalCard(LinkWorld.South, "Юг", "south.example"), PublishedHalf.Of(contract.B), language);

        Assert.Equal(title, text.Title);
        Assert.Equal(7, text.NotCarried.Length);
        Assert.Contains(notCarried, text.NotCarried);
        Assert.Contains(prefix, text.Here);
        Assert.Contains(text.Leaves, line => line.Contains("Заявки клиентов", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Language.Ru, "Из парных карточек CRM: звонки, комментарии.", "парных карточек")]
    [InlineData(Language.En, "Of paired CRM cards: calls, comments.", "of paired cards")]
    public void Rule13_what_crosses_of_cards_is_a_sentence_of_its_own(Language language, string cards, string among)
    {
        ImmutableSortedSet<Field> ofCards = [Field.Calls, Field.CardComments];
        var (a, b) = (LinkWorld.ClientHalf(), LinkWorld.ProviderHalf());
        var contract = new Contract(3, a with { SendsFields = a.SendsFields.Union(ofCards) }, b with { TakesFields = b.TakesFields.Union(ofCards) });
        var text = ContractText.For(contract, Side.A, new PortalCard(LinkWorld.South, "Юг", "south.example"), PublishedHalf.Of(contract.B), language);

        Assert.Contains(cards, text.Leaves);
        Assert.DoesNotContain(text.Leaves, line => line != cards && line.Contains(among, StringComparison.Ordinal));
        Assert.DoesNotContain(cards, text.Taken);
    }

    [Fact]
    public void Rule13_hours_and_results_are_named_where_they_stay()
    {
        var half = LinkWorld.ClientHalf();
        half = half with { SendsFields = half.SendsFields.Except([Field.Elapsed, Field.Results]), TakesFields = half.TakesFields.Except([Field.Elapsed, Field.Results]) };
        var contract = new Contract(3, half, LinkWorld.ProviderHalf());
        var text = ContractText.For(contract, Side.A, new PortalCard(LinkWorld.South, "Юг", "south.example"), PublishedHalf.Of(contract.B), Language.En);

        Assert.Equal(["time entries", "results"], text.NotCarried.Take(2));
    }

    [Theory]
    [InlineData(Language.Ru)]
    [InlineData(Language.En)]
    public void Rule05_the_partner_reads_no_groups_people_tags_or_prefix_of_the_other_side(Language language)
    {
        var a = LinkWorld.ClientHalf(98712) with { InternalPrefix = "secretprefix", DefaultResponsible = 98713, TargetGroup = 98714 };
        a = a with { Filter = a.Filter with { Tags = ["secrettag"], Responsibles = [98715] } };
        var contract = new Contract(1, a, LinkWorld.ProviderHalf());
        var text = ContractText.For(contract, Side.B, new PortalCard(LinkWorld.North, "Север", "north.example"), PublishedHalf.Of(a), language);

        var all = string.Join('\n', [text.Title, .. text.Leaves, .. text.Taken, .. text.Here, .. text.Rules, .. text.NotCarried]);
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain("9871", all, StringComparison.Ordinal);
    }
}
