using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>What axe finds in the application's frame.</summary>
internal static class Accessible
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] } };

    public static async Task Demand(Walk walk)
    {
        var seen = await walk.App.Locator("html").RunAxe(Rules);
        Assert.Empty(seen.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => $"{node.Html} {string.Join(' ', node.Any.Select(any => any.Message))}"))}"));
    }
}
