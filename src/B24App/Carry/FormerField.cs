using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Stations;

namespace B24App.Carry;

/// <summary>The field of companies that keeps their former contacts; made when it is missing.</summary>
public sealed class FormerField(Desks desks)
{
    /// <summary>Name of the field on the portal.</summary>
    public const string Name = "UF_CRM_" + Bare;

    private const string Bare = "B24APP_FORMER";

    private static readonly Dictionary<string, string> Labels = new() { ["ru"] = "Бывшие контакты", ["en"] = "Former contacts" };

    private readonly HashSet<long> _there = [];

    /// <summary>Puts a contact into the field of a company, or takes it out; the answer is that of the last call, with whether there was nothing to do.</summary>
    public async Task<(Outcome Outcome, bool WasThere)> Write(Portal portal, CrmKey company, long contact, bool keeps)
    {
        if (await Ensure(portal) is { } trouble)
        {
            return (trouble, false);
        }

        var card = new CrmRef(company.Type, company.Id);
        if (await desks.Ask(portal.Id, RecordCommands.ByIds(company.Type, [company.Id], ["id", Name])) is var seen && seen is not Answer answer)
        {
            return (seen, false);
        }

        if (RecordWire.ListFrom(answer.Result).FirstOrDefault(row => row.Id == company.Id) is not { } row)
        {
            return (new Refusal(RefusalKind.Other, "OWNER_NOT_FOUND", "", 200), false);
        }

        var kept = row.Named(Name, CrmKey.Contact);
        if (kept.Contains(contact) == keeps)
        {
            return (answer, true);
        }

        var wanted = keeps ? kept.Append(contact) : kept.Where(id => id != contact);
        return (await desks.Ask(portal.Id, RecordCommands.Update(card, new JsonObject { [Name] = new JsonArray([.. wanted.Select(id => (JsonNode)$"{CrmRef.ShortOf(CrmKey.Contact)}_{id}")]) })), false);
    }

    // Its name is unique on the portal, so a creation whose answer was lost is found.
    private async Task<Outcome?> Ensure(Portal portal)
    {
        lock (_there)
        {
            if (_there.Contains(portal.Id.Value))
            {
                return null;
            }
        }

        var listed = await desks.Ask(portal.Id, ContactCommands.CompanyField(Name));
        if (listed is not Answer answer)
        {
            return listed;
        }

        if (Wire.Rows(answer.Result).Count == 0 && await desks.Ask(portal.Id, ContactCommands.AddCompanyField(Bare, Labels)) is var made and not Answer)
        {
            return made;
        }

        lock (_there)
        {
            _there.Add(portal.Id.Value);
        }

        return null;
    }
}
