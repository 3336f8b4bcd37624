using B24App.Links;
using B24App.Plan;

namespace B24App.Tests.Links;

public sealed class PresetTests
{
    [Theory]
    [InlineData("support", Field.Title, true, false)]
    [InlineData("support", Field.Description, true, false)]
    [InlineData("support", Field.Deadline, true, true)]
    [InlineData("support", Field.PlannedDates, false, true)]
    [InlineData("support", Field.Priority, true, false)]
    [InlineData("support", Field.Tags, true, false)]
    [InlineData("support", Field.Status, true, true)]
    [InlineData("support", Field.Control, true, false)]
    [InlineData("support", Field.Responsible, false, false)]
    [InlineData("support", Field.Parent, true, false)]
    [InlineData("oneWay", Field.Title, true, false)]
    [InlineData("oneWay", Field.Status, true, false)]
    [InlineData("oneWay", Field.Control, false, false)]
    [InlineData("oneWay", Field.Responsible, false, false)]
    [InlineData("partners", Field.Title, true, true)]
    [InlineData("partners", Field.Responsible, true, true)]
    [InlineData("partners", Field.Status, true, true)]
    public void Rule05_a_preset_is_a_table_of_directions(string name, Field field, bool fromA, bool fromB)
    {
        var (a, b) = Presets.Pair(Presets.Named(name)!, new HalfChoices(), new HalfChoices());
        var contract = new Contract(1, a, b);

        Assert.Equal(fromA, contract.Carries(Side.A, field));
        Assert.Equal(fromB, contract.Carries(Side.B, field));
    }

    [Theory]
    [InlineData("support", true, false, true, true)]
    [InlineData("oneWay", true, false, true, false)]
    [InlineData("partners", true, true, true, true)]
    public void Rule05_a_preset_says_who_files_and_who_talks(string name, bool tasksA, bool tasksB, bool commentsA, bool commentsB)
    {
        var (a, b) = Presets.Pair(Presets.Named(name)!, new HalfChoices(), new HalfChoices());
        var terms = Contracts.InForce(a, b);

        Assert.Equal((tasksA, tasksB), (terms.FromA.Tasks, terms.FromB.Tasks));
        Assert.Equal((commentsA, commentsB), (terms.FromA.Comments, terms.FromB.Comments));
    }

    [Fact]
    public void Every_preset_names_every_field()
    {
        Assert.All(Presets.All, preset => Assert.Equal(Enum.GetValues<Field>(), preset.Fields.Keys));
        Assert.Contains(Presets.Support.Fields, field => field.Value == Direction.Stays);
    }

    [Fact]
    public void A_half_that_files_nothing_lets_nothing_out_whatever_its_filter_says()
    {
        var half = Presets.Half(Presets.Support, Side.B, new HalfChoices { Filter = new TaskFilter { WholePortal = true } });

        Assert.Same(TaskFilter.Nothing, half.Filter);
    }

    [Fact]
    public void An_answer_takes_exactly_what_is_offered()
    {
        var published = PublishedHalf.Of(LinkWorld.ClientHalf());
        var answer = Presets.Answer(published, new HalfChoices { TargetGroup = 40 });

        Assert.Empty(Contracts.Compare(LinkWorld.ProviderHalf() with { TargetGroup = 40 }, answer with { PublishedGroupTitle = "Заявки клиентов", DefaultResponsible = 7 }));
    }
}
