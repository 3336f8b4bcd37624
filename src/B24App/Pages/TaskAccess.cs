using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;

namespace B24App.Pages;

/// <summary>
/// "His own tasks" is what his own token can read (RULES 38). Asked while he opens the widget, because only then his token is in our
/// hands; the session keeps the answer.
/// </summary>
internal static class TaskAccess
{
    private const string Widget = "TASK_VIEW_TAB";

    /// <summary>The session with the task it was opened in, when there is one and he may read it.</summary>
    public static async Task<Session> With(Session session, PortalLine line, string? options)
    {
        if (session.Placement != Widget || TaskOf(options) is not { } task)
        {
            return session;
        }

        var outcome = (await line.Call([TaskCommands.Get(task, ["ID", "CREATED_BY", "RESPONSIBLE_ID", "ACCOMPLICES"])], Urgency.Live, CancellationToken.None))[0];
        return outcome is Answer answer && TaskWire.From(answer.Result) is { } wire && wire.Id == task
            ? session with { Task = task, IsInTask = wire.CreatedBy == session.User || wire.ResponsibleId == session.User || wire.Accomplices?.Contains(session.User) == true }
            : session;
    }

    /// <summary>The task a widget was opened in (b24restdocs: api-reference/widgets/task/view-tab.md); null when the words are somebody else's.</summary>
    internal static long? TaskOf(string? options)
    {
        if (options is not { Length: > 0 and <= 4000 })
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(options);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("taskId", out var id) && long.TryParse(id.ToString(), out var task) && task > 0 ? task : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
