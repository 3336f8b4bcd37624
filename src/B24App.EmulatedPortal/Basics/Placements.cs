using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Basics;

/// <summary>A widget of an app.</summary>
internal sealed record Placement(string ClientId, string Code, string Handler, string Title, string Description, long UserId)
{
    public JsonNode Options { get; init; } = new JsonArray();

    public JsonNode Languages { get; init; } = new JsonArray();
}

/// <summary>Widgets of a portal.</summary>
internal sealed class Placements
{
    public List<Placement> All { get; } = [];

    public Placement? Find(string clientId, string code) =>
        All.Find(placement => placement.ClientId == clientId && placement.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Places a widget can stand in, with the scope that opens them.</summary>
internal static class PlacementCatalog
{
    public static readonly IReadOnlyList<(string Code, string? Scope)> All =
    [
        ("LEFT_MENU", null),
        ("REST_APP_URI", null),
        ("PAGE_BACKGROUND_WORKER", null),
        ("TASK_VIEW_TAB", "task"),
        ("TASK_VIEW_SIDEBAR", "task"),
        ("TASK_VIEW_TOP_PANEL", "task"),
        ("TASK_LIST_CONTEXT_MENU", "task"),
        ("TASK_USER_LIST_TOOLBAR", "task"),
        ("TASK_GROUP_LIST_TOOLBAR", "task"),
        ("TASK_ROBOT_DESIGNER_TOOLBAR", "task"),
        ("SONET_GROUP_DETAIL_TAB", "sonet_group"),
        ("SONET_GROUP_TOOLBAR", "sonet_group"),
        ("IM_TEXTAREA", "im"),
        ("IM_SIDEBAR", "im"),
        ("IM_CONTEXT_MENU", "im"),
        ("IM_NAVIGATION", "im"),
        ("CRM_LEAD_DETAIL_TAB", "crm"),
        ("CRM_DEAL_DETAIL_TAB", "crm"),
        ("CRM_CONTACT_DETAIL_TAB", "crm"),
        ("CRM_COMPANY_DETAIL_TAB", "crm"),
        ("CRM_LEAD_DETAIL_TOOLBAR", "crm"),
        ("CRM_DEAL_DETAIL_TOOLBAR", "crm"),
        ("CRM_CONTACT_DETAIL_TOOLBAR", "crm"),
        ("CRM_COMPANY_DETAIL_TOOLBAR", "crm"),
        ("CRM_DEAL_ACTIVITY_TIMELINE_MENU", "crm"),
        ("CRM_LEAD_ACTIVITY_TIMELINE_MENU", "crm"),
    ];
}
