using System.Diagnostics.Metrics;
using B24App.Balance;
using B24App.Store;
using Dapper;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace B24App.Telemetry;

/// <summary>Sends traces and metrics over OTLP while an endpoint is configured; without one nothing is collected.</summary>
internal sealed class Exporting(AppOptions options, Database db, BalanceBook balance, TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", Signals.Name];
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", Signals.Name];

    private const string LaneAgeSql = "SELECT min(created_at) FROM outbox WHERE settled_at = 0";
    private const string ParkedSql = "SELECT count(*) FROM outbox WHERE state = 'parked'";

    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private Meter? _gauges;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.OtlpEndpoint is not { } endpoint)
        {
            return Task.CompletedTask;
        }

        _gauges = Gauges();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(Signals.Name))
            .AddSource(Sources)
            .AddProcessor(new Scrubber())
            .AddOtlpExporter(otlp => Over(otlp, endpoint, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(Signals.Name))
            .AddMeter(Meters)
            .AddOtlpExporter(otlp => Over(otlp, endpoint, "v1/metrics"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose(); // what was collected leaves now
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _gauges?.Dispose();
        (_traces, _metrics, _gauges) = (null, null, null);
    }

    private static void Over(OtlpExporterOptions otlp, Uri endpoint, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }

    private Meter Gauges()
    {
        var meter = new Meter(Signals.Name);
        meter.CreateObservableGauge("b24app.lane.age", LaneAge, "s", "Age of the oldest call that has not happened yet");
        meter.CreateObservableGauge("b24app.dead_letters", () => Ask(ParkedSql) ?? 0, "{intent}", "Calls that a portal refused for good");
        meter.CreateObservableGauge("b24app.balance.off", () => balance.Off().GetAwaiter().GetResult(), "{look}", "Looks that ended in nothing or twice; anything but 0 is a bug");
        return meter;
    }

    private double LaneAge() => Ask(LaneAgeSql) is { } oldest ? (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(oldest)).TotalSeconds : 0;

    // The exporter asks on a thread of its own, once a minute.
    private long? Ask(string sql) => db.Read(connection => connection.ExecuteScalarAsync<long?>(sql)).GetAwaiter().GetResult();
}
