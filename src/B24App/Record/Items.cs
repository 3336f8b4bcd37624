using System.Globalization;

namespace B24App.Record;

/// <summary>Items by name, as rows and journal show them: <c>t51</c> a task, <c>c77</c> a forum comment, <c>m12930</c> a chat message, <c>a17</c> an activity, <c>k5</c> a comment of a timeline.</summary>
public static class Items
{
    /// <summary>A task.</summary>
    public static string Task(long id) => "t" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A comment of the old card.</summary>
    public static string ForumComment(long id) => "c" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A message of the new card.</summary>
    public static string Message(long id) => "m" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>An activity of the CRM.</summary>
    public static string Activity(long id) => "a" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A comment in a timeline of the CRM.</summary>
    public static string Remark(long id) => "k" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>True for an activity.</summary>
    public static bool IsActivity(string item) => item.StartsWith('a');

    /// <summary>What is looked at when an item is dirty.</summary>
    public static DirtyKind KindOf(string item) => item[0] switch
    {
        'a' => DirtyKind.Activity,
        'k' => DirtyKind.Remark,
        _ => DirtyKind.Task,
    };

    /// <summary>The id inside its kind.</summary>
    public static long IdOf(string item) => long.Parse(item.AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>True for a chat message.</summary>
    public static bool IsMessage(string item) => item.StartsWith('m');
}
