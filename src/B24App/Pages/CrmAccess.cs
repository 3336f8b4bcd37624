using System.Text.Json;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;

namespace B24App.Pages;

/// <summary>
/// The record of the CRM a tab was opened in, if the visitor's own token can read it (RULES 38): asked while he opens the tab, because only then
/// his token is in our hands.
/// </summary>
internal static class CrmAccess
{
    private static readonly Dictionary<string, int> Tabs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CRM_LEAD_DETAIL_TAB"] = CrmKey.Lead,
        ["CRM_DEAL_DETAIL_TAB"] = CrmKey.Deal,
        ["CRM_CONTACT_DETAIL_TAB"] = CrmKey.Contact,
        ["CRM_COMPANY_DETAIL_TAB"] = CrmKey.Company,
    };

    /// <summary>The session with the record it was opened in, when there is one and he may read it.</summary>
    public static async Task<Session> With(Session session, PortalLine line, string? options)
    {
        if (!Tabs.TryGetValue(session.Placement, out var type) || IdOf(options) is not { } id)
        {
            return session;
        }

        var outcome = (await line.Call([RecordCommands.Get(new CrmRef(type, id))], Urgency.Live, CancellationToken.None))[0];
        return outcome is Answer answer && RecordWire.From(answer.Result)?.Id == id ? session with { Card = new CrmKey(type, id).ToString() } : session;
    }

    /// <summary>The record a tab was opened in (b24restdocs: api-reference/widgets/crm/); null when the words are somebody else's.</summary>
    internal static long? IdOf(string? options)
    {
        if (options is not { Length: > 0 and <= 4000 })
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(options);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("ID", out var id) && long.TryParse(id.ToString(), out var number) && number > 0 ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
