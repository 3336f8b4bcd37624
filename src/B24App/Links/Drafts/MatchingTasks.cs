using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Tasks;
using B24App.Custom;
using B24App.Look;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Store;

namespace B24App.Links.Drafts;

/// <summary>Tasks of the own portal that a filter would let out: how many in 30 days, and the newest. Read only, with an administrator's token.</summary>
public sealed class MatchingTasks(PortalLines lines, TimeProvider clock)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static readonly string[] Select =
    [
        "ID", "TITLE", "DESCRIPTION", "DEADLINE", "PRIORITY", "TAGS", "STATUS", "RESPONSIBLE_ID", "CREATED_BY", "GROUP_ID", "XML_ID", "CREATED_DATE",
    ];

    /// <summary>How many tasks of the last 30 days match; null when the portal cannot be asked.</summary>
    public async Task<int?> InMonth(PortalId portal, TaskFilter filter, CancellationToken ct)
    {
        var wanted = Filter(filter);
        wanted[">=CREATED_DATE"] = (clock.GetUtcNow() - Month).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        return await Ask(portal, TaskCommands.List(wanted, [], ["ID"], 0), ct) is { } answer ? answer.Total ?? TaskWire.ListFrom(answer.Result).Count : null;
    }

    /// <summary>The newest tasks that match, newest first; null when the portal cannot be asked.</summary>
    public async Task<ImmutableArray<SeenTask>?> Newest(PortalId portal, TaskFilter filter, int most, CancellationToken ct) =>
        await Ask(portal, TaskCommands.List(Filter(filter), new JsonObject { ["ID"] = "desc" }, Select, 0), ct) is { } answer
            ? [.. TaskWire.ListFrom(answer.Result).Take(most).Select(wire => TaskLook.Seen(wire, null))]
            : null;

    /// <summary>Titles of custom fields that every new task must fill; null when the portal cannot be asked.</summary>
    public async Task<ImmutableArray<string>?> MandatoryFields(PortalId portal, CancellationToken ct)
    {
        if (await lines.Reading(portal) is not { } line)
        {
            return null;
        }

        JsonElement labels = default;
        return await Glance.At(Asked, clock, ct) is Answer listed
            ? [.. Wire.Rows(listed.Result)
                .Where(row => Wire.Member(row, "MANDATORY") is { } mandatory && Wire.Flag(mandatory) == true)
                .Select(row => Wire.Member(row, "FIELD_NAME") is { } name ? Wire.Text(name) : null)
                .OfType<string>()
                .Select(name => CustomDirectory.Title(labels, name))]
            : null;

        // The list of fields knows their codes only; what people call them stands in another list, fetched along.
        async Task<IReadOnlyList<Outcome>> Asked(CancellationToken free)
        {
            var outcomes = await line.Call([TaskCommands.CustomFields(), TaskCommands.Fields()], Urgency.Live, free);
            labels = outcomes[1] is Answer answer ? answer.Result : default;
            return outcomes;
        }
    }

    private async Task<Answer?> Ask(PortalId portal, Command command, CancellationToken ct) =>
        await lines.Reading(portal) is { } line ? await Glance.At(free => line.Call([command], Urgency.Live, free), clock, ct) as Answer : null;

    private static JsonObject Filter(TaskFilter filter)
    {
        var wanted = new JsonObject();
        Add("GROUP_ID", filter.Groups.Select(id => (JsonNode)id));
        Add("TAG", filter.Tags.Select(tag => (JsonNode)tag));
        Add("RESPONSIBLE_ID", filter.Responsibles.Select(id => (JsonNode)id));
        return wanted;

        void Add(string key, IEnumerable<JsonNode> values)
        {
            var list = new JsonArray([.. values]);
            if (list.Count > 0)
            {
                wanted[key] = list;
            }
        }
    }
}
