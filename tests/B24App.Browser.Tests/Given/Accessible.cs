using Deque.AxeCore.Commons;

namespace B24App.Browser.Tests.Given;

/// <summary>
/// What axe finds in the application's frame, by the success criteria of WCAG A and AA. Its script is put in once per page and runs there:
/// the package's own runner opens a window more for each look.
/// </summary>
internal static class Accessible
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'], resultTypes: ['violations'] })).violations
          .map(({ id, help, nodes }) => `${id}: ${help} ${nodes.slice(0, 3).map(node => `${node.html} ${node.any.map(any => any.message).join(' ')}`).join(' | ')}`)
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task Demand(Walk walk)
    {
        var frame = await walk.Frame();
        if (!await frame.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await frame.EvaluateAsync(Script);
        }

        Assert.Empty(await frame.EvaluateAsync<string[]>(Run));
    }
}
