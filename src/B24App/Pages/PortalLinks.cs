using B24App.Links;
using B24App.Plan;
using B24App.Store;

namespace B24App.Pages;

/// <summary>A link as one of its portals sees it.</summary>
/// <param name="Details">The link.</param>
/// <param name="Side">The viewer's side; A in a self-link.</param>
public sealed record SeenLink(LinkDetails Details, Side Side)
{
    /// <summary>The link itself.</summary>
    public Link Link => Details.Link;

    /// <summary>The viewer's own half: nobody else sees its groups and people (RULES 5).</summary>
    public global::B24App.Links.Half Half => Link.Contract.Of(Side);

    /// <summary>What the viewer may know of the partner's half.</summary>
    public PublishedHalf Partners => Details.Published(Side.Other());
}

/// <summary>The links of one portal, and no other's.</summary>
public sealed class PortalLinks(LinkBook book)
{
    /// <summary>The portal's links that run or ran and have not ended.</summary>
    public async Task<IReadOnlyList<Link>> Running(PortalId portal) =>
        [.. (await book.Of(portal)).Where(link => link.State is not (LinkState.Ended or LinkState.Pending))];

    /// <summary>One link; null when the portal has no side of it.</summary>
    public async Task<SeenLink?> Find(PortalId portal, LinkId link) => await book.Details(link) is { } details && (details.Link.A == portal || details.Link.B == portal)
        ? new SeenLink(details, details.Link.A == portal ? Side.A : Side.B)
        : null;
}
