using B24App.Store;

namespace B24App.Links;

/// <summary>An administrator of a portal who acts now.</summary>
/// <param name="Portal">Portal he administers.</param>
/// <param name="User">His id there.</param>
/// <param name="CheckedAt">Moment the portal last said that he is an administrator.</param>
public sealed record Admin(PortalId Portal, long User, DateTimeOffset CheckedAt)
{
    /// <summary>How old that word may be when a link or a contract is touched (RULES 38).</summary>
    public static TimeSpan OldestCheck { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The rights were asked lately enough.</summary>
    public bool IsFresh(DateTimeOffset now) => now - CheckedAt <= OldestCheck;
}

/// <summary>
/// The second confirmation of a link without a group (RULES 37): a whole portal leaves, and both administrators said yes after
/// they read how many tasks that was in 30 days.
/// </summary>
/// <param name="OwnTasksIn30Days">The count the acting administrator saw of his own portal; null when he did not confirm.</param>
/// <param name="PartnersWholePortal">He agreed to take the partner's whole portal.</param>
public sealed record Consent(int? OwnTasksIn30Days = null, bool PartnersWholePortal = false)
{
    /// <summary>Nothing was confirmed.</summary>
    public static Consent None { get; } = new();
}

/// <summary>How an act on a link ended.</summary>
public enum LinkAnswer
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Done as far as it narrows; the rest waits for the other side.</summary>
    WaitsForPartner,

    /// <summary>Nothing differs from what already is.</summary>
    NothingToDo,

    /// <summary>No such link for this administrator's portal and side.</summary>
    NotFound,

    /// <summary>The administrator's rights must be asked again first (RULES 38).</summary>
    AskRightsAgain,

    /// <summary>The link is not in a state for this act.</summary>
    WrongState,

    /// <summary>Somebody changed it since the page was read; read it again.</summary>
    Stale,

    /// <summary>The own half lets a whole portal out; confirm it with a 30-day count.</summary>
    ConfirmOwnWholePortal,

    /// <summary>The partner's half lets a whole portal out; confirm that too.</summary>
    ConfirmPartnersWholePortal,

    /// <summary>In a self-link tasks would flow into the group they come from.</summary>
    IntoItsOwnGroup,
}
