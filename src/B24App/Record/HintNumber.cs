using System.Security.Cryptography;

namespace B24App.Record;

/// <summary>
/// The number of the last hint of a dirty row: a look that ends forgets the row only if it still bears the number the look began with.
/// </summary>
/// <remarks>
/// A count per row would not do: a row that is forgotten and made anew would bear the same number as before, and a look that began
/// before would forget the new hint. Numbers of an earlier life of the process stand in the store, so each life begins somewhere else.
/// </remarks>
internal static class HintNumber
{
    private static long _last = (long)RandomNumberGenerator.GetInt32(int.MaxValue) << 31;

    /// <summary>A number that this process has not given yet.</summary>
    public static long Next() => Interlocked.Increment(ref _last);
}
