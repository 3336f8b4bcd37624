using System.Diagnostics;

namespace B24App.DocsComparison;

/// <summary>The documentation at one commit, read with git from a clone of any kind.</summary>
internal sealed class Documents(string path, string commit)
{
    public bool Present => Directory.Exists(path) && Git("cat-file", "-e", commit + "^{commit}") is not null;

    /// <summary>The text of a page; null when the commit has no such page.</summary>
    public string? Page(string page) => Git("show", $"{commit}:{page}");

    private string? Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-C", path, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        error.Wait();
        return git.ExitCode == 0 ? text : null;
    }
}
