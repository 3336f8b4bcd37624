namespace B24App.Browser.Tests.Screens;

/// <summary>The app's tab in cards of the CRM: a pair, what is older than it, and an offer of the partner.</summary>
internal static class CardScenes
{
    public static IReadOnlyList<Scene> All { get; } =
    [
        new("pair", cast => cast.Client, async (cast, walk) =>
        {
            await walk.OpenInCrm("deal", cast.Deal);
            await walk.See(walk.Main.Locator("#pair details"));
            await walk.Click(walk.Main.Locator("#pair details summary"));
        }),
        new("pair-history", cast => cast.Client, async (cast, walk) =>
        {
            await walk.OpenInCrm("deal", cast.Deal);
            await walk.Click(walk.Main.Locator("[id^=history-][id$=-preview]"));
            await walk.Settled(); // the button of an earlier count is gone then
            await walk.See(walk.Main.Locator("[id^=history-][id$=-start]"));
        }),
        new("pair-offer", cast => cast.Partner, async (cast, walk) =>
        {
            await walk.OpenInCrm("deal", cast.Open);
            await walk.See(walk.Main.Locator("#pair form button").First);
        }),
        new("pair-accept", cast => cast.Partner, async (_, walk) =>
        {
            await walk.Click(walk.Main.Locator("form[hx-post*='handler=accept'] button"));
            await walk.App.Locator("dialog[open]").WaitForAsync();
        }),
        new("pair-employee", cast => cast.Employee, async (cast, walk) =>
        {
            await walk.OpenInCrm("deal", cast.Deal);
            await walk.See(walk.Main.Locator("#pair"));
        }),
    ];
}
