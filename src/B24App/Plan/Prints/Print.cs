using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace B24App.Plan.Prints;

/// <summary>The hash of one field in neutral form, with the version of the normaliser that made it (RULES 3).</summary>
/// <param name="Version">Version of the normaliser; 0 is "no print".</param>
/// <param name="Hash">First 12 bytes of SHA-256, base64url.</param>
public readonly record struct Print(int Version, string Hash)
{
    /// <summary>Raised whenever a neutral form changes; older prints are then re-based without writes.</summary>
    public const int CurrentVersion = 1;

    private const int HashBytes = 12;

    /// <summary>Whether this print was made by today's normaliser and may be compared with a new one.</summary>
    public bool IsCurrent => Version == CurrentVersion;

    /// <summary>The print of a neutral form. An absent value is different from an empty one.</summary>
    public static Print Of(string? neutral)
    {
        var bytes = neutral is null ? [] : Encoding.UTF8.GetBytes("=" + neutral);
        var hash = SHA256.HashData(bytes).AsSpan(0, HashBytes);
        return new Print(CurrentVersion, Base64Url(hash));
    }

    /// <summary>Reads the stored form, also of an old version.</summary>
    public static bool TryParse(string? text, out Print print)
    {
        print = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || colon == text!.Length - 1
            || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        print = new Print(version, text[(colon + 1)..]);
        return true;
    }

    /// <summary>The stored form, <c>1:base64url</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}:{Hash}");

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
