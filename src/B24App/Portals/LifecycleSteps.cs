using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Events;
using B24App.Bitrix24.Placements;
using B24App.Bitrix24.Portals;

namespace B24App.Portals;

/// <summary>The steps that follow an install, an update or a visit, one method each.</summary>
internal sealed class LifecycleSteps(PortalStore portals, PortalLines lines, Visits visits, Reception reception, ClaimBox claims, ProbeStep probe, Handlers handlers)
{
    private const string Sender = "events"; // what portals send by events comes from a few queue servers: one bucket for all

    public async Task<StepOutcome> Take(LifecycleRow row, CancellationToken ct)
    {
        if (row.Step == LifecycleStep.Verify)
        {
            return await Verify(row, ct);
        }

        if (await portals.Find(row.Portal) is not { State: not PortalState.Uninstalled } portal)
        {
            return new StepOver("the portal is gone");
        }

        var user = row.UserId != 0 ? row.UserId : portal.RelayUser;
        if (await lines.Of(portal, user) is not { } line)
        {
            return new StepOver("the registration is no longer in our settings");
        }

        var asked = lines.Now;
        var outcome = row.Step switch
        {
            LifecycleStep.Bind => await Bind(portal, line, ct),
            LifecycleStep.Place => await Place(portal, line, ct),
            LifecycleStep.Probe => await probe.Run(portal, line, ct),
            _ => await Payment(portal, line, ct),
        };
        if (outcome is Troubled { Trouble: var trouble })
        {
            await lines.Lost(portal.Id, user, trouble, asked);
            return new StepOver($"no access: {trouble.Trouble}");
        }

        return outcome;
    }

    private async Task<StepOutcome> Verify(LifecycleRow row, CancellationToken ct)
    {
        if (claims.Open(row.Body) is not { } claim)
        {
            return new StepOver("the claim cannot be read any more");
        }

        switch (await visits.Confirm(claim, Sender, ct))
        {
            case NotNow later:
                return new StepLater(later.Until);
            case TurnedAway refused:
                return new StepOver($"refused: {refused.Reason}");
            case Confirmed { Install.IsAdmin: false }:
                return new StepOver("refused: not an administrator's tokens");
            case Confirmed confirmed:
                await reception.Admit(confirmed, isInstall: true);
                return StepOver.Well;
            default:
                return new StepOver("not understood");
        }
    }

    // Get, then bind what is missing: a second handler for the same event would double it (b24restdocs: api-reference/events/).
    private async Task<StepOutcome> Bind(Portal portal, PortalLine line, CancellationToken ct)
    {
        var seen = (await line.Call([EventCommands.Get()], Urgency.Live, ct))[0];
        if (seen is not Answer answer)
        {
            return StepOutcomes.Of(seen, "event.get");
        }

        var there = EventBinding.ListFrom(answer.Result);
        Command[] missing = [.. handlers.Missing(there, portal).Select(code => EventCommands.Bind(code, handlers.Address))];
        if (missing.Length > 0)
        {
            var bound = await line.Call(missing, Urgency.Live, ct);
            if (bound.FirstOrDefault(outcome => outcome is not Answer) is { } failed)
            {
                return StepOutcomes.Of(failed, "event.bind");
            }
        }

        if (portal.Capabilities.ReservesOfflineEvents == true && handlers.MissingOffline(there).ToArray() is { Length: > 0 } offline)
        {
            await line.Call(offline, Urgency.Bulk, ct); // an extra: without it the sweep finds the same, later
        }

        return StepOver.Well;
    }

    // The same widget bound twice is refused by the portal, and the place of app links takes one handler only.
    private async Task<StepOutcome> Place(Portal portal, PortalLine line, CancellationToken ct)
    {
        var seen = (await line.Call([PlacementCommands.Get()], Urgency.Live, ct))[0];
        if (seen is not Answer answer)
        {
            return StepOutcomes.Of(seen, "placement.get");
        }

        Command[] missing = [.. handlers.Missing(PlacementWire.ListFrom(answer.Result), portal)];
        var bound = missing.Length > 0 ? await line.Call(missing, Urgency.Live, ct) : [];
        return bound.FirstOrDefault(outcome => outcome is not Answer) is { } failed ? StepOutcomes.Of(failed, "placement.bind") : StepOver.Well;
    }

    private async Task<StepOutcome> Payment(Portal portal, PortalLine line, CancellationToken ct)
    {
        var outcome = (await line.Call([PortalCommands.AppInfo()], Urgency.Bulk, ct))[0];
        if (outcome is not Answer)
        {
            return StepOutcomes.Of(outcome, "app.info");
        }

        await portals.Paid(portal.Id);
        return StepOver.Well;
    }
}
