using System.Collections.Immutable;

namespace B24App.Plan.Comments;

/// <summary>
/// RULES 16: after an unknown outcome, messages of ours above the newest known one are matched to the unsettled comments in
/// order. Equal texts ("ok", "ok") therefore settle one by one and never twice.
/// </summary>
public static class OrderedMatch
{
    /// <summary>Pairs each unsettled write with a message, or with null when it must be sent (again).</summary>
    /// <param name="unsettled">Print of each unsettled comment, in the order they left.</param>
    /// <param name="found">Unmapped messages by the relay account above the newest known id, oldest first.</param>
    public static ImmutableArray<SeenComment?> Match(IReadOnlyList<string> unsettled, IReadOnlyList<SeenComment> found)
    {
        var pairs = ImmutableArray.CreateBuilder<SeenComment?>(unsettled.Count);
        var next = 0;
        foreach (var print in unsettled)
        {
            var at = next;
            while (at < found.Count && found[at].Print != print)
            {
                at++;
            }

            pairs.Add(at < found.Count ? found[at] : null);
            next = at < found.Count ? at + 1 : next;
        }

        return pairs.ToImmutable();
    }
}
