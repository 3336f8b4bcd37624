using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Stations;

namespace B24App.Files;

/// <summary>Files of a mirrored task that stand on both sides and of which no row says that they are one: they become one before anything is planned.</summary>
public sealed class FileTwins(TaskStores stores, FileStore files)
{
    /// <summary>Writes down which files are one; false when there is none. The task is looked at through the new rows then.</summary>
    public async Task<bool> Meet(Link link, Mapping mapping, SeenTask a, SeenTask b)
    {
        if (a.Files.IsEmpty || b.Files.IsEmpty || mapping.A is null || mapping.B is null)
        {
            return false;
        }

        var copies = await files.OfTask(mapping.Id);
        var twins = FileFields.Twins(a, b, copies.Where(copy => copy.Attachment > 0 || copy.StaysBehind).Select(copy => copy.Token).ToHashSet(StringComparer.Ordinal));
        if (twins.Count == 0)
        {
            return false;
        }

        // One that is on its way already keeps its number over the link; else it counts as the origin's.
        var underWay = copies.Select(copy => copy.Token).ToHashSet(StringComparer.Ordinal);
        await stores.Write(connection =>
        {
            foreach (var (onA, onB) in twins)
            {
                var from = underWay.Contains(onA.Token) ? Side.A : underWay.Contains(onB.Token) ? Side.B : mapping.Origin;
                var (file, there) = from == Side.A ? (onA, onB) : (onB, onA);
                files.Meet(connection, new FileCopy
                {
                    Link = link.Id,
                    Task = mapping.Id,
                    Side = from,
                    Token = file.Token,
                    Owner = mapping.End(from)!.Item,
                    From = link.Portal(from),
                    To = link.Portal(from.Other()),
                    Name = file.Name,
                    Size = file.Size,
                    DriveObject = there.DriveObject,
                    Attachment = there.Attachment,
                });
                stores.Ledger.Verdict(connection, link.Portal(from), link.Id, mapping.End(from)!.Item, null, $"file {file.Token} stands there already");
            }
        });
        return true;
    }
}
