using System.Security.Cryptography;
using System.Text;

namespace B24App.Plan;

/// <summary>The origin portal as a marker names it: a short hash, so that a mirror does not tell strangers whose it is.</summary>
/// <param name="Value">Lower-case hexadecimal.</param>
public readonly record struct OriginHash(string Value)
{
    private const int Length = 16;

    /// <summary>The hash of a portal, by its <c>member_id</c> (a portal keeps it when it is renamed).</summary>
    public static OriginHash Of(string memberId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("b24app-origin:" + memberId));
        return new OriginHash(Convert.ToHexStringLower(hash)[..Length]);
    }

    /// <summary>Whether a text has the form of such a hash.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Length && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Our mark on a mirror: which item of which portal it copies (RULES 6). It names the family, never the link.</summary>
/// <param name="Origin">The portal where the item was first written.</param>
/// <param name="ItemId">The item's id on that portal.</param>
public readonly record struct Marker(OriginHash Origin, long ItemId)
{
    private const string Prefix = "b24app:";

    /// <summary>The marker of an item.</summary>
    public static Marker For(OriginHash origin, long itemId) => new(origin, itemId);

    /// <summary>Reads a marker from the field that carries it; a foreign or damaged text is no marker.</summary>
    public static bool TryParse(string? text, out Marker marker)
    {
        marker = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = text[Prefix.Length..].Split(':');
        if (parts.Length != 2
            || !OriginHash.IsWellFormed(parts[0])
            || !long.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            || id <= 0)
        {
            return false;
        }

        marker = new Marker(new OriginHash(parts[0]), id);
        return true;
    }

    /// <summary>The text that is planted: <c>b24app:&lt;hash of origin portal&gt;:&lt;item id&gt;</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{Origin.Value}:{ItemId}");
}
