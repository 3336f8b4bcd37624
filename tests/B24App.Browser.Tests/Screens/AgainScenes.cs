using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Screens;

/// <summary>The client's portal removes the app and takes it again: what its partner reads meanwhile, an install that fails at a step, and what waits for one press.</summary>
internal static class AgainScenes
{
    public static IReadOnlyList<Scene> All { get; } =
    [
        new("partner-left", cast => cast.Partner, async (cast, walk) =>
        {
            cast.Stage.North.Install.Uninstall(Stage.ClientId, clean: false);
            await walk.GoTo("home");
            await walk.Main.Locator(".card-wait, .card-bad").First.WaitForWhileLooking(walk);
        }),
        new("install", cast => cast.Client, async (cast, walk) =>
        {
            cast.Stage.North.Faults.Add(new Fault(FaultKind.Error) { Method = "placement.bind", Code = "ERROR_CORE", Description = "Could not bind", Status = 400 });
            await walk.Page.GotoAsync(FormattableString.Invariant($"{walk.Host.Url}/marketplace/?as={walk.User}"));
            await walk.Click(walk.Page.Locator(".app-card button.primary"));
            await walk.See(walk.Main.Locator(".step-problem button"));
            cast.Stage.North.Faults.Clear();
            await cast.Choose();
        }),
        new("install-continue", cast => cast.Client, async (cast, walk) =>
        {
            await cast.NamePortals();
            await walk.Click(walk.Main.Locator(".step-problem button"));
            await walk.See(walk.Posts("?handler=continue"));
        }),
        new("install-done", cast => cast.Client, async (_, walk) =>
        {
            await walk.Click(walk.Posts("?handler=continue"));
            await walk.Posts("?handler=continue").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        }),
        new("outside", cast => cast.Client, (cast, walk) => walk.Page.GotoAsync(cast.Stage.Url + "/app")),
    ];
}
