using System.Collections.Immutable;
using B24App.Store;

namespace B24App.Sweep;

/// <summary>A mirrored task that a census asks for.</summary>
/// <param name="Link">The link that mirrors it.</param>
/// <param name="Task">Its id on the portal.</param>
public readonly record struct CensusItem(LinkId Link, long Task);

/// <summary>What a census found.</summary>
/// <param name="Missing">Tasks to look at as missing.</param>
/// <param name="Held">Links that stop, because most of what they mirror vanished at once.</param>
public sealed record CensusVerdict(ImmutableArray<long> Missing, ImmutableArray<LinkId> Held)
{
    /// <summary>Nothing is concluded.</summary>
    public static CensusVerdict Nothing { get; } = new([], []);
}

/// <summary>What missing rows mean (RULES 22-24), decided on values.</summary>
public static class CensusVerdicts
{
    /// <summary>Fewer missing tasks never hold a link.</summary>
    public const int Mass = 10;

    /// <summary>Judges the census of one portal.</summary>
    /// <param name="asked">Every live mirrored task.</param>
    /// <param name="shown">Ids the portal listed.</param>
    /// <param name="readerIsAdmin">The portal said just now that the account that read is an administrator: nothing vanishes for anybody else.</param>
    /// <param name="confirmed">Links whose administrator let them go on after this question.</param>
    public static CensusVerdict Judge(IReadOnlyList<CensusItem> asked, IReadOnlyCollection<long> shown, bool readerIsAdmin, IReadOnlySet<LinkId> confirmed)
    {
        var known = asked.Select(item => item.Task).ToHashSet();
        var visible = shown.ToHashSet();
        if (!readerIsAdmin || !visible.IsSubsetOf(known))
        {
            return CensusVerdict.Nothing; // a row nobody asked for: the filter was ignored, and the page cut at 50
        }

        var held = asked.GroupBy(item => item.Link)
            .Where(link => !confirmed.Contains(link.Key) && IsMass(link.Count(item => !visible.Contains(item.Task)), link.Count()))
            .Select(link => link.Key).ToHashSet();
        return new CensusVerdict(
            [.. asked.Where(item => !visible.Contains(item.Task) && !held.Contains(item.Link)).Select(item => item.Task).Distinct().Order()],
            [.. held.OrderBy(link => link.Value)]);
    }

    /// <summary>More than half, and at least <see cref="Mass"/>.</summary>
    public static bool IsMass(int missing, int of) => missing >= Mass && missing * 2 > of;
}
