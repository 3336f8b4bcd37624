using System.Collections.Immutable;
using B24App.Backfill;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;

namespace B24App.Tests.Timeline;

/// <summary>What becomes of the mirror of an entry when the run that made it is taken back.</summary>
public sealed class EntryUndoPlannerTests
{
    private static readonly CrmKey Card = new(CrmKey.Deal, 3);
    private static readonly CrmKey Company = new(CrmKey.Company, 8);
    private static readonly DateTimeOffset Due = new(2026, 3, 1, 12, 0, 20, TimeSpan.Zero);

    private static readonly CrossingEntry Call = new()
    {
        Name = "a7",
        Kind = EntryKind.Call,
        Subject = "Звонок",
        Text = "Ольга:\nтекст",
        IsCompleted = true,
        Author = 1,
        Responsible = 1,
        Editor = 1,
        Cards = [Card],
        Deadline = Due.AddDays(5),
    };

    private static readonly CrossingEntry Comment = new() { Name = "k7", Kind = EntryKind.Comment, Text = "Ольга:\nтекст", Author = 1, Cards = [Card] };

    private static readonly CrossingEntry ToDo = Call with { Kind = EntryKind.ToDo, IsCompleted = false, Deadline = Due };

    public static TheoryData<string, EntryUndoSight, UndoVerdict, Reason?> Cases => new()
    {
        { "a call as we wrote it", Of(Call), UndoVerdict.Remove, null },
        { "a comment as we wrote it", Of(Comment), UndoVerdict.Remove, null },
        { "a to-do as we wrote it", Of(ToDo), UndoVerdict.Remove, null },
        { "its portal has not agreed", Of(Call) with { MayRemove = false }, UndoVerdict.Mark, Reason.RemovalNotAgreed },
        { "not agreed, whatever is there", Of(Call) with { MayRemove = false, Mirror = null }, UndoVerdict.Mark, Reason.RemovalNotAgreed },
        { "it could not be read", Of(Call) with { IsSeen = false, Mirror = null }, UndoVerdict.Mark, Reason.MirrorUnproven },
        { "what was noted on it could not be read", Of(Call) with { IsSeen = false }, UndoVerdict.Mark, Reason.MirrorUnproven },
        { "it is gone", Of(Call) with { Mirror = null }, UndoVerdict.Forget, null },
        { "we do not know what we wrote", Of(Call) with { Written = ImmutableSortedDictionary<string, string>.Empty }, UndoVerdict.Mark, Reason.MirrorUnproven },
        { "of a call the subject is not known", Of(Call) with { Written = Written(Call).Remove(MirrorPrints.Subject) }, UndoVerdict.Mark, Reason.MirrorUnproven },
        { "of a call it is not known whether it was done", Of(Call) with { Written = Written(Call).Remove(MirrorPrints.Done) }, UndoVerdict.Mark, Reason.MirrorUnproven },
        { "blanks moved", Seen(Call with { Text = "Ольга: \r\n текст " }, Call), UndoVerdict.Remove, null },
        { "another text", Seen(Call with { Text = "Ольга:\nдругое" }, Call), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "another text of a comment", Seen(Comment with { Text = "другое" }, Comment), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "another subject", Seen(Call with { Subject = "Важный" }, Call), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "opened again", Seen(Call with { IsCompleted = false }, Call), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "somebody did it", Seen(ToDo with { IsCompleted = true }, ToDo), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "put off", Seen(ToDo with { Deadline = Due.AddMinutes(1) }, ToDo), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "seconds of a deadline do not count", Seen(ToDo with { Deadline = Due.AddSeconds(20) }, ToDo), UndoVerdict.Remove, null },
        { "the deadline of a call is its portal's", Seen(Call with { Deadline = null }, Call), UndoVerdict.Remove, null },
        { "somebody took it over", Seen(Call with { Responsible = 7 }, Call), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "somebody saved it", Seen(Call with { Editor = 7 }, Call), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "written by a former relay account", Seen(Call with { Responsible = 2, Editor = 2 }, Call), UndoVerdict.Remove, null },
        { "the comment is another person's", Seen(Comment with { Author = 7 }, Comment), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "a note on it", Of(Call) with { HasNote = true }, UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "shown in one more card", Seen(Call with { Cards = [Card, Company] }, Call), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "shown there by a rule", Seen(Call with { Cards = [Card, Company] }, Call) with { Carried = ImmutableHashSet.Create(Company) }, UndoVerdict.Remove, null },
        { "a comment shown there by a rule would stay there", Seen(Comment with { Cards = [Card, Company] }, Comment) with { Carried = ImmutableHashSet.Create(Company) }, UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "moved to another card", Seen(Call with { Cards = [Company] }, Call) with { Carried = ImmutableHashSet.Create(Company) }, UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "our file", Seen(Call with { Files = [new EntryFile(9, "", 0, "")] }, Call) with { Files = 1 }, UndoVerdict.Remove, null },
        { "a file joined it", Seen(Call with { Files = [new EntryFile(9, "", 0, "")] }, Call), UndoVerdict.Mark, Reason.MirrorWorkedOn },
        { "our file was taken off", Of(Call) with { Files = 1 }, UndoVerdict.Mark, Reason.MirrorWorkedOn },
    };

    [Theory, MemberData(nameof(Cases))]
    public void What_people_have_worked_on_is_never_removed(string why, EntryUndoSight sight, UndoVerdict verdict, Reason? reason) =>
        Assert.Equal((why, verdict, reason), (why, EntryUndoPlanner.Decide(sight).Verdict, EntryUndoPlanner.Decide(sight).Why));

    private static EntryUndoSight Of(CrossingEntry entry) => Seen(entry, entry);

    private static EntryUndoSight Seen(CrossingEntry now, CrossingEntry wrote) =>
        new() { Mirror = now, Written = Written(wrote), Card = Card, IsOurs = user => user is 1 or 2, MayRemove = true };

    private static ImmutableSortedDictionary<string, string> Written(CrossingEntry entry) => entry.Kind switch
    {
        EntryKind.Comment => ImmutableSortedDictionary<string, string>.Empty.Add(MirrorPrints.Text, MirrorPrints.Of(entry.Text)),
        EntryKind.ToDo => MirrorPrints.Shown(entry),
        _ => MirrorPrints.Shown(entry).Remove(MirrorPrints.Deadline),
    };
}
