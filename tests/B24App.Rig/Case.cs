using B24App.Drills;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;

namespace B24App.Rig;

/// <summary>One thing that goes wrong once, while people do what they always do.</summary>
/// <param name="Name">A sentence for the result.</param>
/// <param name="Kill">The step at which the app dies, or null when it lives on.</param>
/// <param name="Weather">What goes wrong at the portals, or null.</param>
internal sealed record Case(string Name, DrillStep? Kill = null, Action<Stage>? Weather = null)
{
    /// <summary>What people do; what they always do when it is not said.</summary>
    public Func<Play, Task> Act { get; init; } = play => play.Usual();

    /// <summary>What happens while the app is dead.</summary>
    public Func<Play, Task>? WhileDead { get; init; }

    /// <summary>What happens after the ledger was taken, so that the next case finds things as they were.</summary>
    public Func<Play, Task>? Afterwards { get; init; }

    /// <summary>Tokens are lost that only a person can bring again, by opening the app.</summary>
    public bool NeedsAdministrator { get; init; }

    /// <summary>Every step, every kind of fault on every kind of write, and the rest.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        new("nothing goes wrong"),
        .. Enum.GetValues<DrillStep>().Select(step => new Case(
            $"killed at {step}", step, step is DrillStep.PairCame or DrillStep.PairKept ? stage => EachPortal(stage, host => host.Install.ExpireTokens(Stage.ClientId)) : null)
            {
                NeedsAdministrator = step is DrillStep.PairCame or DrillStep.PairKept, // other portals' pairs may be on their way when the app dies
                WhileDead = play => play.Conflict(),
            }),
        new("killed when one portal's fresh pair was kept", DrillStep.PairKept, stage => stage.Hosts[1].Install.ExpireTokens(Stage.ClientId)),
        new("killed when something new was answered", DrillStep.AnswerCame) { Act = Plays.OnlyNews },
        .. from kind in new[] { FaultKind.AnswerLost, FaultKind.HalfAnswer, FaultKind.Cut, FaultKind.ErrorAfterWrite, FaultKind.Late }
           select new Case($"{kind} of every first write", null, stage => EachPortal(stage, host => EachWrite(method => host.Faults.Add(new Fault(kind) { Method = method, Wait = TimeSpan.FromSeconds(40) })))),
        new("late, and the app dies meanwhile", DrillStep.CallOut, stage => EachPortal(stage, host => EachWrite(method => host.Faults.Add(new Fault(FaultKind.Delay) { Method = method, Wait = TimeSpan.FromSeconds(30) })))),
        new("a creation is refused and made all the same", null, stage => EachPortal(stage, host => host.Faults.Add(new Fault(FaultKind.ErrorAfterWrite) { Method = "tasks.task.add", Code = "TASKS_ERROR", Status = 400 }))),
        new("batches cut in the middle", null, stage => EachPortal(stage, host => host.Faults.Add(new Fault(FaultKind.CutBatch) { After = 1, Times = 3 }))),
        new("tokens that end inside a batch", null, stage => EachPortal(stage, host => host.Faults.Add(new Fault(FaultKind.TokenExpired) { After = 1, Times = 2 }))),
        new("a storm of 503", null, stage => EachPortal(stage, host => host.Faults.Add(Fault.Storm(TimeSpan.FromSeconds(20))))),
        new("429 for a method", null, stage => EachPortal(stage, host => host.Faults.Add(Fault.Blocked("im.message.add", TimeSpan.FromSeconds(30))))),
        new("the answer to a refresh is lost", null, stage =>
        {
            stage.Box.OAuth.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "oauth/token" });
            EachPortal(stage, host => host.Install.ExpireTokens(Stage.ClientId));
        }) { NeedsAdministrator = true },
        new("every event is lost", null, stage => EachPortal(stage, host => host.Events.Faults = new EmulatedPortal.Events.EventFaults { LoseEvery = 1 })),
        new("no event, no queue, and the app dies with what a sweep found") { Act = Plays.SweepDies },
        new("a tenth of the events is lost", null, stage => EachPortal(stage, host => host.Events.Faults = new EmulatedPortal.Events.EventFaults { LoseEvery = 10 })),
        new("events twice, late and in disorder", null, stage => EachPortal(stage, host => host.Events.Faults = new EmulatedPortal.Events.EventFaults { Twice = 6, Reorder = 4, Delay = TimeSpan.FromSeconds(2) })),
        new("the contract narrows while intents wait", DrillStep.BeforeLeave) { Act = Plays.SecretsToBe, WhileDead = play => play.Comments(false), Afterwards = play => play.Comments(true) },
        new("a second process on the same store is refused") { Act = Plays.SecondProcess },
        new("tasks are deleted on either side") { Act = Plays.Deletions },
        new("tasks leave the group and come back") { Act = Plays.Borders },
        new("what was internal becomes public, and the other way round") { Act = Plays.Readers },
        new("an old backup is restored") { Act = Plays.Restored },
        new("an old backup is restored of which half has crossed since") { Act = Plays.RestoredHalfway },
        new("a portal is down for six hours") { Act = Plays.Outage },
        new("a plan lapses and is paid again") { Act = Plays.Lapse },
        new("tokens are revoked") { Act = Plays.Revoked, NeedsAdministrator = true },
        new("the relay account loses its rights for a while") { Act = Plays.Rightless },
        new("every second commit fails") { Act = play => play.While(() => play.Stage.Store = "CommitFails:2") },
        new("every second commit is told to have failed") { Act = play => play.While(() => play.Stage.Store = "CommitAmbiguous:2") },
        new("the disk is full for a while") { Act = play => play.While(() => play.Stage.Store = "DiskFull") },
        new("the app's clock is set back three hours") { Act = play => play.While(() => play.Stage.Wrong = TimeSpan.FromHours(-3)) },
        new("the app's clock runs two days ahead") { Act = play => play.While(() => play.Stage.Wrong = TimeSpan.FromDays(2)) },
        new("the app stops and starts under load") { Act = Plays.Restarts },
    ];

    private static void EachPortal(Stage stage, Action<PortalHost> act)
    {
        foreach (var host in stage.Hosts)
        {
            act(host);
        }
    }

    private static void EachWrite(Action<string> act)
    {
        foreach (var method in new[] { "tasks.task.add", "tasks.task.update", "im.message.add", "im.message.update", "im.message.delete", "task.commentitem.add", "task.checklistitem.add", "task.elapseditem.add", "upload" })
        {
            act(method);
        }
    }
}
