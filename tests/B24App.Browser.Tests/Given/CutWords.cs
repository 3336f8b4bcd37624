namespace B24App.Browser.Tests.Given;

/// <summary>
/// Words of a common length stand whole on one line. Other people's names may be one word of any length and break wherever they must;
/// a column that is too narrow for "присоединился" is a fault of ours.
/// </summary>
internal static class CutWords
{
    private const string Find = """
        () => {
          const longest = 20;
          const found = new Set();
          const range = document.createRange();
          const texts = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const near = text.parentElement;
            if (!near.checkVisibility() || getComputedStyle(near.closest('thead') ?? near).clipPath !== 'none' || near.closest('select, textarea, script, noscript, .hidden, .code')) continue;
            const words = [...text.data.matchAll(/\S+/g)].filter(said => said[0].length <= longest);
            for (const word of words.flatMap(said => [...said[0].matchAll(/[\p{L}\d]+/gu)].map(part => ({ 0: part[0], index: said.index + part.index })))) {
              range.setStart(text, word.index);
              range.setEnd(text, word.index + word[0].length);
              const boxes = [...range.getClientRects()].filter(box => box.width > 0);
              const tops = boxes.map(box => box.top);
              if (Math.max(...tops) - Math.min(...tops) > boxes[0]?.height / 2) found.add(`${word[0]} (in ${near.tagName.toLowerCase()}${near.className ? '.' + near.className : ''}, ${near.clientWidth} wide)`);
            }
          }
          return [...found];
        }
        """;

    public static async Task Demand(Walk walk) => Assert.Empty(await (await walk.Frame()).EvaluateAsync<string[]>(Find));
}
