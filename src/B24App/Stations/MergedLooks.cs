using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Tasks;

namespace B24App.Stations;

/// <summary>
/// Looks of a run at many tasks, asked as lists of fifty ids: the list takes the same names of fields (b24restdocs:
/// api-reference/tasks/tasks-task-list.md) and is one command instead of fifty. Each look gets its own answer back.
/// </summary>
internal sealed class MergedLooks
{
    private const int Page = 50;
    private const string Get = "tasks.task.get";
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(Array.Empty<int>());

    // What a look must show; a portal whose lists leave any of it out is asked task by task.
    private static readonly (string Asked, string Shown)[] Needed =
        [("DESCRIPTION", "description"), ("TAGS", "tags"), ("CREATED_BY", "creator"), ("UF_TASK_WEBDAV_FILES", "ufTaskWebdavFiles"), ("CHECKLIST", "checklist")];

    private readonly ImmutableArray<int[]> _groups;
    private readonly IReadOnlyList<Command> _asked;

    private MergedLooks(IReadOnlyList<Command> asked, ImmutableArray<int[]> groups)
    {
        (_asked, _groups) = (asked, groups);
        Commands = [.. groups.Select(group => group.Length == 1 ? asked[group[0]] : List(group))];
    }

    /// <summary>What is sent.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>Puts looks with the same fields together, at the place of the first; everything else stays where it was.</summary>
    public static MergedLooks Of(IReadOnlyList<Command> asked)
    {
        var groups = new List<List<int>>();
        var open = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            var fields = asked[i].Method == Get && asked[i].Parameters is JsonObject ? asked[i].Parameters!["select"]?.ToJsonString() : null;
            if (fields is not null && open.TryGetValue(fields, out var group) && group.Count < Page)
            {
                group.Add(i);
                continue;
            }

            groups.Add([i]);
            if (fields is not null)
            {
                open[fields] = groups[^1];
            }
        }

        return new MergedLooks(asked, [.. groups.Select(group => group.ToArray())]);
    }

    /// <summary>One outcome per command that was asked; null for a look whose list showed too little of its tasks.</summary>
    public Outcome?[] Split(IReadOnlyList<Outcome> outcomes)
    {
        var split = new Outcome?[_asked.Count];
        foreach (var (group, outcome) in _groups.Zip(outcomes))
        {
            if (group.Length == 1 || outcome is not Answer answer)
            {
                Array.ForEach(group, i => split[i] = outcome);
                continue;
            }

            var rows = Wire.Rows(Wire.Member(answer.Result, "tasks") ?? answer.Result)
                .Where(row => Wire.Member(row, "id") is { } id && Wire.Id(id) is not null).GroupBy(row => Wire.Id(Wire.Member(row, "id")!.Value)!.Value).ToDictionary(rows => rows.Key, rows => rows.First());
            var fields = _asked[group[0]].Parameters!["select"]!.AsArray().Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
            if (rows.Values.Any(row => Needed.Any(each => fields.Contains(each.Asked) && Wire.Member(row, each.Shown) is null)))
            {
                continue;
            }

            Array.ForEach(group, i => split[i] = answer with { Result = rows.GetValueOrDefault(Task(_asked[i]), Nothing) });
        }

        return split;
    }

    private Command List(int[] group) => TaskCommands.List(
        new JsonObject { ["ID"] = new JsonArray([.. group.Select(i => (JsonNode)Task(_asked[i])).DistinctBy(id => (long)id)]) },
        new JsonObject { ["ID"] = "asc" },
        [.. _asked[group[0]].Parameters!["select"]!.AsArray().Select(name => (string)name!)],
        -1);

    private static long Task(Command look) => (long)look.Parameters!["taskId"]!;
}
