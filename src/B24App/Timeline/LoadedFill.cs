using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Files;
using B24App.Files;

namespace B24App.Timeline;

/// <summary>A call that is ready to leave with the files it carries; they lie beside the store until it is disposed.</summary>
/// <param name="Intent">The intent with what was found out about it.</param>
/// <param name="Command">The call.</param>
/// <param name="Files">Contents for its slots.</param>
public sealed record LoadedFill(Intent Intent, Command Command, IReadOnlyList<InlineFile> Files) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var file in Files)
        {
            await file.Content.DisposeAsync();
        }
    }
}

/// <summary>One file of an entry on its way: what it is, and its bytes when it goes.</summary>
/// <param name="Copy">The row; refused when it stays behind.</param>
/// <param name="Bytes">Its bytes; null when it stays behind, or stands there and was not read again.</param>
internal sealed record FetchedFile(FileCopy Copy, Stream? Bytes);
