namespace B24App.Plan;

/// <summary>Every reason a verdict, a skip or a hold can have. Each has one sentence per language in <see cref="Reasons"/>.</summary>
public enum Reason
{
    /// <summary>Both sides already agree.</summary>
    AlreadyEqual,

    /// <summary>The item is not within what the link carries.</summary>
    NotInContract,

    /// <summary>The task is in a group no link covers.</summary>
    GroupNotLinked,

    /// <summary>The tag filter does not match.</summary>
    TagNotInContract,

    /// <summary>The filter by responsible does not match.</summary>
    ResponsibleNotInContract,

    /// <summary>Another link already carries the task.</summary>
    AlreadyInAnotherLink,

    /// <summary>Another link carried the task till it ended or the mirror was gone; by itself it goes to no second partner.</summary>
    WentByAnotherLink,

    /// <summary>The portal already holds a member of the family.</summary>
    FamilyAlreadyHere,

    /// <summary>What came from a partner crosses no second link.</summary>
    CameFromPartner,

    /// <summary>The chain of links is longer than allowed.</summary>
    TooManyHops,

    /// <summary>The field or direction is one-way.</summary>
    OneWay,

    /// <summary>The task left the link.</summary>
    LeftLink,

    /// <summary>Written before the task entered the link.</summary>
    BeforeEntering,

    /// <summary>Written while the task was outside the link.</summary>
    WhileOutside,

    /// <summary>The comment starts with the internal prefix.</summary>
    InternalComment,

    /// <summary>The comment rule of the link says no.</summary>
    CommentsNotCarried,

    /// <summary>The portal wrote it, not a person.</summary>
    SystemMessage,

    /// <summary>We cannot tell people from the portal in this discussion.</summary>
    ServiceCommentsUnclear,

    /// <summary>One of our own notes.</summary>
    OurNote,

    /// <summary>Our own write came back.</summary>
    OurEcho,

    /// <summary>Nothing is left to carry after conversion.</summary>
    NothingToCarry,

    /// <summary>The portal answers nothing for this item: gone or hidden.</summary>
    Unreadable,

    /// <summary>The portal is unreachable.</summary>
    PortalUnreachable,

    /// <summary>The relay account cannot read the chat.</summary>
    NotInChat,

    /// <summary>The relay account was removed from the chat.</summary>
    RemovedFromChat,

    /// <summary>Earlier comments are hidden from us.</summary>
    HistoryHidden,

    /// <summary>The relay account's access ended.</summary>
    RelayAccountLost,

    /// <summary>The application has no access on this portal.</summary>
    PortalNotAuthorised,

    /// <summary>The link is paused here.</summary>
    LinkPaused,

    /// <summary>Somebody stopped the exchange of this one task.</summary>
    TaskPaused,

    /// <summary>The partner paused the link.</summary>
    LinkPausedByPartner,

    /// <summary>The link ended.</summary>
    LinkEnded,

    /// <summary>The contract awaits the other side.</summary>
    ContractAwaitsConsent,

    /// <summary>The contract changed before the call left.</summary>
    ContractChanged,

    /// <summary>Too many writes to one item.</summary>
    FuseOfItem,

    /// <summary>Too many writes over one link.</summary>
    FuseOfLink,

    /// <summary>The link's daily limit is used up.</summary>
    DailyCap,

    /// <summary>Half of the items vanished at once.</summary>
    MassDisappearance,

    /// <summary>Deleted at the partner.</summary>
    DeletedAtPartner,

    /// <summary>Gone on both sides.</summary>
    GoneOnBothSides,

    /// <summary>A deleted item is back.</summary>
    SeenAgain,

    /// <summary>Two items exist and nothing says they are one.</summary>
    TwoStrangers,

    /// <summary>Both sides changed one field; the rule decided.</summary>
    ConflictDecided,

    /// <summary>The outcome of a call is unknown.</summary>
    OutcomeUnknown,

    /// <summary>The parent task is not mirrored yet.</summary>
    ParentNotMirrored,

    /// <summary>The portal refused the write.</summary>
    WriteRefused,

    /// <summary>The portal wants a field of its own filled.</summary>
    RequiredFieldMissing,

    /// <summary>No group right.</summary>
    GroupRefused,

    /// <summary>No right to change the deadline.</summary>
    DeadlineRefused,

    /// <summary>The responsible person is not a user here.</summary>
    ResponsibleUnknown,

    /// <summary>Too late to edit the message.</summary>
    EditWindowOver,

    /// <summary>We have no role in the task.</summary>
    StatusNeedsRole,

    /// <summary>Only the creator may accept the work.</summary>
    StatusNeedsCreator,

    /// <summary>The task does not wait for control on this side.</summary>
    StatusNeedsControl,

    /// <summary>The portal refused the status.</summary>
    StatusRefused,

    /// <summary>Files come later.</summary>
    FilesNotCarried,

    /// <summary>The file is larger than the contract allows.</summary>
    FileTooLarge,

    /// <summary>The file is a program.</summary>
    FileForbidden,

    /// <summary>The file could not be read.</summary>
    FileUnreadable,

    /// <summary>A timeline takes files only inside of a call, and this one does not fit into it.</summary>
    FileTooLargeForCall,

    /// <summary>The other portal did not take the file.</summary>
    FileNotStored,

    /// <summary>Field is not carried.</summary>
    FieldNotCarried,

    /// <summary>Matched before the card moved to a chat; too old to match.</summary>
    OlderThanCardMigration,

    /// <summary>The portal's tariff has no REST.</summary>
    PaymentRequired,

    /// <summary>The portal's limit is used up for now.</summary>
    PortalBusy,

    /// <summary>The task is mirrored by this link already.</summary>
    AlreadyMirrored,

    /// <summary>The run leaves finished tasks where they are.</summary>
    TaskFinished,

    /// <summary>The run that brought it was taken back.</summary>
    TakenBack,

    /// <summary>People have worked on the mirror, so it was not removed.</summary>
    MirrorWorkedOn,

    /// <summary>The portal where the mirror stands does not let it be removed from the other side.</summary>
    RemovalNotAgreed,

    /// <summary>Whether somebody changed the mirror could not be told, so it was not removed.</summary>
    MirrorUnproven,

    /// <summary>Somebody ended the mirroring of this one task.</summary>
    StoppedByHand,

    /// <summary>The contract does not let this kind of card entry leave.</summary>
    EntryNotInContract,

    /// <summary>A kind of card entry that crosses in no way.</summary>
    EntryHasNoForm,

    /// <summary>The card entry was written before its card was paired.</summary>
    EntryOlderThanPair,

    /// <summary>The card entry crossed before, or came from the partner.</summary>
    EntryMirrored,

    /// <summary>A copy of the card entry seems to stand at the partner's card already: both sides are asked whether it is one.</summary>
    EntryHasCopy,

    /// <summary>Both sides agreed that the entry and its copy are one.</summary>
    EntryAdopted,
}
