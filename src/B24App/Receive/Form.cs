using Microsoft.AspNetCore.Http.Features;

namespace B24App.Receive;

/// <summary>Reads the form of a portal's POST within limits; whatever is not such a form is simply none.</summary>
internal static class Form
{
    /// <summary>No honest request of a portal comes near this.</summary>
    public const int LargestBody = 256 * 1024;

    private static readonly FormOptions Limits = new()
    {
        BufferBodyLengthLimit = LargestBody,
        ValueCountLimit = 600,
        KeyLengthLimit = 512,
        ValueLengthLimit = 64 * 1024,
    };

    /// <summary>The form, or null for a body that is too large, malformed, cut or of another kind.</summary>
    public static async Task<IFormCollection?> Read(HttpRequest request)
    {
        if (!IsUrlEncoded(request.ContentType) || request.ContentLength > LargestBody)
        {
            return null;
        }

        try
        {
            return await new FormFeature(request, Limits).ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception refused) when (refused is InvalidDataException or BadHttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static bool IsUrlEncoded(string? contentType) =>
        contentType is not null
        && contentType.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
}
