namespace B24App.Demo;

/// <summary>The demo cannot go on; the message says why in one sentence.</summary>
public sealed class DemoFailed(string sentence) : Exception(sentence);
