using System.Net;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>A task as v2 prints it: camelCase keys, strings, PHP's empty maps (examples of b24restdocs: api-reference/tasks/).</summary>
internal static class TaskShape
{
    private static readonly string[] SystemUf = ["UF_CRM_TASK", "UF_TASK_WEBDAV_FILES", "UF_MAIL_MESSAGE"];

    /// <summary>Everything but custom fields, with the caller's rights: the answer of add, update and the status methods.</summary>
    public static JsonObject Full(Portal portal, PortalUser caller, PortalTask task)
    {
        var shape = One(portal, caller, task, null);
        shape["newCommentsCount"] = 0;
        shape["action"] = Actions(portal, caller, task);
        shape["checkListTree"] = EmptyChecklist(caller);
        shape["checkListCanAdd"] = TaskRights.CanWork(portal, caller, task);
        return shape;
    }

    /// <summary>The answer of get: <c>favorite</c>, <c>group</c> and <c>action</c> come whatever was selected.</summary>
    public static JsonObject Got(Portal portal, PortalUser caller, PortalTask task, IReadOnlySet<string>? select)
    {
        var shape = One(portal, caller, task, select);
        shape["favorite"] = Flag(task.FavouriteOf.Contains(caller.Id));
        shape["action"] = Actions(portal, caller, task);
        return shape;
    }

    /// <summary>A row of a list, or a task cut to the selected fields; null selects all that is not custom.</summary>
    public static JsonObject One(Portal portal, PortalUser caller, PortalTask task, IReadOnlySet<string>? select)
    {
        var all = select is null || select.Contains("*");
        bool Wants(string field) => field == "ID" || all || select!.Contains(field);
        var shape = new JsonObject();
        foreach (var (field, read) in TaskFields.Readers)
        {
            if (Wants(field))
            {
                shape[Camel(field)] = read(portal, caller, task);
            }
        }

        if (!all && Wants("DESCRIPTION"))
        {
            shape["descriptionInBbcode"] = Flag(task.DescriptionInBbcode);
        }

        if (TaskCards.ChatIdShown(portal, task) is { } chatId ? Wants("CHAT_ID") : select?.Contains("CHAT_ID") == true)
        {
            shape["chatId"] = TaskCards.ChatIdShown(portal, task) is { } id ? id : null;
        }

        People(portal, task, shape, Wants);
        shape["group"] = Group(portal, task);
        Extras(portal, caller, task, shape, select);
        return shape;
    }

    /// <summary>Key of a field in an answer: <c>UF_AUTO_12</c> becomes <c>ufAuto12</c>.</summary>
    public static string Camel(string upper)
    {
        var parts = upper.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Select((part, index) => index == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
    }

    public static string Flag(bool value) => value ? "Y" : "N";

    /// <summary>Descriptions come out with their HTML entities decoded, whatever was written.</summary>
    public static string Description(PortalTask task) => WebUtility.HtmlDecode(task.Description);

    public static JsonObject Actions(Portal portal, PortalUser caller, PortalTask task)
    {
        var actions = new JsonObject();
        foreach (var (name, allowed) in TaskRights.Actions(portal, caller, task))
        {
            actions[name] = allowed;
        }

        return actions;
    }

    private static void People(Portal portal, PortalTask task, JsonObject shape, Func<string, bool> wants)
    {
        if (wants("CREATED_BY"))
        {
            shape["creator"] = Person(portal, task.CreatedBy);
        }

        if (wants("RESPONSIBLE_ID"))
        {
            shape["responsible"] = Person(portal, task.ResponsibleId);
        }

        if (wants("ACCOMPLICES"))
        {
            shape["accomplicesData"] = PeopleMap(portal, task.Accomplices);
        }

        if (wants("AUDITORS"))
        {
            shape["auditorsData"] = PeopleMap(portal, task.Auditors);
        }
    }

    private static void Extras(Portal portal, PortalUser caller, PortalTask task, JsonObject shape, IReadOnlySet<string>? select)
    {
        if (select is null)
        {
            return;
        }

        var board = portal.State<TaskBoard>();
        if (select.Contains("TAGS"))
        {
            shape["tags"] = Php.Map(task.Tags.Select(tag => KeyValuePair.Create(
                Php.Text(board.TagId(tag)), (JsonNode?)new JsonObject { ["id"] = board.TagId(tag), ["title"] = tag })));
        }

        if (select.Contains("SUBSTATUS"))
        {
            shape["subStatus"] = Php.Text(TaskFilter.MetaStatus(task, PortalDates.Now(portal)));
        }

        if (select.Contains("COUNTERS"))
        {
            shape["counter"] = new JsonObject
            {
                ["counters"] = new JsonObject
                {
                    ["expired"] = 0,
                    ["newComments"] = 0,
                    ["projectExpired"] = 0,
                    ["projectNewComments"] = 0,
                    ["mutedExpired"] = 0,
                    ["mutedNewComments"] = 0,
                },
                ["color"] = "gray",
                ["value"] = 0,
            };
        }

        // The three fields of the system come together (b24restdocs: api-reference/tasks/tasks-task-get.md).
        var wantsSystem = SystemUf.Any(select.Contains);
        foreach (var field in board.UserFields.Where(field => field.IsSystem ? wantsSystem : select.Contains(field.FieldName)))
        {
            shape[Camel(field.FieldName)] = task.CustomFields.TryGetValue(field.FieldName, out var value) && value is not null
                ? value.DeepClone()
                : field.Multiple ? false : null;
        }
    }

    private static JsonNode Group(Portal portal, PortalTask task) =>
        portal.State<GroupBoard>().Groups.GetValueOrDefault(task.GroupId) is not { } group
            ? new JsonArray()
            : new JsonObject
            {
                ["id"] = Php.Text(group.Id),
                ["name"] = group.Name,
                ["opened"] = group.Opened,
                ["membersCount"] = group.Members.Count,
                ["image"] = "/bitrix/images/socialnetwork/workgroup/folder.png",
                ["additionalData"] = new JsonArray(),
            };

    private static JsonObject Person(Portal portal, long id) => new()
    {
        ["id"] = Php.Text(id),
        ["name"] = portal.Users.GetValueOrDefault(id)?.FullName ?? "",
        ["link"] = $"/company/personal/user/{id}/",
        ["icon"] = "/bitrix/images/tasks/default_avatar.png",
        ["workPosition"] = portal.Users.GetValueOrDefault(id)?.Position ?? "",
    };

    private static JsonNode PeopleMap(Portal portal, IEnumerable<long> ids) =>
        Php.Map(ids.Select(id => KeyValuePair.Create(Php.Text(id), (JsonNode?)Person(portal, id))));

    private static JsonObject EmptyChecklist(PortalUser caller) => new()
    {
        ["nodeId"] = 0,
        ["fields"] = new JsonObject
        {
            ["id"] = null,
            ["copiedId"] = null,
            ["entityId"] = null,
            ["userId"] = caller.Id,
            ["createdBy"] = null,
            ["parentId"] = null,
            ["title"] = "",
            ["sortIndex"] = null,
            ["displaySortIndex"] = "",
            ["isComplete"] = false,
            ["isImportant"] = false,
            ["completedCount"] = 0,
            ["members"] = new JsonArray(),
            ["attachments"] = new JsonArray(),
            ["nodeId"] = null,
        },
        ["action"] = new JsonArray(),
        ["descendants"] = new JsonArray(),
    };
}
