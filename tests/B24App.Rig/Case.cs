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
    /// <summary>What happens beside the faults.</summary>
    public CaseKind Kind { get; init; } = CaseKind.Faults;

    /// <summary>Every step, every kind of fault on every kind of write, and the rest.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        new("nothing goes wrong"),
        .. Enum.GetValues<DrillStep>().Select(step => new Case(
            $"killed at {step}", step, step is DrillStep.PairCame or DrillStep.PairKept ? stage => EachPortal(stage, host => host.Install.ExpireTokens(Stage.ClientId)) : null)),
        .. from kind in new[] { FaultKind.AnswerLost, FaultKind.HalfAnswer, FaultKind.Cut, FaultKind.ErrorAfterWrite, FaultKind.Late }
           select new Case($"{kind} of every first write", null, stage => EachPortal(stage, host => EachWrite(method => host.Faults.Add(new Fault(kind) { Method = method, Wait = TimeSpan.FromSeconds(40) })))),
        new("late, and the app dies meanwhile", DrillStep.CallOut, stage => EachPortal(stage, host => EachWrite(method => host.Faults.Add(new Fault(FaultKind.Delay) { Method = method, Wait = TimeSpan.FromSeconds(30) })))),
        new("batches cut in the middle", null, stage => EachPortal(stage, host => host.Faults.Add(new Fault(FaultKind.CutBatch) { After = 1, Times = 3 }))),
        new("tokens that end inside a batch", null, stage => EachPortal(stage, host => host.Faults.Add(new Fault(FaultKind.TokenExpired) { After = 1, Times = 2 }))),
        new("a storm of 503", null, stage => EachPortal(stage, host => host.Faults.Add(Fault.Storm(TimeSpan.FromSeconds(20))))),
        new("429 for a method", null, stage => EachPortal(stage, host => host.Faults.Add(Fault.Blocked("im.message.add", TimeSpan.FromSeconds(30))))),
        new("the answer to a refresh is lost", null, stage =>
        {
            stage.Box.OAuth.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "oauth/token" });
            EachPortal(stage, host => host.Install.ExpireTokens(Stage.ClientId));
        }),
        new("every event is lost", null, stage => EachPortal(stage, host => host.Events.Faults = new EmulatedPortal.Events.EventFaults { LoseEvery = 1 })),
        new("events twice, late and in disorder", null, stage => EachPortal(stage, host => host.Events.Faults = new EmulatedPortal.Events.EventFaults { Twice = 6, Reorder = 4, Delay = TimeSpan.FromSeconds(2) })),
        new("the contract narrows while intents wait", DrillStep.BeforeLeave) { Kind = CaseKind.Narrowing },
        new("a second process on the same store is refused") { Kind = CaseKind.SecondProcess },
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
        foreach (var method in new[] { "tasks.task.add", "tasks.task.update", "im.message.add" })
        {
            act(method);
        }
    }
}

/// <summary>What happens in a case beside the faults.</summary>
internal enum CaseKind
{
    /// <summary>Only the faults.</summary>
    Faults,

    /// <summary>While the app is dead, a side stops sending comments.</summary>
    Narrowing,

    /// <summary>A second app is started on the same store.</summary>
    SecondProcess,
}
