using System.Collections.Immutable;
using System.Text.Json;
using B24App.Backfill;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;
using B24App.Store;

namespace B24App.Tests.Backfill;

/// <summary>The pure decisions of a run, as tables.</summary>
public sealed class RunTables
{
    private static readonly RunItem Looking = new(1, ItemState.Looking, Comments: 3);
    private static readonly RunItem Talking = new(1, ItemState.Talking, Comments: 3, Mapping: new MappingId(7));

    public static TheoryData<string, RunItem, ItemFacts, ItemState, string> Facts() => new()
    {
        { "not looked at yet", Looking, new() { TaskWaits = true }, ItemState.Looking, "" },
        { "it stays for a reason", Looking, new() { Skipped = nameof(Reason.GroupNotLinked) }, ItemState.Stays, nameof(Reason.GroupNotLinked) },
        { "it is gone without a word", Looking, new(), ItemState.Stays, nameof(Reason.Unreadable) },
        { "the link stopped meanwhile", Looking, new() { Skipped = nameof(Reason.LinkPaused) }, ItemState.Waits, "" },
        { "the partner stopped it", Looking, new() { Skipped = nameof(Reason.LinkPausedByPartner) }, ItemState.Waits, "" },
        { "its mirror is on its way", Looking, new() { Mapping = new(7), State = MappingState.Creating, CallsWait = true }, ItemState.Looking, "" },
        { "its mirror was refused", Looking, new() { Mapping = new(7), State = MappingState.Over, MappingReason = nameof(Reason.GroupRefused) }, ItemState.Failed, nameof(Reason.GroupRefused) },
        { "the call tells more than the mapping", Looking, new() { Mapping = new(7), State = MappingState.Over, Parked = nameof(Reason.RequiredFieldMissing), MappingReason = "x" }, ItemState.Failed, nameof(Reason.RequiredFieldMissing) },
        { "calls of it are open", Looking, new() { Mapping = new(7), State = MappingState.Live, CallsWait = true }, ItemState.Looking, "" },
        { "it is looked at again", Looking, new() { Mapping = new(7), State = MappingState.Live, TaskWaits = true }, ItemState.Looking, "" },
        { "the mirror stands, the talk is next", Looking, new() { Mapping = new(7), State = MappingState.Live }, ItemState.Talking, "" },
        { "a chat that is not counted is read too", Looking with { Comments = -1 }, new() { Mapping = new(7), State = MappingState.Live }, ItemState.Talking, "" },
        { "nothing was said", Looking with { Comments = 0 }, new() { Mapping = new(7), State = MappingState.Live }, ItemState.Done, "" },
        { "nothing was said, and a call was refused", Looking with { Comments = 0 }, new() { Mapping = new(7), State = MappingState.Live, Parked = nameof(Reason.FileNotStored) }, ItemState.Failed, nameof(Reason.FileNotStored) },
        { "the talk waits", Talking, new() { Mapping = new(7), State = MappingState.Live, TalkWaits = true }, ItemState.Talking, "" },
        { "its comments are on their way", Talking, new() { Mapping = new(7), State = MappingState.Live, CallsWait = true }, ItemState.Talking, "" },
        { "all of it crossed", Talking, new() { Mapping = new(7), State = MappingState.Live, Crossed = 3 }, ItemState.Done, "" },
        { "the chat is closed to us", Talking, new() { Mapping = new(7), State = MappingState.Live, Skipped = nameof(Reason.NotInChat), SkippedSince = true }, ItemState.Done, nameof(Reason.NotInChat) },
        { "an older reason says nothing", Talking, new() { Mapping = new(7), State = MappingState.Live, Skipped = nameof(Reason.NotInChat) }, ItemState.Done, "" },
        { "a reason about something else says nothing", Talking, new() { Mapping = new(7), State = MappingState.Live, Skipped = nameof(Reason.FilesNotCarried), SkippedSince = true }, ItemState.Done, "" },
        { "a comment was refused", Talking, new() { Mapping = new(7), State = MappingState.Live, Parked = nameof(Reason.NotInChat) }, ItemState.Failed, nameof(Reason.NotInChat) },
        { "what has ended stays so", new(1, ItemState.Done), new() { TaskWaits = true }, ItemState.Done, "" },
        { "what waits is not read off", new(1, ItemState.Waits), new() { State = MappingState.Live }, ItemState.Waits, "" },
    };

    [Theory, MemberData(nameof(Facts))]
    public void How_far_a_task_has_come_is_read_off_the_rows(string why, RunItem item, ItemFacts facts, ItemState state, string reason)
    {
        var next = facts.Next(item);
        Assert.True((next.State, next.Reason) == (state, reason), $"{why}: {next.State} {next.Reason}");
        Assert.Equal(state is ItemState.Looking or ItemState.Waits or ItemState.Stays ? item.Mapping : new MappingId(Math.Max(item.Mapping.Value, facts.Mapping.Value)), next.Mapping);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "0-1")]
    [InlineData(99, "0-99")]
    [InlineData(100, "0-50 50-100")]
    [InlineData(100_000, "0-10000 10000-20000 20000-30000 30000-40000 40000-50000 50000-60000 60000-70000 70000-80000 80000-90000 90000-100000")]
    public void Ids_are_cut_into_stretches_without_gaps(long newest, string expected)
    {
        var (walk, rows) = IdWalk.Unread.Read([newest == 0 ? (IReadOnlyList<TaskWire>)[] : [Row(newest)]], row => row.Id);
        Assert.Equal(expected, string.Join(' ', walk.Open!.Value.Select(stretch => $"{stretch.After}-{stretch.UpTo}")));
        Assert.Empty(rows);
        Assert.Equal(newest == 0, walk.IsOver);
    }

    [Fact]
    public void A_walk_ends_having_met_every_task_once_whatever_is_filed_or_deleted_meanwhile()
    {
        var ids = Enumerable.Range(1, 1_234).Select(id => (long)id * 3).ToList();
        var (walk, _) = IdWalk.Unread.Read([(IReadOnlyList<TaskWire>)[Row(ids[^1])]], row => row.Id);
        var (all, met, gone) = (ids.ToList(), new List<long>(), new HashSet<long>());
        for (var turn = 0; !walk.IsOver; turn++)
        {
            Assert.True(turn < 100);
            var pages = walk.Open!.Value.Select(stretch => (IReadOnlyList<TaskWire>)[.. ids.Where(id => id > stretch.After && id <= stretch.UpTo).Take(IdWalk.PageSize).Select(Row)]).ToList();
            (walk, var rows) = walk.Read(pages, row => row.Id);
            met.AddRange(rows.Select(row => row.Id));
            gone.Add(300 + (turn * 30)); // deleted while we read
            ids.Remove(300 + (turn * 30));
            ids.Add(ids[^1] + 3); // filed while we read: live work takes it
        }

        Assert.Equal(met.Distinct().Count(), met.Count);
        Assert.Empty(all.Except(met).Except(gone));
    }

    [Fact]
    public void A_portal_that_ignores_the_filter_makes_no_endless_walk()
    {
        var everything = Enumerable.Range(1, 400).Select(id => Row(id)).ToList();
        var (walk, _) = IdWalk.Unread.Read([(IReadOnlyList<TaskWire>)[Row(400)]], row => row.Id);
        for (var turn = 0; !walk.IsOver; turn++)
        {
            Assert.True(turn < 100);
            (walk, _) = walk.Read([.. walk.Open!.Value.Select(_ => (IReadOnlyList<TaskWire>)everything.Take(IdWalk.PageSize).ToList())], row => row.Id);
        }
    }

    [Theory]
    [InlineData("nothing to do", 0, 0, 0, 2, 0, 0)]
    [InlineData("one call is one request", 1, 1, 0, 2, 1, 1)]
    [InlineData("fifty fit", 50, 1, 0, 2, 1, 50)]
    [InlineData("fifty-one do not", 51, 1, 0, 2, 2, 51)]
    [InlineData("kinds do not mix in the count", 1, 1, 1, 2, 2, 2)]
    [InlineData("the gate is slower than the calls", 5_000, 0, 0, 2, 100, 50)]
    public void Cost_is_packed_by_fifty_and_time_is_the_slower_of_gate_and_calls(string why, int first, int each, int second, double perSecond, int requests, int seconds)
    {
        var (cost, time) = Estimate.AtPortal([(first, TimeSpan.FromSeconds(each)), (second, TimeSpan.FromSeconds(each))], perSecond);
        Assert.True((requests, TimeSpan.FromSeconds(seconds)) == (cost, time), $"{why}: {cost}, {time}");
    }

    [Theory]
    [InlineData(0, 100, null)]
    [InlineData(19, 100, null)]
    [InlineData(20, 100, 500)]
    [InlineData(100, 50, 50)]
    [InlineData(0, 0, 0)]
    public void Time_left_is_told_once_something_is_known(int ended, int left, int? seconds) =>
        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, Estimate.Left(ended, TimeSpan.FromSeconds(100), left));

    public static TheoryData<string, UndoSight, UndoVerdict> Undo()
    {
        var mirror = new SeenTask { Id = 9, Title = "As it came" };
        var agreed = ImmutableSortedDictionary<Field, string>.Empty.Add(Field.Title, mirror.Print(Field.Title));
        var ours = new SeenComment("c1", 1, 1, "", default, "ours", Speaker.Human, false, false);
        var untouched = new UndoSight { Mirror = mirror, Agreed = agreed, Talk = [ours], Known = new HashSet<string> { "c1" }, MayRemove = true };
        return new()
        {
            { "nobody has worked on it", untouched, UndoVerdict.Remove },
            { "its portal does not agree", untouched with { MayRemove = false }, UndoVerdict.Mark },
            { "something crossed since", untouched with { LivesOn = true }, UndoVerdict.Mark },
            { "it was edited", untouched with { Mirror = mirror with { Title = "Edited" } }, UndoVerdict.Mark },
            { "a field the answer does not show is no edit", untouched with { Mirror = mirror with { Title = "", Carried = [] } }, UndoVerdict.Remove },
            { "a field that was never agreed is no edit", untouched with { Agreed = agreed.SetItem(Field.Title, "") }, UndoVerdict.Remove },
            { "somebody spoke", untouched with { Talk = [ours, ours with { Item = "c2" }] }, UndoVerdict.Mark },
            { "what was said is deleted again", untouched with { Talk = [ours, ours with { Item = "c2", Deleted = true }] }, UndoVerdict.Remove },
            { "the portal spoke", untouched with { Talk = [ours, ours with { Item = "c2", Speaker = Speaker.System }] }, UndoVerdict.Remove },
            { "who spoke is unclear", untouched with { Talk = [ours, ours with { Item = "c2", Speaker = Speaker.Unclear }] }, UndoVerdict.Mark },
            { "the discussion cannot be read", untouched with { Talk = null }, UndoVerdict.Mark },
            { "it is gone", untouched with { Mirror = null, MayRemove = false }, UndoVerdict.Forget },
        };
    }

    [Theory, MemberData(nameof(Undo))]
    public void What_people_have_worked_on_is_never_removed(string why, UndoSight sight, UndoVerdict expected)
    {
        var verdict = UndoPlanner.Decide(sight);
        Assert.True(expected == verdict, $"{why}: {verdict}");
    }

    public static TheoryData<string, long, int, int, bool> Earlier() => new()
    {
        { "never read, opened later than it was made", 0, 60, 3, true },
        { "never read, and nobody counts", 0, 60, -1, true },
        { "never read, but nothing was said", 0, 60, 0, false },
        { "read before: what stayed has rows", 5, 60, 3, false },
        { "open from the beginning", 0, 0, 3, false },
    };

    [Theory, MemberData(nameof(Earlier))]
    public void A_discussion_that_was_never_read_may_hold_what_was_said_before(string why, long newest, int openedAfterMinutes, int comments, bool expected)
    {
        var made = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var talk = new Discussion { Mapping = new(1), Side = Side.A, OpenedAt = made.AddMinutes(openedAfterMinutes), Newest = newest };
        Assert.True(expected == Verdicts.MayHoldEarlier(talk, made, comments), why);
        Assert.False(Verdicts.MayHoldEarlier(null, made, comments));
    }

    private static TaskWire Row(long id)
    {
        using var json = JsonDocument.Parse($$"""{"id":"{{id}}"}""");
        return TaskWire.From(json.RootElement.Clone())!;
    }
}
