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
}
