namespace B24App.Rig;

/// <summary>What the ledger found. Everything but the sizes must be zero.</summary>
internal sealed record Sum
{
    private const int MostStories = 40;

    public int Tasks { get; set; }

    public int Comments { get; set; }

    /// <summary>Lines, hours and files.</summary>
    public int Parts { get; set; }

    public int Lost { get; set; }

    public int Doubled { get; set; }

    public int Leaked { get; set; }

    public int Stuck { get; set; }

    /// <summary>Comments that stand in another order than they were said.</summary>
    public int Swapped { get; set; }

    public List<string> Stories { get; } = [];

    public bool IsRed => Lost + Doubled + Leaked + Stuck + Swapped > 0;

    public void Tell(string story)
    {
        if (Stories.Count < MostStories)
        {
            Stories.Add(story);
        }
    }
}
