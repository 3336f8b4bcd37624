using B24App.Plan;
using B24App.Store;

namespace B24App.Links;

/// <summary>A link as the stations see it: who, with what contract, and whether it runs.</summary>
/// <param name="Id">Our number.</param>
/// <param name="Name">Name the administrators gave it.</param>
/// <param name="A">Portal that invited.</param>
/// <param name="B">Portal that accepted; equal to <paramref name="A"/> for a self-link between two groups.</param>
/// <param name="State">Whether anything crosses.</param>
/// <param name="Contract">What is in force.</param>
/// <param name="ActiveSince">Moment the link began to run: nothing older crosses by itself.</param>
public sealed record Link(LinkId Id, string Name, PortalId A, PortalId B, LinkState State, Contract Contract, DateTimeOffset ActiveSince)
{
    /// <summary>The portal of a side.</summary>
    public PortalId Portal(Side side) => side == Side.A ? A : B;

    /// <summary>Both ends stand in one portal.</summary>
    public bool IsSelfLink => A == B;

    /// <summary>Things cross now.</summary>
    public bool Runs => State == LinkState.Active;
}

/// <summary>Life of a link.</summary>
public enum LinkState
{
    /// <summary>Invited or accepted, not yet confirmed by the inviter.</summary>
    Pending,

    /// <summary>Runs.</summary>
    Active,

    /// <summary>Paused by one side or both; who paused resumes.</summary>
    Paused,

    /// <summary>Waits for a cause outside our hands (partner uninstalled, token gone), with a reason.</summary>
    Waiting,

    /// <summary>Held by the fuse or a mass disappearance until an administrator answers.</summary>
    Held,

    /// <summary>Unlinked.</summary>
    Ended,
}
