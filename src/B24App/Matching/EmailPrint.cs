using System.Security.Cryptography;
using System.Text;

namespace B24App.Matching;

/// <summary>
/// How e-mails are compared over a link without being kept or shown: SHA-256 with a secret of that link, so that prints of two
/// links cannot be laid side by side (RULES 5).
/// </summary>
internal static class EmailPrint
{
    /// <summary>The print of an e-mail; null for an empty one.</summary>
    public static byte[]? Of(string? email, ReadOnlySpan<byte> salt)
    {
        var plain = email?.Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(plain) ? null : HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(plain));
    }
}
