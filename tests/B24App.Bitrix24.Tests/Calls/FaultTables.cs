using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Tests.Calls;

/// <summary>Bare numbers of the task API mean different things by method, in any language.</summary>
public class FaultTables
{
    [Theory]
    [InlineData("tasks.task.start", "0", "Действие над задачей не разрешено", RefusalKind.Denied)]
    [InlineData("tasks.task.renew", "1048582", "Действие над задачей не разрешено", RefusalKind.Denied)]
    [InlineData("tasks.task.startwatch", "1048584", "a:0:{}", RefusalKind.Denied)]
    [InlineData("Tasks.Task.Update", "0", "Aktion nicht erlaubt", RefusalKind.Denied)]
    [InlineData("tasks.task.update", "0", "wrong task id (internal error)", RefusalKind.Validation)]
    [InlineData("tasks.task.get", "0", "wrong task id (internal error)", RefusalKind.Validation)]
    [InlineData("tasks.task.list", "0", "Invalid sorting key", RefusalKind.Validation)]
    [InlineData("tasks.task.update", "100", "no fields", RefusalKind.Validation)]
    [InlineData("tasks.task.favorite.add", "1", "x", RefusalKind.NotFound)]
    [InlineData("im.message.update", "CANT_EDIT_MESSAGE", "x", RefusalKind.Denied)]
    [InlineData("im.message.add", "MESSAGE_EMPTY", "x", RefusalKind.Validation)]
    [InlineData("im.message.add", "SOMETHING_NEW", "x", RefusalKind.Other)]
    [InlineData("task.commentitem.getlist", "ERROR_CORE", "TASKS_ERROR_EXCEPTION_#8; x; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>", RefusalKind.Denied)]
    public void A_number_is_read_with_its_method(string method, string code, string text, RefusalKind kind) =>
        Assert.Equal(new Refused(kind), FaultTable.Read(method, 400, code, text));
}
