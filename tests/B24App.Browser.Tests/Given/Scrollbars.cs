using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>The frame grows with its content: neither it nor anything inside has a scrollbar, and nothing is wider than the window.</summary>
internal static class Scrollbars
{
    // Everything that can be scrolled though a person sees only part of it; empty when all is well.
    private const string Find = """
        () => {
          const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className && e.className.baseVal === undefined ? '.' + e.className.trim().replaceAll(/\s+/g, '.') : '');
          const root = document.documentElement;
          const found = [];
          if (root.scrollWidth > root.clientWidth) {
            const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1).sort((a, b) => (getComputedStyle(a).position === 'absolute') - (getComputedStyle(b).position === 'absolute')).map(name);
            const range = document.createRange();
            const texts = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
            for (let text = texts.nextNode(); text; text = texts.nextNode()) {
              range.selectNodeContents(text);
              if (range.getBoundingClientRect().right > root.clientWidth + 1) wide.push(`"${text.data.trim().slice(0, 20)}" in ${name(text.parentElement)}`);
            }
            found.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}: ${wide.slice(0, 8)}`);
          }
          if (root.scrollHeight > innerHeight + 1) found.push(`the page is ${root.scrollHeight} high in ${innerHeight}`);
          for (const e of document.body.querySelectorAll('*')) {
            const style = getComputedStyle(e);
            if (!e.checkVisibility() || e.closest('select, textarea')) continue;
            if (/auto|scroll/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1) found.push(`${name(e)} scrolls down`);
            if (/auto|scroll/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1) found.push(`${name(e)} scrolls aside`);
          }
          return found.join('; ');
        }
        """;

    /// <summary>Waits until they are gone: the portal follows the height it is told.</summary>
    public static async Task Gone(Walk walk)
    {
        var frame = await walk.Frame();
        try
        {
            await frame.WaitForFunctionAsync($"() => ({Find})() === ''", null, new FrameWaitForFunctionOptions { Timeout = 5000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"A scrollbar stays in {frame.Url}: {await frame.EvaluateAsync<string>(Find)}");
        }
    }
}
