using AngleSharp.Html.Dom;

namespace B24App.Tests.Pages;

/// <summary>What every screen must be, whatever it shows.</summary>
internal static class Sound
{
    public static void Is(IHtmlDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], [onerror], [onsubmit], script:not([src]), style, img[src=x]"));
        Assert.All(page.QuerySelectorAll("[src], link[href]"), element => Assert.StartsWith("/", element.GetAttribute("src") ?? element.GetAttribute("href")));
        Assert.All(
            page.QuerySelectorAll("select, textarea, input:not([type=hidden])"),
            field => Assert.True(field.HasAttribute("aria-label") || (field.Id is { Length: > 0 } id && page.QuerySelector($"label[for='{id}']") is not null), field.OuterHtml));
        Assert.All(page.QuerySelectorAll("button"), button => Assert.True(button.TextContent.Trim().Length > 0 || button.HasAttribute("aria-label"), button.OuterHtml));
        Assert.All(page.QuerySelectorAll("table"), table => Assert.NotNull(table.QuerySelector("caption")));
        Assert.All(
            page.QuerySelectorAll("[aria-describedby]"),
            element => Assert.Contains(element.GetAttribute("aria-describedby")!.Split(' '), id => page.GetElementById(id) is not null));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }
}
