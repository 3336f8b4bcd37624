namespace B24App.Bitrix24.Http;

/// <summary>Where one line per request goes; the Marketplace wants them kept for three days.</summary>
public interface IRestLog
{
    /// <summary>Notes one request or one command inside a batch.</summary>
    void Write(RestLogEntry entry);
}

/// <summary>One request without texts and tokens.</summary>
/// <param name="At">When it left.</param>
/// <param name="Member">The portal's <c>member_id</c>; empty for the OAuth host before a portal is known.</param>
/// <param name="Method">Method name; <c>oauth.refresh</c>, <c>oauth.exchange</c>, <c>oauth.app.info</c> for the OAuth host.</param>
/// <param name="Version">2 or 3; 0 for the OAuth host.</param>
/// <param name="InBatch">The line is a command inside a batch, whose own line carries sizes and time.</param>
/// <param name="Ids">Ids of items the call names.</param>
/// <param name="BytesOut">Size of the request body.</param>
/// <param name="BytesIn">Size of the response body.</param>
/// <param name="Duration">From leaving to the answer.</param>
/// <param name="Status">HTTP status; 0 when none came.</param>
/// <param name="Outcome">The case of the outcome and its code.</param>
public sealed record RestLogEntry(
    DateTimeOffset At,
    string Member,
    string Method,
    int Version,
    bool InBatch,
    IReadOnlyList<long> Ids,
    long BytesOut,
    long BytesIn,
    TimeSpan Duration,
    int Status,
    string Outcome);
