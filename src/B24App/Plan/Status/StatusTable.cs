namespace B24App.Plan.Status;

/// <summary>The real statuses of a task (tasks.md 1.3); meta values depend on the caller and never come here.</summary>
public enum TaskState
{
    /// <summary>Waits for its responsible person.</summary>
    Pending = 2,

    /// <summary>Somebody works on it.</summary>
    InProgress = 3,

    /// <summary>Done, and the creator has yet to accept it.</summary>
    AwaitingControl = 4,

    /// <summary>Completed.</summary>
    Completed = 5,

    /// <summary>Put off.</summary>
    Deferred = 6,
}

/// <summary>What we are in the task on the side that is to be written.</summary>
[Flags]
public enum Standing
{
    /// <summary>Neither of the below.</summary>
    Other = 0,

    /// <summary>The responsible person.</summary>
    Responsible = 1,

    /// <summary>The creator.</summary>
    Creator = 2,

    /// <summary>An administrator of the portal.</summary>
    Admin = 4,
}

/// <summary>One call that moves a task to another status: <c>tasks.task.start</c> and its like.</summary>
public enum StatusCall
{
    /// <summary><c>tasks.task.start</c></summary>
    Start,

    /// <summary><c>tasks.task.pause</c></summary>
    Pause,

    /// <summary><c>tasks.task.complete</c></summary>
    Complete,

    /// <summary><c>tasks.task.defer</c></summary>
    Defer,

    /// <summary><c>tasks.task.renew</c></summary>
    Renew,

    /// <summary><c>tasks.task.approve</c></summary>
    Approve,

    /// <summary><c>tasks.task.disapprove</c></summary>
    Disapprove,

    /// <summary><c>tasks.task.update</c> with <c>STATUS</c>: how far it obeys the portal's rules is unknown, so only where no method leads there, and the answer must show it.</summary>
    WriteStatus,
}

/// <summary>The way from one status to another, or the reason why there is none.</summary>
public abstract record StatusPath
{
    private StatusPath()
    {
    }

    /// <summary>The calls, in order; none when the task is already there.</summary>
    /// <param name="Steps">The calls.</param>
    public sealed record Calls(IReadOnlyList<StatusCall> Steps) : StatusPath;

    /// <summary>We cannot bring it there: hold and say which right is missing.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record NoPath(Reason Why) : StatusPath;
}

/// <summary>How to bring a task from the status it has to the status it should have (RULES 20).</summary>
public static class StatusTable
{
    /// <summary>
    /// The path. Equal statuses need no call: a refused call to the status a task already has is answered
    /// like a missing right (tasks.md 2.4), so it must never be made.
    /// </summary>
    /// <param name="now">Status read from this side.</param>
    /// <param name="wanted">Status the other side has.</param>
    /// <param name="control">TASK_CONTROL of the task on this side.</param>
    /// <param name="standing">What we are in it.</param>
    public static StatusPath Path(int now, int wanted, bool control, Standing standing)
    {
        // A declined task rests like a deferred one, but only renew is known to lead out of it.
        var from = Real(now);
        var to = Real(wanted);
        if (from == to)
        {
            return Go();
        }

        if (standing == Standing.Other)
        {
            return No(Reason.StatusNeedsRole);
        }

        var judges = (standing & (Standing.Creator | Standing.Admin)) != 0;
        return (from, to) switch
        {
            (TaskState.Pending, TaskState.InProgress) => Go(StatusCall.Start),
            (TaskState.InProgress, TaskState.Pending) => Go(StatusCall.Pause),
            (TaskState.AwaitingControl, TaskState.Completed) => judges ? Go(StatusCall.Approve) : No(Reason.StatusNeedsCreator),
            (TaskState.Completed, TaskState.AwaitingControl) => ToControl(control, standing, StatusCall.Renew),
            (_, TaskState.AwaitingControl) => ToControl(control, standing, OutOf(now, judges)),
            (_, TaskState.Completed) => ToCompleted(control, standing, judges, OutOf(now, judges)),
            (_, TaskState.Deferred) => Go(OutOf(now, judges), StatusCall.Defer),
            (_, TaskState.InProgress) => Go(OutOf(now, judges), StatusCall.Start),
            _ => Go(OutOf(now, judges)),
        };
    }

    /// <summary>A status code as we carry it: legacy 1 (new) is pending, legacy 7 (declined) rests like a deferred task, an unknown code is pending.</summary>
    public static TaskState Real(int status) => status switch
    {
        3 => TaskState.InProgress,
        4 => TaskState.AwaitingControl,
        5 => TaskState.Completed,
        6 or 7 => TaskState.Deferred,
        _ => TaskState.Pending,
    };

    /// <summary>The status a step leads to that is not the last of its path.</summary>
    public static TaskState OnTheWay(StatusCall step) => step == StatusCall.Complete ? TaskState.AwaitingControl : TaskState.Pending;

    // The call that makes an ended or resting task pending again; open tasks need none.
    private static StatusCall? OutOf(int now, bool judges) => Real(now) switch
    {
        TaskState.AwaitingControl => judges ? StatusCall.Disapprove : StatusCall.Renew,
        TaskState.Completed or TaskState.Deferred => StatusCall.Renew,
        _ => null,
    };

    private static StatusPath ToControl(bool control, Standing standing, StatusCall? first) => (control, standing.HasFlag(Standing.Creator)) switch
    {
        (false, _) => No(Reason.StatusNeedsControl),
        (true, false) => Go(first, StatusCall.Complete),

        // The creator's own "complete" needs nobody's control and would end the task (tasks.md 2.4), and every mirror is created by us.
        (true, true) => Go(StatusCall.WriteStatus),
    };

    private static StatusPath ToCompleted(bool control, Standing standing, bool judges, StatusCall? first)
    {
        if (!control || (standing & Standing.Creator) != 0)
        {
            return Go(first, StatusCall.Complete);
        }

        return judges ? Go(first, StatusCall.Complete, StatusCall.Approve) : No(Reason.StatusNeedsCreator);
    }

    private static StatusPath.Calls Go(params StatusCall?[] steps) => new([.. steps.Where(step => step is not null).Select(step => step!.Value)]);

    private static StatusPath.NoPath No(Reason why) => new(why);
}
