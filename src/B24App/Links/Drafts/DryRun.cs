using System.Collections.Immutable;
using B24App.Confirm;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using Crossing = B24App.Plan.Text.Crossing;

namespace B24App.Links.Drafts;

/// <summary>One task of a dry run.</summary>
/// <param name="Task">The task.</param>
/// <param name="Stays">Why it would stay; null when it would cross.</param>
public sealed record DryVerdict(SeenTask Task, Reason? Stays);

/// <summary>A task in both forms: as it stands here, and as the partner would see it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Here">Its description as plain text.</param>
/// <param name="There">What the description would be there, with our lines, as plain text.</param>
public sealed record Specimen(SeenTask Task, string Here, string There);

/// <summary>What would cross if the draft ran: the verdicts are those of the planner of live work.</summary>
public sealed class DryRun(MatchingTasks tasks, LinkBook links, MappingStore mappings)
{
    /// <summary>How many tasks are tried.</summary>
    public const int Most = 20;

    /// <summary>The newest tasks of the chosen groups with their verdicts; null when the portal cannot be asked.</summary>
    public async Task<ImmutableArray<DryVerdict>?> Of(LinkDraft draft, CancellationToken ct)
    {
        var half = draft.Body.Half;
        if (await tasks.Newest(draft.Portal, new TaskFilter { Groups = half.Filter.Groups }, Most, ct) is not { } newest)
        {
            return null;
        }

        var would = Would(draft);
        var doors = Newcomers.Doors((await links.Of(draft.Portal)).Where(link => link.Id != draft.Link), draft.Portal);
        WayOut[] ways = [.. doors.Select(door => new WayOut(door.Link, door.From, false)), new WayOut(would, Side.A, false)];
        var verdicts = ImmutableArray.CreateBuilder<DryVerdict>();
        foreach (var task in newest)
        {
            verdicts.Add(new DryVerdict(task, await WhyStays(task, ways, would, draft)));
        }

        return verdicts.ToImmutable();
    }

    /// <summary>The newest task that matches, in both forms; null when there is none or the portal cannot be asked.</summary>
    public async Task<Specimen?> Example(Portal portal, DraftBody body, CancellationToken ct) =>
        await tasks.Newest(portal.Id, body.Half.Filter, 1, ct) is [var task] ? Show(task, portal) : null;

    internal static Specimen Show(SeenTask task, Portal portal)
    {
        var language = Languages.Of(portal.Language);
        var crossed = Converter.Convert(task.Description, Dialect.Task, Dialect.Task, new Crossing(portal.Origin) { Language = language });
        var framed = Frame.Wrap(crossed.Text, new FrameFacts(portal.Name, task.CreatorName, null, language));
        return new Specimen(task, Plain(task.Description), Plain(framed));
    }

    private async Task<Reason?> WhyStays(SeenTask task, WayOut[] ways, Link would, LinkDraft draft)
    {
        var mapped = await mappings.OfItem(draft.Portal, Items.Task(task.Id));
        return mapped.Any(mapping => mapping.Link != draft.Link) ? Reason.AlreadyInAnotherLink
            : mapped.Count > 0 ? null
            : Eligibility.Choose(task, ways) switch
            {
                Leaving.By(var way, var notBy) => way.Link.Id == would.Id ? null : notBy.First(other => other.Link.Id == would.Id).Why,
                Leaving.Stays(var why) => why.First(other => other.Link.Id == would.Id).Why,
                _ => null,
            };
    }

    // The partner's half is taken as one that agrees to all: what he will allow is his own affair.
    private static Link Would(LinkDraft draft)
    {
        var half = draft.Body.Half;
        return new Link(
            draft.Link, draft.Body.Name, draft.Portal, default, LinkState.Active, new Contract(1, half, Presets.Answer(PublishedHalf.Of(half), new HalfChoices())), DateTimeOffset.MinValue);
    }

    private static string Plain(string text) => BbTree.PlainText(BbTree.Parse(text, Dialect.Task).Nodes).Trim();
}
