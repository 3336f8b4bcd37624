namespace B24App.Stations;

/// <summary>An orderly stop: what has left comes home before the store closes.</summary>
internal sealed class Drain(Engine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => engine.Finish(cancellationToken);
}
