namespace B24App.Pages;

/// <summary>A plain page with one sentence of what is the matter and one of what to do.</summary>
/// <param name="Title">What is the matter.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Words">The reader's words.</param>
public sealed record Outside(string Title, string Advice, Texts Words)
{
    /// <summary>Any frame may show a plain page: it holds no data and no button, and whoever opened it must at least see why nothing happened.</summary>
    public const string Frames = "https: http:";

    /// <summary>Number of the request, shown beside where to write; null where nothing went wrong.</summary>
    public string? Request { get; init; }

    /// <summary>The plain page of a cause, in the language of a portal's user or of his browser.</summary>
    public static Outside Of(string what, HttpContext http, int status)
    {
        var words = WordsOf(http.Request);
        http.AllowFrameOf(Frames);
        http.Response.StatusCode = status;
        return new Outside(words[$"{what}.title"], words[$"{what}.advice"], words) { Request = status >= 400 ? http.TraceIdentifier : null };
    }

    /// <summary>The portal says its user's language in the address; where it does not, his browser does.</summary>
    public static Texts WordsOf(HttpRequest request) => Texts.For(
        request.Query["LANG"].ToString() is { Length: 2 } portal ? portal
        : request.Headers.AcceptLanguage.ToString() is { Length: >= 2 } browser ? browser[..2]
        : null);
}
