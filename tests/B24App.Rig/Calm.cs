namespace B24App.Rig;

/// <summary>Waits until nothing is under way any more: no event waits, no intent, no dirty item, and the sweep has been round since.</summary>
internal sealed class Calm(Stage stage, StoreGlance glance)
{
    private const int LooksInRow = 4;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(150);

    /// <summary>What is still open when patience ends; empty when all is quiet.</summary>
    /// <param name="longest">How long to wait.</param>
    /// <param name="atLeast">How long to wait at least, for a sweep to come round.</param>
    public async Task<IReadOnlyList<string>> Wait(TimeSpan longest, TimeSpan atLeast)
    {
        var start = TimeProvider.System.GetTimestamp();
        var quiet = 0;
        while (true)
        {
            IReadOnlyList<string> open = [.. await glance.Open(), .. stage.Hosts.Where(host => host.Events.Pending > 0).Select(host => $"{host.Events.Pending} events wait at {host.Portal.Name}")];
            quiet = open.Count == 0 ? quiet + 1 : 0;
            if (quiet >= LooksInRow && TimeProvider.System.GetElapsedTime(start) > atLeast)
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
