namespace B24App.Browser.Tests.Given;

/// <summary>How a person looks at the page.</summary>
/// <param name="Language">Language of the portals and the page.</param>
/// <param name="Theme"><c>light</c> or <c>dark</c>.</param>
/// <param name="Width">Width of the window.</param>
public sealed record Sight(string Language, string Theme, int Width)
{
    public const int Wide = 1280;
    public const int Narrow = 390;
    public const int Narrowest = 360;

    public static Sight RussianDesk { get; } = new("ru", "light", Wide);

    public static Sight EnglishPhone { get; } = new("en", "dark", Narrow);

    public override string ToString() => FormattableString.Invariant($"{Language} {Theme} {Width}");
}
