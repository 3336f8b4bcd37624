namespace B24App.Plan.Prints;

/// <summary>Three-way merge of tags as a set (RULES 1): what either side added is kept, what either side removed goes.</summary>
public static class TagMerge
{
    /// <summary>The tags both sides should have. Spelling: A's where A has the tag, else B's.</summary>
    /// <param name="baseline">Prints of the tags both sides had when last equal (<see cref="FieldNormaliser.TagPrints"/>).</param>
    /// <param name="a">Tags A shows now.</param>
    /// <param name="b">Tags B shows now.</param>
    public static IReadOnlyList<string> Merge(IReadOnlySet<Print> baseline, IEnumerable<string> a, IEnumerable<string> b)
    {
        var onA = ByPrint(a);
        var onB = ByPrint(b);
        var merged = new List<string>();
        foreach (var print in onA.Keys.Union(onB.Keys))
        {
            var both = onA.ContainsKey(print) && onB.ContainsKey(print);
            if (both || !baseline.Contains(print))
            {
                merged.Add(onA.TryGetValue(print, out var spelling) ? spelling : onB[print]);
            }
        }

        return [.. merged.OrderBy(FieldNormaliser.Tag, StringComparer.Ordinal)];
    }

    /// <summary>The same merge with the baseline as plain tags.</summary>
    public static IReadOnlyList<string> Merge(IEnumerable<string> baseline, IEnumerable<string> a, IEnumerable<string> b) =>
        Merge(FieldNormaliser.TagPrints(baseline), a, b);

    private static Dictionary<Print, string> ByPrint(IEnumerable<string> tags)
    {
        var known = new Dictionary<Print, string>();
        foreach (var tag in tags)
        {
            if (FieldNormaliser.Tag(tag).Length > 0)
            {
                known.TryAdd(FieldNormaliser.TagPrint(tag), FieldNormaliser.Collapse(tag));
            }
        }

        return known;
    }
}
