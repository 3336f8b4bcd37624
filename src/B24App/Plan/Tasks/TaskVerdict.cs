using System.Collections.Immutable;

namespace B24App.Plan.Tasks;

/// <summary>What a look at one side found.</summary>
public abstract record Sight
{
    private Sight()
    {
    }

    /// <summary>The task as it is now.</summary>
    public sealed record Present(SeenTask Task) : Sight;

    /// <summary>Not looked at: no hint came, so it is taken as last seen, except before it is overwritten (RULES 29).</summary>
    public sealed record AsLastSeen : Sight;

    /// <summary>We could not look. That is not "gone" (RULES 22).</summary>
    public sealed record Unreadable(Reason Why) : Sight;

    /// <summary>Proven gone: the portal said so and shows an administrator nothing (RULES 22).</summary>
    public sealed record Gone : Sight;

    /// <summary>Nothing new to look at.</summary>
    public static Sight LastSeen { get; } = new AsLastSeen();
}

/// <summary>A value that crosses: the field and the side it goes to.</summary>
public sealed record FieldEdit(Field Field, Side To);

/// <summary>A value that lost: it goes to the journal and into one note on the losing side (RULES 1).</summary>
public sealed record LostValue(Field Field, Side Loser);

/// <summary>What the planner decided for one mirrored task.</summary>
public abstract record TaskVerdict
{
    private TaskVerdict()
    {
    }

    /// <summary>Nothing to write; the baseline may move.</summary>
    public sealed record Rest(TaskBaseline Baseline) : TaskVerdict;

    /// <summary>A side is about to be overwritten and was not looked at: look first.</summary>
    public sealed record LookFirst(Side Side) : TaskVerdict;

    /// <summary>Files cross and those of a side could not be asked just now: look again later.</summary>
    public sealed record LookAgain(Side Side) : TaskVerdict;

    /// <summary>Values cross.</summary>
    /// <param name="Baseline">Baseline of what needs no write.</param>
    /// <param name="Edits">What crosses, in field order.</param>
    /// <param name="Lost">What lost.</param>
    public sealed record Update(TaskBaseline Baseline, ImmutableArray<FieldEdit> Edits, ImmutableArray<LostValue> Lost) : TaskVerdict;

    /// <summary>The item is gone here; the other side is told and kept (RULES 22).</summary>
    public sealed record Mark(Side GoneOn) : TaskVerdict;

    /// <summary>Gone on both sides.</summary>
    public sealed record Forget : TaskVerdict;

    /// <summary>Do nothing, say so.</summary>
    public sealed record Hold(Side Side, Reason Why) : TaskVerdict;
}
