using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.OAuth;

namespace B24App.Portals;

/// <summary>Builds lines to portals: the right registration's secret, the portal's own gate, one way out.</summary>
public sealed class LineMaker(OAuthClient oauth, Transport transport, IRestLog log, Gates gates, AppOptions options)
{
    /// <summary>A line with the tokens of one owner; null when the portal's registration is no longer in our settings.</summary>
    public async Task<PortalLine?> Make(string member, string clientId, ITokenStore tokens)
    {
        if (options.Apps.FirstOrDefault(app => app.ClientId == clientId) is not { } app)
        {
            return null;
        }

        var keeper = new TokenKeeper(tokens, oauth, new AppCredentials(app.ClientId, app.ClientSecret), options.Clock);
        return new PortalLine(new PortalWay(member, keeper, await gates.Of(member), transport, options.Rest, log, options.Clock));
    }
}
