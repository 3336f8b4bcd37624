using System.Text.RegularExpressions;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>A word after <c>#</c> in a description or a comment becomes a tag of the task.</summary>
public static partial class TaskHashtags
{
    /// <summary>Adds the tags of a text; true when the set grew.</summary>
    public static bool Harvest(PortalTask task, string text)
    {
        var before = task.Tags.Count;
        foreach (Match match in Word().Matches(text))
        {
            if (!task.Tags.Contains(match.Groups[1].Value, StringComparer.OrdinalIgnoreCase))
            {
                task.Tags.Add(match.Groups[1].Value);
            }
        }

        return task.Tags.Count > before;
    }

    // Not after a letter, "&" (an entity) or "/" (an address with a fragment).
    [GeneratedRegex(@"(?<![\w&/=\[])#([\p{L}_][\p{L}\p{N}_-]*)")]
    private static partial Regex Word();
}
