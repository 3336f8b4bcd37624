using System.Text.RegularExpressions;
using B24App.Tests.Architecture;

namespace B24App.Tests.Pages;

/// <summary>An act that cannot be taken back, or takes much away, is no matter of one press: a dialog names it first.</summary>
public sealed partial class AsksFirstTests
{
    [Fact]
    public void What_cannot_be_taken_back_asks_first()
    {
        string[] acts = ["undoTheirs", "remove", "withdraw", "stop", "end", "keep", "repair", "anew"];
        var presses = Repository.Files("src/B24App/Pages", "*.cshtml").SelectMany(file => Repository.Read(file).Split('\n'))
            .Where(line => line.Contains("hx-post=", StringComparison.Ordinal)).Select(line => (Line: line, Act: Act().Match(line).Groups[1].Value)).ToList();

        Assert.All(acts, act => Assert.Contains(presses, press => press.Act == act));
        Assert.All(presses.Where(press => acts.Contains(press.Act) || (press.Act == "discard" && press.Line.Contains("draft", StringComparison.Ordinal))), press => Assert.Contains("hx-confirm=", press.Line, StringComparison.Ordinal));

        // Buttons that are drawn in a loop, one for each act: the one that takes a run back asks.
        Assert.All(presses.Where(press => press.Line.Contains("handler=@act", StringComparison.Ordinal)), press => Assert.Contains("hx-confirm=\"@(act is \"undo\"", press.Line, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:handler=|&amp;)(undoTheirs|[a-zA-Z]+)")]
    private static partial Regex Act();
}
