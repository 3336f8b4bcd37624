using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Limits;
using B24App.Bitrix24.Portals;
using B24App.Bitrix24.Tasks;

namespace B24App.Portals;

/// <summary>Finds out what a portal can do, by reading only (RULES 31).</summary>
internal sealed class ProbeStep(PortalStore portals, Gates gates, TimeProvider clock)
{
    // A method of REST 3.0 that only lists scopes: a portal without 3.0 does not know it (b24restdocs: api-reference/rest-v3.md).
    private static readonly Command Rest3 = new("rest.scope.list", null) { IsV3 = true };

    public async Task<StepOutcome> Run(Portal portal, PortalLine line, CancellationToken ct)
    {
        var outcomes = await line.Call(
            [PortalCommands.AppInfo(), ListByRandomMarker(), PortalCommands.Feature("rest_offline_extended")], Urgency.Bulk, ct);
        if (outcomes[0] is not Answer info)
        {
            return StepOutcomes.Of(outcomes[0], "app.info");
        }

        if (outcomes[1] is Later or Unknown)
        {
            return StepOutcomes.Of(outcomes[1], "tasks.task.list");
        }

        var third = (await line.Call([Rest3], Urgency.Bulk, ct))[0];
        if (third is Later or Unknown)
        {
            return StepOutcomes.Of(third, "rest.scope.list");
        }

        var app = PortalAppWire.From(info.Result);
        var found = new Capabilities
        {
            FindsByMarker = outcomes[1] is Answer list ? Tasks(list.Result).Count == 0 : null,
            ReservesOfflineEvents = outcomes[2] is Answer feature ? IsYes(feature.Result) : null,
            HasRest3 = third is Answer,
            AppCode = app?.Code,
            ProbedAt = clock.GetUtcNow(),
        };
        var offlineIsNew = found.ReservesOfflineEvents == true && portal.Capabilities.ReservesOfflineEvents != true;
        await portals.Save(portal.Id, found, app?.LicenceFamily ?? "", app?.Language, offlineIsNew ? LifecycleStep.Bind : null);
        (await gates.Of(portal.Member)).Use(RateLimit.ForLicence(app?.LicenceFamily));
        return StepOver.Well;
    }

    // No task can carry this marker, so a row in the answer means that the filter is ignored.
    private static Command ListByRandomMarker() => TaskCommands.List(
        new JsonObject { ["XML_ID"] = "b24app:probe:" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) },
        new JsonObject { ["ID"] = "asc" },
        ["ID"],
        -1);

    private static IReadOnlyList<JsonElement> Tasks(JsonElement result) =>
        Wire.Member(result, "tasks") is { } tasks ? Wire.Rows(tasks) : Wire.Rows(result);

    private static bool? IsYes(JsonElement result) => Wire.Member(result, "value") is { } value ? Wire.Flag(value) : null;
}
