namespace B24App.Bitrix24.Calls;

/// <summary>One request as it will leave: a plain command or a batch.</summary>
/// <param name="Method">Method in the address.</param>
/// <param name="IsV3">Goes to <c>/rest/api/</c>.</param>
/// <param name="IdempotencyKey">Header of REST 3.0.</param>
/// <param name="Ids">Item ids for the log.</param>
/// <param name="Body">Makes the body for a token.</param>
internal sealed record Parcel(string Method, bool IsV3, string? IdempotencyKey, IReadOnlyList<long> Ids, Func<string, byte[]> Body)
{
    public bool IsBatch => Method == "batch";

    public static Parcel Of(IReadOnlyList<Command> commands) => commands is [var only]
        ? new Parcel(only.Method, only.IsV3, only.IdempotencyKey, ItemIds.Of(only), token => RequestBody.Plain(only, token))
        : new Parcel("batch", false, null, [], token => RequestBody.Batch(commands, token));
}
