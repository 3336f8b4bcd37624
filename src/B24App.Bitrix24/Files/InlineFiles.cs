using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace B24App.Bitrix24.Files;

/// <summary>A file that travels inside of a call.</summary>
/// <param name="Slot">Text that stands in the parameters where the content goes; nobody else can know it.</param>
/// <param name="Content">Its bytes; they can be read again, for the call may leave twice.</param>
public sealed record InlineFile(string Slot, Stream Content)
{
    /// <summary>A file with a slot of its own.</summary>
    public static InlineFile Of(Stream content) => new($"file-{Guid.NewGuid():N}", content);
}

/// <summary>
/// The body of a call with files in it, as Base64 (b24restdocs: api-reference/files/how-to-upload-files.md). The files are read and encoded in pieces while the
/// body leaves, so memory does not grow with their size.
/// </summary>
internal sealed class InlineFiles : HttpContent
{
    /// <summary>Bytes of a file that are encoded at once: three become four.</summary>
    public const int Piece = 3 * 16_384;

    private readonly byte[] _body;
    private readonly ImmutableArray<(int At, int End, Stream Content)> _slots;

    /// <summary>A body whose slots are filled on the way.</summary>
    public InlineFiles(byte[] body, IReadOnlyList<InlineFile> files)
    {
        _body = body;
        _slots = [.. files.Select(file => Place(body, file)).OrderBy(slot => slot.At)];
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Size of the whole body.</summary>
    public long Length => _body.Length + _slots.Sum(slot => Encoded(slot.Content.Length) - (slot.End - slot.At));

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var from = 0;
        foreach (var (at, end, content) in _slots)
        {
            await stream.WriteAsync(_body.AsMemory(from, at - from));
            await Encode(content, stream);
            from = end;
        }

        await stream.WriteAsync(_body.AsMemory(from));
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    private static (int At, int End, Stream Content) Place(byte[] body, InlineFile file)
    {
        var slot = Encoding.ASCII.GetBytes(file.Slot);
        var at = body.AsSpan().IndexOf(slot);
        return at >= 0 ? (at, at + slot.Length, file.Content) : throw new InvalidOperationException("The call has no place for a file that goes with it.");
    }

    private static long Encoded(long length) => (length + 2) / 3 * 4;

    private static async Task Encode(Stream content, Stream stream)
    {
        content.Position = 0;
        var (raw, encoded) = (ArrayPool<byte>.Shared.Rent(Piece), ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(Piece)));
        try
        {
            for (int read; (read = await content.ReadAtLeastAsync(raw.AsMemory(0, Piece), Piece, throwOnEndOfStream: false)) > 0;)
            {
                Base64.EncodeToUtf8(raw.AsSpan(0, read), encoded, out _, out var written, isFinalBlock: true);
                await stream.WriteAsync(encoded.AsMemory(0, written));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(encoded);
        }
    }
}
