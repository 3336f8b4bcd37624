using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan.Carry;

namespace B24App.Plan.Timeline;

/// <summary>A file of an entry as its portal shows it.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Name">Its name; empty when only the file itself says it.</param>
/// <param name="Size">Its size in bytes; 0 when only the file itself says it.</param>
/// <param name="Url">Where it is fetched.</param>
public sealed record EntryFile(long Id, string Name, long Size, string Url);

/// <summary>Decides which files of entries cross, and when they are news; knows no portal.</summary>
public static class EntryFiles
{
    /// <summary>A print that equals no files: they are written anew.</summary>
    public const string Anew = "?";

    /// <summary>Words of the contract for files of entries.</summary>
    public static ImmutableArray<Field> Words { get; } = [Field.Recordings, Field.CardFiles];

    /// <summary>The word of the contract for files of a kind.</summary>
    public static Field WordOf(EntryKind kind) => kind == EntryKind.Call ? Field.Recordings : Field.CardFiles;

    /// <summary>What a file is over the link: the side it was attached on, whether to an activity or a comment, and its number there.</summary>
    public static string TokenOf(Side side, string entry, long file) => string.Create(CultureInfo.InvariantCulture, $"{side}{(entry[0] == 'a' ? 'F' : 'K')}{file}");

    /// <summary>The print of the files of an entry: what a portal tells without opening them.</summary>
    public static string Print(IEnumerable<(long Id, long Size)> files) =>
        string.Join(',', files.OrderBy(file => file.Id).Select(file => file.Size > 0 ? FormattableString.Invariant($"{file.Id}:{file.Size}") : file.Id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The print of the files of an entry.</summary>
    public static string Print(CrossingEntry entry) => Print(entry.Files.Select(file => (file.Id, file.Size)));

    /// <summary>
    /// Whether the files an entry shows are other ones than those that crossed. A comment's author takes files back, so it follows whole; of an activity only what joins
    /// it is news: portals remove old recordings by themselves, and a list that shows none may only not show them.
    /// </summary>
    /// <param name="isActivity">The entry is an activity.</param>
    /// <param name="crossed">Print of what crossed.</param>
    /// <param name="shown">Print of what it shows.</param>
    public static bool IsOther(bool isActivity, string crossed, string shown) =>
        isActivity ? shown.Length > 0 && shown.Split(',').Except(crossed.Split(','), StringComparer.Ordinal).Any() : crossed != shown;
}
