using B24App.Configuration;
using B24App.Links;
using B24App.Matching;
using B24App.Portals;

namespace B24App.Pages.Settings;

/// <summary>What the page of settings reads and changes.</summary>
public sealed record SettingsTools(
    PortalStore Portals, PairStore Pairs, Deputies Deputies, PortalSettings Settings, Invitations Invitations, PortalLinks Links, PeopleDirectory People, PeopleReader Reader, ViewerStore Viewers, AppManifest Manifest, WorkSignal Signal);

/// <summary>A partner as the list shows him: what he published, and how the link stands.</summary>
/// <param name="Link">The link.</param>
/// <param name="Name">Name of his portal.</param>
/// <param name="Domain">Its address.</param>
public sealed record Partner(Link Link, string Name, string Domain);
