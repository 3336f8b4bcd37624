using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>A token that ends while its batch runs.</summary>
internal static class BatchFaults
{
    /// <summary>Ends the token when its command has come, and tells whether this command meets it ended. Webhooks have none.</summary>
    public static bool Expires(PortalHost host, Caller caller, Fault? fault, int done)
    {
        if (fault is not { Kind: FaultKind.TokenExpired } || caller.Token is not { } token || done < fault.After)
        {
            return false;
        }

        host.OAuth.Grants.ExpireAccess(token);
        return true;
    }

    public static RestError Expired() => new("expired_token", "The access token provided has expired.", 401);
}
