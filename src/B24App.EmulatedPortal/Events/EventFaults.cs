namespace B24App.EmulatedPortal.Events;

/// <summary>What goes wrong with the next events. Counters run down; the rest stays until changed.</summary>
public sealed record EventFaults
{
    /// <summary>Lose this many deliveries.</summary>
    public int Lose { get; init; }

    /// <summary>Lose every n-th delivery: 10 loses a tenth, 1 loses all; 0: none. Stays until changed.</summary>
    public int LoseEvery { get; init; }

    /// <summary>Send this many deliveries twice.</summary>
    public int Twice { get; init; }

    /// <summary>Leave the tokens out of this many deliveries.</summary>
    public int WithoutTokens { get; init; }

    /// <summary>Collect this many deliveries and send them in reverse order.</summary>
    public int Reorder { get; init; }

    /// <summary>Wait this long before each delivery.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Send nothing; what comes is kept until this is off again.</summary>
    public bool Hold { get; init; }
}
