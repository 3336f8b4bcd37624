using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Hosting;

/// <summary>A portal to start.</summary>
/// <param name="Name">Name of the company.</param>
/// <param name="Language"><c>ru</c> or <c>en</c>.</param>
/// <param name="Card">Task card of new tasks.</param>
public sealed record PortalPlan(string Name, string Language = "ru", Card Card = Card.New);

/// <summary>What to put into the box and where it listens.</summary>
public sealed record BoxOptions
{
    /// <summary>Port of the OAuth host; portals follow it. Zero takes free ports.</summary>
    public int BasePort { get; init; }

    /// <summary>Loopback address or name that clients are told.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Portals to start, in the order of their ports.</summary>
    public IReadOnlyList<PortalPlan> Portals { get; init; } = [new PortalPlan("Север")];

    /// <summary>Clock of the OAuth host and of every portal.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many emulated seconds pass in a real one: limits, token life and the event queue run by it.</summary>
    public double TimeScale { get; init; } = 1.0;

    /// <summary>Events leave by themselves; when off, <c>Events.DeliverPending()</c> sends them.</summary>
    public bool AutoDeliver { get; init; } = true;

    /// <summary>Life of a refresh token: 30 days were observed, the documents say 180.</summary>
    public TimeSpan RefreshTokenLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Seed of all tokens and codes; null takes chance.</summary>
    public int? Seed { get; init; } = 1;
}
