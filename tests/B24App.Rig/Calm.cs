namespace B24App.Rig;

/// <summary>Waits until nothing is under way any more: no event waits, no intent, no dirty item, and the sweep has been round since.</summary>
internal sealed class Calm(Stage stage, StoreGlance glance)
{
    private const int LooksInRow = 4;
    private static readonly TimeSpan BeforeLeap = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan BetweenLeaps = TimeSpan.FromSeconds(12); // a leap ends the calls that are out, so it is not repeated while a slow sweep goes on
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(150);

    /// <summary>What is still open when patience ends; empty when all is quiet.</summary>
    /// <param name="longest">How long to wait.</param>
    /// <param name="swept">Whether every portal must have been swept whole from now on.</param>
    /// <param name="counted">Whether the mirrored tasks of every portal must have been counted.</param>
    public async Task<IReadOnlyList<string>> Wait(TimeSpan longest, bool swept = true, bool counted = false)
    {
        var start = TimeProvider.System.GetTimestamp();
        var began = stage.Clock.GetUtcNow() + stage.Sweep; // one that is under way may have read before
        var (quiet, leapt, wait) = (0, start, BeforeLeap);
        while (true)
        {
            IReadOnlyList<string> working = [.. await glance.Open(), .. stage.Hosts.Where(host => host.Events.Pending > 0).Select(host => $"{host.Events.Pending} events wait at {host.Portal.Name}")];
            IReadOnlyList<string> open = [.. working, .. swept ? await glance.Unswept(began) : [], .. counted ? await glance.Uncounted(began) : []];
            quiet = open.Count == 0 ? quiet + 1 : 0;
            if (swept && working.Count == 0 && TimeProvider.System.GetElapsedTime(leapt) > wait)
            {
                stage.Leap(stage.Sweep + TimeSpan.FromSeconds(1)); // nothing else goes on: the next sweep is due
                (leapt, wait) = (TimeProvider.System.GetTimestamp(), BetweenLeaps);
            }

            if (quiet >= LooksInRow)
            {
                return [.. await glance.Stopped(), .. await glance.Parked()];
            }

            if (TimeProvider.System.GetElapsedTime(start) > longest)
            {
                return open;
            }

            await Task.Delay(Glance, TimeProvider.System);
        }
    }
}
