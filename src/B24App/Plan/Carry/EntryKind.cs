namespace B24App.Plan.Carry;

/// <summary>What an entry of a timeline is, in the words of a rule.</summary>
public enum EntryKind
{
    /// <summary>A telephone call.</summary>
    Call,

    /// <summary>A letter.</summary>
    Letter,

    /// <summary>A meeting.</summary>
    Meeting,

    /// <summary>Something to do.</summary>
    ToDo,

    /// <summary>A talk in an open channel.</summary>
    Chat,

    /// <summary>A filled form of a site.</summary>
    Form,

    /// <summary>An SMS or a message of a messenger.</summary>
    Message,

    /// <summary>A task.</summary>
    Task,

    /// <summary>An entry an application made.</summary>
    App,

    /// <summary>A comment of the timeline.</summary>
    Comment,

    /// <summary>Of a provider we do not know.</summary>
    Other,
}

/// <summary>Tells kinds apart, by provider and type and never by the subject (crm.md §1.1).</summary>
public static class EntryKinds
{
    /// <summary>The kind of an activity.</summary>
    public static EntryKind Of(int type, string provider) => (type, provider.ToUpperInvariant()) switch
    {
        (2, _) or (_, "VOXIMPLANT_CALL") => EntryKind.Call,
        (4, _) or (_, "CRM_EMAIL") => EntryKind.Letter,
        (_, "CRM_TODO") => EntryKind.ToDo,
        (_, "IMOPENLINES_SESSION") => EntryKind.Chat,
        (_, "CRM_WEBFORM") => EntryKind.Form,
        (_, "CRM_SMS" or "CRM_WHATSAPP" or "CRM_NOTIFICATION") => EntryKind.Message,
        (3, _) or (_, "TASKS" or "CRM_TASKS_TASK" or "CRM_TASKS_TASK_COMMENT") => EntryKind.Task,
        (_, "REST_APP" or "CONFIGURABLE_REST_APP") => EntryKind.App,
        (1, _) or (_, "CRM_MEETING") => EntryKind.Meeting,
        _ => EntryKind.Other,
    };
}
