namespace B24App.Pages;

/// <summary>
/// A refusal that a screen expects (rights, a stale form, something gone, a session that ended) is an answer, but a browser writes every
/// 4xx and 503 of a script's request into its console as an error, and the Market rejects pages with console errors. A screen's own
/// requests, and only they, get it as 200 with the true status in a header.
/// </summary>
internal static class QuietAnswers
{
    /// <summary>Header that carries the true status.</summary>
    public const string Header = "X-Status";

    private const string Asks = "HX-Request";

    public static void UseQuietAnswers(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Headers.ContainsKey(Asks))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is var status && IsExpected(status))
                {
                    context.Response.Headers[Header] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    context.Response.StatusCode = StatusCodes.Status200OK;
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    private static bool IsExpected(int status) => status is
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status409Conflict
        or StatusCodes.Status422UnprocessableEntity or StatusCodes.Status503ServiceUnavailable;
}
