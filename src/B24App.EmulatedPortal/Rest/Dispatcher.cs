using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>Runs one method for one caller: rights, limits, then the method itself under the portal's gate.</summary>
internal sealed class Dispatcher(PortalHost host)
{
    /// <summary>The longest a request may take before the portal's front server cuts it.</summary>
    public static readonly TimeSpan Cut = TimeSpan.FromSeconds(60);

    public Ran Run(Caller caller, string name, JsonObject parameters, bool v3, bool inBatch)
    {
        var portal = host.Portal;
        lock (portal.Gate)
        {
            var now = portal.Clock.GetUtcNow();
            var (own, connector) = Connector(parameters);
            connector ??= caller.Connector;
            portal.Events.Source = new RestSource(caller.App?.ClientId, connector, caller.Hit);
            var key = (caller.Account, name.ToLowerInvariant());
            try
            {
                var method = Admit(caller, name, v3, inBatch);
                host.Operating.Check(key, now, portal.Switches.OperatingLimit);
                var fault = inBatch ? host.Faults.TakeInner(method.Name) : null;
                if (fault is { Kind: FaultKind.Error })
                {
                    throw fault.ToError();
                }

                var slow = host.Faults.TakeSlow(method.Name);
                var answer = method.Handler(new RestCall
                {
                    Portal = portal,
                    User = caller.User,
                    App = caller.App,
                    Method = method.Name,
                    Parameters = own,
                    Positional = [.. own.Select(pair => pair.Value)],
                    Connector = connector,
                    Token = caller.Token,
                    IsV3 = v3,
                });
                answer = slow is null ? answer : answer with { Cost = answer.Cost + slow.Wait };
                host.Operating.Add(key, now, answer.Cost);
                return fault is { Kind: FaultKind.ErrorAfterWrite }
                    ? new Ran(null, fault.ToError(), Time(key, answer.Cost))
                    : new Ran(answer, null, Time(key, answer.Cost));
            }
            catch (RestError error)
            {
                return new Ran(null, error, Time(key, TimeSpan.Zero));
            }
            catch (Exception bug) when (bug is not OutOfMemoryException)
            {
                // The real portal answers 500 to its own bugs as well; the text is ours, so that the bug is found.
                return new Ran(null, new RestError("INTERNAL_SERVER_ERROR", "Internal server error: " + bug, 500), Time(key, TimeSpan.Zero));
            }
            finally
            {
                portal.Events.Source = null;
            }
        }
    }

    /// <summary>Finds the method and checks the rights to it.</summary>
    public RestMethod Admit(Caller caller, string name, bool v3, bool inBatch)
    {
        var method = host.Methods.Find(name, v3) is { } known && known.OfferedWhen(host.Portal.Switches)
            ? known
            : throw (v3 ? new RestError("METHODNOTFOUNDEXCEPTION", $"Method `{name}` not found", 404) : new RestError("ERROR_METHOD_NOT_FOUND", "Method not found!", 404));
        if (inBatch && method.NotInBatch)
        {
            throw new RestError("ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage", 405);
        }

        if (!caller.Holds(method, host.Portal.Switches))
        {
            const string tooLittle = "The request requires higher privileges than provided by the access token";
            throw v3 ? new RestError("INSUFFICIENTSCOPEEXCEPTION", tooLittle, 403) : new RestError("insufficient_scope", tooLittle, 403);
        }

        if (method.AppOnly && caller.App is null)
        {
            throw new RestError("WRONG_AUTH_TYPE", "Current authorization type is denied for this method Application context required", 403);
        }

        if (method.AdminOnly && !caller.User.IsAdmin)
        {
            throw v3 ? new RestError("ACCESSDENIEDEXCEPTION", "Access denied", 403) : new RestError("ACCESS_DENIED", "Access denied!", 403);
        }

        return method;
    }

    // The key may come with any call; methods do not see it, so it shifts no positions.
    private static (JsonObject Own, string? Connector) Connector(JsonObject parameters)
    {
        if (!parameters.ContainsKey(SentParameters.Connector))
        {
            return (parameters, null);
        }

        var own = parameters.DeepClone().AsObject();
        own.Remove(SentParameters.Connector);
        return (own, Php.AsText(parameters[SentParameters.Connector]) ?? "");
    }

    private JsonObject Time((string Account, string Method) key, TimeSpan cost)
    {
        var now = host.Portal.Clock.GetUtcNow();
        var (operating, resetAt) = host.Operating.Read(key, now);
        return Envelope.Time(now, cost, host.Portal.UtcOffset, operating.TotalSeconds, resetAt);
    }
}
