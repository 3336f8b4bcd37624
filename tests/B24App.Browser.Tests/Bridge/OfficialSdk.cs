using System.Diagnostics;

namespace B24App.Browser.Tests.Bridge;

/// <summary>The official SDK in the version that <c>tests/sdk</c> locks, restored there by npm.</summary>
internal static class OfficialSdk
{
    public static async Task<string> Script()
    {
        var folder = Path.Combine(Repository.Root, "tests", "sdk");
        var script = Path.Combine(folder, "node_modules", "@bitrix24", "b24jssdk", "dist", "umd", "index.min.js");
        if (!File.Exists(script))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--silent"]) { WorkingDirectory = folder })!;
            await npm.WaitForExitAsync();
        }

        return await File.ReadAllTextAsync(script);
    }
}
