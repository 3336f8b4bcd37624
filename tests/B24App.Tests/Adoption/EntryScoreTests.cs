using B24App.Adoption;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;

namespace B24App.Tests.Adoption;

/// <summary>What speaks for an entry of a timeline being a copy of another, and how much.</summary>
public sealed class EntryScoreTests
{
    private const string Said = "Договорились о поставке насосов";

    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(3));
    private static readonly CrossingEntry Call = new() { Name = "a17", Kind = EntryKind.Call, Subject = "Звонок Петрову", Text = Said, Start = Day, Made = Day, Direction = 2 };
    private static readonly CrossingEntry Talk = new() { Name = "k5", Kind = EntryKind.Comment, Text = Said, Made = Day };
    private static readonly CrossingEntry Other = new() { Name = "k900", Kind = EntryKind.Comment, Text = "Совсем другое дело", Made = Day.AddDays(90) };
    private static readonly EntryAround Nobody = new();

    public static TheoryData<string, CrossingEntry, EntryAround, CrossingEntry, EntryAround, int, EntrySignal[]> Table() => new()
    {
        { "nothing in common", Call, Nobody, Other, Nobody, 0, [] },
        { "an earlier link made it", Call, Nobody, Other, Nobody with { Mark = "a17" }, 100, [EntrySignal.Mark] },
        { "another tool names its source", Call, Nobody, Other, Nobody with { Origin = "17" }, 80, [EntrySignal.Source] },
        { "another tool names another source", Call, Nobody, Other, Nobody with { Origin = "18" }, 0, [] },
        { "the address of its card", Call, Nobody, Other with { Text = "см. https://north.bitrix24.ru/crm/deal/details/5/" }, Nobody with { OtherCard = "north.bitrix24.ru/crm/deal/details/5/" }, 20, [EntrySignal.Address] },
        { "the address of another card", Call, Nobody, Other with { Text = "см. https://north.bitrix24.ru/crm/deal/details/51/" }, Nobody with { OtherCard = "north.bitrix24.ru/crm/deal/details/5/" }, 0, [] },
        { "the same call, kept by both", Call, Nobody, Call with { Name = "a900", Text = "" }, Nobody, 70, [EntrySignal.Title, EntrySignal.SameMoment, EntrySignal.SameKind] },
        { "their incoming call is not our outgoing one", Call, Nobody, Call with { Name = "a900", Text = "", Direction = 1 }, Nobody, 10, [EntrySignal.Title, EntrySignal.SameMoment, EntrySignal.SameKind, EntrySignal.OtherDirection] },
        { "the same text", Talk, Nobody, Other with { Text = "  договорились о ПОСТАВКЕ насосов. " }, Nobody, 60, [EntrySignal.Text, EntrySignal.SameKind] },
        { "a short text says little", Talk with { Text = "ок" }, Nobody, Other with { Text = "ок" }, Nobody, 10, [EntrySignal.SameKind] },
        { "a comment that quotes a call with its author and moment", Call, Nobody with { Author = "Иван Петров" }, Other with { Text = $"Пишет Петров Иван, 02.03.2026 09:00\n{Said}" }, Nobody, 90, [EntrySignal.Quote, EntrySignal.NamedMoment, EntrySignal.Author] },
        { "the moment in Greenwich's time", Call, Nobody, Other with { Text = "2026-03-02 06:00 звонили" }, Nobody, 30, [EntrySignal.NamedMoment] },
        { "another moment", Call, Nobody, Other with { Text = "02.03.2026 09:01 звонили" }, Nobody, 0, [] },
        { "a quotation after a colon", Talk, Nobody, Other with { Text = $"Иван Петров (Север): {Said}" }, Nobody, 55, [EntrySignal.Quote, EntrySignal.SameKind] },
        { "a quotation without its end", Talk with { Text = Said + "\nВторая строка" }, Nobody, Other with { Text = $"Пишут:\n{Said}" }, Nobody, 10, [EntrySignal.SameKind] },
        { "it does not matter which of them quotes", Talk with { Text = $"Пишут:\n{Said}" }, Nobody, Other with { Text = Said }, Nobody, 55, [EntrySignal.Quote, EntrySignal.SameKind] },
        { "a subject as a line of a comment", Call, Nobody, Other with { Text = "Звонок Петрову\nбез ответа" }, Nobody, 30, [EntrySignal.Title] },
        { "people who are one", Talk, Nobody with { Person = 7 }, Other, Nobody with { Person = 7 }, 20, [EntrySignal.Person, EntrySignal.SameKind] },
        { "a call and a letter are two", Call, Nobody, Call with { Name = "a900", Kind = EntryKind.Letter }, Nobody, 10, [EntrySignal.Title, EntrySignal.Text, EntrySignal.SameMoment, EntrySignal.OtherKind] },
        { "to-dos with one deadline", Call with { Kind = EntryKind.ToDo, Direction = 0, Deadline = Day }, Nobody, Other with { Kind = EntryKind.ToDo, Deadline = Day.AddSeconds(59) }, Nobody, 25, [EntrySignal.Deadline, EntrySignal.SameKind] },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_score_is_the_sum_of_its_signals_whichever_is_named_first(string why, CrossingEntry a, EntryAround aroundA, CrossingEntry b, EntryAround aroundB, int score, EntrySignal[] signals)
    {
        var (one, other) = (EntryFactReader.Of(a, aroundA), EntryFactReader.Of(b, aroundB));
        var (found, seen) = EntryScore.Of(one, other);
        Assert.True(found == score, $"{why}: {found} {string.Join(' ', seen)}");
        Assert.Equal(signals, seen);
        Assert.Equal(found, EntryScore.Of(other, one).Score);
    }

    [Fact]
    public void Every_signal_has_a_weight() => Assert.Equal(Enum.GetValues<EntrySignal>().Order(), EntryScore.Weights.Keys.Order());

    [Fact]
    public void What_several_say_counts_less_and_needs_a_moment()
    {
        var (many, copies) = (Many(1, Day), Many(900, Day.AddDays(1)));
        Assert.Empty(CopyFinder.Find(many, copies));
        copies = [.. copies.Zip(many).Select(pair => pair.First with { Moments = [.. pair.Second.Written()] })];
        Assert.Equal(many.Zip(copies).Select(pair => (pair.First.Name, pair.Second.Name)), CopyFinder.Find(many, copies).Select(found => (found.A, found.B)).OrderBy(pair => pair.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public void Each_entry_stands_in_one_pair_rivals_are_told_and_what_was_refused_stays_away()
    {
        var call = EntryFactReader.Of(Call, Nobody);
        EntryFacts[] there = [EntryFactReader.Of(Call with { Name = "a900", Text = "" }, Nobody), EntryFactReader.Of(Call with { Name = "a901", Subject = "Звонок Петрову!", Text = "" }, Nobody)];
        var found = Assert.Single(CopyFinder.Find([call], there));
        Assert.Equal(("a17", "a900", true), (found.A, found.B, found.HasRivals));
        found = Assert.Single(CopyFinder.Find([call], there, (_, b) => b == "a900"));
        Assert.Equal(("a901", false), (found.B, found.HasRivals));
    }

    [Fact]
    public void The_origin_may_send_and_was_first()
    {
        var (a, b) = (EntryFactReader.Of(Talk, Nobody), EntryFactReader.Of(Other with { Made = Day.AddDays(-1) }, Nobody));
        Assert.Equal(Side.B, CopyFinder.Origin(a, b));
        Assert.Equal(Side.A, CopyFinder.Origin(a, b with { Leaves = false }));
        Assert.Equal(Side.A, CopyFinder.Origin(a, b with { Mark = a.Name }));
        Assert.Equal(Side.A, CopyFinder.Origin(a, b with { Source = "5" }));
        Assert.Empty(CopyFinder.Find([a with { Leaves = false }], [EntryFactReader.Of(Talk, Nobody with { Leaves = false })]));
    }

    [Fact]
    public void Thousands_of_equal_entries_are_no_square()
    {
        var many = Enumerable.Range(1, 3_000).Select(id => EntryFactReader.Of(Call with { Name = $"a{id}" }, Nobody)).ToList();
        Assert.All(CopyFinder.Find(many, many), found => Assert.True(found.HasRivals));
    }

    private static List<EntryFacts> Many(int from, DateTimeOffset at) =>
        [.. Enumerable.Range(from, 5).Select(id => EntryFactReader.Of(Talk with { Name = $"k{id}", Text = "Звонил, не ответил", Made = at.AddHours(id - from) }, Nobody))];
}
