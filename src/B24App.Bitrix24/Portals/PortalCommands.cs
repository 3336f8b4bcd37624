using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Portals;

/// <summary>Commands about the portal and the application itself (b24restdocs: api-reference/common/system/).</summary>
public static class PortalCommands
{
    /// <summary>The application as this portal sees it; payment facts here can be forged on self-hosted portals.</summary>
    public static Command AppInfo() => new("app.info", null);

    /// <summary>The portal's clock.</summary>
    public static Command ServerTime() => new("server.time", null);

    /// <summary>Granted scopes.</summary>
    public static Command Scopes() => new("scope", null);

    /// <summary>Whether the portal has a method and whether this application may call it.</summary>
    public static Command HasMethod(string name) =>
#pragma warning disable CA1308 // the portal compares this name in lower case
        new("method.get", new JsonObject { ["name"] = name.ToLowerInvariant() });
#pragma warning restore CA1308

    /// <summary>Names of the events this application may bind.</summary>
    public static Command EventNames() => new("events", null);

    /// <summary>Whether the tariff has a feature of REST.</summary>
    public static Command Feature(string code) => new("feature.get", new JsonObject { ["CODE"] = code });
}
