using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;

namespace B24App.Drift;

/// <summary>Both sides of one mapping as they are now; null for a side that could not be read.</summary>
public sealed record Pair(Mapping Mapping, SeenTask? A, SeenTask? B);

/// <summary>Reads both sides of mirrored tasks, packed and after live work; it writes nothing anywhere.</summary>
public sealed class BothSides(PortalLines lines, TaskLook look, Translation translation)
{
    /// <summary>Most tasks read at once: one batch per portal.</summary>
    public const int Most = 50;

    /// <summary>Reads them; null when a portal cannot be asked now.</summary>
    public async Task<IReadOnlyList<Pair>?> Read(Link link, IReadOnlyList<Mapping> mapped, CancellationToken ct)
    {
        var a = await Read(link, mapped, Side.A, ct);
        var b = a is null ? null : await Read(link, mapped, Side.B, ct);
        return a is null || b is null ? null : [.. mapped.Select((mapping, i) => new Pair(mapping, a[i], b[i]))];
    }

    private async Task<IReadOnlyList<SeenTask?>?> Read(Link link, IReadOnlyList<Mapping> mapped, Side side, CancellationToken ct)
    {
        if (await lines.Reading(link.Portal(side)) is not { } line)
        {
            return null;
        }

        var names = await look.CustomNames(link.Portal(side));
        var outcomes = await line.Call([.. mapped.Select(mapping => TaskLook.Question(Items.IdOf(mapping.End(side)!.Item), names))], Urgency.Bulk, ct);
        var seen = new List<SeenTask?>();
        foreach (var looked in outcomes.Select(look.Read))
        {
            switch (looked)
            {
                case Looked<TaskWire>.Seen(var wire):
                    seen.Add(await translation.Across(TaskLook.Seen(wire, null), link, side));
                    break;
                case Looked<TaskWire>.NotNow:
                    return null;
                default:
                    seen.Add(null);
                    break;
            }
        }

        return seen;
    }
}
