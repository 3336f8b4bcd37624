using B24App.Bitrix24.Events;
using B24App.Bitrix24.Json;
using B24App.Portals;

namespace B24App.Receive;

/// <summary>Installs, updates, uninstalls and payments as events (RULES 27): written down, acted on later, believed only when proven.</summary>
internal sealed partial class LifecycleEvents(PortalStore portals, LifecycleStore steps, ClaimBox claims, WorkSignal work, ILogger<LifecycleEvents> log)
{
    private static readonly TimeSpan PaymentRest = TimeSpan.FromMinutes(10);

    /// <summary>The event is about the application itself.</summary>
    public static bool Knows(string code) => code is "ONAPPINSTALL" or "ONAPPUPDATE" or "ONAPPUNINSTALL" or "ONAPPPAYMENT";

    /// <summary>Writes down what is to be done.</summary>
    public Task Receive(EventNotice notice, Portal? portal, bool recognised) => notice.Event switch
    {
        // Its tokens are the proof, so the application token, which an update may change, is not asked for.
        "ONAPPINSTALL" or "ONAPPUPDATE" => VisitClaim.From(notice) is { } claim ? Claim(notice.Event, claim) : Task.CompletedTask,

        // Access is already revoked, so the application token is the only proof.
        "ONAPPUNINSTALL" when recognised => Uninstall(portal!, notice),

        // Carries no proof at all (b24restdocs: api-reference/common/events/), so it only makes us look, not too often.
        "ONAPPPAYMENT" when portal is { State: not PortalState.Uninstalled } => Look(portal),
        _ => Task.CompletedTask,
    };

    private async Task Claim(string code, VisitClaim claim)
    {
        Claimed(code, await steps.Claim(claim.Member, claims.Seal(claim)));
        work.Wake();
    }

    private async Task Uninstall(Portal portal, EventNotice notice)
    {
        var clean = Wire.Flag(notice.Pairs.GetValueOrDefault("CLEAN")) == true;
        await portals.Uninstall(portal.Id, clean);
        Uninstalled(portal.Id.Value, clean);
        work.Wake();
    }

    private async Task Look(Portal portal)
    {
        await steps.AskPayment(portal.Id, portal.Member, PaymentRest);
        work.Wake();
    }

    [LoggerMessage(LogLevel.Information, "lifecycle.claimed {Code}, kept {Kept}")]
    private partial void Claimed(string code, bool kept);

    [LoggerMessage(LogLevel.Information, "lifecycle.uninstalled portal {Portal}, clean {Clean}")]
    private partial void Uninstalled(long portal, bool clean);
}
