namespace B24App.Journal;

/// <summary>Which methods of the portal carry a kind of intent, on either task card.</summary>
internal static class CallMethods
{
    private static readonly string[] Status =
    [
        "tasks.task.start", "tasks.task.pause", "tasks.task.complete", "tasks.task.defer", "tasks.task.renew", "tasks.task.approve", "tasks.task.disapprove", "tasks.task.update",
    ];

    public static IReadOnlyCollection<string> Of(string kind) => kind switch
    {
        "createtask" => ["tasks.task.add"],
        "updatetask" or "frame" or "joinchat" => ["tasks.task.update"],
        "deletetask" => ["tasks.task.delete"],
        "setstatus" => Status,
        "addcomment" or "addnote" => ["im.message.add", "task.commentitem.add"],
        "editcomment" => ["im.message.update", "task.commentitem.update"],
        "deletecomment" => ["im.message.delete", "task.commentitem.delete"],
        "movestage" => ["task.stages.movetask"],
        "addtime" => ["task.elapseditem.add"],
        "changetime" => ["task.elapseditem.update"],
        "removetime" => ["task.elapseditem.delete"],
        "addresult" => ["tasks.task.result.add", "tasks.task.result.addfromchatmessage", "tasks.task.result.addFromComment"],
        "changeresult" => ["tasks.task.result.update"],
        "addentry" => ["crm.activity.add", "crm.timeline.comment.add"],
        "completeentry" => ["crm.activity.update"],
        "editentry" => ["crm.activity.update", "crm.timeline.comment.update"],
        "fillentry" => ["crm.activity.update", "crm.timeline.comment.update"],
        "removeentry" => ["crm.activity.delete", "crm.timeline.comment.delete"],
        "removeresult" => ["tasks.task.result.delete", "tasks.task.result.deleteFromComment"],
        _ => [],
    };
}
