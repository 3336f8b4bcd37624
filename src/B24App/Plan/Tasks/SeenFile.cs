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
}
