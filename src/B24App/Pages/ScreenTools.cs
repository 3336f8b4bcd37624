using B24App.Portals;

namespace B24App.Pages;

/// <summary>What every screen needs, whatever it shows.</summary>
public sealed record ScreenTools(Sessions Sessions, PortalStore Portals, Rights Rights, Deputies Deputies, ViewerStore Viewers, TimeProvider Clock);
