using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>
/// <c>crm.activity.list</c>. Pairs of the filter BINDINGS are joined by "or", and an activity that answers to several comes as often
/// (b24restdocs: crm/timeline/activities/activity-base/crm-activity-list.md).
/// </summary>
internal static class ActivityList
{
    public static RestAnswer Handle(RestCall call)
    {
        var board = call.Portal.State<CrmBoard>();
        var filter = Php.Field(call.Parameters, "filter") as JsonObject ?? [];
        var bindings = filter.FirstOrDefault(pair => pair.Key.Equals("BINDINGS", StringComparison.OrdinalIgnoreCase)).Value;
        IEnumerable<CrmActivity> rows = bindings is null ? board.Activities.Values : Bound(board, bindings);
        rows = rows.Where(activity => CrmRights.CanRead(call.Portal, call.User, activity));
        rows = rows.Where(RowFilter.Compile<CrmActivity>(filter, Reader, call.User));
        var order = Php.Field(call.Parameters, "order");
        var select = CrmPage.Select(call);
        return CrmPage.Of(
            call,
            CrmPage.IsById(order) ? rows : RowFilter.Order(rows, order, Reader, "START_TIME"),
            activity => ActivityShape.Row(call.Portal, activity, select, call.User));
    }

    private static Func<CrmActivity, object?>? Reader(string name) => ActivityShape.Columns.GetValueOrDefault(name);

    private static IEnumerable<CrmActivity> Bound(CrmBoard board, JsonNode sent)
    {
        List<JsonObject> pairs = sent is JsonObject one && (Php.Field(one, "OWNER_ID") ?? Php.Field(one, "OWNER_TYPE_ID")) is not null ? [one] : [.. Php.AsList(sent).OfType<JsonObject>()];
        List<(long? Type, long? Id)> wanted = [.. pairs.Select(pair => (Php.AsId(Php.Field(pair, "OWNER_TYPE_ID")), Php.AsId(Php.Field(pair, "OWNER_ID"))))];
        var known = wanted.TrueForAll(pair => pair is { Type: not null, Id: not null })
            ? wanted.SelectMany(pair => board.ActivitiesOf(new CrmKey((int)pair.Type!, (long)pair.Id!))).DistinctBy(activity => activity.Id).OrderBy(activity => activity.Id)
            : board.Activities.Values.AsEnumerable();
        return known.SelectMany(activity => Enumerable.Repeat(activity, activity.Bindings.Sum(key =>
            wanted.Count(pair => (pair.Type is null || pair.Type == key.TypeId) && (pair.Id is null || pair.Id == key.Id)))));
    }
}
