namespace B24App.EmulatedPortal.Kernel;

/// <summary>Which task card a portal or a task has.</summary>
public enum Card
{
    /// <summary>Comments live in a forum topic (module tasks before 25.700).</summary>
    Old,

    /// <summary>Comments are messages of a task chat.</summary>
    New,
}

/// <summary>
/// Answers to what the documents leave open (tasks.md §13) and the platform's optional features. Every answer exists; an
/// app must work with each. Set through the control plane: <c>POST /_emulator/switches</c>.
/// </summary>
public sealed record Switches
{
    /// <summary>Card of tasks made from now on.</summary>
    public Card Card { get; init; } = Card.New;

    /// <summary>§13.1: XML_ID is honoured as a filter of <c>tasks.task.list</c>; when not, the key is ignored and all rows come.</summary>
    public bool XmlIdFilter { get; init; } = true;

    /// <summary>§13.2: custom fields are honoured as filters.</summary>
    public bool UfFilter { get; init; } = true;

    /// <summary>§13.4: REST messages fire ONTASKCOMMENTADD.</summary>
    public bool RestMessagesFireCommentEvent { get; init; } = true;

    /// <summary>§13.4: system messages fire ONTASKCOMMENTADD.</summary>
    public bool SystemMessagesFireCommentEvent { get; init; }

    /// <summary>§13.5: a task role gives access to the task chat at once.</summary>
    public bool TaskRoleJoinsChat { get; init; } = true;

    /// <summary>§13.5: who joins by a role sees what was written before.</summary>
    public bool JoinSeesHistory { get; init; } = true;

    /// <summary>§13.7: how long after sending a message its author may edit it; null: no limit.</summary>
    public TimeSpan? EditWindow { get; init; } = TimeSpan.FromDays(3);

    /// <summary>§13.8: tasks made before the migration show a chatId.</summary>
    public bool OldTasksShowChatId { get; init; }

    /// <summary>§13.9: a chat message moves ACTIVITY_DATE.</summary>
    public bool MessagesMoveActivityDate { get; init; } = true;

    /// <summary>§13.9: ACTIVITY_DATE is honoured as a filter.</summary>
    public bool ActivityDateFilter { get; init; } = true;

    /// <summary>§13.11: a change of a checklist fires ONTASKUPDATE and moves CHANGED_DATE.</summary>
    public bool ChecklistMovesTask { get; init; } = true;

    /// <summary>The field CHECKLIST of a task shows its lines; when not, it is empty and <c>task.checklistitem.getlist</c> must be asked.</summary>
    public bool TaskShowsChecklist { get; init; } = true;

    /// <summary>A record of time moves the task's CHANGED_DATE; there is no event in either case.</summary>
    public bool ElapsedMovesTask { get; init; }

    /// <summary>§13.11: <c>task.elapseditem.add</c> takes CREATED_DATE.</summary>
    public bool ElapsedTakesDate { get; init; } = true;

    /// <summary>§13.12: v3 needs the scope <c>tasks</c> instead of <c>task</c>.</summary>
    public bool V3NeedsTasksScope { get; init; }

    /// <summary>§13.13: a non-administrator may name another creator.</summary>
    public bool ForeignCreatorAllowed { get; init; }

    /// <summary>§13.3: AUTHOR_ID of <c>task.commentitem.add</c> impersonates.</summary>
    public bool CommentAuthorImpersonates { get; init; } = true;

    /// <summary>§13.14: the rows after FIRST_ID come oldest first; when not, newest first like every other page.</summary>
    public bool FirstIdOldestFirst { get; init; }

    /// <summary>The plan reserves offline events: feature <c>rest_offline_extended</c>.</summary>
    public bool RestOfflineExtended { get; init; } = true;

    /// <summary>The plan knows source keys: feature <c>rest_auth_connector</c>.</summary>
    public bool RestAuthConnector { get; init; } = true;

    /// <summary>Without <c>rest_offline_extended</c> there are no offline events at all; when not, reading with deletion works on every plan.</summary>
    public bool OfflineNeedsExtended { get; init; } = true;

    /// <summary>EVENT_DATA of an offline event holds the ids; when not, it is <c>false</c> as in the documents' samples.</summary>
    public bool OfflineNamesObject { get; init; } = true;

    /// <summary>What came within <c>minTimeout</c> of a notice is announced by one more notice after it; when not, by none.</summary>
    public bool OfflineNoticeTrails { get; init; }

    /// <summary>The portal has <c>im.v2.Event.*</c>; when not, they are methods it does not know.</summary>
    public bool MessengerEvents { get; init; } = true;

    /// <summary>A used refresh token stays valid (the documents leave it open).</summary>
    public bool TolerantRefreshTokens { get; init; }

    /// <summary>The portal holds the Enterprise plan: 5/s over 250 instead of 2/s over 50.</summary>
    public bool Enterprise { get; init; }

    /// <summary>The request bucket is in force; off for load that is no part of the question.</summary>
    public bool RateLimit { get; init; } = true;

    /// <summary>Execution time of one method of one app in ten minutes before it is blocked (cloud: not published, 480 s in the documents' example).</summary>
    public TimeSpan OperatingLimit { get; init; } = TimeSpan.FromSeconds(480);

    /// <summary>An unresolved <c>$result[…]</c> of a batch stays as written instead of becoming empty (the documents leave it open).</summary>
    public bool UnresolvedReferenceStays { get; init; }

    /// <summary>Token and limit errors under <c>/rest/api/</c> wear the v3 envelope instead of the v2 one (the documents leave it open).</summary>
    public bool V3TokenErrorsAreObjects { get; init; }

    /// <summary>Who deletes the record that owns an activity deletes the activity, though others show it; when not, the next record becomes the owner.</summary>
    public bool OwnerDeletionTakesActivities { get; init; }

    /// <summary>The conversion of a lead binds its activities to the deal by itself.</summary>
    public bool ConversionBindsActivities { get; init; }

    /// <summary>A new or lost binding fires ONCRMACTIVITYUPDATE.</summary>
    public bool BindingFiresActivityUpdate { get; init; }

    /// <summary>A new or lost binding moves LAST_UPDATED.</summary>
    public bool BindingMovesLastUpdated { get; init; } = true;

    /// <summary>A recording that comes after its call moves LAST_UPDATED of the call (the documents leave it open); no event tells of it either way.</summary>
    public bool RecordingMovesLastUpdated { get; init; } = true;

    /// <summary>An activity can be bound to a record that does not exist, as measured on live portals; when not, OWNER_NOT_FOUND.</summary>
    public bool BindingToNobodySucceeds { get; init; } = true;

    /// <summary>Events of timeline comments carry their id under FIELDS, as the others of the CRM do.</summary>
    public bool CommentEventsUseFields { get; init; }

    /// <summary>A comment can be bound to elements of a smart process; the documents name leads, deals, contacts, companies and orders.</summary>
    public bool CommentsBindToProcesses { get; init; } = true;
}
