using System.Collections.Immutable;
using B24App.Adoption;
using B24App.Plan;

namespace B24App.Tests.Adoption;

/// <summary>What speaks for two tasks being one, and how much.</summary>
public sealed class PairScoreTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly TaskFacts A = Task(1, "Printer");
    private static readonly TaskFacts B = Task(900, "Pump") with { CreatedAt = Day.AddDays(8) };

    public static TheoryData<string, TaskFacts, TaskFacts, bool, int, Signal[]> Table() => new()
    {
        { "nothing in common", A, B, false, 0, [] },
        { "an earlier link made B from A", A, B with { Marker = A.Family }, false, 100, [Signal.Family] },
        { "an earlier link made A from B", A with { Marker = B.Family }, B, false, 100, [Signal.Family] },
        { "each has the other's address", A with { Addresses = [900] }, B with { Addresses = [1] }, false, 95, [Signal.AddressBoth] },
        { "one has the other's address", A, B with { Addresses = [7, 1] }, false, 80, [Signal.Address] },
        { "an address of another task", A, B with { Addresses = [7] }, false, 0, [] },
        { "an address beats a number", A with { Addresses = [900], Numbers = [900] }, B, false, 80, [Signal.Address] },
        { "a number alone is not enough", A with { Numbers = [900] }, B, false, 30, [Signal.Number] },
        { "equal titles", A, B with { Title = A.Title }, false, 45, [Signal.Title] },
        { "a title that several have", A, B with { Title = A.Title }, true, 20, [Signal.CommonTitle] },
        { "no title is no equal title", A with { Title = "" }, B with { Title = "" }, false, 0, [] },
        { "equal texts", A with { Text = "p" }, B with { Text = "p" }, false, 25, [Signal.Text] },
        { "no text is no equal text", A with { Text = "" }, B with { Text = "" }, false, 0, [] },
        { "made in the same minutes", A, B with { CreatedAt = Day.AddMinutes(-15) }, false, 20, [Signal.SameHour] },
        { "made on the same day", A, B with { CreatedAt = Day.AddMinutes(16) }, false, 10, [Signal.SameDay] },
        { "made far apart", A with { Addresses = [900] }, B with { CreatedAt = Day.AddDays(31) }, false, 60, [Signal.Address, Signal.FarApart] },
        { "nothing falls below nought", A, B with { CreatedAt = Day.AddDays(31) }, false, 0, [Signal.FarApart] },
        { "equal deadlines", A with { Deadline = Day }, B with { Deadline = Day.AddSeconds(59) }, false, 10, [Signal.Deadline] },
        { "no deadline is no equal deadline", A, B, false, 0, [] },
        { "people who are one", A with { Responsible = 7 }, B with { Responsible = 7 }, false, 10, [Signal.People] },
        { "nobody is not somebody", A with { Responsible = 0 }, B with { Responsible = 0 }, false, 0, [] },
        { "all of it is a hundred", A with { Addresses = [900] }, B with { Title = A.Title, CreatedAt = Day, Addresses = [1] }, false, 100, [Signal.AddressBoth, Signal.Title, Signal.SameHour] },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_score_is_the_sum_of_its_signals(string why, TaskFacts a, TaskFacts b, bool common, int score, Signal[] signals)
    {
        var (found, seen) = PairScore.Of(a, b, common);
        Assert.True(found == score, $"{why}: {found}");
        Assert.Equal(signals, seen);
    }

    [Fact]
    public void Each_task_stands_in_one_pair_and_the_likeliest_goes_first()
    {
        var found = PairFinder.Find(
            [Task(1, "Printer") with { CreatedAt = Day }, Task(2, "Printer") with { CreatedAt = Day.AddHours(3) }, Task(3, "Alone")],
            [Task(900, "Printer") with { Addresses = [2] }, Task(901, "Printer") with { CreatedAt = Day.AddMinutes(1), Text = "t" }, Task(902, "Other")]);
        var best = found[0];
        Assert.Equal((2L, 900L, 100), (best.A, best.B, best.Score));
        Assert.DoesNotContain(found, pair => pair.A == 3 || pair.B == 902);
        Assert.Equal(found.Count, found.Select(pair => pair.A).Distinct().Count());
    }

    [Fact]
    public void A_pair_with_a_rival_says_so()
    {
        var found = PairFinder.Find([Task(1, "x") with { Addresses = [900, 901] }], [Task(900, "y"), Task(901, "z")]);
        Assert.True(Assert.Single(found).HasRivals);
        Assert.False(Assert.Single(PairFinder.Find([Task(1, "x") with { Addresses = [900] }], [Task(900, "y"), Task(901, "z")])).HasRivals);
    }

    [Fact]
    public void What_may_not_leave_is_no_pair_and_no_task_is_a_pair_with_itself()
    {
        Assert.Empty(PairFinder.Find([Task(1, "x") with { Leaves = false, Addresses = [2] }], [Task(2, "x") with { Leaves = false }]));
        Assert.Empty(PairFinder.Find([Task(1, "x") with { Text = "t" }], [Task(1, "x") with { Text = "t" }], samePortal: true));
        Assert.Single(PairFinder.Find([Task(1, "x") with { Text = "t" }], [Task(1, "x") with { Text = "t" }]));
    }

    [Fact]
    public void The_origin_may_send_and_was_first()
    {
        var (a, b) = (Task(1, "x"), Task(2, "x") with { CreatedAt = Day.AddDays(-1) });
        Assert.Equal(Side.B, PairFinder.Origin(a, b));
        Assert.Equal(Side.A, PairFinder.Origin(a, b with { Leaves = false }));
        Assert.Equal(Side.A, PairFinder.Origin(a, b with { Marker = a.Family }));
    }

    [Fact]
    public void A_thousand_tasks_of_one_title_are_no_square()
    {
        var many = Enumerable.Range(1, 3_000).Select(id => Task(id, "Backup")).ToList();
        Assert.DoesNotContain(PairFinder.Find(many, many), pair => pair.Score > 60);
    }

    [Theory]
    [InlineData("Replace the drum", "[South] REPLACE the drum!")]
    [InlineData("Replace the drum", "#123: Replace  the   drum")]
    [InlineData("Replace the drum", "[Acme] (copy) №12 - Replace the drum")]
    [InlineData("Замена барабана", "замена барабана.")]
    public void Titles_are_equal_without_what_tools_put_before_them(string one, string other) => Assert.Equal(FactReader.Title(one), FactReader.Title(other));

    [Theory]
    [InlineData("Replace the drum", "Replace the drum 2")]
    [InlineData("[a] b", "[a] c")]
    public void Titles_that_differ_differ(string one, string other) => Assert.NotEqual(FactReader.Title(one), FactReader.Title(other));

    [Theory]
    [InlineData("see https://south.bitrix24.ru/company/personal/user/1/tasks/task/view/900/", "900")]
    [InlineData("[URL=https://SOUTH.bitrix24.ru/workgroups/group/40/tasks/task/view/900/]task[/URL] https://south.bitrix24.ru/company/personal/user/1/tasks/task/view/901/", "900,901")]
    [InlineData("https://north.bitrix24.ru/company/personal/user/1/tasks/task/view/900/", "")]
    [InlineData("https://south.bitrix24.ru.evil.example/company/personal/user/1/tasks/task/view/900/", "")]
    public void Only_addresses_of_the_partner_count(string text, string ids) =>
        Assert.Equal(ids, string.Join(',', FactReader.Addresses(text, "south.bitrix24.ru")));

    [Theory]
    [InlineData("their #900 and № 901, task 902, задача № 903", "900,901,902,903")]
    [InlineData("900 kg, 12.05.2026, #vip", "")]
    public void Numbers_count_where_they_are_called_tasks(string text, string ids) => Assert.Equal(ids, string.Join(',', FactReader.Numbers(text)));

    private static TaskFacts Task(long id, string title) => new()
    {
        Task = id,
        Title = FactReader.Title(title),
        Family = $"b24app:{title}:{id}",
        CreatedAt = Day,
        Leaves = true,
        Addresses = ImmutableArray<long>.Empty,
    };
}
