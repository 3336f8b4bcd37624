using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary><c>tasks.task.list</c> of REST 3.0: filters by <c>id</c> alone, so neither markers nor dates can be looked up.</summary>
internal static class V3List
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;

    private static readonly Dictionary<string, Func<PortalTask, IComparable?>> Sortable = new(StringComparer.Ordinal)
    {
        ["id"] = task => task.Id,
        ["title"] = task => task.Title,
        ["creatorId"] = task => task.CreatedBy,
        ["created"] = task => task.CreatedDate,
        ["responsibleId"] = task => task.ResponsibleId,
        ["deadline"] = task => task.Deadline,
        ["startPlan"] = task => task.StartDatePlan,
        ["endPlan"] = task => task.EndDatePlan,
        ["groupId"] = task => task.GroupId,
        ["priority"] = task => task.Priority,
        ["status"] = task => task.Status,
        ["started"] = task => task.DateStart,
        ["estimatedTime"] = task => task.TimeEstimate,
        ["changed"] = task => task.ChangedDate,
        ["closed"] = task => task.ClosedDate,
        ["activity"] = task => task.ActivityDate,
        ["mark"] = task => task.Mark,
        ["allowsChangeDeadline"] = task => task.AllowChangeDeadline,
        ["allowsTimeTracking"] = task => task.AllowTimeTracking,
    };

    public static RestAnswer List(RestCall call)
    {
        var select = V3Shape.Select(call) ?? ["id"];
        var matches = Filter(Php.Field(call.Parameters, "filter"));
        var (skip, take) = Page(Php.Field(call.Parameters, "pagination"));
        var rows = call.Portal.State<TaskBoard>().Tasks.Values.Where(task => TaskRights.CanRead(call.Portal, call.User, task) && matches(task.Id));
        var page = Order(rows, Php.Field(call.Parameters, "order")).Skip(skip).Take(take);
        return new RestAnswer(new JsonObject { ["items"] = new JsonArray([.. page.Select(task => (JsonNode)V3Shape.Item(call, task, select))]) });
    }

    private static Func<long, bool> Filter(JsonNode? filter)
    {
        // One condition may stand bare or in a list of conditions.
        var conditions = filter is JsonArray { Count: > 0 } list && list[0] is JsonValue ? [list] : Php.AsList(filter).OfType<JsonArray>().ToList();
        var tests = conditions.Select(One).ToList();
        return id => tests.TrueForAll(test => test(id));
    }

    private static Func<long, bool> One(JsonArray condition)
    {
        var field = Php.AsText(condition[0]) ?? "";
        if (field != "id")
        {
            throw V3Errors.Invalid(field, $"In DTO `TaskDto`, the `{field}` field requires the `Filterable` attribute for such a request");
        }

        var (name, value) = condition.Count > 2 ? (Php.AsText(condition[1]) ?? "", condition[2]) : ("=", condition[^1]);
        var ids = Php.AsList(value).Select(Php.AsId).OfType<long>().ToList();
        var first = ids.FirstOrDefault();
        return name switch
        {
            "=" => id => ids.Contains(id),
            "!=" => id => !ids.Contains(id),
            ">" => id => id > first,
            ">=" => id => id >= first,
            "<" => id => id < first,
            "<=" => id => id <= first,
            "in" => id => ids.Contains(id),
            "between" => id => ids.Count == 2 && id >= ids[0] && id <= ids[1],
            _ => throw V3Errors.BadOperator(name),
        };
    }

    private static IEnumerable<PortalTask> Order(IEnumerable<PortalTask> rows, JsonNode? order)
    {
        IOrderedEnumerable<PortalTask>? sorted = null;
        foreach (var (name, direction) in order switch { null => [], JsonObject map => map, JsonArray { Count: 0 } => [], _ => throw V3Errors.BadOrder(order) })
        {
            var down = string.Equals(Php.AsText(direction), "DESC", StringComparison.OrdinalIgnoreCase);
            if (!Sortable.TryGetValue(name, out var read) || (!down && !string.Equals(Php.AsText(direction), "ASC", StringComparison.OrdinalIgnoreCase)))
            {
                throw V3Errors.BadOrder(order);
            }

            sorted = (sorted, down) switch
            {
                (null, true) => rows.OrderByDescending(read),
                (null, false) => rows.OrderBy(read),
                (_, true) => sorted.ThenByDescending(read),
                _ => sorted.ThenBy(read),
            };
        }

        return sorted ?? rows.OrderBy(task => task.Id);
    }

    private static (int Skip, int Take) Page(JsonNode? pagination)
    {
        if (pagination is null or JsonArray { Count: 0 })
        {
            return (0, DefaultLimit);
        }

        int Read(string name, int otherwise) => Php.Field(pagination, name) switch
        {
            null => otherwise,
            var node when node.GetValueKind() is JsonValueKind.Number && Php.AsId(node) is >= 0 and var number => (int)number,
            _ => throw V3Errors.BadPage(pagination),
        };
        var limit = Read("limit", DefaultLimit);
        var page = Read("page", 0);
        return limit == 0
            ? throw V3Errors.BadPage(pagination)
            : (page > 0 ? (page - 1) * limit : Read("offset", 0), Math.Min(limit, LargestLimit));
    }
}
