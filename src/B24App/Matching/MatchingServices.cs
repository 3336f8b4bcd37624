using B24App.Portals;

namespace B24App.Matching;

/// <summary>Wiring of user matching.</summary>
public static class MatchingServices
{
    /// <summary>Adds the directory of people, its reader and the matches.</summary>
    public static IServiceCollection AddMatching(this IServiceCollection services) => services
        .AddSingleton<PeopleDirectory>()
        .AddSingleton<UserMatches>()
        .AddSingleton<PeopleReader>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<PeopleReader>())
        .AddSingleton<IPortalListener, PeopleOfPortal>();
}
