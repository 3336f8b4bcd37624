using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;

namespace B24App.Sweep;

/// <summary>
/// A walk over all tasks of a portal from a date on, as values: which pages to ask for, and where it stands after the answers. It
/// goes forward by date and id, so a thousand tasks changed in one second are still passed; where the portal ignores the filter by
/// this date it goes back from the newest (tasks.md §2.3).
/// </summary>
/// <param name="Field"><c>CHANGED_DATE</c> or <c>ACTIVITY_DATE</c>.</param>
/// <param name="Floor">Nothing older is wanted.</param>
public sealed record DateWalk(string Field, DateTimeOffset Floor)
{
    /// <summary>Rows of one page; fixed by the portal.</summary>
    public const int PageSize = 50;

    /// <summary>Field name of field changes.</summary>
    public const string Changed = "CHANGED_DATE";

    /// <summary>Field name of any activity, comments included.</summary>
    public const string Activity = "ACTIVITY_DATE";

    private static readonly string[] Select =
        ["ID", "GROUP_ID", "TAGS", "RESPONSIBLE_ID", "XML_ID", "CREATED_DATE", "CHANGED_DATE", "ACTIVITY_DATE"];

    /// <summary>Forward: the second that may go on after <see cref="After"/>; null before the first page.</summary>
    public DateTimeOffset? Second { get; init; }

    /// <summary>Forward: the newest id read of <see cref="Second"/>.</summary>
    public long After { get; init; }

    /// <summary>Backward: rows passed so far; null while walking forward.</summary>
    public int? Passed { get; init; }

    /// <summary>Everything was read.</summary>
    public bool IsOver { get; init; }

    /// <summary>It had to go backward.</summary>
    public bool IsBackward => Passed is not null;

    /// <summary>The pages to ask for now, together.</summary>
    public IReadOnlyList<Command> Questions() => (IsOver, Passed, Second) switch
    {
        (true, _, _) => [],
        // Not counting (-1) reads the first page; further ones need the offset. A filter that lets all through still fits into a batch.
        (_, { } passed, _) => [TaskCommands.List(new JsonObject { [">ID"] = 0 }, By("desc"), Select, passed == 0 ? -1 : passed)],
        (_, _, null) => [TaskCommands.List(new JsonObject { [">=" + Field] = Text(Floor) }, By("asc"), Select, -1)],
        (_, _, { } second) =>
        [
            TaskCommands.List(
                new JsonObject { [">=" + Field] = Text(second), ["<=" + Field] = Text(second), [">ID"] = After }, new JsonObject { ["ID"] = "asc" }, Select, -1),
            TaskCommands.List(new JsonObject { [">" + Field] = Text(second) }, By("asc"), Select, -1),
        ],
    };

    /// <summary>Where the walk stands after the answers to <see cref="Questions"/>, and the rows that count.</summary>
    public (DateWalk Next, ImmutableArray<TaskWire> Rows) Read(IReadOnlyList<IReadOnlyList<TaskWire>> pages)
    {
        if (Passed is { } passed)
        {
            var page = pages[0];
            var isLast = page.Count < PageSize || page.Any(row => DateOf(row) < Whole(Floor));
            return (this with { Passed = passed + page.Count, IsOver = isLast }, [.. page.Where(row => DateOf(row) >= Whole(Floor))]);
        }

        // An unknown filter key is ignored and returns everything (tasks.md §10, trap 9).
        if (pages[^1].Any(row => Second is { } passedBy ? DateOf(row) <= passedBy : DateOf(row) < Whole(Floor)))
        {
            return (Back(), []);
        }

        if (Second is { } second && pages[0].Where(row => DateOf(row) == second && row.Id > After).ToImmutableArray() is { Length: >= PageSize } same)
        {
            return (this with { After = same[^1].Id }, same);
        }

        var rest = Second is null ? [] : pages[0];
        return pages[^1].Count < PageSize
            ? (this with { IsOver = true }, [.. rest, .. pages[^1]])
            : (this with { Second = pages[^1].Max(DateOf), After = 0 }, [.. rest, .. pages[^1]]);
    }

    /// <summary>The same walk from the newest backward.</summary>
    public DateWalk Back() => new(Field, Floor) { Passed = 0 };

    /// <summary>A walk that goes on in another turn: rows may have moved up by the ones that were deleted meanwhile.</summary>
    public DateWalk Again() => Passed is { } passed ? this with { Passed = Math.Max(0, passed - PageSize) } : this;

    /// <summary>The date a row is listed by, in whole seconds; a task that never changed has its creation there.</summary>
    public DateTimeOffset DateOf(TaskWire row) =>
        Whole((Field == Activity ? row.ActivityDate : null) ?? row.ChangedDate ?? row.CreatedDate ?? Floor);

    private JsonObject By(string direction) => new() { [Field] = direction, ["ID"] = direction };

    private static DateTimeOffset Whole(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());

    private static string Text(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
