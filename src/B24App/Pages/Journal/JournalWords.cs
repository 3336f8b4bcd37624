using B24App.Apply;
using B24App.Journal;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;

namespace B24App.Pages.Journal;

/// <summary>What a line of the journal says, in words. Rows keep words of a fixed list; only here they become sentences.</summary>
public static class JournalWords
{
    /// <summary>What happened.</summary>
    public static string Sentence(Texts words, JournalRow row, LineResult result) => result switch
    {
        LineResult.Done => words[$"Journal.done.{Receipt(row.Detail)}"],
        LineResult.Refused => words[$"Journal.refused.{Kind(row.Detail)}"],
        LineResult.Waiting => words[$"Journal.waiting.{Waits(row.Detail)}"],
        LineResult.Skipped => words[row.Reason is nameof(Reason.ConflictDecided) ? "Journal.conflict" : "Journal.skipped"],
        _ => News(words, row),
    };

    /// <summary>Why, as a sentence; empty for no reason.</summary>
    public static string Why(Texts words, string reason) =>
        Enum.TryParse<Reason>(reason, out var known) ? Reasons.In(words.Language == "ru" ? Language.Ru : Language.En).Of(known) : "";

    /// <summary>Tone of the pill.</summary>
    public static string Tone(LineResult result) => result switch
    {
        LineResult.Done => "good",
        LineResult.Waiting => "wait",
        LineResult.Refused => "bad",
        _ => "calm",
    };

    /// <summary>What was decided, for the step of an opened line.</summary>
    public static string Decision(Texts words, string reason, string detail) =>
        Why(words, reason) is { Length: > 0 } why ? why
        : detail.StartsWith("update ", StringComparison.Ordinal) ? words.Say("Journal.decided.update", Fields(words, detail["update ".Length..]))
        : words[$"Journal.decided.{Waits(detail)}"];

    /// <summary>What made us look: an event of the portal, the sweep, a button.</summary>
    public static string Feed(Texts words, string detail) => detail switch
    {
        _ when detail.Contains("(sweep)", StringComparison.Ordinal) || detail is "sweep" or "census" => words["Journal.feed.sweep"],
        _ when detail.Contains("(button)", StringComparison.Ordinal) || detail is "button" or "replay" or "resume" or "repair" or "seat" => words["Journal.feed.button"],
        _ when detail.StartsWith("ON", StringComparison.OrdinalIgnoreCase) => words.Say("Journal.feed.event", CallWords.Event(words, detail.Split(' ')[0])),
        _ => words["Journal.feed.own"],
    };

    /// <summary>What a row of a whole story is, above its sentence. Only an event is the portal's word; the sweep, a button and our own turns are looks.</summary>
    public static string Station(Texts words, string station, string detail) =>
        words[station == "event" && !detail.StartsWith("ON", StringComparison.OrdinalIgnoreCase) ? "Why.station.look" : $"Why.station.{station}"];

    /// <summary>One row of a whole story, by the station that wrote it.</summary>
    public static string Step(Texts words, string station, string reason, string detail) => station switch
    {
        "event" => Feed(words, detail),
        "receipt" when reason.Length == 0 => words[$"Journal.done.{Receipt(detail)}"],
        "receipt" => $"{words[$"Journal.refused.{Kind(detail)}"]}. {Why(words, reason)}".TrimEnd(),
        "verdict" when reason is nameof(Reason.ConflictDecided) => words["Journal.conflict"],
        "verdict" when Told(words, detail) is { } told => told,
        "verdict" => Decision(words, reason, detail),
        "intent" => Intent(words, reason, detail),
        "link" => News(words, new JournalRow { Portal = default, At = default, Station = station, Reason = reason, Detail = detail }),
        "skip" => Why(words, reason),
        _ => words["Journal.news.other"],
    };

    // "tasks.task.add", "AddComment", "note edited", "join chat": what was written down to be sent. "addcomment parked, try 3": a call's kind and state.
    private static string Intent(Texts words, string reason, string detail)
    {
        var written = detail switch
        {
            _ when words.Knows($"CallMethod.{detail}") => $"CallMethod.{detail}",
            "join chat" => $"Journal.call.{nameof(IntentKind.JoinChat)}",
            _ when detail.StartsWith("note ", StringComparison.Ordinal) => $"Journal.call.{nameof(IntentKind.AddNote)}",
            _ when Enum.TryParse<IntentKind>(detail, out var alone) => $"Journal.call.{alone}",
            _ => null,
        };
        if (written is not null)
        {
            return words[written] + ".";
        }

        var parts = detail.Split(' ', ',');
        var kind = Enum.TryParse<IntentKind>(parts[0], ignoreCase: true, out var known) ? known.ToString() : "other";
        return parts is [_, var state, ..] && state is "parked"
            ? $"{words[$"Journal.refused.{kind}"]}. {Why(words, reason)}".TrimEnd()
            : $"{words[$"Journal.call.{kind}"]}: {words[$"Journal.state.{(parts is [_, var word, ..] && words.Knows($"Journal.state.{word}") ? word : "other")}"]}";
    }

    private static string Receipt(string detail) => detail switch
    {
        "mirror of a partner's task" => "taken",
        _ when detail.StartsWith("file ", StringComparison.Ordinal) => nameof(IntentKind.CarryFile),
        _ when detail.StartsWith("in ", StringComparison.Ordinal) => "in." + Kind(detail[3..]),
        _ => Kind(detail),
    };

    private static string Kind(string detail) => Enum.TryParse<IntentKind>(detail.Split(':')[0].Trim(), out var kind) ? kind.ToString() : "other";

    private static string Waits(string detail) => detail switch
    {
        "create" => "create",
        "edit" => "edit",
        "withdraw" => "withdraw",
        _ when detail.StartsWith("update ", StringComparison.Ordinal) => "update",
        _ when detail.Contains("comment", StringComparison.Ordinal) => "comment",
        _ => "other",
    };

    private static string News(Texts words, JournalRow row)
    {
        if (row.Reason.StartsWith("link.", StringComparison.Ordinal))
        {
            if (Run(row.Reason, row.Detail) is { } run)
            {
                return $"{words[run]} {words["Journal.by.us"]}";
            }

            var by = row.Detail.StartsWith("partner", StringComparison.Ordinal) ? words["Journal.by.partner"] : row.Detail.StartsWith("user ", StringComparison.Ordinal) ? words["Journal.by.us"] : "";
            return by.Length == 0 ? words[$"Journal.news.{row.Reason}"] : $"{words[$"Journal.news.{row.Reason}"]} {by}";
        }

        return Told(words, row.Detail) ?? (Why(words, row.Reason) is { Length: > 0 } why ? why : words["Journal.news.other"]);
    }

    // "user 1: started": what a person pressed of a run over what existed before, or of pairs that existed.
    private static string? Run(string reason, string detail) => (reason, After(detail, ": ")) switch
    {
        (LinkNews.Backfill, "preview") => "Journal.run.preview",
        (LinkNews.Backfill, "leak test") => "Journal.run.leaks",
        (LinkNews.Backfill, "started") => "Journal.run.started",
        (LinkNews.Backfill, "paused") => "Journal.run.paused",
        (LinkNews.Backfill, "resumed") => "Journal.run.resumed",
        (LinkNews.Backfill, "cancelled") => "Journal.run.cancelled",
        (LinkNews.Backfill, "repeated") => "Journal.run.repeated",
        (LinkNews.Backfill, "taken back") => "Journal.run.undone",
        (LinkNews.Adoption, "search") => "Journal.run.pairs",
        (LinkNews.Adoption, var said) when said.StartsWith("agreed to ", StringComparison.Ordinal) => "Journal.run.agreed",
        _ => null,
    };

    // What a person did, or what we did without a call.
    private static string? Told(Texts words, string detail) => detail switch
    {
        "back" => words["Journal.news.back"],
        "tried again" => words["Journal.news.again"],
        _ when detail.StartsWith("dropped by ", StringComparison.Ordinal) && detail.Split(": ")[0].EndsWith(" (file)", StringComparison.Ordinal) => words.Say("Journal.news.fileDropped", After(detail, ": ")),
        _ when detail.StartsWith("dropped by ", StringComparison.Ordinal) => words.Say("Journal.news.dropped", After(detail, ": ")),
        _ when detail.StartsWith("replayed by ", StringComparison.Ordinal) => words["Journal.news.replayed"],
        _ when detail.StartsWith("resumed by ", StringComparison.Ordinal) => words["Journal.news.resumed"],
        _ when detail.StartsWith("added to the chat ", StringComparison.Ordinal) => words["Journal.news.seat"],
        _ when detail.StartsWith("repair of ", StringComparison.Ordinal) => words["Journal.news.repair"],
        _ => null,
    };

    private static string Fields(Texts words, string list) =>
        string.Join(", ", list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(each => Enum.TryParse<Field>(each.Split(' ')[0], out var field) ? words[$"Field.{field}"] : each));

    private static string After(string text, string mark) => text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? text[(at + mark.Length)..] : "";
}
