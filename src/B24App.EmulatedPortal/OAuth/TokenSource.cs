using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace B24App.EmulatedPortal.OAuth;

/// <summary>
/// Where tokens and codes come from: a hash chain over a seed, so a test can repeat them. Tokens start with their expiry as
/// a little-endian uint32, as captured ones do.
/// </summary>
internal sealed class TokenSource
{
    /// <summary>Hex digits of a token.</summary>
    public const int Length = 70;

    private readonly byte[] _key;
    private long _counter;

    public TokenSource(int? seed) =>
        _key = seed is { } value ? SHA256.HashData(Encoding.UTF8.GetBytes($"b24-emulated-portal:{value}")) : RandomNumberGenerator.GetBytes(32);

    /// <summary>A token that carries its expiry.</summary>
    public string Token(DateTimeOffset expires)
    {
        Span<byte> bytes = stackalloc byte[Length / 2];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)expires.ToUnixTimeSeconds());
        Next().AsSpan(0, 31).CopyTo(bytes[4..]);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Random hex of up to 64 digits.</summary>
    public string Hex(int digits) => Convert.ToHexStringLower(Next())[..digits];

    private byte[] Next()
    {
        Span<byte> block = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(block, Interlocked.Increment(ref _counter));
        return HMACSHA256.HashData(_key, block);
    }
}
