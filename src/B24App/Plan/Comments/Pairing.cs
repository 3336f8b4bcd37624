using System.Collections.Immutable;
using B24App.Plan.Text;

namespace B24App.Plan.Comments;

/// <summary>
/// Comments of two discussions that people, or another tool, kept equal: matched in order by what they say, with or without a first line
/// that names the author. Equal texts pair one by one, and nothing pairs across another pair.
/// </summary>
public static class Pairing
{
    private const int LargestTable = 4_000_000;
    private const int LongestName = 120;

    /// <summary>The pairs in order, and the side of each that was first.</summary>
    /// <param name="a">Comments of side A, oldest first.</param>
    /// <param name="b">Comments of side B, oldest first.</param>
    /// <param name="origin">Side of the task that counts as the first; breaks a tie.</param>
    public static ImmutableArray<(SeenComment A, SeenComment B, Side First)> Match(IReadOnlyList<SeenComment> a, IReadOnlyList<SeenComment> b, Side origin)
    {
        if ((long)a.Count * b.Count > LargestTable)
        {
            (a, b) = (a.TakeLast(2_000).ToList(), b.TakeLast(2_000).ToList());
        }

        var (saidA, saidB) = (a.Select(Words).ToList(), b.Select(Words).ToList());
        var best = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
            {
                best[i, j] = AreOne(saidA[i], saidB[j]) ? best[i + 1, j + 1] + 1 : Math.Max(best[i + 1, j], best[i, j + 1]);
            }
        }

        var pairs = ImmutableArray.CreateBuilder<(SeenComment, SeenComment, Side)>();
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (AreOne(saidA[i], saidB[j]))
            {
                pairs.Add((a[i], b[j], First(saidA[i], saidB[j], a[i], b[j], origin)));
                (i, j) = (i + 1, j + 1);
            }
            else if (best[i + 1, j] >= best[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return pairs.ToImmutable();
    }

    private static bool AreOne((string Whole, string Body) a, (string Whole, string Body) b) =>
        a.Whole.Length > 0 && b.Whole.Length > 0 && (a.Whole == b.Whole || (a.Body.Length > 0 && a.Body == b.Whole) || (b.Body.Length > 0 && b.Body == a.Whole));

    // Who names an author says that he copied.
    private static Side First((string Whole, string Body) a, (string Whole, string Body) b, SeenComment one, SeenComment other, Side origin) => 0 switch
    {
        _ when a.Whole != b.Whole => a.Body == b.Whole ? Side.B : Side.A,
        _ when one.At != other.At => one.At < other.At ? Side.A : Side.B,
        _ => origin,
    };

    // The text, and the text without a first line or a beginning that ends in a colon: "Olga (South):".
    private static (string Whole, string Body) Words(SeenComment comment)
    {
        var whole = Neutral.Of(Byline.Strip(comment.Text), comment.Dialect).Trim();
        var colon = whole.IndexOf(':', StringComparison.Ordinal);
        return (whole, colon is > 0 and <= LongestName ? whole[(colon + 1)..].Trim() : "");
    }
}
