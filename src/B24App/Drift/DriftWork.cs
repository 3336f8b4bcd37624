using B24App.Links;
using B24App.Record;

namespace B24App.Drift;

/// <summary>Compares every running link now and then; the first time one such period after it began.</summary>
internal sealed class DriftWork(LinkBook links, DriftReport report, Patience patience, TimeProvider clock) : IWork
{
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        DateTimeOffset? next = null;
        foreach (var link in (await links.All()).Where(link => link.Runs))
        {
            var due = ((await report.Last(link.Id))?.At ?? link.ActiveSince) + patience.Drift;
            if (due <= clock.GetUtcNow())
            {
                due = clock.GetUtcNow() + (await report.Compare(link.Id, ct) is null ? patience.NoAccess : patience.Drift);
            }

            next = next is null || due < next ? due : next;
        }

        return next;
    }
}
