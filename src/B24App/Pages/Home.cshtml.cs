using B24App.Portals;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages;

/// <summary>The first screen: one sentence of health, what to press, a few numbers, and the way to the first link.</summary>
public sealed class HomeModel(ScreenTools tools, PortalStore portals, HomeReader reader, WorkSignal signal) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "home";

    /// <summary>What it shows.</summary>
    public HomeView View { get; private set; } = null!;

    /// <summary>One sentence of health.</summary>
    public Health Health { get; private set; } = new("", "good");

    /// <summary>The visitor may press "continue".</summary>
    public bool CanContinue => Session.IsAdmin && Portal.State == PortalState.Waiting && Portal.Reason is WaitReason.Reinstalled or WaitReason.RelayLost;

    /// <summary>The visitor may become the relay account.</summary>
    public bool CanTakeRelay => Session.IsAdmin && Portal.Runs && Portal.RelayUser != Session.User;

    /// <summary>Shows the screen.</summary>
    public Task OnGet() => Load();

    /// <summary>An administrator lets the exchange go on after a reinstall or a lost relay account (RULES 27).</summary>
    public Task<IActionResult> OnPostContinue(CancellationToken ct) => Act(() => portals.Continue(Portal.Id, Session.User), ct);

    /// <summary>An administrator takes the role of the relay account (RULES 25).</summary>
    public Task<IActionResult> OnPostRelay(CancellationToken ct) => Act(() => portals.UseRelay(Portal.Id, Session.User), ct);

    private Task<IActionResult> Act(Func<Task> act, CancellationToken ct) => AsAdministrator(
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
        View = await reader.Read(Portal, Now, Words, MayManage);
        Health = Health.Of(Portal, View.Troubles, View.Progress >= FirstLink.Runs, View.Now.LastExchange, Now, Words);
    }
}
