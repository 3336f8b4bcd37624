using Microsoft.Playwright;

namespace B24App.Browser.Tests.Stage;

/// <summary>What a person has before him.</summary>
/// <param name="Width">Of the window.</param>
/// <param name="Height">Of the window.</param>
/// <param name="Dark">He likes it dark.</param>
public sealed record Screen(int Width, int Height, bool Dark = false)
{
    public static Screen Desk { get; } = new(1280, 720);

    public static Screen Pocket { get; } = new(390, 844, Dark: true);

    public BrowserNewContextOptions Options(bool scripts = true) => new()
    {
        ViewportSize = new ViewportSize { Width = Width, Height = Height },
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
        JavaScriptEnabled = scripts,
        TimezoneId = "Europe/Moscow",
    };
}
