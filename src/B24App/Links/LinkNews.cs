namespace B24App.Links;

/// <summary>What may happen to a link, as the reason of a journal row of station "link".</summary>
public static class LinkNews
{
    /// <summary>An invitation was made.</summary>
    public const string Invited = "link.invited";

    /// <summary>It got a new code; the old one is void.</summary>
    public const string Renewed = "link.renewed";

    /// <summary>A portal accepted; the inviter has to confirm.</summary>
    public const string Accepted = "link.accepted";

    /// <summary>The inviter confirmed: the link runs.</summary>
    public const string Active = "link.active";

    /// <summary>Somebody stepped back before it ran.</summary>
    public const string Withdrawn = "link.withdrawn";

    /// <summary>Another contract is in force.</summary>
    public const string Contract = "link.contract";

    /// <summary>A wider half waits for the other side.</summary>
    public const string Proposed = "link.proposed";

    /// <summary>It was taken back or refused.</summary>
    public const string ProposalDropped = "link.proposal-dropped";

    /// <summary>A side paused.</summary>
    public const string Paused = "link.paused";

    /// <summary>It lifted its pause.</summary>
    public const string Resumed = "link.resumed";

    /// <summary>The link stopped until an administrator answers.</summary>
    public const string Held = "link.held";

    /// <summary>An administrator let it go on.</summary>
    public const string Released = "link.released";

    /// <summary>The link waits for a side.</summary>
    public const string Waiting = "link.waiting";

    /// <summary>It waits no longer for that side.</summary>
    public const string WaitingOver = "link.waiting-over";

    /// <summary>Fuse or caps were changed.</summary>
    public const string Limits = "link.limits";

    /// <summary>The link ended.</summary>
    public const string Ended = "link.ended";

    /// <summary>A run over what existed before was asked for, started, stopped or taken back.</summary>
    public const string Backfill = "link.backfill";

    /// <summary>Pairs that existed before were looked for, or agreed to.</summary>
    public const string Adoption = "link.adoption";

    /// <summary>An administrator said who a partner's colleague is here.</summary>
    public const string Matching = "link.matching";
}
