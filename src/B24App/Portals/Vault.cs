using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace B24App.Portals;

/// <summary>Encrypts what must not lie open in the store; each tenant has a key purpose of its own, the ring lies elsewhere.</summary>
public sealed class Vault(IDataProtectionProvider keys)
{
    /// <summary>Seals a text of one portal.</summary>
    public byte[] Seal(string member, string text) => Of(member).Protect(Encoding.UTF8.GetBytes(text));

    /// <summary>Opens it again; null when the key that sealed it is gone, so the owner has to bring the secret anew.</summary>
    public string? Open(string member, byte[] box)
    {
        try
        {
            return Encoding.UTF8.GetString(Of(member).Unprotect(box));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Of(string member) => keys.CreateProtector("B24App.Portals", member);
}
