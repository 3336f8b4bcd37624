using B24App.Links;
using B24App.Plan;
using B24App.Plan.Custom;
using Half = B24App.Links.Half;

namespace B24App.Tests.Links;

/// <summary>Two people change one half: who saves late takes what the other one changed and keeps what only he changed.</summary>
public sealed class MergingTests
{
    private static readonly Half Began = new()
    {
        SendsTasks = true,
        SendsFields = [Field.Title],
        TakesFields = [Field.Status],
        Filter = new TaskFilter { Groups = [12, 13] },
        TargetGroup = 40,
        PublishedGroupTitle = "forty",
    };

    // Each property by itself: its other value, and how it reads.
    public static TheoryData<string, Half> Others => new()
    {
        { nameof(Half.SendsTasks), Began with { SendsTasks = false } },
        { nameof(Half.TakesTasks), Began with { TakesTasks = true } },
        { nameof(Half.SendsFields), Began with { SendsFields = [Field.Title, Field.Tags] } },
        { nameof(Half.TakesFields), Began with { TakesFields = [] } },
        { nameof(Half.SendsComments), Began with { SendsComments = true } },
        { nameof(Half.TakesComments), Began with { TakesComments = true } },
        { nameof(Half.Filter), Began with { Filter = new TaskFilter { Groups = [12] } } },
        { nameof(Half.TargetGroup), Began with { TargetGroup = 41, PublishedGroupTitle = "forty-one" } },
        { nameof(Half.DefaultResponsible), Began with { DefaultResponsible = 7 } },
        { nameof(Half.InternalPrefix), Began with { InternalPrefix = "//" } },
        { nameof(Half.OnPartnerDelete), Began with { OnPartnerDelete = DeletePolicy.Keep } },
        { nameof(Half.SendsPartnersMirrors), Began with { SendsPartnersMirrors = true } },
        { nameof(Half.MatchesUsersByEmail), Began with { MatchesUsersByEmail = false } },
        { nameof(Half.LargestFile), Began with { LargestFile = 5 } },
        { nameof(Half.CustomFields), Began with { CustomFields = [new CustomField("UF_AUTO_1", "Serial", CustomType.Text, false)] } },
    };

    [Theory, MemberData(nameof(Others))]
    public void What_the_other_changed_is_taken_and_what_only_I_changed_stays(string property, Half changed)
    {
        Assert.Equal(Read(changed), Read(Merging.Theirs(Began, changed, Began)));
        Assert.Equal(Read(changed), Read(Merging.Theirs(Began, Began, changed)));
        Assert.NotEqual(Read(Began), Read(changed));
        Assert.Contains(typeof(Half).GetProperties(), known => known.Name == property);
    }

    [Fact]
    public void Every_choice_of_a_half_takes_part() => Assert.Equal(
        typeof(Half).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
        Others.Select(row => (string)row[0]).Append(nameof(Half.PublishedGroupTitle)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_order_of_groups_is_no_change()
    {
        var swapped = Began with { Filter = new TaskFilter { Groups = [13, 12] } };
        var mine = Began with { Filter = new TaskFilter { Groups = [12] } };

        Assert.Equal<long>([12], Merging.Theirs(Began, swapped, mine).Filter.Groups);
    }

    private static string Read(Half half) => HalfJson.Write(half);
}
