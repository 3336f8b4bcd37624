using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Disk;

/// <summary>
/// The addresses files travel by. They carry the caller's token, so they end with it, and a signed token of their own that names what
/// they are for (b24restdocs: api-reference/disk/file/disk-file-get.md).
/// </summary>
internal static class FileTokens
{
    public static string DownloadUrl(Portal portal, string? auth, string module, long id) =>
        $"{Root(portal)}/rest/download.json?{Auth(auth)}token={Uri.EscapeDataString(Sign(portal, $"{module}|{id.ToString(CultureInfo.InvariantCulture)}"))}";

    public static string AttachmentUrl(Portal portal, string? auth, long id) =>
        $"{Root(portal)}/bitrix/tools/disk/uf.php?attachedId={id.ToString(CultureInfo.InvariantCulture)}&auth[auth]={auth}&action=download&ncc=1";

    public static string UploadUrl(Portal portal, string? auth, long folder, bool unique) =>
        $"{Root(portal)}/rest/upload.json?{Auth(auth)}token={Uri.EscapeDataString(Sign(portal, $"upload|{folder.ToString(CultureInfo.InvariantCulture)}|{(unique ? 1 : 0)}"))}";

    /// <summary>The parts of a token, or null when it was not signed here.</summary>
    public static string[]? Read(Portal portal, string? token)
    {
        var cut = token?.LastIndexOf('|') ?? -1;
        return cut > 0 && Sign(portal, token![..cut]) == token ? token[..cut].Split('|') : null;
    }

    private static string Sign(Portal portal, string text) =>
        $"{text}|{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(portal.MemberId), Encoding.UTF8.GetBytes(text)))}";

    private static string Auth(string? auth) => auth is null ? "" : $"auth={auth}&";

    private static string Root(Portal portal) => $"{portal.Scheme}://{portal.Domain}";
}
