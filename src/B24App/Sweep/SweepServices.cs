using B24App.Look;
using B24App.Portals;

namespace B24App.Sweep;

/// <summary>Registers the sweep.</summary>
internal static class SweepServices
{
    public static IServiceCollection AddSweep(this IServiceCollection services) => services
        .AddSingleton<SeenDates>()
        .AddSingleton<SweepStore>()
        .AddSingleton<TalkWindows>()
        .AddSingleton<Exchanges>()
        .AddSingleton<ISweepRider, OfflineFeed>()
        .AddSingleton<ISweepRider, MessengerFeed>()
        .AddSingleton<ISweepRider, PartFeed>()
        .AddSingleton<PortalSweep>()
        .AddSingleton<Census>()
        .AddSingleton<SweepWork>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<SweepWork>())
        .AddSingleton<IPortalListener, SweepOfPortal>();
}
