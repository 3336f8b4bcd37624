namespace B24App.Store;

/// <summary>Enum values as words in columns: lower-case, so that SQL reads like the vocabulary.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T To<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
