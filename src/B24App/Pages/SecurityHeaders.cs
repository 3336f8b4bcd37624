namespace B24App.Pages;

/// <summary>Headers of every answer. The page may stand in the frame of one verified portal only; X-Frame-Options cannot say that and is never sent.</summary>
internal static class SecurityHeaders
{
    private const string FrameKey = "B24App.Frame";

    /// <summary>The verified portal (scheme and host) whose frame may show this answer.</summary>
    public static void AllowFrameOf(this HttpContext context, string origin) => context.Items[FrameKey] = origin;

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
                + $"base-uri 'none'; frame-ancestors {context.Items[FrameKey] ?? "'none'"}";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (!headers.ContainsKey("Cache-Control"))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
