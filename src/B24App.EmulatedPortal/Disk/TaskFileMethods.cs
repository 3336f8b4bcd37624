using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Disk;

/// <summary><c>tasks.task.files.attach</c> (b24restdocs: api-reference/tasks/tasks-task-files-attach.md).</summary>
internal static class TaskFileMethods
{
    public static void Register(MethodTable table) => table.Add(new RestMethod("tasks.task.files.attach", "task", Attach));

    private static RestAnswer Attach(RestCall call)
    {
        var taskId = TaskCall.TaskId(call);
        var node = TaskCall.Parameter(call, "fileId") ?? throw TaskErrors.ParameterMissing("fileId");
        var fileId = Php.AsId(node)
            ?? throw new RestError("100", $"Invalid value {{{Php.AsText(node)}}} to match with parameter {{fileId}}. Should be value of type int. (internal error)");
        if (TaskCall.Readable(call, taskId) is not { } task || !TaskRights.CanEdit(call.Portal, call.User, task))
        {
            throw new RestError("0", "Access denied (internal error)");
        }

        if (call.Portal.State<DiskBoard>().FindFile(fileId) is not { } file || !DiskRights.CanRead(call.Portal, call.User, file))
        {
            throw TaskErrors.Core(call.Portal, "Insufficient permissions.", "Недостаточно прав.");
        }

        return new RestAnswer(new JsonObject { ["attachmentId"] = DiskActions.AttachToTask(call.Portal, call.User, task, file)[^1] });
    }
}
