namespace B24App.Pages;

/// <summary>A headed list of sentences.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Lines">Its sentences.</param>
public sealed record Sentences(string Title, IReadOnlyList<string> Lines);
