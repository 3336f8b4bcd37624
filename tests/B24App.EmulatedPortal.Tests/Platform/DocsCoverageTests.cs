using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Tests.Platform;

/// <summary>The comparison with the documentation needs a clone of it; that it leaves no method out is known without.</summary>
public class DocsCoverageTests
{
    [Fact]
    public void Every_method_has_a_case_that_is_compared_with_its_page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "B24App.sln")))
        {
            folder = folder.Parent!;
        }

        var cases = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "tests/B24App.DocsComparison/cases.json")))!["methods"]!.AsObject();
        var methods = Methods.Build().All.Select(method => (method.IsV3 ? "api/" : "") + method.Name);
        Assert.Equal(methods.Append("batch").Append("api/batch").Order(StringComparer.Ordinal), cases.Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }
}
