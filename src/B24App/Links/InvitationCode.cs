using System.Security.Cryptography;
using System.Text;

namespace B24App.Links;

/// <summary>
/// A code to read out over the telephone: 30 signs of an alphabet without I, L, O and U, in groups of five. The first four find
/// the row and may be known; the other 26 are 130 bits of chance (RULES 37).
/// </summary>
internal static class InvitationCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 30;
    private const int LocatorLength = 4;
    private const int GroupLength = 5;

    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>What was typed, without separators and with look-alikes put right; null when it cannot be a code.</summary>
    public static string? Read(string typed)
    {
        if (typed.Length > Length * 4)
        {
            return null;
        }

        var code = new StringBuilder(Length);
        foreach (var sign in typed.ToUpperInvariant().Where(char.IsLetterOrDigit))
        {
            code.Append(sign switch { 'O' => '0', 'I' or 'L' => '1', _ => sign });
        }

        return code.Length == Length && code.ToString().All(Alphabet.Contains) ? code.ToString() : null;
    }

    public static string Locator(string code) => code[..LocatorLength];

    // So much chance needs no slow hash.
    public static byte[] Hash(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(code));
}
