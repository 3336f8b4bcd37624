using System.Globalization;

namespace B24App.Drills;

/// <summary>The moment at which a process ends, as text: <c>AfterLeave:3</c> is the third <see cref="DrillStep.AfterLeave"/> from now on.</summary>
internal sealed class LastStep
{
    private readonly DrillStep _step;
    private int _left;

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">The text names no step and count.</exception>
    public LastStep(string text)
    {
        if (text.Split(':') is not [var step, var count] || !Enum.TryParse(step, out _step) || !int.TryParse(count, CultureInfo.InvariantCulture, out _left))
        {
            throw new FormatException($"'{text}' is no last step of a drill.");
        }
    }

    /// <summary>Counts a step down; true when it is the last.</summary>
    public bool Is(DrillStep step) => step == _step && Interlocked.Decrement(ref _left) == 0;
}
