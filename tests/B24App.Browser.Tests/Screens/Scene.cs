using B24App.Browser.Tests.Given;

namespace B24App.Browser.Tests.Screens;

/// <summary>One picture of the album: how a person gets there.</summary>
/// <param name="Name">Name of the picture.</param>
/// <param name="Of">Whose window it is.</param>
/// <param name="Play">What he presses; every scene of a person begins where the one before it ended.</param>
internal sealed record Scene(string Name, Func<Cast, Walk> Of, Func<Cast, Walk, Task> Play)
{
    public static Scene Client(string name, Func<Walk, Task> play) => new(name, cast => cast.Client, (_, walk) => play(walk));

    public static Scene Partner(string name, Func<Walk, Task> play) => new(name, cast => cast.Partner, (_, walk) => play(walk));
}
