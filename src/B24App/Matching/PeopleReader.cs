using B24App.Bitrix24.Calls;
using B24App.Links;
using B24App.Portals;
using B24App.Store;

namespace B24App.Matching;

/// <summary>Reads the people of linked portals: once a day, soon after a link began, and on demand.</summary>
public sealed class PeopleReader(PortalLines lines, LinkBook book, PeopleDirectory directory, TimeProvider clock) : IWork
{
    /// <summary>How long a portal that gave no list is left alone.</summary>
    public static TimeSpan AfterFailure { get; } = TimeSpan.FromHours(1);

    private readonly Dictionary<PortalId, DateTimeOffset> _failed = [];

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var portals = (await book.All()).Where(link => link.Runs).SelectMany(link => new[] { link.A, link.B }).Distinct();
        foreach (var portal in portals)
        {
            if (_failed.GetValueOrDefault(portal) + AfterFailure > now || !await directory.IsDue(portal))
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

        return now + AfterFailure;
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
