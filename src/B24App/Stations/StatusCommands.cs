using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Plan.Status;

namespace B24App.Stations;

/// <summary>The REST command of one status step.</summary>
internal static class StatusCommands
{
    public static Command Of(StatusCall step, long task, int wanted) => step switch
    {
        StatusCall.Start => TaskCommands.Start(task),
        StatusCall.Pause => TaskCommands.Pause(task),
        StatusCall.Complete => TaskCommands.Complete(task),
        StatusCall.Defer => TaskCommands.Defer(task),
        StatusCall.Renew => TaskCommands.Renew(task),
        StatusCall.Approve => TaskCommands.Approve(task),
        StatusCall.Disapprove => TaskCommands.Disapprove(task),
        StatusCall.WriteStatus => TaskCommands.Update(task, new JsonObject { ["STATUS"] = wanted }),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
