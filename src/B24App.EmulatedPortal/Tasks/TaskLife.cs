using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>The state machine of a task: verb and state to the next state, or a refusal.</summary>
public static class TaskLife
{
    /// <summary>Verbs and the code their refusal carries (b24restdocs: api-reference/tasks/status/).</summary>
    public static IReadOnlyDictionary<string, string> RefusalCodes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["start"] = "0",
        ["pause"] = "1048582",
        ["complete"] = "0",
        ["defer"] = "1048582",
        ["renew"] = "1048582",
        ["approve"] = "1048582",
        ["disapprove"] = "1048582",
    };

    /// <summary>The status a verb leads to for this user, or null when it is not allowed.</summary>
    public static int? Next(Portal portal, PortalUser user, PortalTask task, string verb) =>
        MayTry(portal, user, task, verb)
            ? Next(task.Status, verb, task.TaskControl, isCreator: task.CreatedBy == user.Id, isOwnWork: task.CreatedBy == user.Id && task.ResponsibleId == user.Id)
            : null;

    /// <summary>The table itself, without rights.</summary>
    public static int? Next(int status, string verb, bool control, bool isCreator, bool isOwnWork) => (verb, status) switch
    {
        ("start", TaskStatus.Pending or TaskStatus.Deferred) => TaskStatus.InProgress,
        ("pause", TaskStatus.InProgress) => TaskStatus.Pending,
        ("complete", TaskStatus.Pending or TaskStatus.InProgress or TaskStatus.Deferred) =>
            control && !isCreator ? TaskStatus.AwaitingControl : TaskStatus.Completed,
        ("defer", TaskStatus.Pending or TaskStatus.InProgress) => TaskStatus.Deferred,
        ("renew", TaskStatus.AwaitingControl or TaskStatus.Completed or TaskStatus.Deferred) => TaskStatus.Pending,
        ("approve", TaskStatus.AwaitingControl) => TaskStatus.Completed,
        // An official SDK's live test approves its own task right after completing it.
        ("approve", TaskStatus.Completed) when isOwnWork => TaskStatus.Completed,
        ("disapprove", TaskStatus.AwaitingControl) => TaskStatus.Pending,
        _ => null,
    };

    private static bool MayTry(Portal portal, PortalUser user, PortalTask task, string verb) =>
        verb is "approve" or "disapprove" ? TaskRights.CanControl(user, task) : TaskRights.CanWork(portal, user, task);
}
