using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;

namespace B24App.Tests.Timeline;

/// <summary>What becomes of entries, as a table.</summary>
public sealed class EntryCrossingTests
{
    private static readonly DateTimeOffset Paired = new(2026, 9, 1, 10, 0, 0, TimeSpan.Zero);

    private static CrossingEntry Entry(EntryKind kind) => new() { Name = "a1", Kind = kind, Made = Paired.AddHours(1), Subject = "Subject", Text = "Text" };

    public static TheoryData<string, EntryKind, bool, bool, EntryForm, bool> Forms => new()
    {
        { "a call stays a call", EntryKind.Call, false, true, EntryForm.Call, false },
        { "a letter that is done is completed afterwards", EntryKind.Letter, true, true, EntryForm.Letter, true },
        { "a draft stays open", EntryKind.Letter, true, false, EntryForm.Letter, false },
        { "a letter to nobody is told of", EntryKind.Letter, false, true, EntryForm.Comment, false },
        { "a meeting invites nobody", EntryKind.Meeting, false, true, EntryForm.Comment, false },
        { "a to-do of no day is told of", EntryKind.ToDo, false, true, EntryForm.Comment, false },
        { "nobody can make a chat", EntryKind.Chat, false, true, EntryForm.Comment, false },
        { "nobody can fill a form anew", EntryKind.Form, false, true, EntryForm.Comment, false },
        { "a comment stays a comment", EntryKind.Comment, false, false, EntryForm.Comment, false },
    };

    [Theory, MemberData(nameof(Forms))]
    public void Every_kind_has_its_form(string why, EntryKind kind, bool hasAddress, bool isCompleted, EntryForm form, bool completes)
    {
        var entry = Entry(kind) with { Addresses = hasAddress ? ["a@example.com"] : [], IsCompleted = isCompleted };
        Assert.True(EntryCrossing.FormOf(entry) == form && EntryCrossing.NeedsCompletion(entry) == completes, why);
    }

    [Fact]
    public void Only_what_the_contract_names_crosses_and_only_what_is_newer_than_the_pair()
    {
        Assert.Null(EntryCrossing.Stays(Entry(EntryKind.Call), Paired, field => field == Field.Calls));
        Assert.Equal(Reason.EntryNotInContract, EntryCrossing.Stays(Entry(EntryKind.Call), Paired, field => field != Field.Calls));
        Assert.Equal(Reason.EntryOlderThanPair, EntryCrossing.Stays(Entry(EntryKind.Call) with { Made = Paired.AddMinutes(-1) }, Paired, _ => true));
        Assert.Equal(Reason.OurEcho, EntryCrossing.Stays(Entry(EntryKind.Call) with { IsOurs = true }, Paired, _ => true));
        Assert.All([EntryKind.Message, EntryKind.Task, EntryKind.App, EntryKind.Other], kind =>
            Assert.Equal(Reason.EntryHasNoForm, EntryCrossing.Stays(Entry(kind), Paired, _ => true)));
    }

    [Fact]
    public void A_to_do_with_a_deadline_stays_one_is_marked_and_closed_afterwards()
    {
        var todo = Entry(EntryKind.ToDo) with { Deadline = Paired.AddDays(1) };
        Assert.Equal((EntryForm.ToDo, true, false), (EntryCrossing.FormOf(todo), EntryCrossing.NeedsMark(todo), EntryCrossing.NeedsCompletion(todo)));
        Assert.True(EntryCrossing.NeedsCompletion(todo with { IsCompleted = true }));
        Assert.NotEqual(EntryCrossing.Print(todo), EntryCrossing.Print(todo with { Deadline = Paired.AddDays(2) }));
        Assert.Equal(EntryCrossing.Print(todo), EntryCrossing.Print(todo with { Deadline = Paired.AddDays(1).AddSeconds(30) }));
        Assert.Equal(EntryForm.ToDo, EntryCrossing.FormOf(todo with { Deadline = null }, isComment: false));
        Assert.Equal(EntryForm.Comment, EntryCrossing.FormOf(todo, isComment: true));
    }

    [Fact]
    public void Every_word_of_timelines_is_closed_in_every_preset() => Assert.All(Presets.All, preset =>
        Assert.All([.. EntryCrossing.Fields, .. EntryFiles.Words, Field.PairsByMail, Field.PairsByPhone], field => Assert.Equal(Direction.Stays, preset.Fields.GetValueOrDefault(field))));

    [Theory]
    [InlineData("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three")]
    [InlineData("a<br>b<br/>c", "a\nb\nc")]
    [InlineData("<style>p{}</style><script>evil()</script>text", "text")]
    [InlineData("<b>bold</b> and <a href=\"https://x.example\">link</a>", "bold and link")]
    [InlineData("text <unfinished", "text")]
    [InlineData("1 &lt; 2", "1 < 2")]
    [InlineData("", "")]
    public void A_letter_crosses_as_its_words(string html, string words) => Assert.Equal(words, PlainHtml.Of(html));

    [Fact]
    public void A_letter_of_nothing_but_brackets_is_read_in_a_moment() => Assert.Equal("", PlainHtml.Of(new string('<', 1_000_000)));
}
