using B24App.Browser.Tests.Given;

namespace B24App.Browser.Tests.Bridge;

/// <summary>Our hundred lines of bridge speak as the official SDK does.</summary>
public class BridgeTests(Chromium chromium) : IClassFixture<Chromium>
{
    // frame.js tells its height by itself as well; only what the play asks for is compared.
    private static readonly string Ours = $$"""
        <!doctype html><meta charset="utf-8"><title>app</title><link rel="icon" href="data:,">
        <body data-session="s" data-origin="{{ScriptedParent.Portal}}">
        <script type="module">
          import { ask } from '/frame.js';
          const answers = [];
          for (const [command, parameters] of {{ScriptedParent.Calls}}) answers.push(await ask(command, parameters, 10_000));
          window.answers = answers;
        </script>
        """;

    private static readonly string Theirs = $$"""
        <!doctype html><meta charset="utf-8"><title>app</title><link rel="icon" href="data:,">
        <script src="/sdk.js"></script>
        <script type="module">
          const b24 = await B24Js.initializeB24Frame();
          const answers = [];
          for (const [command, parameters] of {{ScriptedParent.Calls}}) answers.push(await b24.parent.message.send(command, parameters));
          window.answers = answers;
        </script>
        """;

    [BrowserFact]
    public async Task The_same_parent_hears_the_same_strings_from_our_bridge_and_from_the_official_SDK()
    {
        var frame = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "wwwroot", "js", "frame.js"));
        var ours = await Play(Ours, ("/frame.js", frame));
        var theirs = await Play(Theirs, ("/sdk.js", await OfficialSdk.Script()));

        Assert.Equal(theirs.Sent.Skip(1), ours.Sent.Where(sent => !IsOwnHeight(sent))); // the SDK asks for its start by itself, first
        Assert.Equal(theirs.Understood, ours.Understood);
        Assert.DoesNotContain("forged", ours.Understood);
    }

    private static bool IsOwnHeight(string sent) => sent.StartsWith("resizeWindow:", StringComparison.Ordinal) && !sent.Contains("640", StringComparison.Ordinal);

    private async Task<(IReadOnlyList<string> Sent, string Understood)> Play(string child, (string Path, string Text) script)
    {
        await using var context = await chromium.Browser.NewContextAsync();
        return await new ScriptedParent(await context.NewPageAsync()).PlayTo(child, new Dictionary<string, string> { [script.Path] = script.Text });
    }
}
