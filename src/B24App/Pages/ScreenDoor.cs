namespace B24App.Pages;

/// <summary>A button of a widget that opens a screen of the whole app: over the widget where the portal can do that, else in a window of its own.</summary>
/// <param name="Label">Its word.</param>
/// <param name="Screen">Name of the screen in <see cref="Navigation"/>.</param>
/// <param name="Portal">The portal the widget stands in.</param>
/// <param name="Id">Number of the row; 0 for the list.</param>
public sealed record ScreenDoor(string Label, string Screen, Portals.Portal Portal, long Id = 0);
