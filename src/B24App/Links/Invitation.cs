using B24App.Store;

namespace B24App.Links;

/// <summary>What a code turned out to be.</summary>
public enum InvitationState
{
    /// <summary>It can be accepted.</summary>
    Open,

    /// <summary>No such code.</summary>
    Unknown,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody accepted it already.</summary>
    Used,

    /// <summary>The inviter took it back, or it was guessed at too often.</summary>
    Revoked,

    /// <summary>This portal tried too many wrong codes lately; try again in an hour.</summary>
    TooManyTries,
}

/// <summary>A new invitation. The code is shown once and stored nowhere.</summary>
/// <param name="Answer">Done, or why not; the rest is empty then.</param>
/// <param name="Link">The link that begins with it.</param>
/// <param name="Code">What the inviter gives to the partner by his own means.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record NewInvitation(LinkAnswer Answer, LinkId Link, string Code, DateTimeOffset ExpiresAt);

/// <summary>What who holds a code may read before he accepts.</summary>
/// <param name="Link">The link.</param>
/// <param name="LinkName">Name the inviter gave it.</param>
/// <param name="Inviter">Who invites.</param>
/// <param name="Half">What the inviter offers and takes.</param>
/// <param name="ExpiresAt">When the code ends.</param>
public sealed record Invitation(LinkId Link, string LinkName, PortalCard Inviter, PublishedHalf Half, DateTimeOffset ExpiresAt);

/// <summary>Answer to a look at a code.</summary>
/// <param name="State">What the code is.</param>
/// <param name="Invitation">What it offers; only when open.</param>
public sealed record Looked(InvitationState State, Invitation? Invitation);

/// <summary>Answer to an acceptance.</summary>
/// <param name="State">What the code is.</param>
/// <param name="Answer">Done, or why an open code was not accepted.</param>
/// <param name="Link">The link; only when done.</param>
public sealed record Accepted(InvitationState State, LinkAnswer Answer, LinkId Link);

/// <summary>An acceptance the inviter has to confirm: first he sees who it is.</summary>
/// <param name="Link">The link.</param>
/// <param name="Partner">Name and address of the portal that accepted.</param>
/// <param name="Half">The partner's half, as published.</param>
/// <param name="Terms">What would be in force.</param>
public sealed record Acceptance(Link Link, PortalCard Partner, PublishedHalf Half, Terms Terms);

/// <summary>An invitation that waits for somebody to bring its code. The code itself is kept nowhere.</summary>
/// <param name="Link">The link that begins with it.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExpiresAt">When the code ends.</param>
/// <param name="State">Whether it can still be accepted.</param>
public sealed record MadeInvitation(LinkId Link, string Name, DateTimeOffset ExpiresAt, InvitationState State);
