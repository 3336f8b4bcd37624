using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.DeadLetters;

namespace B24App.Pages.Journal;

/// <summary>
/// What a call was, what the portal answered and what made us look, as sentences. The log and the outbox keep words of fixed lists; people
/// read these, and the code stands small beside them for support.
/// </summary>
public static class CallWords
{
    /// <summary>What a call does; a method without words of its own is a call to the portal.</summary>
    public static string Method(Texts words, string method) => Known(words, $"CallMethod.{method}") ?? words["CallMethod.other"];

    /// <summary>What an event tells.</summary>
    public static string Event(Texts words, string code) => Known(words, $"Event.{code.ToUpperInvariant()}") ?? words["Event.other"];

    /// <summary>How one try of an intent ended.</summary>
    public static string Attempt(Texts words, Attempt attempt) =>
        attempt.State == Store.Words.Of(IntentState.Unknown) ? words["Call.Unknown"] : Outcome(words, attempt.Outcome);

    /// <summary>What the portal answered, or what we decided of a call ourselves.</summary>
    public static string Outcome(Texts words, string outcome) =>
        Known(words, $"Call.{Name(outcome)}")
        ?? (JournalWords.Why(words, outcome) is { Length: > 0 } why ? why : words["Call.other"]);

    private static string? Known(Texts words, string name) => words.Knows(name) ? words[name] : null;

    // "Refusal Denied ACCESS_ERROR", "Later RateLimited", "NoAccess Expired expired_token" of the log; of the outbox also the bare second word,
    // and our own words.
    private static string Name(string outcome)
    {
        var parts = outcome.Split(' ');
        return parts switch
        {
            ["Answer" or "done"] => "Answer",
            ["Unknown", ..] => "Unknown",
            ["Refusal", var kind, ..] when Enum.TryParse<RefusalKind>(kind, out _) => $"Refusal.{kind}",
            ["Later", var reason] => $"Later.{reason}",
            ["NoAccess", var trouble, ..] => $"NoAccess.{trouble}",
            [var word] when Enum.TryParse<LaterReason>(word, out _) => $"Later.{word}",
            [var word] when Enum.TryParse<AccessTrouble>(word, out _) => $"NoAccess.{word}",
            _ => Ours(outcome),
        };
    }

    private static string Ours(string outcome) => outcome switch
    {
        "portal waits" or "link stopped" or "uninstalled" => "ours.waits",
        "joining the chat" => "ours.seat",
        "not found by its marker" or "not found in the discussion" or "repeating it changes nothing" => "ours.look",
        "could not look yet" or "the discussion may not be read" or "its origin could not be asked" => "ours.notLooked",
        "tried again" or "with another part" or "restored" => "ours.again",
        "dropped by a person" => "ours.dropped",
        "no task in the answer" or "no id in the answer" or "not stored" => "Unknown",
        "nobody to tell" => "ours.nobody",
        "the download broke off" => "ours.broke",
        "its origin shows it no more" => "ours.gone",
        "stopped by hand" => "ours.byHand",
        "taken back" => "ours.undone",
        _ when outcome.StartsWith("replayed by ", StringComparison.Ordinal) => "ours.again",
        _ when outcome.StartsWith("outcome unknown, ", StringComparison.Ordinal) => "ours.anew",
        OutboxStore.Overtaken or "replanned" or "contract changed" or "link ended" or "nothing to write" or "nothing to carry" or "nothing to fill" => "ours.anew",
        _ => "",
    };
}
