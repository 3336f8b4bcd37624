using B24App.Plan.Text;

namespace B24App.Plan;

/// <summary>The sentences of <see cref="Notes"/>, one table per language.</summary>
internal sealed record NoteWords
{
    public required Language Language { get; init; }
    public required string EditedAtPartner { get; init; }
    public required string ResultEdited { get; init; }
    public required string FilesChanged { get; init; }
    public required string NoFiles { get; init; }
    public required string OlderStays { get; init; }
    public required string CommentDeleted { get; init; }
    public required string TaskDeleted { get; init; }
    public required string NotCarried { get; init; }

    public required string FileStays { get; init; }

    public required string FileArrived { get; init; }
    public required string NoName { get; init; }
    public required string Conflict { get; init; }
    public required string Acknowledged { get; init; }
    public required string CommentRefused { get; init; }
    public required string Refused { get; init; }
    public required string EarlierHidden { get; init; }
    public required string LeftLink { get; init; }

    public required string LinkEnded { get; init; }
    public required string TakenBack { get; init; }
    public required string MirroringStopped { get; init; }
    public required string CameBack { get; init; }
    public required string Digest { get; init; }
    public required string Earlier { get; init; }
    public required IReadOnlyDictionary<NotCarried, string> Parts { get; init; }
    public required IReadOnlyDictionary<FieldName, string> Fields { get; init; }

    public static readonly NoteWords Ru = new()
    {
        Language = Language.Ru,
        EditedAtPartner = "{0} изменил(а) свой комментарий. Новый текст:",
        ResultEdited = "У партнёра «{0}» изменили результат. Теперь там:",
        FilesChanged = "{0} изменил(а) файлы своего комментария. Теперь в нём:",
        NoFiles = "файлов нет.",
        OlderStays = "Комментарий партнёра «{0}» заменён новым, потому что изменились его файлы. Прежний удалить не удалось.",
        CommentDeleted = "{0} удалил(а) свой комментарий у себя. Здесь он остался.",
        TaskDeleted = "Партнёр «{0}» удалил эту задачу у себя. Здесь она осталась, изменения больше не передаются.",
        NotCarried = "Не передаётся партнёру: {0}.",
        FileStays = "Файл не передан: {0}.",
        FileArrived = "Файл, который не передался раньше: {0}.",
        NoName = "без имени",
        Conflict = "Поле «{0}» изменили одновременно здесь и у партнёра. Действует значение партнёра, здесь было:",
        Acknowledged = "Партнёр «{0}» получил задачу.",
        CommentRefused = "Комментарий из этой задачи не дошёл до партнёра «{0}».",
        Refused = "Изменение поля «{0}» от партнёра не принято этим порталом.",
        EarlierHidden = "Более ранние комментарии скрыты от приложения и не передаются партнёру. Чтобы передать их, откройте приложению историю чата.",
        LinkEnded = "Обмен с партнёром «{0}» завершён: эта копия задачи остаётся, но больше не обновляется.",
        LeftLink = "Задача вышла из обмена с партнёром «{0}»: изменения и комментарии не передаются, пока её не вернут.",
        TakenBack = "Партнёр «{0}» отменил перенос старых задач: эта копия остаётся, но больше не обновляется.",
        MirroringStopped = "Передача этой задачи партнёру «{0}» и обратно прекращена: обе задачи остаются, но больше не обновляют друг друга.",
        CameBack = "Задача снова в обмене с партнёром «{0}».",
        Digest = "Пока обмен стоял, накопилось комментариев: {0}.",
        Earlier = "Комментарии, написанные до начала обмена: {0}.",
        Parts = new Dictionary<NotCarried, string>
        {
            [Plan.NotCarried.Files] = "файлы",
            [Plan.NotCarried.Checklist] = "чек-лист",
            [Plan.NotCarried.Time] = "учёт времени",
            [Plan.NotCarried.Participants] = "наблюдатели и соисполнители",
            [Plan.NotCarried.Stage] = "стадия канбана",
            [Plan.NotCarried.Repetition] = "правила повторения",
            [Plan.NotCarried.Reminders] = "напоминания",
            [Plan.NotCarried.Results] = "результаты",
            [Plan.NotCarried.CustomFields] = "пользовательские поля",
            [Plan.NotCarried.Links] = "ссылки внутрь портала",
        },
        Fields = new Dictionary<FieldName, string>
        {
            [FieldName.Title] = "Название",
            [FieldName.Description] = "Описание",
            [FieldName.Deadline] = "Крайний срок",
            [FieldName.PlannedStart] = "Плановое начало",
            [FieldName.PlannedEnd] = "Плановое завершение",
            [FieldName.Priority] = "Приоритет",
            [FieldName.Tags] = "Теги",
            [FieldName.Status] = "Статус",
            [FieldName.Control] = "Контроль постановщика",
            [FieldName.Responsible] = "Исполнитель",
            [FieldName.Parent] = "Родительская задача",
            [FieldName.Files] = "Файлы",
            [FieldName.Checklist] = "Чек-лист",
            [FieldName.Observers] = "Наблюдатели",
            [FieldName.Accomplices] = "Соисполнители",
            [FieldName.CustomFields] = "Пользовательские поля",
            [FieldName.Stage] = "Стадия канбана",
            [FieldName.CrmLinks] = "Ссылки CRM",
            [FieldName.Elapsed] = "Затраченное время",
            [FieldName.Results] = "Результат",
        },
    };

    public static readonly NoteWords En = new()
    {
        Language = Language.En,
        EditedAtPartner = "{0} edited the comment. The new text:",
        ResultEdited = "Your partner {0} edited the result. There it now reads:",
        FilesChanged = "{0} changed the files of the comment. Now it carries:",
        NoFiles = "no files.",
        OlderStays = "A comment of your partner {0} was replaced by a new one, because its files changed. The older one could not be removed.",
        CommentDeleted = "{0} deleted the comment on their side. It stays here.",
        TaskDeleted = "Your partner {0} deleted this task on their side. It stays here; changes are no longer exchanged.",
        NotCarried = "Not passed to the partner: {0}.",
        FileStays = "File not passed: {0}.",
        FileArrived = "A file that had not come before: {0}.",
        NoName = "without a name",
        Conflict = "“{0}” was changed here and at the partner's at the same time. The partner's value is in force; the value here was:",
        Acknowledged = "Your partner {0} has received the task.",
        CommentRefused = "A comment of this task did not reach your partner {0}.",
        Refused = "This portal did not accept the partner's change of “{0}”.",
        EarlierHidden = "Earlier comments are hidden from the app and are not passed to the partner. To pass them, show the chat history to the app.",
        LinkEnded = "The exchange with {0} has ended: this copy of the task stays but is no longer updated.",
        LeftLink = "The task has left the exchange with {0}: changes and comments are not passed until it is moved back.",
        TakenBack = "{0} has taken the transfer of earlier tasks back: this copy stays but is no longer updated.",
        MirroringStopped = "The exchange of this task with {0} was ended: both tasks stay but no longer update each other.",
        CameBack = "The task is back in the exchange with {0}.",
        Digest = "Comments that waited while the exchange was stopped: {0}.",
        Earlier = "Comments from before the exchange: {0}.",
        Parts = new Dictionary<NotCarried, string>
        {
            [Plan.NotCarried.Files] = "files",
            [Plan.NotCarried.Checklist] = "the checklist",
            [Plan.NotCarried.Time] = "time entries",
            [Plan.NotCarried.Participants] = "observers and participants",
            [Plan.NotCarried.Stage] = "the kanban stage",
            [Plan.NotCarried.Repetition] = "repetition rules",
            [Plan.NotCarried.Reminders] = "reminders",
            [Plan.NotCarried.Results] = "results",
            [Plan.NotCarried.CustomFields] = "custom fields",
            [Plan.NotCarried.Links] = "links inside the portal",
        },
        Fields = new Dictionary<FieldName, string>
        {
            [FieldName.Title] = "Title",
            [FieldName.Description] = "Description",
            [FieldName.Deadline] = "Deadline",
            [FieldName.PlannedStart] = "Planned start",
            [FieldName.PlannedEnd] = "Planned end",
            [FieldName.Priority] = "Priority",
            [FieldName.Tags] = "Tags",
            [FieldName.Status] = "Status",
            [FieldName.Control] = "Approval by the creator",
            [FieldName.Responsible] = "Responsible person",
            [FieldName.Parent] = "Parent task",
            [FieldName.Files] = "Files",
            [FieldName.Checklist] = "Checklist",
            [FieldName.Observers] = "Observers",
            [FieldName.Accomplices] = "Participants",
            [FieldName.CustomFields] = "Custom fields",
            [FieldName.Stage] = "Kanban stage",
            [FieldName.CrmLinks] = "CRM links",
            [FieldName.Elapsed] = "Time entry",
            [FieldName.Results] = "Result",
        },
    };
}
