namespace B24App.Browser.Tests.Screens;

/// <summary>The app is installed and nothing has happened yet: each screen says what will stand there.</summary>
internal static class BeforeScenes
{
    public static IReadOnlyList<Scene> All { get; } =
    [
        .. new[] { "home", "links", "journal", "undelivered", "matching", "settings" }.Select(screen => Scene.Client("empty-" + screen, walk => walk.GoTo(screen))),
        Scene.Client("empty-card", async walk =>
        {
            await walk.OpenInCrm("contact", 1);
            await walk.See(walk.Main.Locator("#pair a[data-open]"));
        }),
    ];
}
