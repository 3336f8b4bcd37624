using B24App.Plan;
using B24App.Plan.Text;

namespace B24App.Files;

/// <summary>Whether a file may cross at all.</summary>
public static class FileJudgement
{
    /// <summary>Why it stays behind, or null.</summary>
    public static Reason? Refuses(string name, long size, long largest) =>
        FileNames.IsForbidden(name) ? Reason.FileForbidden
        : size > largest ? Reason.FileTooLarge
        : null;
}
