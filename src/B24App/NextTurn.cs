namespace B24App;

/// <summary>When a work turns next. No rest is longer than it was meant to be: a clock that was set back leaves moments of the future behind.</summary>
internal sealed class NextTurn
{
    private TimeSpan _rest;

    /// <summary>The moment of the next turn.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>True while it rests.</summary>
    public bool IsLater(DateTimeOffset now) => now < At && At - now <= _rest;

    /// <summary>It rests; returns the moment of the next turn.</summary>
    public DateTimeOffset After(DateTimeOffset now, TimeSpan rest)
    {
        _rest = rest;
        return At = now + rest;
    }
}
