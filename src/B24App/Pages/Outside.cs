namespace B24App.Pages;

/// <summary>A plain page with one sentence of what is the matter and one of what to do.</summary>
/// <param name="Title">What is the matter.</param>
/// <param name="Advice">What to do.</param>
public sealed record Outside(string Title, string Advice);
