using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Stages;

/// <summary>A column of a kanban.</summary>
public sealed class Stage
{
    /// <summary>Id, one sequence for the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Group; 0 for "My plan".</summary>
    public required long Group { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; set; }

    /// <summary>Order.</summary>
    public int Sort { get; set; }

    /// <summary><c>NEW</c>, <c>WORK</c>, <c>FINISH</c> or empty.</summary>
    public string SystemType { get; init; } = "";

    /// <summary>Colour.</summary>
    public string Color { get; set; } = "00C4FB";
}

/// <summary>Kanbans of a portal; a group has the three usual columns from the start.</summary>
public sealed class StageBoard
{
    private long _lastId = 16;

    /// <summary>Columns by id.</summary>
    public SortedDictionary<long, Stage> Stages { get; } = [];

    /// <summary>Columns of a group in their order.</summary>
    public IReadOnlyList<Stage> Of(Portal portal, long group)
    {
        if (!Stages.Values.Any(stage => stage.Group == group))
        {
            string[] titles = portal.Language == "ru" ? ["Новые", "Выполняются", "Сделаны"] : ["New", "In progress", "Finished"];
            string[] types = ["NEW", "WORK", "FINISH"];
            for (var i = 0; i < titles.Length; i++)
            {
                Add(group, titles[i], (i + 1) * 100, types[i]);
            }
        }

        return [.. Stages.Values.Where(stage => stage.Group == group).OrderBy(stage => stage.Sort).ThenBy(stage => stage.Id)];
    }

    /// <summary>A new column.</summary>
    public Stage Add(long group, string title, int sort, string type = "")
    {
        var stage = new Stage { Id = _lastId += 2, Group = group, Title = title, Sort = sort, SystemType = type };
        Stages.Add(stage.Id, stage);
        return stage;
    }
}
