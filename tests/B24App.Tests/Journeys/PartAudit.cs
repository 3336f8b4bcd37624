using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Results;
using B24App.Tests.Files;
using B24App.Tests.Parts;

namespace B24App.Tests.Journeys;

/// <summary>What people entered, concluded, listed and attached stands on both sides of a mirrored task, once.</summary>
internal static class PartAudit
{
    /// <summary>What is wrong with one pair; nothing when all is right.</summary>
    public static IEnumerable<string> Findings(PortalHost north, long task, PortalHost south, long mirror)
    {
        foreach (var finding in Hours(north, task, south, mirror).Concat(Hours(south, mirror, north, task)).Concat(Results(north, task, south, mirror)).Concat(Results(south, mirror, north, task)))
        {
            yield return finding;
        }

        var (here, there) = (north.Tree(task).Order(StringComparer.Ordinal).ToList(), south.Tree(mirror).Order(StringComparer.Ordinal).ToList());
        if (!here.SequenceEqual(there))
        {
            yield return $"checklists of t{task} and t{mirror}: {string.Join(" | ", here)} and {string.Join(" | ", there)}";
        }

        var (files, copies) = (Hashes(north, task), Hashes(south, mirror));
        if (!files.SequenceEqual(copies))
        {
            yield return $"files of t{task} and t{mirror}: {string.Join(" | ", north.FilesOf(task))} and {string.Join(" | ", south.FilesOf(mirror))}";
        }
    }

    private static List<string> Hashes(PortalHost host, long task) => [.. host.FilesOf(task).Select(file => file[(file.LastIndexOf(' ') + 1)..]).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Hours(PortalHost from, long task, PortalHost to, long there)
    {
        var own = from.Entries(task).Where(entry => entry.UserId != CrowdParts.Relay).Select(entry => $"{entry.Seconds} {entry.Comment}").Order(StringComparer.Ordinal).ToList();
        var copies = to.Entries(there).Where(entry => entry.UserId == CrowdParts.Relay)
            .Select(entry => $"{entry.Seconds} {entry.Comment[(entry.Comment.IndexOf(": ", StringComparison.Ordinal) + 2)..]}").Order(StringComparer.Ordinal).ToList();
        return own.SequenceEqual(copies) ? [] : [$"hours of t{task} of {from.Portal.Name}: {string.Join(" | ", own)}; their copies: {string.Join(" | ", copies)}"];
    }

    private static IEnumerable<string> Results(PortalHost from, long task, PortalHost to, long there)
    {
        List<string> own;
        lock (from.Portal.Gate)
        {
            own = [.. from.Portal.State<ResultBook>().Of(task).Where(result => result.CreatedBy != CrowdParts.Relay).Select(result => result.Text).Order(StringComparer.Ordinal)];
        }

        var copies = to.Results(there).Where(text => text.StartsWith("[b]", StringComparison.OrdinalIgnoreCase)).Select(text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Order(StringComparer.Ordinal).ToList();
        return own.SequenceEqual(copies) ? [] : [$"results of t{task} of {from.Portal.Name}: {string.Join(" | ", own)}; their copies: {string.Join(" | ", copies)}"];
    }
}
