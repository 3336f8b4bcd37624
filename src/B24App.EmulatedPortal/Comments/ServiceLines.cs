using System.Globalization;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Comments;

/// <summary>What the portal writes into a discussion when a task changes: a comment on the old card, a system message on the new.</summary>
internal static class ServiceLines
{
    /// <summary>Writes one line.</summary>
    public static void Say(Portal portal, PortalTask task, PortalUser? actor, string key, params object[] values)
    {
        var text = ServiceTexts.Say(portal, key, values);
        if (task.ChatId is { } chatId)
        {
            var who = actor is null ? text : $"{ChatActions.Mention(portal, actor.Id)}: {text}";
            ChatActions.SaySystem(portal, portal.State<ChatBoard>().Chats[chatId], actor, "TASKS_TASK_" + key.ToUpperInvariant(), who);
        }
        else
        {
            CommentActions.AddService(portal, task, actor, text);
        }
    }

    /// <summary>Writes a line for each change people are told of.</summary>
    public static void Tell(Portal portal, PortalTask task, PortalUser? actor, IEnumerable<(string Field, string? From, string? To)> changes)
    {
        foreach (var (field, from, to) in changes)
        {
            if (Line(portal, task, actor, field, from, to) is var (key, value))
            {
                Say(portal, task, actor, key, value);
            }
        }
    }

    private static (string Key, string Value)? Line(Portal portal, PortalTask task, PortalUser? actor, string field, string? from, string? to) => (field, to) switch
    {
        ("STATUS", _) => (StatusKey(from, to, byCreator: actor?.Id == task.CreatedBy), ServiceTexts.Person(portal, task.CreatedBy)),
        ("DEADLINE", null) => ("deadlineRemoved", ""),
        ("DEADLINE", _) => ("deadline", Clock(task.Deadline!.Value, actor)),
        ("RESPONSIBLE_ID", _) => ("responsible", ServiceTexts.Person(portal, task.ResponsibleId)),
        ("CREATED_BY", _) => ("creator", ServiceTexts.Person(portal, task.CreatedBy)),
        ("ACCOMPLICES", { Length: > 0 }) => ("accomplices", string.Join(", ", task.Accomplices.Select(id => ServiceTexts.Person(portal, id)))),
        ("AUDITORS", { Length: > 0 }) => ("auditors", string.Join(", ", task.Auditors.Select(id => ServiceTexts.Person(portal, id)))),
        ("GROUP_ID", "0") => ("groupRemoved", ""),
        ("GROUP_ID", _) => ("group", portal.State<GroupBoard>().Groups.GetValueOrDefault(task.GroupId)?.Name ?? ""),
        ("PRIORITY", "2") => ("priority", ""),
        _ => null,
    };

    // The same words whether a verb or a plain update moved the status.
    private static string StatusKey(string? from, string? to, bool byCreator) => (from, to) switch
    {
        (_, "3") => "start",
        (_, "4") => "control",
        ("4", "5") => "approve",
        (_, "5") => "complete",
        (_, "6") => "defer",
        ("3", _) => "pause",
        ("4", _) when byCreator => "disapprove",
        _ => "renew",
    };

    private static string Clock(DateTimeOffset moment, PortalUser? reader) =>
        moment.ToOffset(reader?.UtcOffset ?? TimeSpan.FromHours(3)).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);
}
