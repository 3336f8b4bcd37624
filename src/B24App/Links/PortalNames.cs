using System.Collections.Immutable;

namespace B24App.Links;

/// <summary>How a portal calls its own groups and people. Only its own administrators read them (RULES 5).</summary>
/// <param name="Groups">Titles of groups by number.</param>
/// <param name="People">Names of people by number.</param>
public sealed record PortalNames(IReadOnlyDictionary<long, string> Groups, IReadOnlyDictionary<long, string> People)
{
    /// <summary>Nothing is known, or nothing may be read.</summary>
    public static PortalNames None { get; } = new(ImmutableDictionary<long, string>.Empty, ImmutableDictionary<long, string>.Empty);
}
