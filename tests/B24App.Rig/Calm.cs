namespace B24App.Rig;

/// <summary>Waits until nothing is under way any more: no event waits, no intent, no dirty item, and the sweep has been round since.</summary>
internal sealed class Calm(Stage stage, StoreGlance glance)
{
    private const int LooksInRow = 4;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(150);

    /// <summary>What is still open when patience ends; empty when all is quiet.</summary>
    /// <param name="longest">How long to wait.</param>
    /// <param name="swept">Whether every portal must have been swept whole from now on.</param>
    /// <param name="counted">Whether the mirrored tasks of every portal must have been counted.</param>
    public async Task<IReadOnlyList<string>> Wait(TimeSpan longest, bool swept = true, bool counted = false)
    {
        var start = TimeProvider.System.GetTimestamp();
        var began = stage.Clock.GetUtcNow() + AppProcess.Sweep; // one that is under way may have read before
        var quiet = 0;
        while (true)
        {
            IReadOnlyList<string> open = [.. await glance.Open(), .. swept ? await glance.Unswept(began) : [], .. counted ? await glance.Uncounted(began) : [], .. stage.Hosts.Where(host => host.Events.Pending > 0).Select(host => $"{host.Events.Pending} events wait at {host.Portal.Name}")];
            quiet = open.Count == 0 ? quiet + 1 : 0;
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
