using System.Globalization;

namespace B24App.Plan.Tasks;

/// <summary>A file as one side of a link shows it, or as it stands for one that stayed behind.</summary>
/// <param name="Token">What it is over the link: the side it was first attached on and its number there, such as <c>A495</c>; equal on both sides.</param>
/// <param name="Attachment">Attachment here; 0 when it is not attached here (on its way, or refused).</param>
/// <param name="DriveObject">Drive object here; 0 when the portal does not let us read it.</param>
/// <param name="Name">Its name, as some person chose it.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record SeenFile(string Token, long Attachment, long DriveObject, string Name, long Size)
{
    /// <summary>Token of an attachment of a task, or of a comment of the old card.</summary>
    public static string TokenOf(Side side, long attachment) => string.Create(CultureInfo.InvariantCulture, $"{side}{attachment}");

    /// <summary>Token of a drive object that a chat message carries.</summary>
    public static string TokenOfObject(Side side, long objectId) => string.Create(CultureInfo.InvariantCulture, $"{side}O{objectId}");

    /// <summary>Token of a later content under the same number, from 2.</summary>
    public static string Version(string token, int version) => string.Create(CultureInfo.InvariantCulture, $"{token}v{version}");

    /// <summary>Version that a token names; 1 for the first content.</summary>
    public static int VersionOf(string token) => token.IndexOf('v', StringComparison.Ordinal) is > 0 and var at ? int.Parse(token.AsSpan(at + 1), CultureInfo.InvariantCulture) : 1;

    /// <summary>The number that a token names on the side the file comes from: of an attachment, of a chat's drive object, or of a file of a timeline's entry.</summary>
    public static long NumberOf(string token)
    {
        var start = char.IsAsciiLetter(token[1]) ? 2 : 1;
        var end = token.IndexOf('v', StringComparison.Ordinal);
        return long.Parse(token.AsSpan(start, (end < 0 ? token.Length : end) - start), CultureInfo.InvariantCulture);
    }
}
