namespace B24App.Browser.Tests.Screens;

/// <summary>What of the album is drawn.</summary>
/// <param name="Languages">Languages of the portals and the page.</param>
/// <param name="Themes">Themes of the page.</param>
/// <param name="Widths">Widths of the window.</param>
/// <param name="Only">Beginning of the pictures' names; empty for all.</param>
internal sealed record AlbumOptions(IReadOnlyList<string> Languages, IReadOnlyList<string> Themes, IReadOnlyList<int> Widths, string Only);
