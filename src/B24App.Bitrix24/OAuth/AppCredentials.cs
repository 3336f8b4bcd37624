using System.Text;

namespace B24App.Bitrix24.OAuth;

/// <summary>What an application is at the OAuth host.</summary>
/// <param name="ClientId">Public id of the application.</param>
/// <param name="ClientSecret">Its secret; leaves only to an allow-listed OAuth host.</param>
public sealed record AppCredentials(string ClientId, string ClientSecret)
{
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("ClientId = ").Append(ClientId);
        return true;
    }
}
