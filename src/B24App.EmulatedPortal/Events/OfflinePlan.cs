using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Events;

/// <summary>What the portal's plan allows of offline events; an app asks with <c>feature.get</c>.</summary>
internal static class OfflinePlan
{
    /// <exception cref="RestError">The plan does not have what the call wants.</exception>
    public static void Check(RestCall call, bool reserves)
    {
        var plan = call.Portal.Switches;
        if ((!plan.RestOfflineExtended && (reserves || plan.OfflineNeedsExtended)) || (!plan.RestAuthConnector && call.Connector.Length > 0))
        {
            throw new RestError("ACCESS_DENIED", "Access denied! Available only on extended plans", 403);
        }
    }
}
