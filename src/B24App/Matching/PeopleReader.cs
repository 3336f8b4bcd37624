using B24App.Bitrix24.Calls;
using B24App.Portals;
using B24App.Store;

namespace B24App.Matching;

/// <summary>Reads the people of linked portals: once a day, soon after a link began, and on demand.</summary>
public sealed class PeopleReader(PortalLines lines, PeopleDirectory directory, TimeProvider clock) : IWork
{
    /// <summary>Time between two questions who is due.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a portal that gave no list is left alone.</summary>
    public static TimeSpan AfterFailure { get; } = TimeSpan.FromHours(1);

    private readonly Dictionary<PortalId, DateTimeOffset> _failed = [];
    private readonly NextTurn _next = new();

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_next.IsLater(now))
        {
            return _next.At; // woken by something else
        }

        foreach (var portal in await directory.Due())
        {
            if (_failed.TryGetValue(portal, out var failed) && (now - failed).Duration() < AfterFailure)
            {
                continue;
            }

            if (await Refresh(portal, ct))
            {
                _failed.Remove(portal);
            }
            else
            {
                _failed[portal] = now;
            }
        }

        return _next.After(now, Rest);
    }

    /// <summary>Reads all active people of a portal now; false when the list could not be read to its end, and nothing changed then.</summary>
    public async Task<bool> Refresh(PortalId portal, CancellationToken ct)
    {
        if (await lines.Reading(portal) is not { } line || await PeoplePages.Read(command => line.Call([command], Urgency.Bulk, ct)) is not { } people)
        {
            return false;
        }

        await directory.Learn(portal, people);
        return true;
    }
}
