using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace B24App.Telemetry;

/// <summary>What the app tells about itself: few numbers, ids and reasons, never a text or a token.</summary>
internal static class Signals
{
    public const string Name = "B24App";

    public static ActivitySource Source { get; } = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Looks = Meter.CreateCounter<long>("b24app.looks", "{look}", "Looks at one item for one link, by what they ended in");

    private static readonly Counter<long> Verdicts = Meter.CreateCounter<long>("b24app.verdicts", "{verdict}", "Items that stayed, by reason");

    private static readonly Counter<long> Intents = Meter.CreateCounter<long>("b24app.intents", "{intent}", "Calls that left, by kind and outcome");

    public static void Looked(string ending) => Looks.Add(1, new KeyValuePair<string, object?>("ending", ending));

    public static void Stayed(string reason) => Verdicts.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public static void Answered(string kind, string outcome) => Intents.Add(1, new("kind", kind), new("outcome", outcome));
}
