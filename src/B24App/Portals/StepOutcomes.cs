using B24App.Bitrix24.Calls;

namespace B24App.Portals;

/// <summary>The portal gives no access; a person has to mend it.</summary>
internal sealed record Troubled(NoAccess Trouble) : StepOutcome;

/// <summary>What a call's outcome means for a step. All steps may be repeated: they read, or they look before they bind.</summary>
internal static class StepOutcomes
{
    private static readonly TimeSpan AfterUnknown = TimeSpan.FromSeconds(65);

    public static StepOutcome Of(Outcome outcome, string what) => outcome switch
    {
        Answer => StepOver.Well,
        Later later => new StepLater(later.NotBefore),
        NoAccess trouble => new Troubled(trouble),
        Refusal refusal => new StepOver($"{what}: {refusal.Kind} {refusal.Code}"),
        _ => new StepPause(AfterUnknown),
    };
}

/// <summary>To be tried again after a while.</summary>
internal sealed record StepPause(TimeSpan For) : StepOutcome;
