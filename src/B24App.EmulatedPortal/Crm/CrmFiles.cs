using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Files of activities and comments: pairs of a name and Base64, kept on a drive of the CRM's own.</summary>
internal static class CrmFiles
{
    public static IEnumerable<long> Store(Portal portal, PortalUser user, IEnumerable<JsonNode?> pairs)
    {
        foreach (var pair in pairs)
        {
            var parts = Php.AsList(pair);
            if (parts.Count >= 2 && Php.AsText(parts[0]) is { Length: > 0 } name && Bytes(Php.AsText(parts[1])) is { } bytes)
            {
                yield return Keep(portal, user, name, bytes).Id;
            }
        }
    }

    /// <summary>Keeps one file.</summary>
    public static DiskObject Keep(Portal portal, PortalUser user, string name, FileBytes content)
    {
        var now = PortalDates.Now(portal);
        var board = portal.State<DiskBoard>();
        return board.File(board.FindFolder(board.Storage("crm", "crm", "CRM", user.Id, now).RootId)!, name, content, user.Id, now);
    }

    /// <summary>Links that end with <c>auth=</c>, to be completed by the caller's token (crm.md §1.2).</summary>
    public static JsonArray OfActivity(Portal portal, CrmActivity activity) => new([.. activity.Files.Select(id => (JsonNode)new JsonObject
    {
        ["id"] = id,
        ["url"] = $"{portal.Scheme}://{portal.Domain}/bitrix/tools/crm_show_file.php?fileId={id}&ownerTypeId=6&ownerId={activity.Id}&auth=",
    })]);

    /// <summary>A map by file id; an empty one is an object here.</summary>
    public static JsonObject OfComment(Portal portal, TimelineComment comment, PortalUser caller)
    {
        var board = portal.State<DiskBoard>();
        var shape = new JsonObject();
        foreach (var file in comment.Files.Select(board.FindFile).OfType<DiskObject>())
        {
            var root = $"{portal.Scheme}://{portal.Domain}/disk/";
            var name = Uri.EscapeDataString(file.Name);
            shape[Php.Text(file.Id)] = new JsonObject
            {
                ["id"] = file.Id,
                ["date"] = PortalDates.Print(file.CreatedAt, caller),
                ["type"] = "file",
                ["name"] = file.Name,
                ["size"] = file.Content!.Length,
                ["image"] = null,
                ["authorId"] = file.CreatedBy,
                ["authorName"] = portal.Users.GetValueOrDefault(file.CreatedBy)?.FullName ?? "",
                ["urlPreview"] = "",
                ["urlShow"] = $"{root}showFile/{file.Id}/?&ncc=1&filename={name}",
                ["urlDownload"] = $"{root}downloadFile/{file.Id}/?&ncc=1&filename={name}",
            };
        }

        return shape;
    }

    /// <summary>The paths of the links above.</summary>
    public static bool Answers(string path) => path.Trim('/') is var trimmed
        && (trimmed.Equals("bitrix/tools/crm_show_file.php", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("disk/downloadFile/", StringComparison.OrdinalIgnoreCase));

    /// <summary>The file a link asks for, when the caller sees what it belongs to.</summary>
    public static DiskObject? Asked(Portal portal, PortalUser user, HttpRequest request)
    {
        var board = portal.State<CrmBoard>();
        var segments = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var ofComment = segments[0] == "disk" && segments.Length > 2;
        var id = ofComment ? Php.AsId(segments[2]) ?? 0 : Php.AsId(request.Query["fileId"].ToString()) ?? 0;
        var isSeen = ofComment
            ? board.Comments.Values.Any(comment => comment.Files.Contains(id) && CrmRights.CanRead(portal, user, comment))
            : board.Activities.GetValueOrDefault(Php.AsId(request.Query["ownerId"].ToString()) ?? 0) is { } activity && activity.Files.Contains(id) && CrmRights.CanRead(portal, user, activity);
        return isSeen ? portal.State<DiskBoard>().FindFile(id) : null;
    }

    private static FileBytes? Bytes(string? base64)
    {
        var buffer = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? "", buffer, out var length) ? FileBytes.Of(buffer[..length]) : null;
    }
}
