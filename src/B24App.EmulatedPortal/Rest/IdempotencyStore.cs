using System.Security.Cryptography;
using System.Text;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>
/// Answers kept for <c>Idempotency-Key</c>: 24 hours, successes only, one key per app or webhook, user and method
/// (b24restdocs: api-reference/rest-v3.md).
/// </summary>
internal sealed class IdempotencyStore
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<Slot, Kept> _kept = new();

    public sealed record Slot(string Account, long UserId, string Method, string Key);

    private sealed record Kept(string Print, string Body, DateTimeOffset Until);

    /// <summary>Refuses a key that is not 1 to 255 printable ASCII characters.</summary>
    public static void Check(string key)
    {
        if (key.Length is 0 or > 255 || key.Any(sign => sign is < ' ' or > '~'))
        {
            throw new RestError("INVALIDIDEMPOTENCYKEYEXCEPTION", "Idempotency key must be 1 to 255 printable ASCII characters", 400);
        }
    }

    /// <summary>The kept answer, or null when the call has to run.</summary>
    public string? Find(Slot slot, string parameters, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(slot, out var kept) || kept.Until <= now)
            {
                return null;
            }

            return kept.Print == Print(parameters)
                ? kept.Body
                : throw new RestError("IDEMPOTENCYKEYREUSEDEXCEPTION", "Idempotency key was already used with a different request body", 422);
        }
    }

    public void Keep(Slot slot, string parameters, string body, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_kept.Count % 1024 == 1023)
            {
                foreach (var old in _kept.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key).ToList())
                {
                    _kept.Remove(old);
                }
            }

            _kept[slot] = new Kept(Print(parameters), body, now + Life);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _kept.Clear();
        }
    }

    private static string Print(string parameters) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(parameters)));
}
