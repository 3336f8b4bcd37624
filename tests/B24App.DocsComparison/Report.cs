using System.Text;

namespace B24App.DocsComparison;

/// <summary>The page for docs/, and what is wrong with it.</summary>
internal sealed record Report(string Text, string Summary, IReadOnlyList<string> Complaints)
{
    public static string DefaultPath(string start)
    {
        var folder = new DirectoryInfo(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "B24App.sln")))
        {
            folder = folder.Parent;
        }

        var docs = Path.Combine(folder?.FullName ?? Environment.CurrentDirectory, "docs");
        Directory.CreateDirectory(docs);
        return Path.Combine(docs, "emulator-vs-docs.md");
    }

    public static Report Write(IReadOnlyList<MethodReport> methods, IReadOnlyList<Reason> reasons, string commit)
    {
        List<string> complaints = [];
        HashSet<Reason> used = [];
        var text = new StringBuilder();
        foreach (var method in methods)
        {
            var explained = method.Differences.Select(difference => (difference, Why: reasons.FirstOrDefault(reason => reason.Explains(method.Method, difference)))).ToList();
            complaints.AddRange(explained.Where(pair => pair.Why is null).Select(pair => $"{method.Method}: {pair.difference}"));
            used.UnionWith(explained.Select(pair => pair.Why).OfType<Reason>());
            var pages = string.Join("<br>", method.Pages);
            var differences = string.Join("<br>", explained.GroupBy(pair => pair.Why?.Why ?? "**not explained**").Select(group =>
                $"{string.Join("; ", group.Select(pair => Cell(pair.difference)))}: *{group.Key}*"));
            text.Append('|').Append(' ').AppendJoin(" | ", $"`{method.Method}`", pages, $"{method.Answers} + {method.Errors}", differences.Length == 0 ? "none" : differences).Append(" |\n");
        }

        complaints.AddRange(reasons.Where(reason => !used.Contains(reason)).Select(reason => $"reason without a difference: {reason.Why}"));
        var total = methods.Sum(method => method.Differences.Count);
        var summary = $"{methods.Count} methods, {methods.Sum(method => method.Answers)} answers compared, {methods.Sum(method => method.Errors)} errors alike, "
            + $"{total} differences, {complaints.Count} of them without a reason";
        return new Report(Head(commit, methods, total) + text, summary, complaints);
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    private static string Head(string commit, IReadOnlyList<MethodReport> methods, int differences) => $"""
        # The emulated portal and the documentation

        Written by a command; change `tests/B24App.DocsComparison/reasons.json` instead of this page.

            git clone https://github.com/bitrix24/b24restdocs ../b24restdocs
            dotnet run --project tests/B24App.DocsComparison -- --docs ../b24restdocs

        Every method the emulated portal answers is called on a fresh portal, and the shape of the answer (keys, nesting, JSON types)
        is held against the example of its page at commit `{commit}`; every refusal the page lists is provoked
        and held against its code and text. "Compared" counts answers + errors that are alike. Keys that a page names in a table
        count as documented. An empty map and an empty list are one thing (PHP), and `null` has no type.
        Errors that differ are named by their row in the page's table of errors. A difference without a reason fails the command.

        {methods.Count} methods · {methods.Sum(method => method.Answers)} answers · {methods.Sum(method => method.Errors)} errors alike · {differences} differences, each with its reason

        | Method | Pages | Compared | Differences |
        |---|---|---|---|

        """.ReplaceLineEndings("\n");
}
