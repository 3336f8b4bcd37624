using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>Buttons by what they ask for: a walk is the same in every language.</summary>
internal static class Pressed
{
    public static ILocator Posts(this Walk walk, string ending) => walk.Main.Locator($"button[hx-post$='{ending}']:not(:disabled), form[hx-post$='{ending}'] button[type=submit]").First;

    public static ILocator Opens(this Walk walk, string beginning) => walk.Main.Locator($"button[hx-get^='{beginning}']").First;
}
