using B24App.Apply;
using B24App.Balance;
using B24App.Confirm;
using B24App.DeadLetters;
using B24App.Journal;
using B24App.Look;

namespace B24App.Stations;

/// <summary>Registers the stations.</summary>
internal static class StationServices
{
    public static IServiceCollection AddStations(this IServiceCollection services) => services
        .AddSingleton<MappingStore>()
        .AddSingleton<DiscussionStore>()
        .AddSingleton<DailyCaps>()
        .AddSingleton<OutboxStore>()
        .AddSingleton<Replay>()
        .AddSingleton<DeadLetterBox>()
        .AddSingleton<BalanceBook>()
        .AddSingleton<IWork, ParkedRetry>()
        .AddSingleton<JournalStore>()
        .AddSingleton<Ledger>()
        .AddSingleton<Desks>()
        .AddSingleton<TaskStores>()
        .AddSingleton<TaskLook>()
        .AddSingleton<TalkLook>()
        .AddSingleton<Translation>()
        .AddSingleton<Newcomers>()
        .AddSingleton<MirrorIntents>()
        .AddSingleton<MirroredTasks>()
        .AddSingleton<ChatSeat>()
        .AddSingleton<TalkIntents>()
        .AddSingleton<TalkStation>()
        .AddSingleton<Receipts>()
        .AddSingleton<Settlement>()
        .AddSingleton<UnknownOutcomes>()
        .AddSingleton<Sender>()
        .AddSingleton<LinkWatch>()
        .AddSingleton<Engine>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<Engine>());
}
