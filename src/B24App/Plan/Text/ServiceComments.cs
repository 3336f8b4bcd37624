using System.Text.RegularExpressions;

namespace B24App.Plan.Text;

/// <summary>What the portal itself writes into old task cards. No field tells these comments from a person's, only their wording (tasks.md 4.2).</summary>
public static class ServiceComments
{
    /// <summary>
    /// The beginnings and whole texts, one per line of wording; <c>*</c> stands for a name, a date or a title.
    /// Several wordings of one comment exist because portals of different age and language write differently.
    /// </summary>
    internal static readonly string[] Templates =
    [
        // ru
        "Задача создана*",
        "Задача добавлена*",
        "Задача завершена*",
        "Задача начата*",
        "Задача приостановлена*",
        "Задача отложена*",
        "Задача возобновлена*",
        "Задача возвращена в работу*",
        "Задача принята*",
        "Задача делегирована*",
        "Задача просрочена*",
        "Задача почти просрочена*",
        "Задача ждёт контроля*",
        "Задача ждет контроля*",
        "Задача отправлена на доработку*",
        "Выполняется задача*",
        "Начато выполнение задачи*",
        "Вы назначены ответственным*",
        "Вы добавлены в задачу*",
        "Крайний срок изменён на*",
        "Крайний срок изменен на*",
        "Крайний срок задачи изменён*",
        "Крайний срок задачи изменен*",
        "Изменён крайний срок*",
        "Изменен крайний срок*",
        "Крайний срок не указан*",
        "Крайний срок: *",
        "Установлен крайний срок*",
        "Статус изменён: *",
        "Статус изменен: *",
        "Статус задачи изменён*",
        "Статус задачи изменен*",
        "Ответственный изменён на*",
        "Ответственный изменен на*",
        "Изменён ответственный*",
        "Изменен ответственный*",
        "Изменился статус задачи*",
        "*, проверьте результат задачи*",
        "*, примите задачу или отправьте на доработку*",
        "*, обратите внимание на задачу*",
        "*, эта задача просрочена*",
        "Задача поставлена: *",
        "Задача взята в работу",
        "Работа над задачей приостановлена",
        "Задача выполнена и ждёт контроля*",
        "Результат принят, задача завершена",
        "Результат не принят, задача возвращена*",
        "Крайний срок снят",
        "Исполнитель изменён: *",
        "Постановщик изменён: *",
        "Соисполнители: *",
        "Наблюдатели: *",
        "Задача перенесена в проект*",
        "Задача убрана из проекта",
        "Задача отмечена как важная",
        "Обсуждение задачи перенесено в чат*",

        // en
        "Task created*",
        "Task added*",
        "Task completed*",
        "Task complete*",
        "Task started*",
        "Task in progress*",
        "Task paused*",
        "Task deferred*",
        "Task resumed*",
        "Task returned for revision*",
        "Task accepted*",
        "Task approved*",
        "Task delegated*",
        "Task overdue*",
        "Task is overdue*",
        "Task almost overdue*",
        "Task is almost overdue*",
        "Task pending review*",
        "The task is overdue*",
        "You were assigned responsible*",
        "You have been assigned*",
        "You were added to the task*",
        "Deadline changed to*",
        "The deadline has been changed*",
        "Deadline changed*",
        "Deadline set*",
        "No deadline specified*",
        "Deadline: *",
        "Status changed: *",
        "Task status changed*",
        "Responsible person changed*",
        "*, please review the task*",
        "Task is in progress",
        "Work on the task is paused",
        "Task done and pending review*",
        "Task returned to work",
        "Result accepted, task completed",
        "Result not accepted, task returned*",
        "Deadline removed",
        "Assignee changed: *",
        "Creator changed: *",
        "Participants: *",
        "Observers: *",
        "Task moved to project*",
        "Task removed from project",
        "Task marked as important",
        "The discussion of the task moved to a chat*",

        // de
        "Aufgabe erstellt*",
        "Aufgabe hinzugefügt*",
        "Aufgabe abgeschlossen*",
        "Aufgabe begonnen*",
        "Aufgabe gestartet*",
        "Aufgabe pausiert*",
        "Aufgabe verschoben*",
        "Aufgabe fortgesetzt*",
        "Aufgabe überfällig*",
        "Aufgabe ist überfällig*",
        "Aufgabe delegiert*",
        "Frist geändert*",
        "Die Frist wurde geändert*",
        "Frist: *",
        "Status geändert*",
        "Verantwortliche Person geändert*",
    ];

    // A person may begin a sentence like the portal does; the portal writes one short line.
    private const int LongestServiceComment = 400;

    private static readonly Regex[] Compiled =
    [
        .. Templates.Select(template => new Regex(
            "^" + Regex.Escape(template).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)),
    ];

    /// <summary>Whether a comment has the wording of a service comment.</summary>
    public static bool Matches(string text)
    {
        if (text.Length > LongestServiceComment * 4)
        {
            return false;
        }

        var plain = Prints.FieldNormaliser.Collapse(TagStrip.Of(text));
        return plain.Length is > 0 and <= LongestServiceComment && Compiled.Any(template => template.IsMatch(plain));
    }
}
