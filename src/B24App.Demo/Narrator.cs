namespace B24App.Demo;

/// <summary>Prints lines with their time.</summary>
internal sealed class Narrator(TextWriter output, TimeProvider clock)
{
    private readonly Lock _lock = new();

    public void Say(string line) => Say(clock.GetLocalNow(), line);

    public void Say(DateTimeOffset at, string line)
    {
        lock (_lock)
        {
            output.WriteLine($"{at.ToLocalTime():HH:mm:ss.fff}  {line}");
            output.Flush();
        }
    }
}
