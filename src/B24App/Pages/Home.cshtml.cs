using B24App.Portals;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages;

/// <summary>The screen: how the portal stands, and its links.</summary>
public sealed class HomeModel(
    ScreenTools tools, PortalStore portals, HomeReader reader, ViewerStore viewers, WorkSignal signal) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "home";

    /// <summary>One sentence of health.</summary>
    public Health Health { get; private set; } = new("", null, "good");

    /// <summary>Name of the relay account; null when nobody has the role.</summary>
    public string? RelayName { get; private set; }

    /// <summary>The visitor may press "continue".</summary>
    public bool CanContinue => Session.IsAdmin && Portal.State == PortalState.Waiting && Portal.Reason is WaitReason.Reinstalled or WaitReason.RelayLost;

    /// <summary>The visitor may become the relay account.</summary>
    public bool CanTakeRelay => Session.IsAdmin && Portal.Runs && Portal.RelayUser != Session.User;

    /// <summary>When the portal last spoke to us.</summary>
    public DateTimeOffset? LastEvent { get; private set; }

    /// <summary>The portal's links.</summary>
    public IReadOnlyList<LinkLine> Links { get; private set; } = [];

    /// <summary>Shows the screen.</summary>
    public Task OnGet() => Load();

    /// <summary>An administrator lets the exchange go on after a reinstall or a lost relay account (RULES 27).</summary>
    public Task<IActionResult> OnPostContinue(CancellationToken ct) => AsAdmin(() => portals.Continue(Portal.Id, Session.User), ct);

    /// <summary>An administrator takes the role of the relay account (RULES 25).</summary>
    public Task<IActionResult> OnPostRelay(CancellationToken ct) => AsAdmin(() => portals.UseRelay(Portal.Id, Session.User), ct);

    /// <summary>The visitor chose a theme.</summary>
    public async Task<IActionResult> OnPostTheme(string theme)
    {
        if (ViewerStore.Themes.Contains(theme))
        {
            Viewer = Viewer with { Theme = theme };
            await viewers.Choose(Portal.Id, Session.User, Viewer);
        }

        await Load();
        return Page();
    }

    private Task<IActionResult> AsAdmin(Func<Task> act, CancellationToken ct) => AsAdministrator(
        async _ =>
        {
            await act();
            signal.Wake();
            await Refresh();
            await Load();
            return Page();
        },
        ct);

    private async Task Load()
    {
        var seen = await reader.Read(Portal, Words);
        (RelayName, LastEvent, Links) = (seen.RelayName, seen.LastEvent, seen.Links);
        Health = Health.Of(Portal, seen, Words);
    }
}
