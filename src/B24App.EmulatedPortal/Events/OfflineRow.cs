using System.Security.Cryptography;
using System.Text;

namespace B24App.EmulatedPortal.Events;

/// <summary>One record of the offline queue: an object and what last happened to it.</summary>
internal sealed class OfflineRow
{
    public required long Id { get; init; }

    public required string ClientId { get; init; }

    public required string Event { get; init; }

    /// <summary>Source key of the queue it stands in; empty: the queue without a source.</summary>
    public required string Connector { get; init; }

    /// <summary>The same for every record of the same event and object.</summary>
    public required string MessageId { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Data { get; init; }

    /// <summary>When it last happened.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Reader that holds it; empty: nobody.</summary>
    public string ProcessId { get; set; } = "";

    public DateTimeOffset ReservedAt { get; set; }

    /// <summary>Its reader could not work on it.</summary>
    public bool IsError { get; set; }

    public static string MessageIdOf(string code, IEnumerable<KeyValuePair<string, string>> data) => Digest(
        code + string.Concat(data.Select(pair => $"|{pair.Key}={pair.Value}")));

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
