using Microsoft.Playwright;

namespace B24App.Browser.Tests.Stage;

/// <summary>A frame is as high as its content and as wide as its place: moderation refuses scrollbars inside.</summary>
public static class Scrollbars
{
    // A line may be asked before the portal has followed the content's height, so it waits until nothing scrolls.
    private const string None = """
        () => {
          const root = document.documentElement;
          const scrolls = element => {
            const { overflowX, overflowY } = getComputedStyle(element);
            return (/(auto|scroll)/.test(overflowX) && element.scrollWidth > element.clientWidth + 1)
              || (/(auto|scroll)/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
          };
          const found = [...document.body.querySelectorAll('*')].filter(element => element.clientWidth > 0 && scrolls(element))
            .map(element => `${element.tagName.toLowerCase()}.${element.className}`);
          if (root.scrollWidth > root.clientWidth) {
            const wide = [...document.body.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > root.clientWidth + 1)
              .map(element => `${element.tagName.toLowerCase()}.${element.className}`);
            found.push(`page ${root.scrollWidth} > ${root.clientWidth} wide: ${wide.slice(0, 5).join(', ')}`);
          }
          if (root.scrollHeight > root.clientHeight) found.push(`page ${root.scrollHeight} > ${root.clientHeight} high`);
          window.lastScrollbars = found;
          return found.length === 0;
        }
        """;

    public static async Task AssertNone(Visitor visitor)
    {
        var frame = await visitor.Inside();
        try
        {
            await frame.WaitForFunctionAsync(None, null, new FrameWaitForFunctionOptions { Timeout = 3000, PollingInterval = 100 });
        }
        catch (TimeoutException)
        {
            Assert.Fail("Scrollbars: " + string.Join("; ", await frame.EvaluateAsync<string[]>("() => window.lastScrollbars")));
        }
    }
}
