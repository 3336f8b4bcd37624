using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Chats;

/// <summary><c>im.v2.Event.*</c>: the messenger's events of the current user, by polling (b24restdocs: api-reference/chat-bots/chat-bots-v2/im.v2/events/).</summary>
internal static class MessengerMethods
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    public static void Register(MethodTable table)
    {
        Add(table, "im.v2.Event.subscribe", Subscribe);
        Add(table, "im.v2.Event.unsubscribe", Unsubscribe);
        Add(table, "im.v2.Event.get", Get);
    }

    private static void Add(MethodTable table, string name, Func<RestCall, RestAnswer> handler) =>
        table.Add(new RestMethod(name, "im", handler) { OfferedWhen = switches => switches.MessengerEvents });

    private static RestAnswer Subscribe(RestCall call)
    {
        call.Portal.State<MessengerFeed>().Subscribe(call.User.Id);
        return new RestAnswer(true);
    }

    // What was written before stays until it is confirmed or a day old.
    private static RestAnswer Unsubscribe(RestCall call)
    {
        call.Portal.State<MessengerFeed>().Unsubscribe(call.User.Id);
        return new RestAnswer(true);
    }

    private static RestAnswer Get(RestCall call)
    {
        var feed = call.Portal.State<MessengerFeed>();
        if (Php.AsId(ChatCall.Parameter(call, "offset")) is { } offset)
        {
            feed.Confirm(call.User.Id, offset);
        }

        var limit = (int)Math.Clamp(Php.AsId(ChatCall.Parameter(call, "limit")) ?? DefaultPage, 1, LargestPage);
        var waiting = feed.Of(call.User.Id, call.Now).Take(limit + 1).ToList();
        var page = waiting.Take(limit).ToList();
        return new RestAnswer(new JsonObject
        {
            ["events"] = new JsonArray([.. page.Select(line => (JsonNode)new JsonObject
            {
                ["eventId"] = line.Id,
                ["type"] = line.Type,
                ["date"] = PortalDates.Print(line.At, call.User),
                ["data"] = line.Body.DeepClone(),
            })]),
            ["nextOffset"] = page.Count == 0 ? null : page[^1].Id + 1,
            ["hasMore"] = waiting.Count > limit,
        });
    }
}
