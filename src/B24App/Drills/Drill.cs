using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace B24App.Drills;

/// <summary>Moments at which a drill can end the process, as a power cut would.</summary>
internal enum DrillStep
{
    /// <summary>An event came in and is not on disk yet.</summary>
    EventCame,

    /// <summary>An event is on disk and not acknowledged yet.</summary>
    EventKept,

    /// <summary>An intent is in a transaction that is not committed yet.</summary>
    IntentAdded,

    /// <summary>Intents are on disk and about to be marked as leaving.</summary>
    BeforeLeave,

    /// <summary>Intents are marked as leaving, the call is about to go out.</summary>
    AfterLeave,

    /// <summary>The call is out and its answer is not here yet.</summary>
    CallOut,

    /// <summary>The answer is here and nothing of it is on disk.</summary>
    AnswerCame,

    /// <summary>The first intent of a parcel is settled, the others are not.</summary>
    AfterSettle,

    /// <summary>A fresh token pair is here and not on disk; the old one is worth nothing any more.</summary>
    PairCame,

    /// <summary>A fresh token pair is on disk and was not used yet.</summary>
    PairKept,

    /// <summary>A sweep has read a portal, and nothing of it is on disk.</summary>
    SweepRead,

    /// <summary>Any group of writes, just before its commit.</summary>
    BeforeCommit,

    /// <summary>Any group of writes, committed, before anybody learns of it.</summary>
    AfterCommit,
}

/// <summary>A guard that a drill can take away, to show that the rig would notice.</summary>
internal enum Guard
{
    /// <summary>An intent is marked as leaving before its call goes out.</summary>
    IntentRow,

    /// <summary>A creation in doubt is looked for by its marker.</summary>
    MarkerSearch,

    /// <summary>Equal comments in doubt are matched one by one, in order.</summary>
    OrderedMatch,

    /// <summary>A lane in doubt is neither read nor written.</summary>
    LaneWaits,

    /// <summary>The contract's number is checked when a call leaves.</summary>
    ContractCheck,

    /// <summary>One process per store.</summary>
    FileLease,

    /// <summary>What had left when the process died is in doubt at the next start.</summary>
    Recovery,

    /// <summary>The checkpoint of a sweep moves only in the commit that stores what was found.</summary>
    CheckpointInCommit,

    /// <summary>What a sweep finds is looked at.</summary>
    Sweep,

    /// <summary>An event is acknowledged only after its commit.</summary>
    CommitBeforeAnswer,

    /// <summary>A fresh token pair is on disk before it is used.</summary>
    PairOnDisk,

    /// <summary>What stands in a discussion by our own hand is known by its number.</summary>
    Echo,

    /// <summary>What could not be read is not gone.</summary>
    UnreadableStays,

    /// <summary>After a restore, what may have crossed already is looked for.</summary>
    RestoreLooks,

    /// <summary>A creation that was refused may have created all the same.</summary>
    RefusedMayExist,
}

/// <summary>
/// An emergency on purpose, for the rig: the process ends at an enumerated moment, a guard is missing, the clock runs faster. All of it comes
/// from one environment variable that is read in Development only, and costs a comparison with null otherwise.
/// </summary>
internal static class Drill
{
    /// <summary>The environment variable, see <see cref="DrillPlan"/>.</summary>
    public const string Variable = "B24APP_DRILL";

    private static readonly DrillPlan? Today = IsDevelopment ? DrillPlan.Read(Environment.GetEnvironmentVariable(Variable)) : null;

    /// <summary>The clock of the application.</summary>
    public static TimeProvider Clock => Today?.Clock ?? TimeProvider.System;

    private static bool IsDevelopment => Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development";

    /// <summary>A moment is reached; if the plan says so, it is the last one.</summary>
    public static void At(DrillStep step)
    {
        if (Today?.EndsAt(step) == true)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill(); // SIGKILL: no finaliser, no flush, no goodbye
            new ManualResetEvent(false).WaitOne();
        }
    }

    /// <summary>A commit is about to be made, or was made; if the plan says so, it is told to have failed.</summary>
    /// <exception cref="SqliteException">As SQLite tells of a disk that cannot be written (SQLITE_IOERR).</exception>
    public static void Commits(StoreTrouble trouble)
    {
        if (Today?.Live?.Hits(trouble) == true)
        {
            throw new SqliteException("disk I/O error", 10);
        }
    }

    /// <summary>What goes wrong with the store now.</summary>
    public static StoreTrouble Store => Today?.Live?.Trouble ?? StoreTrouble.None;

    /// <summary>True when a guard is taken away.</summary>
    public static bool Without(Guard guard) => Today?.Missing.Contains(guard) == true;
}
