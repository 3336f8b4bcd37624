using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Events;

/// <summary><c>event.offline.*</c>: reading the offline queue (b24restdocs: api-reference/events/event-offline-get.md and its neighbours).</summary>
internal static class OfflineMethods
{
    private const int Page = 50;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("event.offline.get", null, Get) { AppOnly = true, AdminOnly = true });
        table.Add(new RestMethod("event.offline.list", null, List) { AppOnly = true, AdminOnly = true });
        table.Add(new RestMethod("event.offline.clear", null, Clear) { AppOnly = true, AdminOnly = true });
        table.Add(new RestMethod("event.offline.error", null, Error) { AppOnly = true, AdminOnly = true });
    }

    private static OfflineQueue Queue(RestCall call) => call.Portal.State<OfflineQueue>();

    private static RestAnswer Get(RestCall call)
    {
        var clear = Php.AsText(Php.Field(call.Parameters, "clear")) is not { } sent || sent is not ("" or "0" or "false");
        OfflinePlan.Check(call, reserves: !clear);
        var reader = Php.AsText(Php.Field(call.Parameters, "process_id")) ?? "";
        var withErrors = Php.AsText(Php.Field(call.Parameters, "error")) is "1";
        var limit = (int)Math.Clamp(Php.AsId(Php.Field(call.Parameters, "limit")) ?? Page, 1, int.MaxValue);
        var filter = Php.Field(call.Parameters, "filter");

        // Without a name of his own a reader sees what nobody holds; with one, what he has not finished.
        var open = Queue(call).Of(call.App!.ClientId, call.Connector, call.Now)
            .Where(row => row.IsError ? withErrors && (reader.Length == 0 || row.ProcessId == reader) : row.ProcessId == reader)
            .Where(row => OfflineFilter.Matches(call, row, filter));
        List<OfflineRow> taken = [.. OfflineFilter.Order(open, Php.Field(call.Parameters, "order"), "TIMESTAMP_X").Take(limit)];
        var events = new JsonArray([.. taken.Select(row => (JsonNode)Shape(call, row))]);
        if (clear)
        {
            Queue(call).Remove(taken);
            return new RestAnswer(new JsonObject { ["process_id"] = null, ["events"] = events });
        }

        var process = reader.Length > 0 ? reader : Queue(call).NewProcess(call.Portal);
        OfflineQueue.Reserve(taken, process, call.Now);
        return new RestAnswer(new JsonObject { ["process_id"] = process, ["events"] = events });
    }

    private static RestAnswer List(RestCall call)
    {
        OfflinePlan.Check(call, reserves: false);
        var start = (int)Math.Max(0, Php.AsId(Php.Field(call.Parameters, "start")) ?? 0);
        var filter = Php.Field(call.Parameters, "filter");
        var found = Queue(call).Of(call.App!.ClientId, call.Connector, call.Now).Where(row => OfflineFilter.Matches(call, row, filter)).ToList();
        var page = OfflineFilter.Order(found, Php.Field(call.Parameters, "order"), "ID").Skip(start).Take(Page).Select(row =>
        {
            var shape = Shape(call, row);
            shape["PROCESS_ID"] = row.ProcessId;
            shape["ERROR"] = row.IsError ? "1" : "0";
            return (JsonNode)shape;
        });
        return new RestAnswer(new JsonArray([.. page]), found.Count, start + Page < found.Count ? start + Page : null);
    }

    private static RestAnswer Clear(RestCall call)
    {
        var held = Held(call);
        if (Texts(call, "id") is { Count: > 0 } ids)
        {
            held = [.. held.Where(row => ids.Contains(Php.Text(row.Id)))];
        }
        else if (Texts(call, "message_id") is { Count: > 0 } messages)
        {
            held = [.. held.Where(row => messages.Contains(row.MessageId))];
        }

        Queue(call).Remove([.. held]);
        return new RestAnswer(true);
    }

    private static RestAnswer Error(RestCall call)
    {
        var messages = Texts(call, "message_id");
        foreach (var row in Held(call).Where(row => messages.Contains(row.MessageId)))
        {
            row.IsError = true;
        }

        return new RestAnswer(true);
    }

    private static IReadOnlyList<OfflineRow> Held(RestCall call)
    {
        OfflinePlan.Check(call, reserves: true);
        var process = Php.AsText(Php.Field(call.Parameters, "process_id"));
        return string.IsNullOrEmpty(process)
            ? throw EventMethods.Missing("PROCESS_ID")
            : Queue(call).HeldBy(call.App!.ClientId, process, call.Now);
    }

    private static List<string> Texts(RestCall call, string name) =>
        [.. Php.AsList(Php.Field(call.Parameters, name)).Select(Php.AsText).OfType<string>().Where(text => text.Length > 0)];

    private static JsonObject Shape(RestCall call, OfflineRow row) => new()
    {
        ["ID"] = Php.Text(row.Id),
        ["TIMESTAMP_X"] = Envelope.Iso(row.At, call.Portal.UtcOffset),
        ["EVENT_NAME"] = row.Event,
        ["EVENT_DATA"] = call.Portal.Switches.OfflineNamesObject && row.Data.Count > 0
            ? PhpForm.Parse(row.Data.Select(pair => KeyValuePair.Create("data" + pair.Key, pair.Value)))["data"]!.DeepClone()
            : false,
        ["EVENT_ADDITIONAL"] = false,
        ["MESSAGE_ID"] = row.MessageId,
    };
}
