namespace B24App.Browser.Tests.Given;

/// <summary>
/// Two English companies where the client's administrator installed the app and nothing else happened. What only looks shares it: each
/// test opens a window of its own there, one after the other.
/// </summary>
public sealed class InstalledStage : IAsyncLifetime
{
    private Stage? _stage;

    internal Stage Stage => _stage!;

    public async Task InitializeAsync()
    {
        if (BrowserSkip.Reason is not null)
        {
            return;
        }

        _stage = await Stage.English();
        var chromium = new Chromium();
        await chromium.InitializeAsync();
        await using var walk = await Walk.Start(chromium, _stage, _stage.North, 1, new Sight("en", "light", Sight.Wide));
        await walk.Install();
        walk.Demand();
    }

    public async Task DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    /// <summary>The administrator's window, where the application is open.</summary>
    internal async Task<Walk> Open(Chromium chromium, Func<Walk, Task>? before = null)
    {
        var walk = await Walk.Start(chromium, Stage, Stage.North, 1, new Sight("en", "light", Sight.Wide));
        if (before is not null)
        {
            await before(walk);
        }

        await walk.Open();
        await walk.See(walk.Main.Locator("[data-screen=home]"));
        await walk.Settled();
        return walk;
    }
}

/// <summary>Tests that share one stage.</summary>
[CollectionDefinition(Name)]
public sealed class OnOneStage : ICollectionFixture<InstalledStage>, ICollectionFixture<Chromium>
{
    public const string Name = "On one stage";
}
