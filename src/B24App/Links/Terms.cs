using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Timeline;

namespace B24App.Links;

/// <summary>What crosses from one side when both halves are taken together.</summary>
/// <param name="Tasks">New tasks cross.</param>
/// <param name="Fields">Fields whose changes cross.</param>
/// <param name="Comments">Comments cross.</param>
/// <param name="PartnersMirrors">Also what came from other partners crosses (RULES 6).</param>
public sealed record Flow(bool Tasks, ImmutableSortedSet<Field> Fields, bool Comments, bool PartnersMirrors)
{
    /// <summary>Anything crosses at all.</summary>
    public bool IsSomething => Tasks || Comments || !Fields.IsEmpty;
}

/// <summary>The intersection of two halves: what is in force (RULES 5).</summary>
/// <param name="FromA">What crosses from A to B.</param>
/// <param name="FromB">What crosses from B to A.</param>
/// <param name="MatchesUsers">People are matched by e-mail hashes; both sides must want it.</param>
/// <param name="LargestFile">Largest file that crosses, in megabytes.</param>
public sealed record Terms(Flow FromA, Flow FromB, bool MatchesUsers, int LargestFile = 0)
{
    /// <summary>Files of any kind cross: of tasks and comments, of entries of cards, recordings of calls.</summary>
    public bool CarriesFiles => new[] { FromA, FromB }.Any(flow => flow.Fields.Overlaps([Field.Files, .. EntryFiles.Words]));

    /// <summary>What crosses from a side.</summary>
    public Flow From(Side side) => side == Side.A ? FromA : FromB;
}
