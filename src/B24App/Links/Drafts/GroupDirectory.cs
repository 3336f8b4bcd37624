using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Groups;
using B24App.Portals;
using B24App.Store;

namespace B24App.Links.Drafts;

/// <summary>Open groups of a portal, for its own administrators only.</summary>
/// <param name="All">The groups by title.</param>
/// <param name="At">When the portal was asked.</param>
/// <param name="IsFresh">It was asked just now; otherwise the portal does not answer and this is what it said before.</param>
public sealed record OwnGroups(ImmutableArray<GroupWire> All, DateTimeOffset At, bool IsFresh);

/// <summary>Groups of the own portal: which there are, whether the relay account may file tasks there, and a new open one.</summary>
public sealed class GroupDirectory(PortalLines lines, TimeProvider clock)
{
    private const int MostPages = 10;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<PortalId, OwnGroups> _known = new();
    private readonly ConcurrentDictionary<PortalId, DateTimeOffset> _silent = new();

    /// <summary>The groups; null when the portal never answered.</summary>
    public async Task<OwnGroups?> Of(PortalId portal, CancellationToken ct)
    {
        var known = _known.GetValueOrDefault(portal);
        if (known is not null && clock.GetUtcNow() - known.At < Fresh)
        {
            return known;
        }

        // A portal that was silent a moment ago is not waited for again by every page.
        if (clock.GetUtcNow() - _silent.GetValueOrDefault(portal) >= Rest && await Read(portal, ct) is { } groups)
        {
            return _known[portal] = new OwnGroups(groups, clock.GetUtcNow(), true);
        }

        return known is null ? null : known with { IsFresh = false };
    }

    /// <summary>Titles by number, as far as they are known.</summary>
    public async Task<ImmutableDictionary<long, string>> Titles(PortalId portal, CancellationToken ct) =>
        (await Of(portal, ct))?.All.ToImmutableDictionary(group => group.Id, group => group.Name) ?? [];

    /// <summary>Whether the relay account may file tasks in a group; null when the portal cannot be asked now.</summary>
    public async Task<bool?> TakesTasks(PortalId portal, long group, CancellationToken ct)
    {
        if (await lines.For(portal) is not { } line)
        {
            return null;
        }

        return await Glance.At(free => line.Call([GroupCommands.MayWithTasks(group, "create_tasks")], Urgency.Live, free), clock, ct) switch
        {
            Answer answer => GroupWire.MayFrom(answer.Result),
            Refusal => false,
            _ => null,
        };
    }

    /// <summary>Makes an open group, owned by the relay account, so that it may file there; null when the portal did not.</summary>
    public async Task<long?> CreateOpen(PortalId portal, string title, CancellationToken ct)
    {
        if (await lines.For(portal) is not { } line)
        {
            return null;
        }

        var outcome = await Glance.At(free => line.Call([GroupCommands.CreateOpen(title)], Urgency.Live, free), clock, ct);
        _known.TryRemove(portal, out _);
        return outcome is Answer answer ? Bitrix24.Json.Wire.Id(answer.Result) : null;
    }

    private async Task<ImmutableArray<GroupWire>?> Read(PortalId portal, CancellationToken ct)
    {
        if (await lines.Reading(portal) is not { } line)
        {
            return null;
        }

        var groups = ImmutableArray.CreateBuilder<GroupWire>();
        int? start = 0;
        for (var page = 0; page < MostPages && start is { } from; page++)
        {
            if (await Glance.At(free => line.Call([GroupCommands.Get(new JsonObject { ["CLOSED"] = "N" }, from, asAdmin: true)], Urgency.Live, free), clock, ct) is not Answer answer)
            {
                _silent[portal] = clock.GetUtcNow();
                return null;
            }

            groups.AddRange(GroupWire.ListFrom(answer.Result));
            start = answer.Next;
        }

        return [.. groups.OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase)];
    }
}
