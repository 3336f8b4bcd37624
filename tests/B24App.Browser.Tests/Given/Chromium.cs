using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>
/// One Chromium for all tests of this project, the one that is installed on the machine; Playwright's own is never fetched. Each person has
/// a window context of his own in it, so stories of different companies are walked side by side.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly Lazy<Task<IBrowser>> Shared = new(Launch);

    /// <summary>Where Chromium is; null when it is not installed.</summary>
    public static string? Executable { get; } =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    internal IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Executable is not null)
        {
            Browser = await Shared.Value; // without it every test of a browser is skipped and says why
        }
    }

    /// <summary>The browser belongs to the process: its driver ends both when the process ends.</summary>
    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<IBrowser> Launch()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", $"--host-resolver-rules=MAP {Stage.AppName} 127.0.0.1",
            ],
        });
    }
}

internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserSkip.Reason;
}

internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserSkip.Reason;
}

internal static class BrowserSkip
{
    public static string? Reason => Chromium.Executable is null ? "Chromium is not installed (CHROMIUM_PATH names another place)" : null;
}
