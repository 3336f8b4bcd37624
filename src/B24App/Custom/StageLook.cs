using System.Collections.Concurrent;
using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Store;

namespace B24App.Custom;

/// <summary>In which column of its group a task stands, by name: numbers of columns are of one portal. A portal is asked for a group's columns once in a while.</summary>
public sealed class StageLook(PortalLines lines, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(PortalId Portal, long Group), (DateTimeOffset At, IReadOnlyList<StageWire> Stages)> _known = new();

    /// <summary>The task with its column; as it was where the contract carries none, it has no group, or its columns cannot be read now.</summary>
    public async Task<SeenTask> Of(SeenTask task, Link link, Side from)
    {
        if (task.StageId is not { } id || task.Group == 0 || !(link.Contract.Carries(Side.A, Field.Stage) || link.Contract.Carries(Side.B, Field.Stage))
            || await Of(link.Portal(from), task.Group, id) is not { Count: > 0 } stages)
        {
            return task;
        }

        // A task in the first column may carry no number at all (tasks.md §2.6).
        var stage = id == 0 ? stages[0] : stages.FirstOrDefault(each => each.Id == id);
        return stage is null
            ? task
            : task with
            {
                StageTitle = stage.Title,
                Stages = stages.GroupBy(each => SeenTask.StageOf(each.Title), StringComparer.Ordinal).ToImmutableDictionary(each => each.Key, each => each.First().Id),
                Carried = task.Carried.Add(Field.Stage),
            };
    }

    private async Task<IReadOnlyList<StageWire>?> Of(PortalId portal, long group, long wanted)
    {
        var age = _known.TryGetValue((portal, group), out var known) ? clock.GetUtcNow() - known.At : TimeSpan.MaxValue;
        if (age < Fresh && (wanted == 0 || known.Stages.Any(stage => stage.Id == wanted)))
        {
            return known.Stages;
        }

        if (await lines.Reading(portal) is { } line && await line.Call([StageCommands.Of(group)], Urgency.Live, CancellationToken.None) is [Answer answer])
        {
            known = (clock.GetUtcNow(), StageWire.ListFrom(answer.Result));
            _known[(portal, group)] = known;
            return known.Stages;
        }

        return age == TimeSpan.MaxValue ? null : known.Stages;
    }
}
