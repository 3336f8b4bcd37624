using System.Globalization;

namespace B24App.Drills;

/// <summary>
/// What a drill does, as text: <c>kill=AfterLeave:3;without=IntentRow;clock=1795560000000x20;live=/tmp/words</c> ends the process at the third
/// <see cref="DrillStep.AfterLeave"/>, takes a guard away, lets time run twenty times as fast from a moment on and says which
/// <see cref="DrillFile"/> tells the rest.
/// </summary>
internal sealed class DrillPlan
{
    private LastStep? _last;
    private string? _file;

    /// <summary>Guards that are taken away.</summary>
    public HashSet<Guard> Missing { get; } = [];

    /// <summary>A faster clock, or null.</summary>
    public FastClock? Clock { get; private set; }

    /// <summary>What changes while the process lives, or null.</summary>
    public DrillFile? Live { get; private set; }

    /// <summary>Reads a plan; null when there is none.</summary>
    /// <exception cref="FormatException">The text is no plan; a drill that does nothing would prove nothing.</exception>
    public static DrillPlan? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var plan = new DrillPlan();
        foreach (var word in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            plan.Take(word.Split('=', 2));
        }

        plan.Live = plan._file is { } file ? new DrillFile(file, plan.Clock) : null;
        return plan;
    }

    /// <summary>Counts a step down; true when the process ends here.</summary>
    public bool EndsAt(DrillStep step) => _last?.Is(step) == true || Live?.Last?.Is(step) == true;

    private void Take(string[] word)
    {
        switch (word)
        {
            case ["kill", var at]:
                _last = new LastStep(at);
                break;
            case ["without", var guard]:
                Missing.Add(Enum.Parse<Guard>(guard));
                break;
            case ["clock", var clock] when clock.Split('x') is [var anchor, var scale]:
                Clock = new FastClock(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(anchor, CultureInfo.InvariantCulture)), double.Parse(scale, CultureInfo.InvariantCulture));
                break;
            case ["live", var file]:
                _file = file;
                break;
            default:
                throw new FormatException($"'{string.Join('=', word)}' is not part of a drill.");
        }
    }
}
