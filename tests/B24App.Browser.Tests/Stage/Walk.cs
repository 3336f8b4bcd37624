using Microsoft.Playwright;

namespace B24App.Browser.Tests.Stage;

/// <summary>
/// One side's way through the app: every click and every opened select is counted, typing is not. It waits for what must
/// come to be seen, never for time.
/// </summary>
public sealed class Walk(Visitor visitor)
{
    public int Clicks { get; private set; }

    private IFrameLocator App => visitor.App;

    public async Task Click(string selector)
    {
        Clicks++;
        await App.Locator(selector).First.ClickAsync();
    }

    public async Task Choose(string select, string value)
    {
        Clicks++;
        await App.Locator(select).SelectOptionAsync(value);
    }

    public Task Write(string field, string text) => App.Locator(field).FillAsync(text);

    public Task See(string selector) => visitor.See(selector);

    public Task SeeNone(string selector) => Assertions.Expect(App.Locator(selector)).ToHaveCountAsync(0, new() { Timeout = 10_000 });

    public Task<string> Read(string selector) => App.Locator(selector).First.InnerTextAsync();

    /// <summary>Goes to a screen by the left navigation.</summary>
    public async Task Go(string screen)
    {
        await Click($".nav-entry[data-screen={screen}]");
        await visitor.Arrives(screen);
    }

    /// <summary>Looks at a screen again until it shows this: another company's doing comes when it comes.</summary>
    public async Task GoUntil(string screen, string selector) => await Condition.Holds($"{screen} shows {selector}", async () =>
    {
        await Go(screen);
        Clicks--; // looking again is no step of the way
        return await App.Locator(selector).CountAsync() > 0;
    });

    public Task Good() => visitor.AssertGood();
}
