using Microsoft.Data.Sqlite;

namespace B24App.Portals;

/// <summary>Saves what gates remember once a second, and for good when the application stops.</summary>
internal sealed partial class GateSaver(Gates gates, TimeProvider clock, AppOptions options, ILogger<GateSaver> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await gates.Start();
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(gates.Stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.AutoRun)
        {
            return;
        }

        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Try(gates.Save);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the last save is StopAsync's
        }
    }

    // A budget that is not saved costs half a bucket after the next start (RULES 32); a disk that is full for a while must not cost the application.
    private async Task Try(Func<Task> save)
    {
        try
        {
            await save();
        }
        catch (SqliteException failure)
        {
            NotSaved(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "gates.not_saved")]
    private partial void NotSaved(Exception failure);
}
