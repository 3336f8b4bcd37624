using System.Collections.Immutable;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Sweep;

namespace B24App.Tests.Sweep;

/// <summary>A walk against a small list that answers as a portal does: pages of 50, filters by date and id, order.</summary>
public sealed class WalkTests
{
    private static readonly DateTimeOffset Floor = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(333)]
    public void Every_change_since_the_floor_is_listed(int tasks)
    {
        var rows = Enumerable.Range(1, tasks).Select(id => Row(id, Floor.AddSeconds(id * 7 % 500))).Concat(Old(60)).ToList();
        Assert.Equal(Enumerable.Range(1, tasks).Select(id => (long)id), Walk(rows, out _));
    }

    [Fact]
    public void A_thousand_tasks_changed_in_one_second_are_passed()
    {
        var rows = Enumerable.Range(1, 1000).Select(id => Row(id, Floor.AddSeconds(3))).Append(Row(1001, Floor.AddSeconds(4))).ToList();
        Assert.Equal(Enumerable.Range(1, 1001).Select(id => (long)id), Walk(rows, out var turns));
        Assert.InRange(turns, 20, 23);
    }

    [Fact]
    public void Where_the_filter_is_ignored_it_goes_back_from_the_newest()
    {
        var rows = Enumerable.Range(1, 120).Select(id => Row(id, Floor.AddSeconds(id))).Concat(Old(60)).ToList();
        Assert.Equal(Enumerable.Range(1, 120).Select(id => (long)id), Walk(rows, out var turns, ignoresDates: true));
        Assert.Equal(4, turns); // one in vain, three backward
    }

    [Fact]
    public void A_walk_goes_on_after_being_written_down()
    {
        var walk = new DateWalk(DateWalk.Changed, Floor) { Second = Floor.AddSeconds(5), After = 77 };
        var read = System.Text.Json.JsonSerializer.Deserialize<DateWalk>(System.Text.Json.JsonSerializer.Serialize(walk));
        Assert.Equal(walk, read);
        Assert.Equal(50, new DateWalk(DateWalk.Activity, Floor) { Passed = 100 }.Again().Passed);
        Assert.Equal(walk, walk.Again());
    }

    private static IEnumerable<TaskWire> Old(int count) => Enumerable.Range(5000, count).Select(id => Row(id, Floor.AddDays(-3).AddSeconds(id)));

    private static TaskWire Row(long id, DateTimeOffset changed) => new() { Id = id, ChangedDate = changed, Carried = ImmutableHashSet<string>.Empty };

    private static IReadOnlyList<long> Walk(List<TaskWire> portal, out int turns, bool ignoresDates = false)
    {
        var walk = new DateWalk(DateWalk.Changed, Floor);
        var found = new SortedSet<long>();
        for (turns = 0; !walk.IsOver; turns++)
        {
            Assert.True(turns < 100, "It never ends.");
            var (next, rows) = walk.Read([.. walk.Questions().Select(question => Page(portal, question, ignoresDates))]);
            found.UnionWith(rows.Select(row => row.Id));
            walk = next;
        }

        return [.. found];
    }

    private static IReadOnlyList<TaskWire> Page(List<TaskWire> portal, Command question, bool ignoresDates)
    {
        var parameters = question.Parameters!.AsObject();
        var rows = portal.AsEnumerable();
        foreach (var (key, value) in parameters["filter"]!.AsObject())
        {
            rows = (key, ignoresDates) switch
            {
                (">ID", _) => rows.Where(row => row.Id > long.Parse(value!.ToString(), System.Globalization.CultureInfo.InvariantCulture)),
                (_, true) => rows,
                (">=CHANGED_DATE", _) => rows.Where(row => row.ChangedDate >= At(value)),
                ("<=CHANGED_DATE", _) => rows.Where(row => row.ChangedDate <= At(value)),
                (">CHANGED_DATE", _) => rows.Where(row => row.ChangedDate > At(value)),
                _ => throw new InvalidOperationException(key),
            };
        }

        var order = parameters["order"]!.AsObject();
        rows = (order.ContainsKey("CHANGED_DATE"), order.First().Value!.GetValue<string>()) switch
        {
            (true, "desc") => rows.OrderByDescending(row => row.ChangedDate).ThenByDescending(row => row.Id),
            (true, _) => rows.OrderBy(row => row.ChangedDate).ThenBy(row => row.Id),
            _ => rows.OrderBy(row => row.Id),
        };
        return [.. rows.Skip(Math.Max(0, parameters["start"]!.GetValue<int>())).Take(50)];
    }

    private static DateTimeOffset At(JsonNode? value) => DateTimeOffset.Parse(value!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
}
