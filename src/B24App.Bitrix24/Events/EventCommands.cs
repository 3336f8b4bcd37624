using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Events;

/// <summary>Commands on event handlers (b24restdocs: api-reference/events/). An update of the app drops all of them.</summary>
public static class EventCommands
{
    /// <summary>Binds a handler for online events.</summary>
    public static Command Bind(string name, Uri handler) =>
        new("event.bind", new JsonObject { ["event"] = name, ["handler"] = handler.ToString() }) { IsWrite = true };

    /// <summary>All handlers the token's user may see.</summary>
    public static Command Get() => new("event.get", null);

    /// <summary>Removes one handler; both names are required here, because without any the portal removes all.</summary>
    public static Command Unbind(string name, Uri handler) =>
        new("event.unbind", new JsonObject { ["event"] = name, ["handler"] = handler.ToString() }) { IsWrite = true };

    /// <summary>Binds an event that is kept in the offline queue instead of being sent; administrators only.</summary>
    public static Command BindOffline(string name) =>
        new("event.bind", new JsonObject { ["event"] = name, ["event_type"] = "offline" }) { IsWrite = true };

    /// <summary>Binds the notice that the offline queue holds something, sent at most once in a while.</summary>
    public static Command BindOfflineNotice(Uri handler, TimeSpan atMostEvery) => new("event.bind", new JsonObject
    {
        ["event"] = OfflineNotice,
        ["handler"] = handler.ToString(),
        ["options"] = new JsonObject { ["minTimeout"] = (int)atMostEvery.TotalSeconds },
    })
    {
        IsWrite = true,
    };

    /// <summary>Takes rows out of the offline queue and keeps them under a reservation, for up to 30 days; it changes nothing a person sees.</summary>
    public static Command ReserveOffline(int limit) => new("event.offline.get", new JsonObject { ["clear"] = 0, ["limit"] = limit });

    /// <summary>Rows of the offline queue that some reader reserved and did not finish.</summary>
    public static Command ReservedOffline() => new("event.offline.list", new JsonObject { ["filter"] = new JsonObject { ["!PROCESS_ID"] = "" } });

    /// <summary>Finishes a reservation: its rows are stored on our side.</summary>
    public static Command ClearOffline(string process) => new("event.offline.clear", new JsonObject { ["process_id"] = process }) { IsWrite = true };

    /// <summary>Online event that tells of rows in the offline queue.</summary>
    public const string OfflineNotice = "ONOFFLINEEVENT";
}
