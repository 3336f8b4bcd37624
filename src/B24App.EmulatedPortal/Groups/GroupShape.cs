using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Groups;

/// <summary>A group as the two families print it (examples of b24restdocs: api-reference/sonet-group/).</summary>
internal static class GroupShape
{
    public static JsonObject Old(RestCall call, PortalGroup group) => new()
    {
        ["ID"] = Php.Text(group.Id),
        ["SITE_ID"] = "s1",
        ["NAME"] = group.Name,
        ["DESCRIPTION"] = group.Description,
        ["DATE_CREATE"] = PortalDates.Print(group.CreatedDate, call.User),
        ["DATE_UPDATE"] = PortalDates.Print(group.UpdatedDate, call.User),
        ["ACTIVE"] = "Y",
        ["VISIBLE"] = TaskShape.Flag(group.Visible),
        ["OPENED"] = TaskShape.Flag(group.Opened),
        ["CLOSED"] = TaskShape.Flag(group.Closed),
        ["SUBJECT_ID"] = "1",
        ["OWNER_ID"] = Php.Text(group.OwnerId),
        ["KEYWORDS"] = group.Keywords,
        ["NUMBER_OF_MEMBERS"] = Php.Text(group.Members.Count),
        ["DATE_ACTIVITY"] = PortalDates.Print(group.UpdatedDate, call.User),
        ["SUBJECT_NAME"] = call.Portal.Language == "ru" ? "Рабочие группы" : "Workgroups",
        ["PROJECT"] = TaskShape.Flag(group.Project),
        ["IS_EXTRANET"] = "N",
    };

    public static JsonObject New(RestCall call, PortalGroup group) => new()
    {
        ["ID"] = group.Id,
        ["ACTIVE"] = "Y",
        ["SITE_ID"] = "s1",
        ["SUBJECT_ID"] = 1,
        ["NAME"] = group.Name,
        ["DESCRIPTION"] = group.Description ?? "",
        ["KEYWORDS"] = group.Keywords ?? "",
        ["CLOSED"] = TaskShape.Flag(group.Closed),
        ["VISIBLE"] = TaskShape.Flag(group.Visible),
        ["OPENED"] = TaskShape.Flag(group.Opened),
        ["DATE_CREATE"] = Local(call, group.CreatedDate),
        ["DATE_UPDATE"] = Local(call, group.UpdatedDate),
        ["DATE_ACTIVITY"] = Local(call, group.UpdatedDate),
        ["IMAGE_ID"] = 0,
        ["AVATAR_TYPE"] = "folder",
        ["OWNER_ID"] = group.OwnerId,
        ["INITIATE_PERMS"] = group.InitiatePerms,
        ["NUMBER_OF_MEMBERS"] = group.Members.Count,
        ["NUMBER_OF_MODERATORS"] = group.Members.Values.Count(role => role is 'A' or 'E'),
        ["PROJECT"] = TaskShape.Flag(group.Project),
        ["PROJECT_DATE_START"] = null,
        ["PROJECT_DATE_FINISH"] = null,
        ["SEARCH_INDEX"] = $"{group.Name} {group.Description}".Trim(),
        ["LANDING"] = "N",
        ["SCRUM_OWNER_ID"] = 0,
        ["SCRUM_SPRINT_DURATION"] = 0,
        ["SCRUM_TASK_RESPONSIBLE"] = "",
        ["TYPE"] = group.Project ? "project" : "group",
        ["MEMBERS"] = Ids(group.Members.Keys),
        ["CHAT_ID"] = 0,
        ["DIALOG_ID"] = "",
        ["ORDINARY_MEMBERS"] = Ids(group.Members.Where(member => member.Value == 'K').Select(member => member.Key)),
        ["INVITED_MEMBERS"] = new JsonArray(),
        ["MODERATOR_MEMBERS"] = Ids(group.Members.Where(member => member.Value == 'E').Select(member => member.Key)),
        ["SITE_IDS"] = new JsonArray("s1"),
        ["TAGS"] = new JsonArray(),
        ["DEPARTMENTS"] = new JsonArray(),
        ["NUMBER_OF_MEMBERS_PLURAL"] = 0,
    };

    public static JsonObject Row(RestCall call, PortalGroup group) => new()
    {
        ["id"] = Php.Text(group.Id),
        ["name"] = group.Name,
        ["type"] = group.Project ? "project" : "group",
        ["imageId"] = null,
        ["avatarType"] = null,
        ["avatar"] = "",
        ["additionalData"] = new JsonObject
        {
            ["role"] = group.Members.TryGetValue(call.User.Id, out var role) ? role.ToString() : "",
            ["initiatedByType"] = "",
        },
        ["dialogId"] = "",
    };

    private static JsonArray Ids(IEnumerable<long> ids) => new([.. ids.Select(id => (JsonNode)id)]);

    // The newer family prints dates in the format of the portal's culture.
    private static string Local(RestCall call, DateTimeOffset moment) =>
        moment.ToOffset(call.User.UtcOffset).ToString(call.Portal.Language == "ru" ? "dd.MM.yyyy HH:mm:ss" : "MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
}
