namespace B24App.Balance;

/// <summary>Days of the balance: whole days since 1970 in UTC, the same for every portal.</summary>
internal static class Days
{
    public const long Milliseconds = 86_400_000;

    public static long Of(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / Milliseconds;

    public static DateTimeOffset Start(long day) => DateTimeOffset.FromUnixTimeMilliseconds(day * Milliseconds);
}
