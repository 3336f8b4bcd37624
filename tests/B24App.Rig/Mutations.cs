using B24App.Drills;

namespace B24App.Rig;

/// <summary>A guard, how the app is run without it, and the cases that must notice.</summary>
internal sealed record Mutation(string Guard, Manner Manner, params string[] Cases)
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("intent row before the call", Without(Drills.Guard.IntentRow), "killed at AnswerCame", "killed at CallOut"),
        new("search by marker", Without(Drills.Guard.MarkerSearch), "AnswerLost of every first write"),
        new("65 s before looking", new Manner(Patience: ("UNKNOWNOUTCOME", TimeSpan.FromMilliseconds(1))), "Late of every first write"),
        new("match in order", Without(Drills.Guard.OrderedMatch), "AnswerLost of every first write", "batches cut in the middle"),
        new("a lane in doubt waits", Without(Drills.Guard.LaneWaits), "AnswerLost of every first write", "ErrorAfterWrite of every first write"),
        new("contract number when leaving", Without(Drills.Guard.ContractCheck), "the contract narrows while intents wait"),
        new("lease of the file", Without(Drills.Guard.FileLease), "a second process on the same store is refused"),
    ];

    private static Manner Without(Guard guard) => new($"without={guard}");
}
