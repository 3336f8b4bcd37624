using B24App.Tests.Journeys;

namespace B24App.Tests.Parts;

/// <summary>No event tells of records of time.</summary>
internal static class PartSweeps
{
    /// <summary>Nobody tells: the sweep finds it.</summary>
    public static async Task Swept(this Pair pair)
    {
        await pair.Quiet();
        await pair.World.Sweep();
        await pair.World.Sweep();
    }
}
