namespace B24App.Carry;

/// <summary>Registers what carries inside one portal.</summary>
internal static class CarryServices
{
    public static IServiceCollection AddCarry(this IServiceCollection services) => services
        .AddSingleton<CarryRules>()
        .AddSingleton<CarryDirty>()
        .AddSingleton<CarryIntents>()
        .AddSingleton<CarryDeeds>()
        .AddSingleton<CarrySkips>()
        .AddSingleton<CarrySweeps>()
        .AddSingleton<CarryStores>()
        .AddSingleton<CarryDoor>()
        .AddSingleton<TieReader>()
        .AddSingleton<CrmCatalogue>()
        .AddSingleton<EntryReader>()
        .AddSingleton<CopyWriter>()
        .AddSingleton<FormerField>()
        .AddSingleton<CarryUndo>()
        .AddSingleton<RecordLook>()
        .AddSingleton<CarryLook>()
        .AddSingleton<CarrySender>()
        .AddSingleton<CarryWork>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<CarryWork>())
        .AddSingleton<CarrySample>()
        .AddSingleton<CarryRuns>()
        .AddSingleton<CarryEstimates>()
        .AddSingleton<CarryRunWork>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<CarryRunWork>())
        .AddSingleton<IWork, TieCensusWork>()
        .AddSingleton<IWork, ActivityCensusWork>()
        .AddSingleton<CarrySweepWork>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<CarrySweepWork>());
}
