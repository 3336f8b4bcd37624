namespace B24App.EmulatedPortal.Hosting;

/// <summary>An application as its developer registered it.</summary>
/// <param name="ClientId"><c>local.…</c> or <c>app.…</c>.</param>
/// <param name="ClientSecret">Shared by the app and the OAuth host.</param>
/// <param name="Title">Name in the left menu.</param>
/// <param name="Scopes">Scopes a portal grants at installation.</param>
/// <param name="InstallUrl">Installation master; empty: installed at once.</param>
/// <param name="AppUrl">Main page.</param>
public sealed record AppCard(
    string ClientId, string ClientSecret, string Title, IReadOnlyCollection<string> Scopes, string InstallUrl, string AppUrl)
{
    /// <summary>Where <c>/oauth/authorize/</c> sends the browser; a console setting, never a parameter. Null: the main page.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>Version in the catalogue.</summary>
    public int Version { get; init; } = 1;
}
