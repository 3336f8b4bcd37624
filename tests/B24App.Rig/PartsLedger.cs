using B24App.EmulatedPortal.Hosting;
using B24App.Tests.Files;
using B24App.Tests.Parts;

namespace B24App.Rig;

/// <summary>
/// What people made as parts of a task stands on both sides of its link, once, and as the last of them left it. What they took away stands nowhere.
/// Where a task ever left its link, only what stands too often is counted: what was made about then may rightly have crossed or not (RULES 8).
/// </summary>
internal sealed class PartsLedger(Stage stage, Sum sum)
{
    /// <summary>Checks one mirrored task.</summary>
    public void Check(Filed filed, int partner, long here, long there)
    {
        var sure = filed.Border < 0;
        var (a, b) = (Sight.Of(stage.Hosts[filed.Portal], here), Sight.Of(stage.Hosts[partner], there));
        foreach (var part in filed.Parts)
        {
            sum.Parts++;
            var (first, other) = part.Portal == filed.Portal ? (a, b) : (b, a);
            var (stands, copies) = (first.Count(part), other.Count(part));
            var wanted = Wanted(part);
            if (stands > 1 || copies > 1)
            {
                sum.Doubled++;
                Tell(filed, part, stands, copies, wanted);
            }
            else if (part.Said is { Gone: true } or { Kind: SaidKind.Internal } or { Crosses: not Crosses.Yes })
            {
                continue; // what is taken back is counted with the words
            }
            else if (sure && (wanted is { } times ? stands != times || copies != times : stands != copies))
            {
                sum.Lost++;
                Tell(filed, part, stands, copies, wanted);
            }
            else if (sure && stands == 1 && copies == 1 && first.Says(part) != other.Says(part))
            {
                sum.Lost++;
                sum.Tell($"{part.Kind} {part.Word} of {filed.Token} says {first.Says(part)} at {Name(part.Portal)} and {other.Says(part)} at the other side");
            }
        }
    }

    /// <summary>No part is seen on a portal that its task has nothing to do with.</summary>
    public void Leaks(IEnumerable<Filed> tasks)
    {
        var asked = stage.Hosts.Select(host => string.Join('\n', host.Requests.Lines.Select(line => line.Params))).ToList();
        foreach (var (filed, part) in tasks.SelectMany(filed => filed.Parts.Select(part => (filed, part))))
        {
            for (var portal = 0; portal < stage.Hosts.Count; portal++)
            {
                if (portal != filed.Portal && portal != filed.Partner && asked[portal].Contains(part.Word, StringComparison.Ordinal))
                {
                    sum.Leaked++;
                    sum.Tell($"{part.Kind} {part.Word} of {filed.Token} was sent to {Name(portal)}");
                }
            }
        }
    }

    // Null: kept or gone, as long as both sides agree.
    private static int? Wanted(Part part) => part switch
    {
        { Gone: true } => part.ChangedIn == part.GoneIn && part.Kind == PartKind.Line ? null : 0,
        _ => 1,
    };

    private void Tell(Filed filed, Part part, int stands, int copies, int? wanted) =>
        sum.Tell($"{part.Kind} {part.Word} of {filed.Token} ({filed.Task} of {Name(filed.Portal)}) stands {stands} times at {Name(part.Portal)} and {copies} times at the other side, wanted {wanted?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "the same"}");

    private string Name(int portal) => stage.Hosts[portal].Portal.Name;

    private sealed record Sight(IReadOnlyList<(string Title, bool Ticked)> Lines, IReadOnlyList<(string Comment, long Seconds)> Hours, IReadOnlyList<string> Files, IReadOnlyList<string> SaidFiles)
    {
        public static Sight Of(PortalHost host, long task) => new(
            [.. host.Lines(task).Select(line => (line.Title, line.IsComplete))],
            [.. host.Entries(task).Select(entry => (entry.Comment, entry.Seconds))],
            [.. host.Attachments(task).Select(file => file.Name)],
            host.SaidFiles(task));

        public int Count(Part part) => part.Kind switch
        {
            PartKind.Line => Lines.Count(line => line.Title.Contains(part.Word, StringComparison.Ordinal)),
            PartKind.Hours => Hours.Count(entry => entry.Comment.Contains(part.Word, StringComparison.Ordinal)),
            PartKind.File => Files.Count(name => name == part.Word),
            _ => SaidFiles.Count(name => name == part.Word),
        };

        public string Says(Part part) => part.Kind switch
        {
            PartKind.Line => Lines.First(line => line.Title.Contains(part.Word, StringComparison.Ordinal)).Ticked.ToString(),
            PartKind.Hours => Hours.First(entry => entry.Comment.Contains(part.Word, StringComparison.Ordinal)).Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "",
        };
    }
}
