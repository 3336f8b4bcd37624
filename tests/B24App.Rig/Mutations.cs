using B24App.Drills;

namespace B24App.Rig;

/// <summary>A guard, how the app is run without it, and the cases that must notice.</summary>
internal sealed record Mutation(string Guard, Manner Manner, params string[] Cases)
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("intent row before the call", Without(Drills.Guard.IntentRow), "killed when something new was answered"),
        new("in doubt after a crash", Without(Drills.Guard.Recovery), "killed when something new was answered"),
        new("search by marker", Without(Drills.Guard.MarkerSearch), "AnswerLost of every first write"),
        new("65 s before looking", new Manner(Patience: ("UNKNOWNOUTCOME", TimeSpan.FromMilliseconds(1))), "Late of every first write"),
        new("match in order", Without(Drills.Guard.OrderedMatch), "an old backup is restored of which half has crossed since"),
        new("a lane in doubt waits", Without(Drills.Guard.LaneWaits), "AnswerLost of every first write", "ErrorAfterWrite of every first write"),
        new("a refused creation is looked for", Without(Drills.Guard.RefusedMayExist), "a creation is refused and made all the same"),
        new("contract number when leaving", Without(Drills.Guard.ContractCheck), "the contract narrows while intents wait"),
        new("our own words are known by number", Without(Drills.Guard.Echo), "nothing goes wrong"),
        new("commit before the answer 200", Without(Drills.Guard.CommitBeforeAnswer), "killed at EventCame"),
        new("checkpoint in the commit of the hints", Without(Drills.Guard.CheckpointInCommit) with { Patience = ("OVERLAP", TimeSpan.FromMilliseconds(1)) }, "no event, no queue, and the app dies with what a sweep found"),
        new("the sweep", Without(Drills.Guard.Sweep), "every event is lost"),
        new("tokens on disk before use", Without(Drills.Guard.PairOnDisk), "killed when one portal's fresh pair was kept"),
        new("unreadable is not gone", Without(Drills.Guard.UnreadableStays), "the relay account loses its rights for a while"),
        new("looking after a restore", Without(Drills.Guard.RestoreLooks), "an old backup is restored"),
        new("lease of the file", Without(Drills.Guard.FileLease), "a second process on the same store is refused"),
    ];

    private static Manner Without(Guard guard) => new($"without={guard}");
}
