using B24App.Bitrix24.Files;

namespace B24App.Bitrix24.Calls;

/// <summary>One request as it will leave: a plain command or a batch.</summary>
/// <param name="Method">Method in the address.</param>
/// <param name="IsV3">Goes to <c>/rest/api/</c>.</param>
/// <param name="IdempotencyKey">Header of REST 3.0.</param>
/// <param name="Ids">Item ids for the log.</param>
/// <param name="Body">Makes the body for a token.</param>
internal sealed record Parcel(string Method, bool IsV3, string? IdempotencyKey, IReadOnlyList<long> Ids, Func<string, byte[]> Body)
{
    /// <summary>Files that travel inside of the body.</summary>
    public IReadOnlyList<InlineFile> Files { get; init; } = [];

    public bool IsBatch => Method == "batch";

    /// <summary>An error of it does not say how many of its commands were done, so it is never repeated blindly.</summary>
    public bool IsV3Batch => IsBatch && IsV3;

    public static Parcel Of(Command only) => new(only.Method, only.IsV3, only.IdempotencyKey, ItemIds.Of(only), token => RequestBody.Plain(only, token));

    public static Parcel Of(IReadOnlyList<Command> commands) => commands switch
    {
        [var only] => Of(only),
        [{ IsV3: true }, ..] => new Parcel("batch", true, null, [], token => RequestBody.V3Batch(commands, token)),
        _ => new Parcel("batch", false, null, [], token => RequestBody.Batch(commands, token)),
    };
}
