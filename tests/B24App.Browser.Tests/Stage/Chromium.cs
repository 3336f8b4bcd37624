using Microsoft.Playwright;

namespace B24App.Browser.Tests.Stage;

/// <summary>
/// The browser of the machine; Playwright's own is never downloaded. Third-party cookies and storage are denied, as in a
/// strict browser: a frame of the portal is a third party.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;

    /// <summary>Where it is, or null when it is not installed.</summary>
    public static string? Path { get; } =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);

    /// <summary>The running browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Starts it once for all tests of a collection.</summary>
    public async Task InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--test-third-party-cookie-phaseout",
                $"--host-resolver-rules=MAP {Playground.PortalName} 127.0.0.1,EXCLUDE 127.0.0.1,MAP * ~NOTFOUND",
            ],
        });
    }

    /// <summary>Ends it.</summary>
    public async Task DisposeAsync()
    {
        if (_playwright is not null)
        {
            await Browser.CloseAsync();
            _playwright.Dispose();
        }
    }
}

/// <summary>All browser tests share one browser and run one after another: the machine has few cores.</summary>
[CollectionDefinition(Name)]
public sealed class InChromium : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}

/// <summary>A test that needs the browser; skipped with the reason when there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Missing;

    internal static string? Missing => Chromium.Path is null ? "Chromium is not installed (CHROMIUM_PATH names another place)" : null;
}

/// <summary>The same for a table of cases.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserFactAttribute.Missing;
}
