using System.Net.Http.Headers;
using System.Security.Cryptography;
using B24App.Bitrix24.Files;

namespace B24App.Bitrix24.Http;

/// <summary>Moves files over the one way out, in pieces: memory does not grow with their size.</summary>
internal static class FileTransport
{
    private const int Piece = 81_920;

    /// <summary>Copies what an address shows into a sink, up to a limit.</summary>
    public static async Task<Fetched> Fetch(HttpClient http, Uri uri, Stream sink, long limit, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("User-Agent", "B24App/1.0");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        request.Headers.Referrer = new Uri(uri.GetLeftPart(UriPartial.Authority));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
        {
            return (int)response.StatusCode is 429 or >= 500 ? new Fetched.Broken($"HTTP {(int)response.StatusCode}") : new Fetched.NoFile($"HTTP {(int)response.StatusCode}");
        }

        // A portal that wants a login says so with a page and status 200; a file that is a page comes as an attachment.
        if (response.Content.Headers is { ContentType.MediaType: "text/html", ContentDisposition: null })
        {
            return new Fetched.NoFile("a page instead of a file");
        }

        var name = NameIn(response.Content.Headers.ContentDisposition);
        return response.Content.Headers.ContentLength is { } length && length > limit ? new Fetched.TooLarge(length, name) : await Copy(response.Content, sink, limit, ct) switch
        {
            Fetched.Whole whole => whole with { Name = name },
            Fetched.TooLarge large => large with { Name = name },
            var other => other,
        };
    }

    /// <summary>A form that carries one file.</summary>
    public static MultipartFormDataContent Form(string field, string name, Stream content)
    {
        var part = new StreamContent(content, Piece);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{field}\"", FileNameStar = name };
        return new MultipartFormDataContent { part };
    }

    private static string NameIn(ContentDispositionHeaderValue? shown) => (shown?.FileNameStar ?? shown?.FileName)?.Trim('"') ?? "";

    private static async Task<Fetched> Copy(HttpContent content, Stream sink, long limit, CancellationToken ct)
    {
        await using var source = await content.ReadAsStreamAsync(ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Piece];
        long length = 0;
        for (int read; (read = await source.ReadAsync(buffer, ct)) > 0;)
        {
            length += read;
            if (length > limit)
            {
                return new Fetched.TooLarge(length);
            }

            hash.AppendData(buffer, 0, read);
            await sink.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        await sink.FlushAsync(ct);
        return new Fetched.Whole(length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
