using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Control;

/// <summary>One call as the journal keeps it.</summary>
/// <param name="V">2 or 3.</param>
/// <param name="Method">Method as called, lower-case.</param>
/// <param name="Params">Decoded parameters as JSON, without the token.</param>
/// <param name="Auth"><c>app</c>, <c>webhook</c> or <c>none</c>.</param>
/// <param name="Status">HTTP status, or the status the error of a batch command would have had alone.</param>
/// <param name="Response">Body as sent.</param>
/// <param name="InBatch">A command of a batch; the batch itself stands before its commands.</param>
public sealed record JournalLine(int V, string Method, string Params, string Auth, int Status, string Response, bool InBatch)
{
    /// <summary>The line as the control plane prints it, secrets masked.</summary>
    public string ToJson() => new JsonObject
    {
        ["v"] = V,
        ["method"] = Method,
        ["params"] = Secrets.Mask(JsonNode.Parse(Params)),
        ["auth"] = Auth,
        ["status"] = Status,
        ["response"] = Secrets.Mask(JsonNode.Parse(Response)),
        ["batch"] = InBatch,
    }.ToJsonString(Wire.Options);
}

/// <summary>The last calls under <c>/rest/</c> and how many HTTP requests there were.</summary>
public sealed class RequestJournal
{
    private const int Kept = 20_000;
    private const long KeptCharacters = 48_000_000;

    private readonly Lock _lock = new();
    private readonly Queue<JournalLine> _lines = new();
    private readonly Dictionary<string, long> _calls = new(StringComparer.Ordinal);
    private long _count;
    private long _tooMany;
    private long _characters;

    /// <summary>HTTP requests to <c>/rest/</c> since the last reset; a batch counts one.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Calls and commands of batches that were refused for asking too much, since the last reset: the kept lines do not reach so far back.</summary>
    public long TooMany => Interlocked.Read(ref _tooMany);

    /// <summary>How often each method was called since the last reset, in batches too.</summary>
    public IReadOnlyDictionary<string, long> Calls
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, long>(_calls, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The kept calls, oldest first.</summary>
    public IReadOnlyList<JournalLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Forgets the lines and counts from zero.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _lines.Clear();
            _calls.Clear();
            _characters = 0;
            Interlocked.Exchange(ref _count, 0);
            Interlocked.Exchange(ref _tooMany, 0);
        }
    }

    internal void CountRequest() => Interlocked.Increment(ref _count);

    internal void Add(JournalLine line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            _calls[line.Method] = _calls.GetValueOrDefault(line.Method) + 1;
            _tooMany += line.Status is 429 or 503 ? 1 : 0;
            _characters += Size(line);
            while (_lines.Count > Kept || _characters > KeptCharacters)
            {
                _characters -= Size(_lines.Dequeue());
            }
        }
    }

    private static long Size(JournalLine line) => line.Params.Length + line.Response.Length;
}
