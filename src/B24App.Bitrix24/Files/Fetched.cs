using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Files;

/// <summary>What came of fetching a file.</summary>
public abstract record Fetched
{
    private Fetched()
    {
    }

    /// <summary>All of it came.</summary>
    /// <param name="Length">Bytes.</param>
    /// <param name="Sha256">Their hash in lower-case hex.</param>
    /// <param name="Name">The name that came with them; empty for none.</param>
    public sealed record Whole(long Length, string Sha256, string Name = "") : Fetched;

    /// <summary>It is larger than was allowed; nothing more was read.</summary>
    /// <param name="Length">Its size, as far as it is known.</param>
    /// <param name="Name">The name that came with it; empty for none.</param>
    public sealed record TooLarge(long Length = 0, string Name = "") : Fetched;

    /// <summary>Something else came: a page that wants a login, a refusal, an address on another host.</summary>
    /// <param name="Why">A short technical reason.</param>
    public sealed record NoFile(string Why) : Fetched;

    /// <summary>It broke off, or could not begin; it may be tried again.</summary>
    /// <param name="Why">A short technical reason.</param>
    public sealed record Broken(string Why) : Fetched;

    /// <summary>Not now.</summary>
    /// <param name="Why">Until when, or what is in the way.</param>
    public sealed record NotNow(Outcome Why) : Fetched;
}
