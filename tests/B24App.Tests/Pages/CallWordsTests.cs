using System.Text.RegularExpressions;
using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Configuration;
using B24App.Journal;
using B24App.Links;
using B24App.Pages;
using B24App.Pages.Journal;
using B24App.Plan;
using B24App.Tests.Architecture;

namespace B24App.Tests.Pages;

/// <summary>Whatever the engine writes down about events, calls, answers and decisions is a sentence on the page, in both languages; codes are for support only.</summary>
public class CallWordsTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "B24App");

    public static TheoryData<string> Languages => ["ru", "en"];

    [Theory, MemberData(nameof(Languages))]
    public void Every_press_on_a_run_over_what_existed_before_is_told_by_its_own_name(string language)
    {
        var words = Texts.For(language);
        var code = File.ReadAllText(Path.Combine(Source, "Backfill", "BackfillActs.cs"));
        var pressed = Regex.Matches(code, "(?:RunState\\.[A-Za-z]+|by), \"([a-z ]+)\"|\\? \"([a-z ]+)\" : \"([a-z ]+)\"").SelectMany(match => match.Groups.Values.Skip(1)).Select(group => group.Value).Where(what => what.Length > 0).ToList();

        Assert.Equal(8, pressed.Count);
        Assert.All(pressed, what => Assert.DoesNotContain(words["Journal.news.link.backfill"], JournalWords.Step(words, "link", LinkNews.Backfill, $"user 1: {what}"), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_answer_of_a_portal_has_a_sentence(string language)
    {
        var words = Texts.For(language);
        string[] outcomes =
        [
            "Answer", "Unknown HTTP 502",
            .. Enum.GetNames<RefusalKind>().Select(kind => $"Refusal {kind} ACCESS_ERROR"),
            .. Enum.GetNames<LaterReason>().SelectMany(reason => new[] { $"Later {reason}", reason }),
            .. Enum.GetNames<AccessTrouble>().SelectMany(trouble => new[] { $"NoAccess {trouble} expired_token", trouble }),
        ];

        Assert.All(outcomes, outcome => IsSentence(CallWords.Outcome(words, outcome), words, outcome));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_word_of_our_own_about_a_call_has_a_sentence(string language)
    {
        var words = Texts.For(language);
        var written = Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "(?:Retry|Doubt|Settle|Unpark)\\(connection,[^\"\\n]*\"([a-z][a-z ,]+)\"|outcome = '([a-z][a-z ,]+)'").Select(match => match.Groups[1].Value + match.Groups[2].Value))
            .Append(OutboxStore.Overtaken).Append("replayed by user 5").Append("tried again").Distinct().ToList();

        Assert.True(written.Count > 15, string.Join(", ", written));
        Assert.All(written, word => IsSentence(CallWords.Outcome(words, word), words, word));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_event_has_a_sentence(string language)
    {
        var words = Texts.For(language);
        var written = Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(ON[A-Z0-9]{6,})\"").Select(match => match.Groups[1].Value));
        var events = AppManifest.Read(AppContext.BaseDirectory).Events.Select(each => each.Code).Concat(written).Distinct().ToList();

        Assert.True(events.Count > 9);
        Assert.All(events, code =>
        {
            Assert.True(words.Knows($"Event.{code}"), code);
            Assert.DoesNotContain(code, JournalWords.Feed(words, $"{code} (event)"), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_kind_of_intent_is_named_done_arrived_refused_and_on_its_way(string language)
    {
        var words = Texts.For(language);
        foreach (var kind in Enum.GetNames<IntentKind>())
        {
            Assert.All(
                new[] { $"Journal.done.{kind}", $"Journal.done.in.{kind}", $"Journal.refused.{kind}", $"Journal.call.{kind}" },
                name => Assert.True(words.Knows(name), name));
            Assert.All(CallMethods.Of(kind.ToLowerInvariant()), method => Assert.True(words.Knows($"CallMethod.{method}"), method));
        }

        foreach (var state in Enum.GetNames<IntentState>())
        {
            var said = JournalWords.Step(words, "intent", nameof(Reason.GroupRefused), $"addcomment {state.ToLowerInvariant()}, try 3");
            Assert.DoesNotContain("addcomment", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Journal.", said, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_row_of_a_story_is_a_sentence_by_its_station(string language)
    {
        var words = Texts.For(language);
        (string Station, string Reason, string Detail)[] rows =
        [
            ("event", "", "ONTASKUPDATE (event)"), ("event", "", "sweep"), ("event", "", "census"), ("event", "", "button"), ("event", "", "read back"),
            ("verdict", "", "create"), ("verdict", "", "update Title, Deadline"), ("verdict", "", "comment in 3 parts"), ("verdict", "", "12 comments as one message"), ("verdict", "", "back"),
            ("verdict", nameof(Reason.GroupRefused), "dropped by user 1: not needed"), ("verdict", "", "replayed by user 1"), ("verdict", nameof(Reason.TaskPaused), "user 5"),
            ("verdict", nameof(Reason.ConflictDecided), "Status: 5"),
            ("receipt", "", "CreateTask"), ("receipt", "", "in EditComment"), ("receipt", "", "mirror of a partner's task"), ("receipt", "", "file 10 bytes, sha-256 abc"),
            ("receipt", nameof(Reason.GroupRefused), "CreateTask: Refusal Denied ACCESS_ERROR"),
            ("intent", "", "tasks.task.add"), ("intent", "", "AddComment"), ("intent", "", "note edited"), ("intent", "", "join chat"),
            ("verdict", nameof(Reason.FileForbidden), "dropped by user 1 (file): not needed"),
            ("skip", nameof(Reason.OneWay), "met 3 times"), ("link", "link.paused", "user 1"), ("note", "", "x"),
        ];

        Assert.All(rows, row =>
        {
            var said = JournalWords.Step(words, row.Station, row.Reason, row.Detail);
            Assert.True(said.Length > 3, row.Detail);
            Assert.DoesNotMatch("Journal\\.|Call\\.|CallMethod|tasks\\.|ONTASK|Refusal|Denied|sha-256", said);
        });
    }

    private static void IsSentence(string said, Texts words, string code)
    {
        Assert.True(said.Contains(' ') && said.EndsWith('.') && said != words["Call.other"], $"{code}: {said}");
        Assert.DoesNotContain("Call.", said, StringComparison.Ordinal);
    }
}
