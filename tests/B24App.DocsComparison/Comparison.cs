using System.Text.Json.Nodes;

namespace B24App.DocsComparison;

/// <summary>What came of one method.</summary>
/// <param name="Method">Name; those of REST 3.0 begin with <c>api/</c>.</param>
/// <param name="Pages">Pages it was held against.</param>
/// <param name="Answers">Answers compared.</param>
/// <param name="Errors">Documented errors that the emulator answers alike.</param>
/// <param name="Differences">Differences as texts.</param>
internal sealed record MethodReport(string Method, IReadOnlyList<string> Pages, int Answers, int Errors, IReadOnlyList<string> Differences);

/// <summary>Runs every method of the emulator against its pages.</summary>
internal static class Comparison
{
    public static async Task<IReadOnlyList<MethodReport>> Run(Cases cases, Documents documents)
    {
        await using var emulator = await EmulatorUnderTest.Start();
        var methods = emulator.Methods.All.Select(method => (method.IsV3 ? "api/" : "") + method.Name)
            .Append("batch").Append("api/batch").Order(StringComparer.Ordinal).ToList();
        List<MethodReport> reports = [];
        foreach (var method in methods)
        {
            reports.Add(cases.Methods.TryGetValue(method, out var found)
                ? await One(emulator, method, found, cases.Objects, documents)
                : new MethodReport(method, [], 0, 0, ["no case compares it"]));
        }

        reports.AddRange(cases.Methods.Keys.Except(methods).Select(gone => new MethodReport(gone, [], 0, 0, ["the emulator has no such method"])));
        return reports;
    }

    private static async Task<MethodReport> One(
        EmulatorUnderTest emulator, string method, MethodCase given, IReadOnlyDictionary<string, Preparation> objects, Documents documents)
    {
        List<string> differences = [];
        List<DocumentedPage> pages = [];
        foreach (var page in given.Pages)
        {
            if (documents.Page(page) is { } text)
            {
                pages.Add(DocumentedPage.Read(text));
            }
            else
            {
                differences.Add($"page {page} is not there");
            }
        }

        if (pages.Count == 0)
        {
            differences.Add("no page describes it");
        }

        var named = pages.SelectMany(page => page.Named).ToHashSet(StringComparer.Ordinal);
        foreach (var page in given.FieldPages)
        {
            named.UnionWith(DocumentedPage.Read(documents.Page(page) ?? "").Named);
        }

        differences.AddRange(Enumerable.Repeat("an example of the page is no JSON", pages.Sum(page => page.Unreadable)));

        List<JsonNode> examples = [.. pages.SelectMany(page => page.Answers)];
        examples = given.Examples is { } chosen ? [.. chosen.Select(i => examples[i])] : examples;
        var compared = 0;
        for (var i = 0; i < Math.Max(given.Answers.Count, examples.Count); i++)
        {
            if (i >= given.Answers.Count)
            {
                differences.Add($"example {i + 1} of the pages: not compared");
                continue;
            }

            var answer = await emulator.Call(method, given, given.Answers[i], objects);
            if (answer?["error"] is not null)
            {
                differences.Add($"answer {i + 1} is refused: {answer["error"]!.ToJsonString()} {answer["error_description"]}");
            }
            else if (i < examples.Count)
            {
                compared++;
                differences.AddRange(ShapeComparison.Compare(examples[i], answer, named));
            }
        }

        var alike = await Refusals(emulator, method, given, objects, pages, differences);
        return new MethodReport(method, given.Pages, compared, alike, [.. differences.Distinct()]);
    }

    private static async Task<int> Refusals(EmulatorUnderTest emulator, string method, MethodCase given, IReadOnlyDictionary<string, Preparation> objects,
        List<DocumentedPage> pages, List<string> differences)
    {
        List<AnsweredError> answered = [];
        foreach (var attempt in given.Errors)
        {
            var body = await emulator.Call(method, given, attempt, objects);
            if (AnsweredError.Read(body) is not { } refusal)
            {
                differences.Add($"no refusal of {attempt.With?.ToJsonString() ?? "nothing"}");
                continue;
            }

            answered.Add(refusal);
            foreach (var example in pages.SelectMany(page => page.Refusals).Where(example => AnsweredError.Read(example)!.Code == refusal.Code).Take(1))
            {
                differences.AddRange(ShapeComparison.Compare(example, body, new HashSet<string>()).Select(difference => $"error `{refusal.Code}`: {difference}"));
            }
        }

        var documented = pages.SelectMany(page => page.Errors).Distinct().ToList();
        foreach (var (row, error) in documented.Index().Where(pair => !answered.Any(got => got.Is(pair.Item))))
        {
            var inOtherWords = answered.Any(got => got.Code == error.Code && !documented.Any(got.Is));
            differences.Add($"row {row + 1} of errors, `{error.Code}`: {(inOtherWords ? "answered in other words" : "not answered")}");
        }

        foreach (var stray in answered.Where(got => !documented.Any(error => error.Code == got.Code)))
        {
            differences.Add($"error `{stray.Code}`: answered, not documented");
        }

        return documented.Count(error => answered.Any(got => got.Is(error)));
    }
}
