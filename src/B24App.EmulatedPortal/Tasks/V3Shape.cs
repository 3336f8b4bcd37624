using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>A task as REST 3.0 prints it: real integers and booleans, relations as nested objects.</summary>
internal static class V3Shape
{
    /// <summary>Everything that comes by default, or what was selected. An unknown own property is dropped without a word.</summary>
    public static JsonObject Item(RestCall call, PortalTask task, IReadOnlyList<string>? select)
    {
        var item = new JsonObject();
        foreach (var field in V3Fields.All.Where(field => select is null ? field.ByDefault : field.Name == "id" || select.Contains(field.Name)))
        {
            item[field.Name] = field.Read(call, task);
        }

        foreach (var path in select ?? [])
        {
            if (path.Split('.') is [var relation, var property] && V3Fields.Relations.Contains(relation))
            {
                var (entity, values) = Relation(call, task, relation);
                if (values is null)
                {
                    item[relation] = null;
                    continue;
                }

                item[relation] ??= new JsonObject();
                item[relation]![property] = values.TryGetPropertyValue(property, out var value)
                    ? value?.DeepClone()
                    : throw V3Errors.UnknownProperty(property, entity);
            }
        }

        return item;
    }

    /// <summary>The select of a call; null when there is none.</summary>
    public static IReadOnlyList<string>? Select(RestCall call)
    {
        var node = Php.Field(call.Parameters, "select");
        return node switch
        {
            null => null,
            JsonArray names when names.All(name => name is JsonValue value && value.TryGetValue<string>(out _)) => [.. names.Select(name => Php.AsText(name)!)],
            _ => throw V3Errors.BadSelect(node),
        };
    }

    private static (string Entity, JsonObject? Values) Relation(RestCall call, PortalTask task, string name) => name switch
    {
        "creator" => ("UserDto", User(call.Portal, task.CreatedBy)),
        "responsible" => ("UserDto", User(call.Portal, task.ResponsibleId)),
        "group" => ("GroupDto", call.Portal.State<GroupBoard>().Groups.GetValueOrDefault(task.GroupId) is { } group
            ? new JsonObject { ["id"] = group.Id, ["name"] = group.Name, ["title"] = group.Name, ["image"] = null, ["type"] = group.Project ? "project" : "group", ["isVisible"] = group.Visible }
            : null),
        _ => ("ChatDto", TaskCards.ChatIdShown(call.Portal, task) is { } chat
            ? new JsonObject { ["id"] = chat, ["entityId"] = task.Id, ["entityType"] = "TASKS_TASK" }
            : null),
    };

    private static JsonObject? User(Portal portal, long id) => portal.Users.GetValueOrDefault(id) is { } user
        ? new JsonObject
        {
            ["id"] = user.Id,
            ["name"] = user.FullName,
            ["role"] = user.IsAdmin ? "admin" : "employee",
            ["image"] = null,
            ["gender"] = "",
            ["email"] = user.Email,
            ["externalAuthId"] = "default",
            ["rights"] = null,
        }
        : null;
}
