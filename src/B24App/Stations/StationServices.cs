using B24App.Apply;
using B24App.Backfill;
using B24App.Backups;
using B24App.Balance;
using B24App.Confirm;
using B24App.DeadLetters;
using B24App.Drift;
using B24App.Files;
using B24App.Journal;
using B24App.Look;
using B24App.Notices;
using B24App.Telemetry;
using B24App.Why;

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
        .AddSingleton<BothSides>()
        .AddSingleton<DriftReport>()
        .AddSingleton<IWork, DriftWork>()
        .AddSingleton<WhyReader>()
        .AddSingleton<TaskPauses>()
        .AddSingleton<ByHand.SendByHand>()
        .AddSingleton<ByHand.StopByHand>()
        .AddSingleton<LostSeats>()
        .AddSingleton<Causes>()
        .AddSingleton<Recipients>()
        .AddSingleton<IWork, NoticeWork>()
        .AddHostedService<Exporting>()
        .AddHostedService<Drain>()
        .AddSingleton<JournalStore>()
        .AddSingleton<JournalReader>()
        .AddSingleton<JournalStories>()
        .AddSingleton<Ledger>()
        .AddSingleton<Desks>()
        .AddSingleton<TaskStores>()
        .AddSingleton<BackfillStore>()
        .AddSingleton<Verdicts>()
        .AddSingleton<Reading>()
        .AddSingleton<Carrying>()
        .AddSingleton<Undoing>()
        .AddSingleton<LeakTest.LeakStore>()
        .AddSingleton<LeakTest.LeakReader>()
        .AddSingleton<LeakTest.Listening>()
        .AddSingleton<Adoption.AdoptionStore>()
        .AddSingleton<Adoption.Collecting>()
        .AddSingleton<Adoption.PairLook>()
        .AddSingleton<Adoption.Adopting>()
        .AddSingleton<Adoption.AdoptionActs>()
        .AddSingleton<RunSteps>()
        .AddSingleton<BackfillActs>()
        .AddSingleton<Estimates>()
        .AddSingleton<BackfillWork>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<BackfillWork>())
        .AddSingleton<TaskLook>()
        .AddSingleton<TalkLook>()
        .AddSingleton<SubItems.LineIntents>()
        .AddSingleton<SubItems.PartIntents>()
        .AddSingleton<SubItems.PartLook>()
        .AddSingleton<SubItems.PartStation>()
        .AddSingleton<Timeline.CardPairs>()
        .AddSingleton<Timeline.CardFields>()
        .AddSingleton<Timeline.TimelineReader>()
        .AddSingleton<Timeline.TimelineWriter>()
        .AddSingleton<Timeline.TimelineIntents>()
        .AddSingleton<Timeline.TimelineStation>()
        .AddSingleton<Timeline.TimelineDoor>()
        .AddSingleton<IWork, Timeline.TimelineSweepWork>()
        .AddSingleton<FileStore>()
        .AddSingleton<FileLook>()
        .AddSingleton<FileTwins>()
        .AddSingleton<FileIntents>()
        .AddSingleton<FileRetries>()
        .AddSingleton<FileDrops>()
        .AddSingleton<Transit>()
        .AddSingleton<FileCarrier>()
        .AddSingleton<FilledIntents>()
        .AddSingleton<Custom.CustomDirectory>()
        .AddSingleton<Custom.CustomLook>()
        .AddSingleton<Custom.StageLook>()
        .AddSingleton<Translation>()
        .AddSingleton<Newcomers>()
        .AddSingleton<MirrorIntents>()
        .AddSingleton<MirroredTasks>()
        .AddSingleton<ChatSeat>()
        .AddSingleton<Portals.IPortalListener, SeatsOfPortal>()
        .AddSingleton<Portals.IPortalListener, HiddenTasks>()
        .AddSingleton<TalkIntents>()
        .AddSingleton<Restored>()
        .AddSingleton<Rejoining>()
        .AddSingleton<TalkStation>()
        .AddSingleton<Receipts>()
        .AddSingleton<Settlement>()
        .AddSingleton<UnknownOutcomes>()
        .AddSingleton<Sender>()
        .AddSingleton<LinkWatch>()
        .AddSingleton<Engine>()
        .AddSingleton<IWork>(provider => provider.GetRequiredService<Engine>());
}
