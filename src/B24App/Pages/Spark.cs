namespace B24App.Pages;

/// <summary>A line as large as a word.</summary>
/// <param name="Points">Its points; empty when there is nothing to draw.</param>
/// <param name="Summary">The same in words.</param>
public sealed record Spark(string Points, string Summary);
