using System.Globalization;

namespace B24App.Record;

/// <summary>Items by name, as rows and journal show them: <c>t51</c> a task, <c>c77</c> a forum comment, <c>m12930</c> a chat message.</summary>
public static class Items
{
    /// <summary>A task.</summary>
    public static string Task(long id) => "t" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A comment of the old card.</summary>
    public static string ForumComment(long id) => "c" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A message of the new card.</summary>
    public static string Message(long id) => "m" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id inside its kind.</summary>
    public static long IdOf(string item) => long.Parse(item.AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>True for a chat message.</summary>
    public static bool IsMessage(string item) => item.StartsWith('m');
}
