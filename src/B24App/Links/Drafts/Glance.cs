using B24App.Bitrix24.Calls;

namespace B24App.Links.Drafts;

/// <summary>
/// A page asks a portal and waits a few seconds only. The call itself is not broken off: a token that is renewed meanwhile must be
/// kept, and the answer of a write too.
/// </summary>
internal static class Glance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The outcome of one command; null when it did not come in time.</summary>
    public static async Task<Outcome?> At(Func<CancellationToken, Task<IReadOnlyList<Outcome>>> call, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            return (await call(CancellationToken.None).WaitAsync(Patience, clock, ct))[0];
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
