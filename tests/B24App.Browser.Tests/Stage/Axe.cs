using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace B24App.Browser.Tests.Stage;

/// <summary>The accessibility rules that hold for every screen: WCAG 2.1, levels A and AA.</summary>
public static class Axe
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] },
    };

    /// <summary>No violation in the app's document; the portal around it is not ours to mend.</summary>
    public static async Task AssertClean(Visitor visitor)
    {
        var result = await visitor.App.Locator("body").RunAxe(Rules);
        Assert.Empty(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help} at {node.Html}")));
    }
}
