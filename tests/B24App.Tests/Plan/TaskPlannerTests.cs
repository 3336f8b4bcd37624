using System.Collections.Immutable;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Lines;
using B24App.Plan.Tasks;

namespace B24App.Tests.Plan;

/// <summary>The verdicts for a mirrored task and for the baseline of a new mirror.</summary>
public class TaskPlannerTests
{
    private static readonly Contract Partners = Contract("partners");

    private static readonly SeenTask Agreed = Across(new SeenTask { Id = 1, Title = "drum", Description = "worn", Tags = ["a"] });

    private static readonly TaskBaseline Baseline = new(Prints(Agreed), Prints(Agreed));

    public static TheoryData<string, Sight, Sight, string> Table() => new()
    {
        { "nothing changed", Present(Agreed), Sight.LastSeen, "Rest" },
        { "permission lost, not deleted", new Sight.Unreadable(Reason.Unreadable), Present(Agreed), "Hold A Unreadable" },
        { "permission lost there", Present(Agreed), new Sight.Unreadable(Reason.Unreadable), "Hold B Unreadable" },
        { "unreadable here and gone there: first see", new Sight.Unreadable(Reason.Unreadable), new Sight.Gone(), "Hold A Unreadable" },
        { "gone at the origin", new Sight.Gone(), Sight.LastSeen, "Mark A" },
        { "gone at the origin, also when the mirror was edited", new Sight.Gone(), Present(Agreed with { Title = "x" }), "Mark A" },
        { "gone at the mirror", Present(Agreed), new Sight.Gone(), "Mark B" },
        { "gone on both", new Sight.Gone(), new Sight.Gone(), "Forget" },
        { "a side is looked at before it is overwritten", Present(Agreed with { Title = "x" }), Sight.LastSeen, "LookFirst B" },
        { "and the origin too", Sight.LastSeen, Present(Agreed with { Title = "x" }), "LookFirst A" },
        { "an edit crosses", Present(Agreed with { Title = "x" }), Present(Agreed), "Title>B" },
        { "edits cross both ways at once", Present(Agreed with { Title = "x" }), Present(Agreed with { Priority = 2 }), "Title>B Priority>A" },
        { "only case of a tag is no change", Present(Agreed with { Tags = ["A"] }), Sight.LastSeen, "Rest" },
        { "tags of both are merged, each side gets what it lacks", Present(Agreed with { Tags = ["a", "b"] }), Present(Agreed with { Tags = ["a", "c"] }), "Tags>A Tags>B" },
        { "tags merged to what one side has already", Present(Agreed with { Tags = ["a", "b"] }), Present(Agreed with { Tags = ["a", "b", "c"] }), "Tags>A" },
        { "a lost value is told", Present(Agreed with { Title = "x" }), Present(Agreed with { Title = "y" }), "Title>B lost Title B" },
        { "seconds of a deadline are no change", Present(Agreed with { Deadline = null }), Sight.LastSeen, "Rest" },
        { "a responsible nobody matches stays", Present(Agreed with { Responsible = 3, Across = Agreed.Across with { Responsible = null } }), Sight.LastSeen, "Rest" },
        { "a parent that is not mirrored stays", Present(Agreed with { Parent = 9, ParentFamily = new Marker(OriginHash.Of("n"), 9), Across = Agreed.Across with { Parent = null } }), Sight.LastSeen, "Rest" },
        { "a field the answer did not carry is as last seen", Present(Agreed with { Title = "", Carried = Agreed.Carried.Remove(Field.Title) }), Sight.LastSeen, "Rest" },
        { "files are not written over files that could not be asked", Present(Agreed with { Files = [File] }), Present(Hidden(Agreed)), "LookAgain B" },
        { "nor a text whose pictures could not be asked", Present(Hidden(Agreed) with { Description = "see", Across = Agreed.Across with { Description = "see" } }), Present(Agreed), "LookAgain A" },
        { "what names no file does not wait for them", Present(Hidden(Agreed) with { Title = "x" }), Present(Hidden(Agreed)), "Title>B" },
        { "without attachments there is nothing to ask", Present(Agreed with { Files = [File] }), Present(Hidden(Agreed) with { Attachments = [] }), "Files>B" },
        { "our frame is no change", Present(Agreed with { Description = "worn\n\n┃ B24App · partner task\n┃ Company: X" }), Sight.LastSeen, "Rest" },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_mirrored_task_is_decided(string why, Sight a, Sight b, string expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, Show(TaskPlanner.Plan(new TaskPair(Baseline, a, b, Side.A, Partners))));
    }

    [Fact]
    public void The_baseline_moves_where_nothing_is_written()
    {
        var both = Agreed with { Title = "same" };
        var rest = Assert.IsType<TaskVerdict.Rest>(TaskPlanner.Plan(new TaskPair(Baseline, Present(both), Present(both), Side.A, Partners)));
        Assert.Equal(both.Print(Field.Title), rest.Baseline.A[Field.Title]);
        Assert.Equal(both.Print(Field.Title), rest.Baseline.B[Field.Title]);
    }

    [Fact]
    public void One_way_the_partners_edit_rests_and_is_remembered()
    {
        var oneWay = Contract("oneWay");
        var edited = Agreed with { Title = "our words" };
        var rest = Assert.IsType<TaskVerdict.Rest>(TaskPlanner.Plan(new TaskPair(Baseline, Sight.LastSeen, Present(edited), Side.A, oneWay)));
        Assert.Equal(edited.Print(Field.Title), rest.Baseline.B[Field.Title]);
        Assert.Equal("Rest", Show(TaskPlanner.Plan(new TaskPair(rest.Baseline, Present(Agreed), Present(edited), Side.A, oneWay))));
        Assert.Equal("Title>B", Show(TaskPlanner.Plan(new TaskPair(rest.Baseline, Present(Agreed with { Title = "later" }), Present(edited), Side.A, oneWay))));
    }

    public static TheoryData<string, bool, Field, string, string> NewMirrors() => new()
    {
        // reason, by the answer, field, what the baseline of the mirror is, whether the origin's value has yet to cross
        { "the answer shows what was sent", true, Field.Title, "sent", "" },
        { "the answer shows another value: it is the mirror's, and the origin's value is carried again", true, Field.Priority, "shown", "open" },
        { "the answer is silent: what was sent is taken", true, Field.Tags, "sent", "" },
        { "found later: a person may have edited it, so what was sent is the baseline", false, Field.Priority, "sent", "" },
        { "found later: every task begins pending", false, Field.Status, "pending", "open" },
        { "found later: no creation carries lines of a checklist, so they have yet to follow", false, Field.Checklist, "none", "open" },
        { "people are compared by matching, not by prints", true, Field.Responsible, "shown", "" },
    };

    [Theory, MemberData(nameof(NewMirrors))]
    public void A_new_mirror_has_its_baseline_RULES_2(string why, bool isAnswer, Field field, string expected, string open)
    {
        Assert.NotEmpty(why);
        var origin = Agreed with { Status = 3, Lines = [new SeenLine(1, 0, "Call", false, false, 0)] };
        var sent = TaskValues.Sent([Field.Title, Field.Priority, Field.Tags, Field.Responsible, Field.Checklist], origin, origin.Tags);
        var mirror = Agreed with { Id = 2, Priority = 2, Status = 6, Responsible = 7, Tags = [], Carried = Agreed.Carried.Remove(Field.Tags) };
        var prints = MirrorBaseline.Of(sent, mirror, isAnswer);
        Assert.Equal(expected switch
        {
            "sent" => SeenTask.PrintOf(field, sent[field]),
            "none" => SeenTask.PrintOf(field, ""),
            "pending" => SeenTask.PrintOf(field, "2"),
            _ => mirror.Print(field),
        }, prints[field]);
        Assert.Equal(open == "open", MirrorBaseline.IsOpen(field, sent, Prints(origin), prints));
    }

    private static readonly SeenFile File = new("A7", 7, 70, "a.png", 10);

    private static SeenTask Hidden(SeenTask task) => task with { Attachments = [8], Carried = task.Carried.Remove(Field.Files) };

    private static Sight.Present Present(SeenTask task) => new(task);

    private static SeenTask Across(SeenTask task) => task with { Across = new Across(task.Description, 0, 0) };

    private static ImmutableSortedDictionary<Field, string> Prints(SeenTask task) =>
        Enum.GetValues<Field>().ToImmutableSortedDictionary(field => field, task.Print);

    private static Contract Contract(string preset)
    {
        var choices = new HalfChoices { Filter = new TaskFilter { Groups = [1] }, TargetGroup = 1 };
        var (a, b) = Presets.Pair(Presets.Named(preset)!, choices, choices);
        return new Contract(1, a, b);
    }

    private static string Show(TaskVerdict verdict) => verdict switch
    {
        TaskVerdict.Rest => "Rest",
        TaskVerdict.LookFirst(var side) => $"LookFirst {side}",
        TaskVerdict.LookAgain(var side) => $"LookAgain {side}",
        TaskVerdict.Mark(var side) => $"Mark {side}",
        TaskVerdict.Forget => "Forget",
        TaskVerdict.Hold(var side, var reason) => $"Hold {side} {reason}",
        TaskVerdict.Update update => string.Join(' ', update.Edits.Select(edit => $"{edit.Field}>{edit.To}").Concat(update.Lost.Select(lost => $"lost {lost.Field} {lost.Loser}"))),
        _ => "?",
    };
}
