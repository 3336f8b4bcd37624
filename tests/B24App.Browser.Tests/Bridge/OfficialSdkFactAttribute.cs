using System.Diagnostics;
using B24App.Browser.Tests.Stage;

namespace B24App.Browser.Tests.Bridge;

/// <summary>A test that also needs the official SDK, restored by npm from the lock file of <c>tests/sdk</c>; skipped with the reason when it cannot be had.</summary>
public sealed class OfficialSdkFactAttribute : FactAttribute
{
    private static readonly string Folder = Path.Combine(Find(), "tests", "sdk");
    private static readonly string File = Path.Combine(Folder, "node_modules", "@bitrix24", "b24jssdk", "dist", "umd", "index.min.js");

    public OfficialSdkFactAttribute() => Skip = BrowserFactAttribute.Missing ?? (Restore() ? null : "The official SDK is not restored: 'npm ci' in tests/sdk failed or there is no npm");

    /// <summary>The SDK as a classic script.</summary>
    public static string Script => System.IO.File.ReadAllText(File);

    private static bool Restore()
    {
        if (System.IO.File.Exists(File))
        {
            return true;
        }

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--silent", "--no-audit", "--no-fund"]) { WorkingDirectory = Folder })!;
            npm.WaitForExit();
            return npm.ExitCode == 0 && System.IO.File.Exists(File);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no npm
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "B24App.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not stand below the solution.");
    }
}
