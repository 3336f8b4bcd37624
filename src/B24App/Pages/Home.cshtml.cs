using B24App.Portals;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages;

/// <summary>The screen: how the portal stands, and its links.</summary>
public sealed class HomeModel(
    Sessions sessions, PortalStore portals, HomeReader reader, Rights rights, WorkSignal signal) : SignedInPage(sessions, portals)
{
    private readonly PortalStore _portals = portals;

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

    /// <summary>Now.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The visitor's theme.</summary>
    public string Theme { get; private set; } = "light";

    /// <summary>The portal's links.</summary>
    public IReadOnlyList<LinkLine> Links { get; private set; } = [];

    /// <summary>Shows the screen.</summary>
    public Task OnGet() => Load();

    /// <summary>An administrator lets the exchange go on after a reinstall or a lost relay account (RULES 27).</summary>
    public Task<IActionResult> OnPostContinue(CancellationToken ct) => AsAdmin(() => _portals.Continue(Portal.Id, Session.User), ct);

    /// <summary>An administrator takes the role of the relay account (RULES 25).</summary>
    public Task<IActionResult> OnPostRelay(CancellationToken ct) => AsAdmin(() => _portals.UseRelay(Portal.Id, Session.User), ct);

    /// <summary>The visitor chose a theme.</summary>
    public async Task<IActionResult> OnPostTheme(string theme)
    {
        if (ViewerStore.Themes.Contains(theme))
        {
            await reader.Choose(Portal.Id, Session.User, theme);
        }

        await Load();
        return Page();
    }

    private async Task<IActionResult> AsAdmin(Func<Task> act, CancellationToken ct)
    {
        switch (await rights.IsAdmin(Session, ct))
        {
            case true:
                await act();
                signal.Wake();
                await Refresh();
                break;
            case false:
                return new StatusCodeResult(StatusCodes.Status403Forbidden);
            default:
                return new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
        }

        await Load();
        return Page();
    }

    private async Task Load()
    {
        var seen = await reader.Read(Portal, Session.User, Words);
        (RelayName, LastEvent, Now, Theme, Links) = (seen.RelayName, seen.LastEvent, seen.Now, seen.Theme, seen.Links);
        Health = Health.Of(Portal, seen, Words);
    }
}
