using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Hosting;

namespace B24App.Tests.Timeline;

/// <summary>What people and telephony do with files in timelines, and what stands there.</summary>
internal static class EntryFilePeople
{
    /// <summary>A file joins an activity as recordings do: after it, without an event.</summary>
    public static long Records(this PortalHost host, long activity, string name, byte[] bytes, long user = 5)
    {
        lock (host.Portal.Gate)
        {
            return ActivityActions.Attach(host.Portal, host.Portal.Users[user], host.Portal.State<CrmBoard>().Activities[activity], name, FileBytes.Of(bytes));
        }
    }

    /// <summary>A comment with files.</summary>
    public static long RemarksWith(this PortalHost host, long deal, string text, params (string Name, byte[] Bytes)[] files) => host.Call(5, "crm.timeline.comment.add", new JsonObject
    {
        ["fields"] = new JsonObject { ["ENTITY_TYPE"] = "deal", ["ENTITY_ID"] = deal, ["COMMENT"] = text, ["FILES"] = Pairs(files) },
    })!.GetValue<long>();

    /// <summary>Its author leaves a comment with these files alone.</summary>
    public static void LeavesComment(this PortalHost host, long comment, string? text, params (string Name, byte[] Bytes)[] files)
    {
        var fields = new JsonObject { ["FILES"] = Pairs(files) };
        if (text is not null)
        {
            fields["COMMENT"] = text;
        }

        host.Call(1, "crm.timeline.comment.update", new JsonObject { ["id"] = comment, ["fields"] = fields });
    }

    /// <summary>Files of an activity as name and hash.</summary>
    public static IReadOnlyList<string> FilesOf(this PortalHost host, CrmActivity activity)
    {
        lock (host.Portal.Gate)
        {
            return Shown(host, activity.Files);
        }
    }

    /// <summary>Files of the comments of a deal as name and hash.</summary>
    public static IReadOnlyList<string> FilesRemarked(this PortalHost host, long deal)
    {
        lock (host.Portal.Gate)
        {
            return Shown(host, host.Portal.State<CrmBoard>().CommentsOf(new CrmKey(2, deal)).SelectMany(comment => comment.Files));
        }
    }

    private static IReadOnlyList<string> Shown(PortalHost host, IEnumerable<long> ids) =>
        [.. ids.Select(id => host.Portal.State<DiskBoard>().Objects[id]).Select(file => $"{file.Name} {file.Content!.Sha256[..12]}").Order(StringComparer.Ordinal)];

    private static JsonArray Pairs((string Name, byte[] Bytes)[] files) => new([.. files.Select(file => (JsonNode)new JsonArray(file.Name, Convert.ToBase64String(file.Bytes)))]);
}
