using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary>
/// Filters and orders of the CRM's lists, read once per call because lists are long. Prefixes are those of the documents: comparison,
/// <c>@</c> for a set, <c>%</c> for a part of a text.
/// </summary>
internal static partial class RowFilter
{
    /// <summary>Makes the test of a filter. A name without a reader is skipped, or refused by the reader itself.</summary>
    public static Func<TRow, bool> Compile<TRow>(JsonObject filter, Func<string, Func<TRow, object?>?> reader, PortalUser caller)
    {
        var isAny = Php.AsText(Php.Field(filter, "logic")) == "OR";
        var tests = filter.Where(pair => !pair.Key.Equals("logic", StringComparison.OrdinalIgnoreCase)).Select(pair =>
            pair.Key.All(char.IsAsciiDigit) && pair.Value is JsonObject inner ? Compile(inner, reader, caller) : One(pair.Key, pair.Value, reader, caller))
            .OfType<Func<TRow, bool>>().ToList();
        return isAny ? row => tests.Exists(test => test(row)) : row => tests.TrueForAll(test => test(row));
    }

    /// <summary>Orders rows; the first of an order that names nothing known is <paramref name="usual"/>.</summary>
    public static IEnumerable<TRow> Order<TRow>(IEnumerable<TRow> rows, JsonNode? order, Func<string, Func<TRow, object?>?> reader, string usual)
    {
        var wanted = (order as JsonObject)?.Select(pair => (Read: reader(pair.Key), Down: Php.AsText(pair.Value)?.StartsWith("desc", StringComparison.OrdinalIgnoreCase) == true))
            .Where(pair => pair.Read is not null).ToList() ?? [];
        if (wanted.Count == 0)
        {
            wanted.Add((reader(usual), false));
        }

        IOrderedEnumerable<TRow>? sorted = null;
        foreach (var (read, down) in wanted)
        {
            sorted = (sorted, down) switch
            {
                (null, false) => rows.OrderBy(row => read!(row), Values.Instance),
                (null, true) => rows.OrderByDescending(row => read!(row), Values.Instance),
                (_, false) => sorted.ThenBy(row => read!(row), Values.Instance),
                _ => sorted.ThenByDescending(row => read!(row), Values.Instance),
            };
        }

        return sorted!;
    }

    private static Func<TRow, bool>? One<TRow>(string key, JsonNode? sent, Func<string, Func<TRow, object?>?> reader, PortalUser caller)
    {
        var match = Key().Match(key);
        if (reader(match.Groups[2].Value) is not { } read)
        {
            return null;
        }

        List<string> wanted = [.. Php.AsList(sent).Select(item => Php.AsText(item) ?? "").DefaultIfEmpty("")];
        return match.Groups[1].Value switch
        {
            ">" => row => Compare(read(row), wanted[0], caller) > 0,
            ">=" => row => Compare(read(row), wanted[0], caller) >= 0,
            "<" => row => Compare(read(row), wanted[0], caller) < 0,
            "<=" => row => Compare(read(row), wanted[0], caller) <= 0,
            "!" or "!=" or "!@" or "!=@" => row => !Equal(read(row), wanted, caller),
            "%" or "%=" or "=%" => row => Texts(read(row)).Exists(text => text.Contains(wanted[0].Trim('%'), StringComparison.OrdinalIgnoreCase)),
            "!%" or "!%=" or "!=%" => row => !Texts(read(row)).Exists(text => text.Contains(wanted[0].Trim('%'), StringComparison.OrdinalIgnoreCase)),
            _ => row => Equal(read(row), wanted, caller),
        };
    }

    private static bool Equal(object? have, List<string> wanted, PortalUser caller) => wanted.Exists(want => have switch
    {
        null or "" or 0L => want is "" or "0" or "false",
        List<string> many => many.Contains(want),
        _ => Compare(have, want, caller) == 0,
    });

    // A missing value stands in no order to anything.
    private static int? Compare(object? have, string want, PortalUser caller) => have switch
    {
        long number => double.TryParse(want, NumberStyles.Float, CultureInfo.InvariantCulture, out var other) ? ((double)number).CompareTo(other) : null,
        double number => double.TryParse(want, NumberStyles.Float, CultureInfo.InvariantCulture, out var other) ? number.CompareTo(other) : null,
        DateTimeOffset moment => PortalDates.Parse(want, caller) is { } other ? moment.CompareTo(other) : null,
        string text => string.Compare(text, want, StringComparison.OrdinalIgnoreCase),
        _ => null,
    };

    private static List<string> Texts(object? have) => have switch
    {
        null => [],
        List<string> many => many,
        _ => [Convert.ToString(have, CultureInfo.InvariantCulture) ?? ""],
    };

    [GeneratedRegex("^(!=@|!@|!%=|!=%|!%|!=|!|<=|>=|<|>|%=|=%|%|=|@|)(.*)$")]
    private static partial Regex Key();

    private sealed class Values : IComparer<object?>
    {
        public static readonly Values Instance = new();

        public int Compare(object? left, object? right) => (left, right) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (List<string> a, List<string> b) => a.Count.CompareTo(b.Count),
            _ => Comparer<object?>.Default.Compare(left, right),
        };
    }
}
