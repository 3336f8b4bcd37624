using System.Text.Json;
using B24App.DocsComparison;

if (args is not ["--docs", var docs] && args is not ["--docs", _, "--out", _])
{
    Console.Error.WriteLine("Usage: dotnet run --project tests/B24App.DocsComparison -- --docs <clone of bitrix24/b24restdocs, bare or not> [--out <report>]");
    return 2;
}

docs = args[1];
var here = AppContext.BaseDirectory;
var cases = JsonSerializer.Deserialize<Cases>(File.ReadAllText(Path.Combine(here, "cases.json")), Cases.Json)!;
var reasons = Reasons.Read(File.ReadAllText(Path.Combine(here, "reasons.json")));
var documents = new Documents(docs, cases.Commit);
if (!documents.Present)
{
    Console.Error.WriteLine($"""
        The documentation is not at {docs}. Fetch it, anywhere outside of this repository:
            git clone https://github.com/bitrix24/b24restdocs && git -C b24restdocs checkout {cases.Commit}
        """);
    return 2;
}

var compared = await Comparison.Run(cases, documents);
var report = Report.Write(compared, reasons, cases.Commit);
var output = args.Length == 4 ? args[3] : Report.DefaultPath(here);
File.WriteAllText(output, report.Text);

foreach (var complaint in report.Complaints)
{
    Console.WriteLine(complaint);
}

Console.WriteLine(report.Summary);
return report.Complaints.Count == 0 ? 0 : 1;
