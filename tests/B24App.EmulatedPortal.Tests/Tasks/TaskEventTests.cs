using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Tests.Tasks;

public class TaskEventTests
{
    [Fact]
    public void The_three_task_events_carry_the_exact_pairs()
    {
        var desk = new Desk();
        var id = desk.Add(5, """{"TITLE":"t","RESPONSIBLE_ID":5}""");
        desk.Result(5, "tasks.task.update", $$"""{"taskId":{{id}},"fields":{"TITLE":"u"} }""");
        desk.Result(5, "tasks.task.delete", $$"""{"taskId":{{id}}}""");

        Assert.Equal(
        [
            "ONTASKADD by 5: [FIELDS_BEFORE]=undefined&[FIELDS_AFTER][ID]=2&[IS_ACCESSIBLE_BEFORE]=N&[IS_ACCESSIBLE_AFTER]=undefined",
            "ONTASKUPDATE by 5: [FIELDS_BEFORE][ID]=2&[FIELDS_AFTER][ID]=2&[IS_ACCESSIBLE_BEFORE]=undefined&[IS_ACCESSIBLE_AFTER]=undefined",
            "ONTASKDELETE by 5: [FIELDS_BEFORE][ID]=2&[FIELDS_AFTER]=undefined&[IS_ACCESSIBLE_BEFORE]=undefined&[IS_ACCESSIBLE_AFTER]=N",
        ], desk.TakeEvents());
    }

    [Fact]
    public void A_comment_of_the_old_card_is_announced_edited_and_deleted_by_its_id()
    {
        var desk = new Desk(Card.Old);
        var id = desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""");
        desk.TakeEvents();
        var comment = desk.Result(1, "task.commentitem.add", $$"""[{{id}},{"POST_MESSAGE":"привет"}]""");
        desk.Result(1, "task.commentitem.update", $$"""[{{id}},{{comment}},{"POST_MESSAGE":"пока"}]""");
        desk.Result(1, "task.commentitem.delete", $"[{id},{comment}]");

        Assert.Equal(
        [
            $"ONTASKCOMMENTADD by 1: [FIELDS_BEFORE]=undefined&[FIELDS_AFTER][ID]={comment}&[FIELDS_AFTER][TASK_ID]=2&[IS_ACCESSIBLE_BEFORE]=N&[IS_ACCESSIBLE_AFTER]=undefined",
            $"ONTASKCOMMENTUPDATE by 1: [FIELDS_BEFORE][ID]={comment}&[FIELDS_BEFORE][TASK_ID]=2&[FIELDS_AFTER][ID]={comment}&[FIELDS_AFTER][TASK_ID]=2&[FIELDS_AFTER][ACTION]=EDIT&[IS_ACCESSIBLE_BEFORE]=undefined&[IS_ACCESSIBLE_AFTER]=undefined",
            $"ONTASKCOMMENTDELETE by 1: [FIELDS_BEFORE][ID]={comment}&[FIELDS_BEFORE][TASK_ID]=2&[FIELDS_AFTER][ID]={comment}&[FIELDS_AFTER][TASK_ID]=2&[FIELDS_AFTER][ACTION]=DEL&[IS_ACCESSIBLE_BEFORE]=undefined&[IS_ACCESSIBLE_AFTER]=undefined",
        ], desk.TakeEvents());
    }

    [Fact]
    public void A_message_of_the_new_card_has_id_zero_and_its_edit_and_deletion_are_silent()
    {
        var desk = new Desk();
        var id = desk.Add(1, """{"TITLE":"t","RESPONSIBLE_ID":1}""");
        var chat = desk.Portal.State<TaskBoard>().Tasks[id].ChatId;
        desk.TakeEvents();
        var message = desk.Result(1, "im.message.add", $$"""{"DIALOG_ID":"chat{{chat}}","MESSAGE":"привет"}""");
        desk.Result(1, "im.message.update", $$"""{"MESSAGE_ID":{{message}},"MESSAGE":"пока"}""");
        desk.Result(1, "im.message.delete", $$"""{"MESSAGE_ID":{{message}}}""");

        Assert.Equal(
            [$"ONTASKCOMMENTADD by 1: [FIELDS_BEFORE]=undefined&[FIELDS_AFTER][ID]=0&[FIELDS_AFTER][TASK_ID]=2&[FIELDS_AFTER][MESSAGE_ID]={message}&[IS_ACCESSIBLE_BEFORE]=N&[IS_ACCESSIBLE_AFTER]=undefined"],
            desk.TakeEvents());
    }

    [Fact]
    public void A_robot_has_no_actor_and_a_restored_task_keeps_its_id()
    {
        var desk = new Desk();
        var task = desk.Portal.State<TaskBoard>().Tasks[1];
        TaskActions.Do(desk.Portal, null, task, "start");
        TaskActions.Spawn(desk.Portal, task);
        TaskActions.Delete(desk.Portal, desk.Portal.Users[1], task);
        Assert.Same(task, TaskActions.Restore(desk.Portal, desk.Portal.Users[1], 1));

        Assert.Equal(["ONTASKUPDATE by nobody", "ONTASKADD by nobody", "ONTASKDELETE by 1", "ONTASKADD by 1"], desk.TakeEvents().Select(line => line.Split(':')[0]));
        Assert.Same(task, desk.Portal.State<TaskBoard>().Find(1));
    }
}
