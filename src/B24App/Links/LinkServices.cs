using B24App.Links.Drafts;
using B24App.Portals;

namespace B24App.Links;

/// <summary>Wiring of links.</summary>
public static class LinkServices
{
    /// <summary>Adds everything an administrator does with links.</summary>
    public static IServiceCollection AddLinks(this IServiceCollection services) => services
        .AddSingleton<LinkBook>()
        .AddSingleton<Invitations>()
        .AddSingleton<Halves>()
        .AddSingleton<Pausing>()
        .AddSingleton<Unlinking>()
        .AddSingleton<DraftStore>()
        .AddSingleton<GroupDirectory>()
        .AddSingleton<MatchingTasks>()
        .AddSingleton<DraftFactsReader>()
        .AddSingleton<DryRun>()
        .AddSingleton<IPortalListener, LinksOfPortal>();
}
