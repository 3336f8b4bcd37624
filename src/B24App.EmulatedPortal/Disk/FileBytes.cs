using System.Security.Cryptography;

namespace B24App.EmulatedPortal.Disk;

/// <summary>The bytes of a file: small ones in memory, big ones in a temporary file that goes when nobody holds them any more.</summary>
public sealed class FileBytes
{
    private const int LargestInMemory = 1 << 20;

    private readonly byte[]? _bytes;
    private readonly FileStream? _file;

    private FileBytes(byte[]? bytes, FileStream? file, long length, string hash)
    {
        _bytes = bytes;
        _file = file;
        Length = length;
        Sha256 = hash;
    }

    /// <summary>Size in bytes.</summary>
    public long Length { get; }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Wraps bytes.</summary>
    public static FileBytes Of(byte[] bytes) => new(bytes, null, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Reads a stream to its end.</summary>
    public static async Task<FileBytes> Read(Stream source, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kept = new MemoryStream();
        FileStream? file = null;
        var buffer = new byte[81920];
        long length = 0;
        try
        {
            for (int read; (read = await source.ReadAsync(buffer, ct)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
                if (file is null && length + read > LargestInMemory)
                {
                    file = Temporary();
                    kept.WriteTo(file);
                    kept = new MemoryStream();
                }

                await ((Stream?)file ?? kept).WriteAsync(buffer.AsMemory(0, read), ct);
            }

            if (file is not null)
            {
                await file.FlushAsync(ct);
            }
        }
        catch
        {
            file?.Dispose();
            throw;
        }

        return new FileBytes(file is null ? kept.ToArray() : null, file, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Opens them for reading.</summary>
    public Stream Open() => _bytes is not null
        ? new MemoryStream(_bytes, writable: false)
        : new FileStream(_file!.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static FileStream Temporary() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 81920, FileOptions.DeleteOnClose);
}
