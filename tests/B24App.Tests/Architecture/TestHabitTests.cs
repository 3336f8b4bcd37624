using System.Globalization;
using System.Text.RegularExpressions;

namespace B24App.Tests.Architecture;

public sealed partial class TestHabitTests
{
    private const int LastRule = 38;

    // In two pieces, so that this file does not find itself.
    private const string Elsewhere = "../" + "shared";

    [Fact]
    public void A_rule_number_in_a_name_is_a_rule_that_exists()
    {
        var numbers = Repository.Files("tests", "*.cs").SelectMany(file => Rule().Matches(Repository.Read(file)).Select(match => (file, match.Value, Number(match)))).ToList();

        Assert.NotEmpty(numbers);
        Assert.Empty(numbers.Where(named => named.Item3 is < 1 or > LastRule).Select(named => $"{named.file}: {named.Value}"));
    }

    [Fact]
    public void No_test_reads_outside_the_repository() =>
        Assert.DoesNotContain(
            new[] { "*.cs", "*.csproj", "*.sh", "*.mjs", "*.js" }.SelectMany(pattern => Repository.Files("tests", pattern)),
            file => Repository.Read(file).Contains(Elsewhere, StringComparison.Ordinal));

    [GeneratedRegex(@"\bRules?_?(\d+)")]
    private static partial Regex Rule();

    private static int Number(Match match) => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
}
