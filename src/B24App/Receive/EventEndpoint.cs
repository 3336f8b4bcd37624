using System.Text.Json;
using B24App.Bitrix24.Events;
using B24App.Carry;
using B24App.Portals;
using B24App.Record;
using B24App.Timeline;

namespace B24App.Receive;

/// <summary>The door for events of portals.</summary>
internal static class EventEndpoint
{
    private const int LongestStored = 4096;

    /// <summary>Opens the door.</summary>
    public static void MapEvents(this IEndpointRouteBuilder routes, string path) => routes.MapPost(path, Receive);

    // An online event is sent once, and a slow handler is called less often. So: check the caller, write the row, answer.
    // Nothing here may call a portal. Strangers get the same answer and learn nothing, not even that they are strangers.
    private static async Task<IResult> Receive(HttpRequest request, PortalStore portals, Inbox inbox, LifecycleEvents lifecycle, CarryDoor carry, TimelineDoor timeline, WorkSignal work)
    {
        if (await Form.Read(request) is not { } form || Notice(form) is not { Member.Length: > 0 and <= 64 } notice)
        {
            return Results.Ok();
        }

        var portal = await portals.Find(notice.Member);
        var recognised = portal?.Recognises(notice.ApplicationToken) == true;
        if (LifecycleEvents.Knows(notice.Event))
        {
            await lifecycle.Receive(notice, portal, recognised);
        }
        else if (recognised && TaskNotice.From(notice.Event, Bracketed(notice)) is { } task)
        {
            // They may hang up; we still must remember, so no cancellation from here on.
            await inbox.Add(
                portal!.Id, notice.Event, task.Item, Stored(notice), "event", new Hint(portal.Id, task.Kind, task.Task, task.Name));
            work.Wake();
        }
        else if (recognised && CrmNotice.ItemOf(notice) is { } item)
        {
            var carried = await carry.Take(portal!.Id, notice.Event, item, Stored(notice));
            if (await timeline.Take(portal.Id, notice, Stored(notice)) || carried)
            {
                work.Wake();
            }
        }
        else if (recognised && notice.Event == EventCommands.OfflineNotice)
        {
            // It names nothing; as an exchange it wakes the sweep, which reads the offline queue.
            await inbox.Add(portal!.Id, notice.Event, "", "{}", "event", null);
            work.Wake();
        }

        return Results.Ok();
    }

    // A key sent twice is nobody's honest event.
    private static EventNotice? Notice(IFormCollection form) => form.Any(pair => pair.Value.Count != 1)
        ? null
        : EventNotice.From(form.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())));

    private static Dictionary<string, string> Bracketed(EventNotice notice) =>
        notice.Pairs.ToDictionary(pair => Bracketed(pair.Key), pair => pair.Value);

    private static string Bracketed(string path) => path.IndexOf('[', StringComparison.Ordinal) is var open and >= 0
        ? $"[{path[..open]}]{path[open..]}"
        : $"[{path}]";

    private static string Stored(EventNotice notice) =>
        JsonSerializer.Serialize(notice.WithoutSecrets().Pairs) is { Length: <= LongestStored } json ? json : "{}";
}
